import { expect, test } from 'vitest';
import { CommandError } from '../errors.ts';
import { toYaml } from '../output/yaml.ts';
import { buildKustomization } from './build.ts';

const base = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: runner
      containers:
      - name: web
        image: example/hostnames:1.0
        envFrom:
        - configMapRef: {name: settings}
        env:
        - name: P
          valueFrom: {secretKeyRef: {name: pass, key: p}}
        ports: [{containerPort: 8080, name: http}]
      volumes:
      - name: v
        configMap: {name: settings}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: runner}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: np}
spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: client}}}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
`;

/** What kubectl 1.32 printed for the folder `over` below. */
const built = `apiVersion: v1
kind: Namespace
metadata:
  annotations:
    note: hi
  labels:
    env: prod
    team: a
    tier: b
  name: prod
---
apiVersion: v1
kind: ServiceAccount
metadata:
  annotations:
    note: hi
  labels:
    env: prod
    team: a
    tier: b
  name: p-runner-x
  namespace: prod
---
apiVersion: v1
data:
  A: "1"
  B: two
kind: ConfigMap
metadata:
  annotations:
    note: hi
  labels:
    env: prod
    team: a
    tier: b
  name: p-settings-x-6b56fdfggc
  namespace: prod
---
apiVersion: v1
data:
  p: c2VjcmV0
kind: Secret
metadata:
  annotations:
    note: hi
  labels:
    env: prod
    team: a
    tier: b
  name: p-pass-x-4k4899t6bh
  namespace: prod
type: Opaque
---
apiVersion: v1
kind: Service
metadata:
  annotations:
    note: hi
  labels:
    env: prod
    team: a
    tier: b
  name: p-web-x
  namespace: prod
spec:
  ports:
  - port: 80
    targetPort: 9090
  selector:
    app: web
    env: prod
---
apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    note: hi
  labels:
    app: web
    env: prod
    team: a
    tier: b
  name: p-web-x
  namespace: prod
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
      env: prod
  template:
    metadata:
      annotations:
        note: hi
      labels:
        app: web
        env: prod
        tier: b
    spec:
      containers:
      - env:
        - name: X
          value: "y"
        - name: P
          valueFrom:
            secretKeyRef:
              key: p
              name: p-pass-x-4k4899t6bh
        envFrom:
        - configMapRef:
            name: p-settings-x-6b56fdfggc
        image: other/hostnames:2.0
        name: web
        ports:
        - containerPort: 8080
          name: http
      serviceAccountName: p-runner-x
      volumes:
      - configMap:
          name: p-settings-x-6b56fdfggc
        name: v
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  annotations:
    note: hi
  labels:
    env: prod
    team: a
    tier: b
  name: p-np-x
  namespace: prod
spec:
  ingress:
  - from:
    - podSelector:
        matchLabels:
          app: client
          env: prod
  podSelector:
    matchLabels:
      app: web
      env: prod
`;

async function build(
  files: Record<string, string>,
  folder: string,
): Promise<{ text: string; warned: string }> {
  let warned = '';
  const objects = await buildKustomization(
    {
      readFile: (path) => Promise.resolve(files[path]),
      readDirectory: (path) => {
        const inside = Object.keys(files).filter((name) => name.startsWith(`${path}/`));
        const names = inside.map((name) => name.slice(path.length + 1).split('/')[0]!);
        return Promise.resolve(inside.length > 0 ? names : undefined);
      },
      stderr: (text) => (warned += text),
    },
    folder,
  );
  return { text: objects.map((object) => toYaml(object)).join('---\n'), warned };
}

test('an overlay: namespace, names, labels, images, replicas, patches and generated ConfigMaps', async () => {
  const files = {
    'base/all.yaml': base,
    'base/kustomization.yaml': `resources: [all.yaml]
configMapGenerator:
- name: settings
  literals: [A=1, B=two]
secretGenerator:
- name: pass
  literals: [p=secret]
`,
    'over/ns.yaml': `apiVersion: v1
kind: Namespace
metadata:
  name: prod
`,
    'over/patch.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: web
        env: [{name: X, value: "y"}]
`,
    'over/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: prod
namePrefix: p-
nameSuffix: -x
resources: [../base, ns.yaml]
commonLabels: {env: prod}
commonAnnotations: {note: hi}
labels:
- pairs: {team: a}
- pairs: {tier: b}
  includeTemplates: true
images:
- name: example/hostnames
  newName: other/hostnames
  newTag: "2.0"
replicas:
- {name: web, count: 3}
patches:
- path: patch.yaml
- target: {kind: Service, name: web}
  patch: |-
    - op: replace
      path: /spec/ports/0/targetPort
      value: 9090
`,
  };
  expect(await build(files, 'over')).toEqual({
    text: built,
    warned:
      "# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.\n",
  });
});

test.each([
  ['resources: [nope.yaml]', /accumulating resources from 'nope.yaml'.*lstat k\/nope.yaml: no such file/],
  ['foo: bar', /^invalid Kustomization: json: unknown field "foo"$/],
  ['resources: x', /^invalid Kustomization: resources must be a list$/],
  ['components: [../x]', /^the field components of k\/kustomization.yaml is not supported here$/],
  ['resources: [../k]', /^cycle detected/],
  ['patches: [{patch: "- op: remove"}]', /^must specify a target for JSON patch \[inline\]$/],
  ['configMapGenerator: [{name: a, files: [x]}]', /lstat k\/x: no such file or directory$/],
])('%s', async (text, message) => {
  await expect(build({ 'k/kustomization.yaml': text }, 'k')).rejects.toThrow(message);
  await expect(build({ 'k/kustomization.yaml': text }, 'k')).rejects.toThrow(CommandError);
});

import { describe, expect, test } from 'vitest';
import type { AnyObject, PodSpec } from '../../../../kube/types.ts';
import { create, definitionOf, makeObject, update } from '../testing.ts';

const web = { name: 'web', image: 'nginx:1.27' };
const pod = (spec: object, name = 'web') => makeObject('v1', 'Pod', name, { spec });

test('defaults and admission', () => {
  const input = pod({
    containers: [{ ...web, ports: [{ containerPort: 80 }], readinessProbe: { tcpSocket: { port: 80 } } }],
  });
  input.metadata.uid = '97ed5d09-25e8-4dbe-9edd-174b144f90f9';
  const { object, problems } = create(input);
  expect(problems).toEqual([]);
  const token = (object['spec'] as PodSpec).volumes![0]!.name;
  expect(token).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
  expect(object['spec']).toEqual({
    containers: [
      {
        image: 'nginx:1.27',
        imagePullPolicy: 'IfNotPresent',
        name: 'web',
        ports: [{ containerPort: 80, protocol: 'TCP' }],
        readinessProbe: {
          failureThreshold: 3,
          periodSeconds: 10,
          successThreshold: 1,
          tcpSocket: { port: 80 },
          timeoutSeconds: 1,
        },
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        volumeMounts: [
          { mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: token, readOnly: true },
        ],
      },
    ],
    dnsPolicy: 'ClusterFirst',
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
    priority: 0,
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    serviceAccount: 'default',
    serviceAccountName: 'default',
    terminationGracePeriodSeconds: 30,
    tolerations: ['not-ready', 'unreachable'].map((state) => ({
      effect: 'NoExecute',
      key: `node.kubernetes.io/${state}`,
      operator: 'Exists',
      tolerationSeconds: 300,
    })),
    volumes: [
      {
        name: token,
        projected: {
          defaultMode: 420,
          sources: [
            { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
            { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
            {
              downwardAPI: {
                items: [
                  { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' },
                ],
              },
            },
          ],
        },
      },
    ],
  });
  const again = structuredClone(object);
  definitionOf('Pod').setDefaults(again);
  expect(again).toEqual(object);
});

test.each([
  ['nginx', 'Always'],
  ['nginx:latest', 'Always'],
  ['registry:5000/nginx', 'Always'],
  ['registry:5000/nginx:1.27', 'IfNotPresent'],
  ['nginx@sha256:abc', 'IfNotPresent'],
])('%s is pulled %s', (image, policy) => {
  const { object } = create(pod({ containers: [{ name: 'web', image }] }));
  expect((object['spec'] as PodSpec).containers[0]!.imagePullPolicy).toBe(policy);
});

test.each<[object, string[]]>([
  [{}, ['spec.containers: Required value']],
  [{ containers: [{ image: 'a' }] }, ['spec.containers[0].name: Required value']],
  [{ containers: [{ name: 'web' }] }, ['spec.containers[0].image: Required value']],
  [{ containers: [web, { ...web }] }, ['spec.containers[1].name: Duplicate value: "web"']],
  [
    { containers: [{ ...web, ports: [{ name: 'HTTP', containerPort: 80 }] }] },
    [
      'spec.containers[0].ports[0].name: Invalid value: "HTTP": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      'spec.containers[0].ports[0].name: Invalid value: "HTTP": must contain at least one letter (a-z)',
    ],
  ],
  [
    { containers: [{ ...web, ports: [{ containerPort: 70000 }] }] },
    [
      'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
  ],
  [
    { containers: [{ ...web, readinessProbe: {} }] },
    ['spec.containers[0].readinessProbe: Required value: must specify a handler type'],
  ],
  [
    { containers: [{ ...web, livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } }] },
    ['spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1'],
  ],
  [
    { containers: [{ ...web, volumeMounts: [{ name: 'x', mountPath: '/x' }] }] },
    ['spec.containers[0].volumeMounts[0].name: Not found: "x"'],
  ],
  [
    { containers: [web], restartPolicy: 'always' },
    ['spec.restartPolicy: Unsupported value: "always": supported values: "Always", "OnFailure", "Never"'],
  ],
])('refused: %j', (spec, problems) => {
  expect(create(pod(spec)).problems).toEqual(problems);
});

test('an image may change, a port may not: the answer shows the difference', () => {
  const old = create(
    pod({ containers: [{ ...web, ports: [{ name: 'http', containerPort: 8080 }] }] }),
  ).object;
  const change = (edit: (spec: PodSpec) => void) => {
    const wanted = structuredClone(old);
    edit(wanted['spec'] as PodSpec);
    return update(wanted, old).problems;
  };
  expect(change((spec) => (spec.containers[0]!.image = 'nginx:1.28'))).toEqual([]);
  expect(change((spec) => (spec.containers[0]!.ports![0]!.containerPort = 9090))).toEqual([
    `spec: Forbidden: pod updates may not change fields other than \`spec.containers[*].image\`,\`spec.initContainers[*].image\`,\`spec.activeDeadlineSeconds\`,\`spec.tolerations\` (only additions to existing tolerations),\`spec.terminationGracePeriodSeconds\` (allow it to be set to 1 if it was previously negative)
@@ -100,7 +100,7 @@
     {
      "Name": "http",
      "HostPort": 0,
-     "ContainerPort": 8080,
+     "ContainerPort": 9090,
      "Protocol": "TCP",
      "HostIP": ""
     }
`,
  ]);
});

test('a name with dots is warned of', () => {
  const object = pod({ containers: [web] }, 'a.b');
  expect(definitionOf('Pod').warnings?.(object, undefined)).toEqual([
    "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
  ]);
});

describe('READY, STATUS and RESTARTS', () => {
  const now = Date.parse('2026-01-01T00:20:00Z');
  const running = { state: { running: { startedAt: '2026-01-01T00:00:00Z' } }, ready: true, restartCount: 0 };
  const crashed = {
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:10:00Z' } },
    ready: false,
    restartCount: 2,
  };
  const done = { state: { terminated: { exitCode: 0, reason: 'Completed' } }, ready: true, restartCount: 0 };
  const failed = { state: { terminated: { exitCode: 1 } }, ready: false, restartCount: 0 };
  const pulling = { state: { waiting: { reason: 'PodInitializing' } }, ready: false, restartCount: 0 };

  test.each<[string, object, object, object, unknown[]]>([
    ['pending', {}, { phase: 'Pending' }, {}, ['0/1', 'Pending', '0']],
    ['running', {}, { phase: 'Running', containerStatuses: [running] }, {}, ['1/1', 'Running', '0']],
    [
      'not ready',
      {},
      { phase: 'Running', containerStatuses: [{ ...running, ready: false }] },
      {},
      ['0/1', 'Running', '0'],
    ],
    [
      'crash loop',
      {},
      { phase: 'Running', containerStatuses: [crashed] },
      {},
      ['0/1', 'CrashLoopBackOff', '2 (10m ago)'],
    ],
    ['completed', {}, { phase: 'Succeeded', containerStatuses: [done] }, {}, ['0/1', 'Completed', '0']],
    ['exit code', {}, { phase: 'Failed', containerStatuses: [failed] }, {}, ['0/1', 'ExitCode:1', '0']],
    ['evicted', {}, { phase: 'Failed', reason: 'Evicted' }, {}, ['0/1', 'Evicted', '0']],
    [
      'terminating',
      {},
      { phase: 'Running', containerStatuses: [running] },
      { deletionTimestamp: '2026-01-01T00:19:00Z' },
      ['1/1', 'Terminating', '0'],
    ],
    [
      'init container at work',
      { initContainers: [{ name: 'init' }] },
      {
        phase: 'Pending',
        initContainerStatuses: [{ ...running, name: 'init' }],
        containerStatuses: [pulling],
      },
      {},
      ['0/1', 'Init:0/1', '0'],
    ],
    [
      'init container failed',
      { initContainers: [{ name: 'init' }] },
      { phase: 'Pending', initContainerStatuses: [{ ...failed, name: 'init' }] },
      {},
      ['0/1', 'Init:ExitCode:1', '0'],
    ],
    [
      'sidecar',
      { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] },
      {
        phase: 'Running',
        initContainerStatuses: [{ ...running, name: 'proxy', started: true }],
        containerStatuses: [running],
      },
      {},
      ['2/2', 'Running', '0'],
    ],
  ])('%s', (_, spec, status, metadata, cells) => {
    const object: AnyObject = pod({ containers: [web], ...spec });
    Object.assign(object.metadata, metadata);
    object['status'] = status;
    expect(definitionOf('Pod').cells(object, now).slice(1, 4)).toEqual(cells);
  });
});

import type { Bench } from './learner.ts';

const manifests = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: web
          image: registry.k8s.io/e2e-test-images/agnhost:2.53
          args: [serve-hostname, --port=8080]
          ports: [{name: http, containerPort: 8080}]
          readinessProbe: {httpGet: {path: /, port: http}, periodSeconds: 1}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: shop, labels: {app: client}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - {name: client, image: 'busybox:1.36', command: [sleep, '1000000']}
`;

/** A shop of two web Pods behind a Service, and a client. */
export async function openShop({ script }: Pick<Bench, 'script'>): Promise<void> {
  await script(
    `kubectl apply -f - <<'E'\n${manifests}E\n` +
      'kubectl rollout status deploy/web -n shop && kubectl wait pod/client -n shop --for=condition=Ready',
  );
}

/** Output with everything that differs from run to run replaced: `HASH-ID` of Pods, `AGE`, `IP`, `TIME`. */
export function masked(rows: readonly string[]): string[] {
  return rows.map((row) =>
    row
      .replace(/\b(web|d1)-[0-9a-z]{6,10}-[0-9a-z]{5}\b/g, '$1-HASH-ID')
      .replace(/\b(web|d1)-[0-9a-z]{6,10}\b/g, '$1-HASH')
      .replace(/(Created pod: kube-proxy)-[0-9a-z]{5}/g, '$1-ID')
      .replace(/pod-template-hash=[0-9a-z]+/g, 'pod-template-hash=HASH')
      .replace(/service-clinic-worker2?/g, 'WORKER')
      .replace(/\b\d+\.\d+\.\d+\.\d+\b/g, 'IP')
      .replace(/\b\w{3}, \d\d \w{3} \d{4} [\d:]+ \+0000/g, 'TIME')
      .replace(/\d{4}[-/]\d\d[-/]\d\d[T ][\d:.]+Z?/g, 'TIME')
      .replace(/(?<= {2})(\d+[smh])+( \(\w+ ago\))?( \(x\d+ over \w+\))?(?= {2}|$)/g, 'AGE')
      .replace(/\b[0-9a-f]{64}\b/g, 'DIGEST')
      .replace(/\bkube-api-access-\w{5}/g, 'kube-api-access-ID')
      .replace(/(?<=\S) {2,}/g, '  ')
      .trimEnd(),
  );
}

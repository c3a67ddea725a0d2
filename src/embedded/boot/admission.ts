import type { Container, Pod } from '../../kube/types.ts';

const accountPath = '/var/run/secrets/kubernetes.io/serviceaccount';

interface Mutable {
  [field: string]: unknown;
}

/**
 * What the API server's admission plugins add to a new Pod: the ServiceAccount with its token volume
 * (ServiceAccount), the two tolerations for nodes that fail (DefaultTolerationSeconds), and the number of its
 * priority class (Priority). Changes the Pod in place; running it again changes nothing.
 * @param suffix five random characters for the volume's name
 */
export function admitPod(pod: Pod, suffix: () => string): void {
  const spec = pod.spec as Pod['spec'] & Mutable;
  if (!spec) return;
  spec.serviceAccountName ||= 'default';
  spec.serviceAccount ||= spec.serviceAccountName;
  mountToken(spec, suffix);
  const tolerations = (spec.tolerations ??= []) as { key?: string; operator?: string; effect?: string }[];
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    const covered = tolerations.some(
      (toleration) =>
        (toleration.key === key || (!toleration.key && toleration.operator === 'Exists')) &&
        (!toleration.effect || toleration.effect === 'NoExecute'),
    );
    if (!covered) {
      (spec.tolerations as unknown[]).push({
        key,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      });
    }
  }
  const priorities: Record<string, number> = {
    'system-node-critical': 2_000_001_000,
    'system-cluster-critical': 2_000_000_000,
  };
  spec.priority ??= priorities[spec.priorityClassName ?? ''] ?? 0;
  spec.preemptionPolicy ??= 'PreemptLowerPriority';
}

function mountToken(spec: Pod['spec'], suffix: () => string): void {
  if (spec.automountServiceAccountToken === false) return;
  const containers: Container[] = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const lacking = containers.filter(
    (container) => !(container.volumeMounts ?? []).some(({ mountPath }) => mountPath === accountPath),
  );
  if (lacking.length === 0) return;
  const name = `kube-api-access-${suffix()}`;
  for (const container of lacking) {
    (container.volumeMounts ??= []).push({ name, readOnly: true, mountPath: accountPath });
  }
  (spec.volumes ??= []).push({
    name,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
    },
  });
}

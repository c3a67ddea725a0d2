import type { AnyObject, Container, PodSpec } from '../../../../kube/types.ts';
import { specOf } from '../common/fields.ts';

const lifetimeSeconds = 300;
const accountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const volumePrefix = 'kube-api-access-';
/** Letters and digits of generated names. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

interface Toleration {
  key?: string;
  operator?: string;
  effect?: string;
  tolerationSeconds?: number;
}

/**
 * What admission adds to a new Pod: the service account and its token, how long it stays on a node that is
 * not well, and the priority. Idempotent: Pods that controllers wrote past the API get it when they are read.
 * Models the plugins ServiceAccount, DefaultTolerationSeconds and Priority.
 */
export function admitPod(object: AnyObject): void {
  const spec = specOf<PodSpec>(object);
  spec.serviceAccountName ||= spec.serviceAccount || 'default';
  spec.serviceAccount = spec.serviceAccountName;
  spec.priority ??= priorityOf(spec.priorityClassName);
  spec.preemptionPolicy ??= 'PreemptLowerPriority';
  addTolerations(spec);
  if (!isStatic(object) && spec.automountServiceAccountToken !== false) mountToken(object, spec);
}

function priorityOf(name: string | undefined): number {
  if (name === 'system-node-critical') return 2000001000;
  return name === 'system-cluster-critical' ? 2000000000 : 0;
}

function addTolerations(spec: PodSpec): void {
  const tolerations = (spec.tolerations ?? []) as Toleration[];
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    const tolerated = tolerations.some(
      (item) => (item.key === key || !item.key) && (item.effect === 'NoExecute' || !item.effect),
    );
    if (tolerated) continue;
    tolerations.push({ effect: 'NoExecute', key, operator: 'Exists', tolerationSeconds: lifetimeSeconds });
  }
  if (tolerations.length > 0) spec.tolerations = tolerations;
}

/** Run by a kubelet from a file; the API only mirrors it. */
const isStatic = ({ metadata }: AnyObject) =>
  metadata.annotations?.['kubernetes.io/config.source'] !== undefined ||
  metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined;

function mountToken(object: AnyObject, spec: PodSpec): void {
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  const mounts = ({ volumeMounts }: Container) =>
    volumeMounts?.some(({ mountPath }) => mountPath === accountPath) ?? false;
  const without = containers.filter((container) => !mounts(container));
  if (without.length === 0) return;
  const volumes = (spec.volumes ??= []);
  let name = volumes.find((volume) => volume.name?.startsWith(volumePrefix))?.name;
  if (name === undefined) {
    name = volumePrefix + suffixOf(object.metadata.uid ?? '');
    volumes.push({ name, projected: tokenSources() });
  }
  for (const container of without) {
    (container.volumeMounts ??= []).push({ mountPath: accountPath, name, readOnly: true });
  }
}

const tokenSources = () => ({
  defaultMode: 420,
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    {
      downwardAPI: {
        items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
      },
    },
  ],
});

/** Five characters that stay the same for one Pod, whenever it is read. */
function suffixOf(uid: string): string {
  let hash = 0;
  for (const char of uid) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
  let suffix = '';
  for (let i = 0; i < 5; i++) {
    suffix += alphabet[hash % alphabet.length];
    hash = Math.trunc(hash / alphabet.length);
  }
  return suffix;
}

import { resources, type KubeClient } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Pod } from '../../../kube/types.ts';

export interface DrainRules {
  ignoreDaemonSets: boolean;
  deleteEmptyDirData: boolean;
  force: boolean;
  /** Milliseconds since the epoch; Pods that were deleted before are not waited for. */
  skipDeletedBefore: number;
}

/** What becomes of one Pod of a drained node. */
interface Fate {
  pod: Pod;
  removed: boolean;
  warning?: string;
  error?: string;
}

export interface DrainPlan {
  pods: Pod[];
  /** As after `Warning: `; '' for none. */
  warnings: string;
  /** Each begins `cannot delete `. */
  errors: string[];
}

const finished = ({ status }: Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/**
 * Sorts a node's Pods into those that go and those that forbid to drain it.
 * Models kubectl pkg/drain filters.go.
 * @throws StatusError
 */
export async function planDrain(
  client: KubeClient,
  node: string,
  podSelector: string,
  rules: DrainRules,
): Promise<DrainPlan> {
  const { items } = await client.list<Pod>(resources.pods, undefined, {
    fieldSelector: `spec.nodeName=${node}`,
    ...(podSelector ? { labelSelector: podSelector } : {}),
  });
  const fates: Fate[] = [];
  for (const pod of items) fates.push(await fateOf(client, pod, rules));
  return {
    pods: fates.filter(({ removed }) => removed).map(({ pod }) => pod),
    warnings: grouped(fates, 'warning').join('; '),
    errors: grouped(fates, 'error').map((text) => `cannot delete ${text}`),
  };
}

function grouped(fates: readonly Fate[], field: 'warning' | 'error'): string[] {
  const names = new Map<string, string[]>();
  for (const { pod, [field]: text } of fates) {
    if (text === undefined) continue;
    const list = names.get(text) ?? [];
    names.set(text, list);
    list.push(`${pod.metadata.namespace ?? ''}/${pod.metadata.name ?? ''}`);
  }
  return [...names].map(([text, list]) => `${text}: ${list.join(', ')}`);
}

async function fateOf(client: KubeClient, pod: Pod, rules: DrainRules): Promise<Fate> {
  const { metadata, spec } = pod;
  const stays: Fate = { pod, removed: false };
  const goes: Fate = { pod, removed: true };
  if (metadata.deletionTimestamp && Date.parse(metadata.deletionTimestamp) < rules.skipDeletedBefore) {
    return stays;
  }
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (owner?.kind === 'DaemonSet' && !finished(pod)) {
    const gone = await missing(client, metadata.namespace, owner.name);
    if (gone && rules.force) return { ...goes, warning: gone };
    if (gone) return { ...stays, error: gone };
    return rules.ignoreDaemonSets
      ? { ...stays, warning: 'ignoring DaemonSet-managed Pods' }
      : { ...stays, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
  }
  if (metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return stays;
  if (finished(pod)) return goes;
  const local = (spec.volumes ?? []).some((volume) => 'emptyDir' in volume);
  if (local && !rules.deleteEmptyDirData) {
    return { ...stays, error: 'Pods with local storage (use --delete-emptydir-data to override)' };
  }
  if (owner) return goes;
  return rules.force
    ? { ...goes, warning: 'deleting Pods that declare no controller' }
    : { ...stays, error: 'cannot delete Pods that declare no controller (use --force to override)' };
}

/** The server's words if there is no such DaemonSet. */
async function missing(client: KubeClient, namespace: string | undefined, name: string) {
  try {
    await client.get(resources.daemonsets, namespace, name);
    return undefined;
  } catch (error) {
    if (error instanceof StatusError && error.code === 404) return error.message;
    throw error;
  }
}

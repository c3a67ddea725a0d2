import { resources, type KubeClient } from '../../../kube/client.ts';
import type { Node } from '../../../kube/types.ts';

export interface Taint {
  key: string;
  value?: string;
  effect: string;
  timeAdded?: string;
}

export const notReady = 'node.kubernetes.io/not-ready';
export const unreachable = 'node.kubernetes.io/unreachable';
const unschedulable = 'node.kubernetes.io/unschedulable';

export const taintsOf = (node: Node): Taint[] => (node.spec?.taints ?? []) as Taint[];

/** Condition → its bad status → the taint that keeps new Pods away. Models nodelifecycle nodeConditionToTaintKeyStatusMap. */
const noSchedule: readonly [condition: string, status: string, key: string][] = [
  ['Ready', 'False', notReady],
  ['Ready', 'Unknown', unreachable],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
];

/** The taints that a node's conditions and its being cordoned ask for; those of others are left as they are. */
export function wantedTaints(node: Node, now: number): Taint[] {
  const isSo = (type: string, status: string) =>
    node.status?.conditions?.some((condition) => condition.type === type && condition.status === status) ??
    false;
  const wanted = new Set<string>();
  for (const [type, status, key] of noSchedule) if (isSo(type, status)) wanted.add(`${key}:NoSchedule`);
  if (node.spec?.unschedulable) wanted.add(`${unschedulable}:NoSchedule`);
  if (isSo('Ready', 'False')) wanted.add(`${notReady}:NoExecute`);
  if (isSo('Ready', 'Unknown')) wanted.add(`${unreachable}:NoExecute`);
  const managed = [
    ...noSchedule.map(([, , key]) => `${key}:NoSchedule`),
    ...[`${unschedulable}:NoSchedule`, `${notReady}:NoExecute`, `${unreachable}:NoExecute`],
  ];
  const nameOf = ({ key, effect }: Taint) => `${key}:${effect}`;
  const kept = taintsOf(node).filter(
    (taint) => !managed.includes(nameOf(taint)) || wanted.has(nameOf(taint)),
  );
  const timeAdded = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const added = [...wanted]
    .filter((name) => !kept.some((taint) => nameOf(taint) === name))
    .map((name): Taint => {
      const [key = '', effect = ''] = name.split(':');
      return { key, effect, timeAdded };
    });
  return [...kept, ...added];
}

/** @throws StatusError 409 when the node has changed since it was read */
export async function writeTaints(api: KubeClient, node: Node, taints: readonly Taint[]): Promise<void> {
  const { name = '', resourceVersion } = node.metadata;
  const change = { metadata: { resourceVersion }, spec: { taints: taints.length > 0 ? taints : null } };
  await api.patch(resources.nodes, undefined, name, change, 'merge');
}

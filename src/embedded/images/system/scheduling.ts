import { matchesRequirements, type Requirement } from '../../../kube/selector.ts';
import type { Node, Pod } from '../../../kube/types.ts';

interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
}
interface NodeSelectorTerm {
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
  /** Only `metadata.name` can be asked for. */
  matchFields?: { values?: string[] }[];
}

export interface Choice {
  node: string | undefined;
  /** Why each of the other nodes was left out, in the scheduler's words. */
  reasons: string[];
}

/**
 * The node for a Pod: one that its selector, taints and resources allow, and of those the one with the
 * fewest Pods of the same owner, then the fewest Pods at all.
 * Models kubernetes pkg/scheduler (NodeUnschedulable, NodeName, TaintToleration, NodeAffinity, NodeResourcesFit).
 */
export function chooseNode(pod: Pod, nodes: readonly Node[], pods: readonly Pod[]): Choice {
  const reasons: string[] = [];
  const fitting: Node[] = [];
  for (const node of nodes) {
    const reason = whyNot(pod, node, pods);
    if (reason === undefined) fitting.push(node);
    else reasons.push(reason);
  }
  const owner = pod.metadata.ownerReferences?.[0]?.uid;
  const score = (node: Node): [number, number] => {
    const here = pods.filter(
      ({ spec, metadata }) => spec.nodeName === node.metadata.name && !metadata.deletionTimestamp,
    );
    const siblings =
      owner === undefined
        ? 0
        : here.filter((other) => other.metadata.ownerReferences?.[0]?.uid === owner).length;
    return [siblings, here.length];
  };
  const ranked = fitting
    .map((node) => ({ name: node.metadata.name!, score: score(node) }))
    .sort((a, b) => a.score[0] - b.score[0] || a.score[1] - b.score[1]);
  return { node: ranked[0]?.name, reasons };
}

function whyNot(pod: Pod, node: Node, pods: readonly Pod[]): string | undefined {
  const tolerations = (pod.spec.tolerations ?? []) as Toleration[];
  const unschedulable = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  if (node.spec?.unschedulable && !tolerations.some((toleration) => tolerates(toleration, unschedulable))) {
    return 'node(s) were unschedulable';
  }
  for (const taint of node.spec?.taints ?? []) {
    if (taint.effect === 'PreferNoSchedule') continue;
    if (!tolerations.some((toleration) => tolerates(toleration, taint))) {
      return `node(s) had untolerated taint(s)`;
    }
  }
  if (!matchesSelector(pod, node)) return "node(s) didn't match Pod's node affinity/selector";
  return lacks(pod, node, pods);
}

export function tolerates(
  toleration: Toleration,
  taint: { key: string; value?: string; effect: string },
): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  if (toleration.operator === 'Exists') return true;
  return toleration.key !== undefined && (toleration.value ?? '') === (taint.value ?? '');
}

/** nodeSelector and the required part of nodeAffinity. */
export function matchesSelector(pod: Pod, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  for (const [key, value] of Object.entries(pod.spec.nodeSelector ?? {})) {
    if (labels[key] !== value) return false;
  }
  const affinity = pod.spec.affinity as
    | {
        nodeAffinity?: {
          requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: NodeSelectorTerm[] };
        };
      }
    | undefined;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms) return true;
  return terms.some(
    (term) =>
      (term.matchFields ?? []).every(({ values = [] }) => values.includes(node.metadata.name ?? '')) &&
      (term.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
        if (operator === 'Gt') return Number(labels[key]) > Number(values[0]);
        if (operator === 'Lt') return Number(labels[key]) < Number(values[0]);
        return matchesRequirements(labels, [{ key, operator: operator as Requirement['operator'], values }]);
      }),
  );
}

function lacks(pod: Pod, node: Node, pods: readonly Pod[]): string | undefined {
  const here = pods.filter(
    ({ spec, status }) =>
      spec.nodeName === node.metadata.name && status?.phase !== 'Succeeded' && status?.phase !== 'Failed',
  );
  const allocatable = node.status?.allocatable ?? {};
  if (here.length + 1 > Number(allocatable['pods'] ?? 110)) return 'Too many pods';
  for (const resource of ['cpu', 'memory']) {
    const wanted = requested(pod, resource);
    if (wanted === 0) continue;
    const used = here.reduce((sum, other) => sum + requested(other, resource), 0);
    if (used + wanted > quantity(allocatable[resource] ?? '0')) return `Insufficient ${resource}`;
  }
  return undefined;
}

function requested(pod: Pod, resource: string): number {
  return pod.spec.containers.reduce(
    (sum, container) => sum + quantity(container.resources?.requests?.[resource] ?? '0'),
    0,
  );
}

const units: Record<string, number> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A resource quantity as a number: `100m` is 0.1, `1Gi` is 1073741824. */
export function quantity(text: string): number {
  const match = /^([\d.]+(?:e\d+)?)([a-zA-Z]*)$/.exec(String(text));
  return match ? Number(match[1]) * (units[match[2]!] ?? 1) : 0;
}

/** `0/3 nodes are available: 1 …, 2 …. no new claims to deallocate, preemption: 0/3 nodes are available: 3 …` */
export function failureMessage(reasons: readonly string[], total: number): string {
  if (total === 0) return 'no nodes available to schedule pods';
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const parts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const none = `0/${total} nodes are available`;
  return `${none}: ${parts.join(', ')}. no new claims to deallocate, preemption: ${none}: ${total} Preemption is not helpful for scheduling.`;
}

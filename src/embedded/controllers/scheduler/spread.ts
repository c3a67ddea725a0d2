import { matchesLabelSelector } from '../../../kube/selector.ts';
import type { LabelSelector, Node, Pod } from '../../../kube/types.ts';
import { matchesSelector, type Cluster } from './affinity.ts';
import { tolerates, type Toleration } from './taints.ts';

interface Constraint {
  maxSkew: number;
  topologyKey: string;
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway';
  labelSelector?: LabelSelector;
  matchLabelKeys?: string[];
  minDomains?: number;
  nodeAffinityPolicy?: 'Honor' | 'Ignore';
  nodeTaintsPolicy?: 'Honor' | 'Ignore';
}

const constraintsOf = (pod: Pod) =>
  ((pod.spec as { topologySpreadConstraints?: Constraint[] }).topologySpreadConstraints ?? []).map(
    (constraint): Constraint => {
      const labels = (constraint.matchLabelKeys ?? []).flatMap((key) => {
        const value = pod.metadata.labels?.[key];
        return value === undefined ? [] : [[key, value] as const];
      });
      const { labelSelector = {} } = constraint;
      const matchLabels = { ...labelSelector.matchLabels, ...Object.fromEntries(labels) };
      return { ...constraint, labelSelector: { ...labelSelector, matchLabels } };
    },
  );

/** How many matching Pods each domain has; domains without one count with 0. */
function countByDomain(constraint: Constraint, pod: Pod, cluster: Cluster): Map<string, number> {
  const counts = new Map<string, number>();
  const domains = new Map<string, string>();
  for (const node of cluster.nodes) {
    const domain = node.metadata.labels?.[constraint.topologyKey];
    if (domain === undefined || !takesPart(constraint, pod, node)) continue;
    domains.set(node.metadata.name!, domain);
    if (!counts.has(domain)) counts.set(domain, 0);
  }
  for (const other of cluster.pods) {
    const domain = domains.get(other.spec.nodeName ?? '');
    if (domain === undefined || other.metadata.deletionTimestamp) continue;
    if (other.metadata.namespace !== pod.metadata.namespace) continue;
    if (!matchesLabelSelector(other.metadata.labels, constraint.labelSelector ?? {})) continue;
    counts.set(domain, counts.get(domain)! + 1);
  }
  return counts;
}

/** Whether a node takes part in the spreading at all. */
function takesPart({ nodeAffinityPolicy, nodeTaintsPolicy }: Constraint, pod: Pod, node: Node): boolean {
  if (nodeAffinityPolicy !== 'Ignore' && !matchesSelector(pod, node)) return false;
  if (nodeTaintsPolicy !== 'Honor') return true;
  return (node.spec?.taints ?? []).every(
    (taint) =>
      taint.effect === 'PreferNoSchedule' ||
      ((pod.spec.tolerations ?? []) as Toleration[]).some((toleration) => tolerates(toleration, taint)),
  );
}

const unmatched = "node(s) didn't match pod topology spread constraints";

/** Why a hard constraint forbids the node. Models plugins/podtopologyspread Filter. */
export function spreadProblem(pod: Pod, node: Node, cluster: Cluster): string | undefined {
  for (const constraint of constraintsOf(pod)) {
    if (constraint.whenUnsatisfiable !== 'DoNotSchedule') continue;
    const domain = node.metadata.labels?.[constraint.topologyKey];
    if (domain === undefined) return `${unmatched} (missing required label)`;
    const counts = countByDomain(constraint, pod, cluster);
    const least = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values());
    const self = matchesLabelSelector(pod.metadata.labels, constraint.labelSelector ?? {}) ? 1 : 0;
    if ((counts.get(domain) ?? 0) + self - least > constraint.maxSkew) return unmatched;
  }
  return undefined;
}

/** Pods in the node's domain for each soft constraint, together. Fewer is better. */
export function softSkew(pod: Pod, node: Node, cluster: Cluster): number {
  return constraintsOf(pod)
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway')
    .reduce((sum, constraint) => {
      const domain = node.metadata.labels?.[constraint.topologyKey] ?? '';
      return sum + (countByDomain(constraint, pod, cluster).get(domain) ?? 0);
    }, 0);
}

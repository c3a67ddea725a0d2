import { matchesLabelSelector, matchesRequirements, type Requirement } from '../../../kube/selector.ts';
import type { LabelSelector, Node, Pod } from '../../../kube/types.ts';

interface NodeSelectorTerm {
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
  /** Only `metadata.name` can be asked for. */
  matchFields?: { key?: string; operator?: string; values?: string[] }[];
}

export interface PodAffinityTerm {
  labelSelector?: LabelSelector;
  namespaces?: string[];
  namespaceSelector?: LabelSelector;
  topologyKey: string;
}

interface PodAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[];
  preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; podAffinityTerm: PodAffinityTerm }[];
}

export interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: NodeSelectorTerm[] };
    preferredDuringSchedulingIgnoredDuringExecution?: { weight: number; preference: NodeSelectorTerm }[];
  };
  podAffinity?: PodAffinity;
  podAntiAffinity?: PodAffinity;
}

export const affinityOf = (pod: Pod): Affinity => (pod.spec.affinity ?? {}) as Affinity;

/** nodeSelector and the required part of nodeAffinity. Models component-helpers nodeaffinity GetRequiredNodeAffinity. */
export function matchesSelector(pod: Pod, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  for (const [key, value] of Object.entries(pod.spec.nodeSelector ?? {})) {
    if (labels[key] !== value) return false;
  }
  const required = affinityOf(pod).nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return !required?.nodeSelectorTerms || required.nodeSelectorTerms.some((term) => matchesTerm(term, node));
}

export function matchesTerm(term: NodeSelectorTerm, node: Node): boolean {
  const { matchFields = [], matchExpressions = [] } = term;
  if (matchFields.length === 0 && matchExpressions.length === 0) return false;
  const labels = node.metadata.labels ?? {};
  return (
    matchFields.every(
      ({ operator, values = [] }) => values.includes(node.metadata.name ?? '') !== (operator === 'NotIn'),
    ) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator === 'Gt') return Number(labels[key]) > Number(values[0]);
      if (operator === 'Lt') return Number(labels[key]) < Number(values[0]);
      return matchesRequirements(labels, [{ key, operator: operator as Requirement['operator'], values }]);
    })
  );
}

/** The only nodes that a Pod names in its affinity, as those of DaemonSets do; undefined when it names none. */
export function namedNodes(pod: Pod): Set<string> | undefined {
  const terms =
    affinityOf(pod).nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms || terms.length === 0) return undefined;
  const names = new Set<string>();
  for (const { matchFields = [] } of terms) {
    const named = matchFields.filter(({ operator }) => operator === 'In');
    if (named.length === 0) return undefined;
    for (const { values = [] } of named) for (const value of values) names.add(value);
  }
  return names;
}

export interface Cluster {
  nodes: readonly Node[];
  /** Pods that are bound, or assumed to be. */
  pods: readonly Pod[];
  namespaceLabels(name: string): Record<string, string> | undefined;
}

function selects(term: PodAffinityTerm, owner: Pod, pod: Pod, cluster: Cluster): boolean {
  const namespace = pod.metadata.namespace ?? '';
  const { namespaces = [], namespaceSelector, labelSelector } = term;
  const own = namespaces.length === 0 && namespaceSelector === undefined;
  const inNamespace =
    (own && namespace === owner.metadata.namespace) ||
    namespaces.includes(namespace) ||
    (namespaceSelector !== undefined &&
      matchesLabelSelector(cluster.namespaceLabels(namespace), namespaceSelector));
  return (
    inNamespace && labelSelector !== undefined && matchesLabelSelector(pod.metadata.labels, labelSelector)
  );
}

const domainOf = (node: Node | undefined, key: string) => node?.metadata.labels?.[key];

const nodeOf = (pod: Pod, { nodes }: Cluster) =>
  nodes.find(({ metadata }) => metadata.name === pod.spec.nodeName);

/** Pods that a term selects and that are in the same topology domain as the node. */
export function inDomain(term: PodAffinityTerm, owner: Pod, node: Node, cluster: Cluster): Pod[] {
  const domain = domainOf(node, term.topologyKey);
  if (domain === undefined) return [];
  return cluster.pods.filter(
    (pod) =>
      selects(term, owner, pod, cluster) && domainOf(nodeOf(pod, cluster), term.topologyKey) === domain,
  );
}

/** Why inter-Pod affinity forbids the node, in the scheduler's words. Models plugins/interpodaffinity. */
export function affinityProblem(pod: Pod, node: Node, cluster: Cluster): string | undefined {
  const { podAffinity, podAntiAffinity } = affinityOf(pod);
  for (const term of podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
    if (domainOf(node, term.topologyKey) === undefined) return "node(s) didn't match pod affinity rules";
    if (inDomain(term, pod, node, cluster).length > 0) continue;
    // The first Pod of a group that wants to be together may begin anywhere.
    const anywhere = cluster.pods.some((other) => selects(term, pod, other, cluster));
    if (anywhere || !selects(term, pod, pod, cluster)) return "node(s) didn't match pod affinity rules";
  }
  for (const term of podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
    if (inDomain(term, pod, node, cluster).length > 0) return "node(s) didn't match pod anti-affinity rules";
  }
  for (const other of cluster.pods) {
    for (const term of affinityOf(other).podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ??
      []) {
      const domain = domainOf(nodeOf(other, cluster), term.topologyKey);
      if (domain === undefined || domain !== domainOf(node, term.topologyKey)) continue;
      if (selects(term, other, pod, cluster))
        return "node(s) didn't satisfy existing pods anti-affinity rules";
    }
  }
  return undefined;
}

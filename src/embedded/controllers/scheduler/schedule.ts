import type { Node, Pod } from '../../../kube/types.ts';
import {
  affinityProblem,
  affinityOf,
  inDomain,
  matchesSelector,
  matchesTerm,
  namedNodes,
  type Cluster,
} from './affinity.ts';
import { allocatable, requested, resourceNames } from './resources.ts';
import { softSkew, spreadProblem } from './spread.ts';
import { tolerates, type Toleration } from './taints.ts';

export interface Rejection {
  node: string;
  /** In the scheduler's words; several resources can be short at once. */
  reasons: string[];
  /** Whether the Pod would fit if others made room. */
  preemptible: boolean;
}

export interface Choice {
  node: string | undefined;
  rejections: Rejection[];
}

/**
 * The node for a Pod: one that nothing forbids, and of those the best. Ties go to the node with the fewest Pods,
 * then to the first.
 * Models kubernetes pkg/scheduler with its default plugins and their weights.
 */
export function chooseNode(pod: Pod, cluster: Cluster): Choice {
  const rejections: Rejection[] = [];
  const fitting: Node[] = [];
  const named = namedNodes(pod);
  for (const node of cluster.nodes) {
    const name = node.metadata.name!;
    const problem =
      named && !named.has(name)
        ? reject("node(s) didn't satisfy plugin(s) [NodeAffinity]")
        : filter(pod, node, cluster);
    if (problem) rejections.push({ node: name, ...problem });
    else fitting.push(node);
  }
  const ranked = fitting
    .map((node) => ({
      name: node.metadata.name!,
      siblings: siblingsOn(pod, node, cluster),
      score: score(pod, node, cluster),
      pods: cluster.pods.filter(({ spec }) => spec.nodeName === node.metadata.name).length,
    }))
    .sort((a, b) => a.siblings - b.siblings || b.score - a.score || a.pods - b.pods);
  return { node: ranked[0]?.name, rejections };
}

type Problem = Omit<Rejection, 'node'>;
const reject = (reason: string, preemptible = false): Problem => ({ reasons: [reason], preemptible });

/** The first plugin that refuses the node, in the order in which the scheduler asks them. */
function filter(pod: Pod, node: Node, cluster: Cluster): Problem | undefined {
  const tolerations = (pod.spec.tolerations ?? []) as Toleration[];
  const isTolerated = (taint: { key: string; value?: string; effect: string }) =>
    tolerations.some((toleration) => tolerates(toleration, taint));
  const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  if (node.spec?.unschedulable && !isTolerated(cordon)) return reject('node(s) were unschedulable');
  for (const taint of node.spec?.taints ?? []) {
    if (taint.effect !== 'PreferNoSchedule' && !isTolerated(taint))
      return reject('node(s) had untolerated taint(s)');
  }
  if (!matchesSelector(pod, node)) return reject("node(s) didn't match Pod's node affinity/selector");
  const here = cluster.pods.filter(({ spec }) => spec.nodeName === node.metadata.name);
  if (portsConflict(pod, here))
    return reject("node(s) didn't have free ports for the requested pod ports", true);
  const short = shortOf(pod, node, here);
  if (short) return short;
  const spread = spreadProblem(pod, node, cluster);
  if (spread) return reject(spread, !spread.includes('label'));
  const affinity = affinityProblem(pod, node, cluster);
  return affinity === undefined ? undefined : reject(affinity, affinity.includes('anti-affinity'));
}

/** Models plugins/noderesources fitsRequest. */
function shortOf(pod: Pod, node: Node, here: readonly Pod[]): Problem | undefined {
  const reasons: string[] = [];
  let preemptible = true;
  const limit = allocatable(node, 'pods') || 110;
  if (here.length + 1 > limit) reasons.push('Too many pods');
  for (const resource of resourceNames(pod)) {
    const wanted = requested(pod, resource);
    if (wanted === 0) continue;
    const total = allocatable(node, resource);
    const used = here.reduce((sum, other) => sum + requested(other, resource), 0);
    if (wanted <= total - used) continue;
    reasons.push(`Insufficient ${resource}`);
    if (wanted > total) preemptible = false;
  }
  return reasons.length > 0 ? { reasons, preemptible } : undefined;
}

function hostPorts(pod: Pod): { ip: string; port: string }[] {
  return pod.spec.containers.flatMap(({ ports = [] }) =>
    ports.flatMap((each) => {
      const {
        hostPort,
        containerPort,
        protocol = 'TCP',
        hostIP = '',
      } = each as typeof each & { hostIP?: string };
      const port = hostPort ?? (pod.spec.hostNetwork ? containerPort : 0);
      return port ? [{ ip: hostIP || '0.0.0.0', port: `${protocol}/${port}` }] : [];
    }),
  );
}

function portsConflict(pod: Pod, here: readonly Pod[]): boolean {
  const wanted = hostPorts(pod);
  if (wanted.length === 0) return false;
  const used = here.flatMap(hostPorts);
  return wanted.some(({ ip, port }) =>
    used.some((other) => other.port === port && (ip === other.ip || [ip, other.ip].includes('0.0.0.0'))),
  );
}

/** Pods of the same owner: the default spreading, which outweighs how full the nodes are in clusters this small. */
function siblingsOn(pod: Pod, node: Node, cluster: Cluster): number {
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller)?.uid;
  if (owner === undefined) return 0;
  return cluster.pods.filter(
    ({ spec, metadata }) =>
      spec.nodeName === node.metadata.name &&
      !metadata.deletionTimestamp &&
      metadata.ownerReferences?.some(({ uid }) => uid === owner),
  ).length;
}

/** What a container without a request counts for when nodes are compared. */
const assumedRequest: Readonly<Record<string, number>> = { cpu: 0.1, memory: 200 * 2 ** 20 };

function score(pod: Pod, node: Node, cluster: Cluster): number {
  const here = cluster.pods.filter(({ spec }) => spec.nodeName === node.metadata.name);
  const shares = Object.entries(assumedRequest).map(([resource, absent]) => {
    const used = [...here, pod].reduce((sum, other) => sum + requested(other, resource, absent), 0);
    return Math.min(1, used / (allocatable(node, resource) || 1));
  });
  const [cpu = 0, memory = 0] = shares;
  const leastAllocated = Math.floor(100 * (1 - (cpu + memory) / 2));
  const balanced = Math.floor(100 * (1 - Math.abs(cpu - memory) / 2));
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinityOf(pod);
  const preferred = (nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
    .filter(({ preference }) => matchesTerm(preference, node))
    .reduce((sum, { weight }) => sum + weight, 0);
  const together = (terms = podAffinity?.preferredDuringSchedulingIgnoredDuringExecution) =>
    (terms ?? []).reduce(
      (sum, { weight, podAffinityTerm }) =>
        sum + weight * inDomain(podAffinityTerm, pod, node, cluster).length,
      0,
    );
  const disliked = (node.spec?.taints ?? []).filter(
    (taint) =>
      taint.effect === 'PreferNoSchedule' &&
      !((pod.spec.tolerations ?? []) as Toleration[]).some((toleration) => tolerates(toleration, taint)),
  ).length;
  const friends =
    together() - together(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []);
  return (
    leastAllocated +
    balanced +
    2 * preferred +
    2 * friends -
    300 * disliked -
    200 * softSkew(pod, node, cluster)
  );
}

/** `0/3 nodes are available: 1 …, 2 …. no new claims to deallocate, preemption: 0/3 nodes are available: 3 …` */
export function failureMessage(rejections: readonly Rejection[], total: number): string {
  if (total === 0) return 'no nodes available to schedule pods';
  const none = `0/${total} nodes are available`;
  const reasons = counted(rejections.flatMap((rejection) => rejection.reasons));
  const preemption = counted(
    rejections.map(({ preemptible }) =>
      preemptible
        ? 'No preemption victims found for incoming pod'
        : 'Preemption is not helpful for scheduling',
    ),
  );
  return `${none}: ${reasons}. no new claims to deallocate, preemption: ${none}: ${preemption}.`;
}

function counted(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}

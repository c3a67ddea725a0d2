import type { DaemonSet, Node, Pod } from '../../../kube/types.ts';
import { ownerReference, revisionLabel } from '../common/pods.ts';
import { matchesSelector } from '../scheduler/affinity.ts';
import { tolerates, type Toleration } from '../scheduler/taints.ts';

/** The annotation in which apps/v1 keeps what was once spec.templateGeneration. */
const templateGeneration = 'deprecated.daemonset.template.generation';

/** What every Pod of a DaemonSet tolerates. Models kubernetes daemon util AddOrUpdateDaemonPodTolerations. */
const standardTolerations: readonly Toleration[] = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];

function tolerationsOf(set: DaemonSet): Toleration[] {
  const { spec } = set.spec.template;
  const network = { key: 'node.kubernetes.io/network-unavailable', operator: 'Exists', effect: 'NoSchedule' };
  return [
    ...((spec.tolerations ?? []) as Toleration[]),
    ...standardTolerations,
    ...(spec.hostNetwork ? [network] : []),
  ];
}

/** Whether a Pod shall be made on the node, and whether one that is there may stay. Models NodeShouldRunDaemonPod. */
export function placement(set: DaemonSet, node: Node): { run: boolean; stay: boolean } {
  const { spec } = set.spec.template;
  const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec };
  if (spec.nodeName && spec.nodeName !== node.metadata.name) return { run: false, stay: false };
  if (!matchesSelector(pod, node)) return { run: false, stay: false };
  const tolerations = tolerationsOf(set);
  const open = (node.spec?.taints ?? []).filter(
    (taint) =>
      taint.effect !== 'PreferNoSchedule' && !tolerations.some((toleration) => tolerates(toleration, taint)),
  );
  return { run: open.length === 0, stay: !open.some(({ effect }) => effect === 'NoExecute') };
}

interface NodeAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: {
    nodeSelectorTerms?: { matchFields?: { key: string; operator: string; values?: string[] }[] }[];
  };
}

/** Until the scheduler has bound a Pod, its node stands in the affinity that the controller gave it. */
export function nodeOf(pod: Pod): string | undefined {
  if (pod.spec.nodeName) return pod.spec.nodeName;
  const affinity = pod.spec.affinity as { nodeAffinity?: NodeAffinity } | undefined;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms?.[0]?.matchFields?.[0]?.values?.[0];
}

/** A Pod of the present template for a node. Models ReplaceDaemonSetPodNodeNameNodeAffinity. */
export function podFor(set: DaemonSet, node: string, hash: string): Pod {
  const { template } = set.spec;
  const required = {
    nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
  };
  const affinity = template.spec.affinity as { nodeAffinity?: NodeAffinity } | undefined;
  const { annotations } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace!,
      labels: {
        ...template.metadata?.labels,
        [revisionLabel]: hash,
        'pod-template-generation':
          set.metadata.annotations?.[templateGeneration] ?? String(set.metadata.generation ?? 1),
      },
      ...(annotations ? { annotations } : {}),
      ownerReferences: [ownerReference(set)],
    },
    spec: {
      ...template.spec,
      tolerations: tolerationsOf(set),
      affinity: {
        ...affinity,
        nodeAffinity: { ...affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: required },
      },
    },
  };
}

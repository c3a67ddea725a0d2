import { resources } from '../../../kube/client.ts';
import { matchesLabelSelector, requirementsOf } from '../../../kube/selector.ts';
import type {
  Condition,
  DaemonSet,
  Deployment,
  KubeObject,
  LabelSelector,
  Pod,
  PodTemplateSpec,
  ReplicaSet,
} from '../../../kube/types.ts';
import type { Context } from '../../command.ts';
import { toJson } from '../../output/json.ts';
import { labelsText } from '../../output/table.ts';
import { writePodTemplate } from './containers.ts';
import type { Describe } from './describer.ts';
import { controllerOf, timeText, type DescribeWriter } from './writer.ts';

/** Models kubectl pkg/describe DeploymentDescriber. */
export const describeDeployment: Describe = async (context, object, w) => {
  const deployment = object as unknown as Deployment;
  const { metadata, spec, status = {} } = deployment;
  w.line(0, 'Name:', metadata.name ?? '');
  w.line(0, 'Namespace:', metadata.namespace ?? '');
  w.line(0, 'CreationTimestamp:', timeText(metadata.creationTimestamp));
  w.map('Labels', metadata.labels);
  w.annotations(metadata.annotations);
  w.line(0, 'Selector:', selectorText(spec.selector));
  w.line(
    0,
    'Replicas:',
    `${spec.replicas ?? 0} desired | ${status.updatedReplicas ?? 0} updated | ${status.replicas ?? 0} total | ` +
      `${status.availableReplicas ?? 0} available | ${status.unavailableReplicas ?? 0} unavailable`,
  );
  w.line(0, 'StrategyType:', spec.strategy?.type ?? '');
  w.line(0, 'MinReadySeconds:', spec.minReadySeconds ?? 0);
  const rolling = spec.strategy?.rollingUpdate;
  if (rolling) {
    w.line(
      0,
      'RollingUpdateStrategy:',
      `${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`,
    );
  }
  writePodTemplate(w, spec.template);
  writeConditions(w, status.conditions);
  const owned = await ownedBy<ReplicaSet>(context, deployment, resources.replicasets);
  const current = owned.find(({ spec: { template } }) => sameTemplate(template, spec.template));
  if (owned.length === 0) return;
  w.line(0, 'OldReplicaSets:', replicaSetsText(owned.filter((each) => each !== current)));
  w.line(0, 'NewReplicaSet:', replicaSetsText(current ? [current] : []));
};

/** Models kubectl pkg/describe ReplicaSetDescriber. */
export const describeReplicaSet: Describe = async (context, object, w) => {
  const set = object as unknown as ReplicaSet & { status?: { conditions?: Condition[] } };
  w.line(0, 'Name:', set.metadata.name ?? '');
  w.line(0, 'Namespace:', set.metadata.namespace ?? '');
  w.line(0, 'Selector:', selectorText(set.spec.selector));
  w.map('Labels', set.metadata.labels);
  w.annotations(set.metadata.annotations);
  const controller = controllerOf(set.metadata);
  if (controller) w.line(0, 'Controlled By:', controller);
  w.line(0, 'Replicas:', `${set.status?.replicas ?? 0} current / ${set.spec.replicas ?? 0} desired`);
  await writePodCounts(context, w, set, set.spec.selector);
  writePodTemplate(w, set.spec.template);
  writeConditions(w, set.status?.conditions);
};

/** Models kubectl pkg/describe DaemonSetDescriber. */
export const describeDaemonSet: Describe = async (context, object, w) => {
  const daemon = object as unknown as DaemonSet;
  const { metadata, spec, status } = daemon;
  w.line(0, 'Name:', metadata.name ?? '');
  w.line(0, 'Namespace:', metadata.namespace ?? '');
  w.line(0, 'Selector:', selectorText(spec.selector));
  w.line(0, 'Node-Selector:', labelsText(spec.template.spec.nodeSelector));
  w.map('Labels', metadata.labels);
  w.annotations(metadata.annotations);
  w.write(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}\n`);
  w.write(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}\n`);
  w.write(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}\n`);
  w.write(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}\n`);
  w.write(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}\n`);
  await writePodCounts(context, w, daemon, spec.selector);
  writePodTemplate(w, spec.template);
};

interface StatefulSet extends KubeObject {
  spec: {
    replicas?: number;
    selector: LabelSelector;
    template: PodTemplateSpec;
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
    volumeClaimTemplates?: { metadata: { name?: string }; spec?: { storageClassName?: string } }[];
  };
  status?: { replicas?: number };
}

/** Models kubectl pkg/describe StatefulSetDescriber; of volume claims only names and classes. */
export const describeStatefulSet: Describe = async (context, object, w) => {
  const set = object as unknown as StatefulSet;
  const { metadata, spec } = set;
  w.line(0, 'Name:', metadata.name ?? '');
  w.line(0, 'Namespace:', metadata.namespace ?? '');
  w.line(0, 'CreationTimestamp:', timeText(metadata.creationTimestamp));
  w.line(0, 'Selector:', selectorText(spec.selector));
  w.map('Labels', metadata.labels);
  w.annotations(metadata.annotations);
  w.line(0, 'Replicas:', `${spec.replicas ?? 0} desired | ${set.status?.replicas ?? 0} total`);
  w.line(0, 'Update Strategy:', spec.updateStrategy?.type ?? '');
  const partition = spec.updateStrategy?.rollingUpdate?.partition;
  if (partition !== undefined) w.line(1, 'Partition:', partition);
  await writePodCounts(context, w, set, spec.selector);
  writePodTemplate(w, spec.template);
  const claims = spec.volumeClaimTemplates ?? [];
  if (claims.length === 0) w.line(0, 'Volume Claims:', '<none>');
  else w.write(0, 'Volume Claims:\n');
  for (const claim of claims) {
    w.line(1, 'Name:', claim.metadata.name ?? '');
    w.line(1, 'StorageClass:', claim.spec?.storageClassName ?? '');
  }
};

function writeConditions(w: DescribeWriter, conditions: readonly Condition[] | undefined): void {
  if (!conditions?.length) return;
  w.write(0, 'Conditions:\n  Type\tStatus\tReason\n');
  w.line(1, '----', '------', '------');
  for (const { type, status, reason = '' } of conditions) w.line(1, `${type} `, status, reason);
}

async function writePodCounts(
  context: Context,
  w: DescribeWriter,
  owner: KubeObject,
  selector: LabelSelector,
): Promise<void> {
  const pods = await context.client.list<Pod>(resources.pods, owner.metadata.namespace);
  const own = pods.items.filter(
    (pod) =>
      matchesLabelSelector(pod.metadata.labels, selector) &&
      pod.metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === owner.metadata.uid),
  );
  const count = (phase: string) => own.filter((pod) => pod.status?.phase === phase).length;
  w.line(
    0,
    'Pods Status:',
    `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`,
  );
}

async function ownedBy<T extends KubeObject>(
  context: Context,
  owner: KubeObject,
  type: (typeof resources)['replicasets'],
): Promise<T[]> {
  const list = await context.client.list<T>(type, owner.metadata.namespace);
  return list.items.filter((item) =>
    item.metadata.ownerReferences?.some(({ controller, uid }) => controller && uid === owner.metadata.uid),
  );
}

/** Whether a ReplicaSet was made from this template; the hash label is its own. */
function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec): boolean {
  const bare = (template: PodTemplateSpec | undefined) => {
    const { 'pod-template-hash': _, ...labels } = template?.metadata?.labels ?? {};
    return toJson({ labels, annotations: template?.metadata?.annotations ?? {}, spec: template?.spec });
  };
  return bare(a) === bare(b);
}

function replicaSetsText(sets: readonly ReplicaSet[]): string {
  if (sets.length === 0) return '<none>';
  return sets
    .map(
      ({ metadata, spec, status }) =>
        `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`,
    )
    .join(', ');
}

/** A LabelSelector on one line. Models apimachinery metav1.FormatLabelSelector. */
export function selectorText(selector: LabelSelector | undefined): string {
  if (!selector) return '<none>';
  const parts = requirementsOf(selector)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, operator, values }) => {
      const list = [...values].sort().join(',');
      if (operator === 'Exists') return key;
      if (operator === 'DoesNotExist') return `!${key}`;
      if (operator === 'In' && key in (selector.matchLabels ?? {})) return `${key}=${list}`;
      return `${key} ${operator === 'In' ? 'in' : 'notin'} (${list})`;
    });
  return parts.length ? parts.join(',') : '<none>';
}

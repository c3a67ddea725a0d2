import { isReady } from '../../../kube/conditions.ts';
import type { Pod } from '../../../kube/types.ts';
import type { EventRecorder } from '../common/events.ts';
import type { ControllerRevision } from '../common/history.ts';
import { isAvailable, isTerminating, revisionLabel } from '../common/pods.ts';
import { newPod, ordinalOf, type PodControl } from './pods.ts';
import type { StatefulSet, StatefulSetStatus } from './types.ts';

export interface SetState {
  set: StatefulSet;
  /** All Pods of the set. */
  pods: readonly Pod[];
  current: ControllerRevision;
  update: ControllerRevision;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Takes the next steps towards what the set asks for: creates missing Pods in order, deletes those that are too
 * many from the last, then replaces those of an older revision from the last.
 * Models kubernetes pkg/controller/statefulset defaultStatefulSetControl.updateStatefulSet.
 * @param status begins as `statusOf` says, and is kept up with every step, also when one fails
 * @throws what a failed write throws
 */
export async function updateSet(
  state: SetState,
  status: StatefulSetStatus,
  control: PodControl,
  events: EventRecorder,
): Promise<void> {
  const { set, pods, current, update, now } = state;
  const start = set.spec.ordinals?.start ?? 0;
  const count = set.spec.replicas ?? 1;
  const inRange = (ordinal: number) => ordinal >= start && ordinal < start + count;
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]));
  const condemned = pods
    .filter((pod) => ordinalOf(set, pod) >= 0 && !inRange(ordinalOf(set, pod)))
    .sort((a, b) => ordinalOf(set, b) - ordinalOf(set, a));
  const ordered = set.spec.podManagementPolicy !== 'Parallel';
  const available = (pod: Pod) => isRunning(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, now);
  const healthy = (pod: Pod) => isRunning(pod) && isReady(pod) && !isTerminating(pod);
  const firstUnhealthy = [...byOrdinal]
    .filter(([ordinal, pod]) => ordinal >= 0 && !healthy(pod))
    .sort(([a], [b]) => a - b)[0]?.[1];

  for (let ordinal = start; ordinal < start + count; ordinal += 1) {
    const pod = byOrdinal.get(ordinal);
    if (!pod) {
      const revision = revisionFor(state, ordinal);
      await control.create(set, newPod(set, revision, ordinal));
      status.replicas += 1;
      if (revision === current) status.currentReplicas = (status.currentReplicas ?? 0) + 1;
      if (revision === update) status.updatedReplicas = (status.updatedReplicas ?? 0) + 1;
      if (ordered) return;
      continue;
    }
    if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') {
      const failed = pod.status.phase === 'Failed';
      if (isTerminating(pod)) return;
      const reason = failed ? 'RecreatingFailedPod' : 'RecreatingTerminatedPod';
      const text = `StatefulSet ${set.metadata.namespace}/${set.metadata.name} is recreating ${failed ? 'failed' : 'terminated'} Pod ${pod.metadata.name}`;
      await events.event(set, failed ? 'Warning' : 'Normal', reason, text);
      await control.remove(set, pod);
      return;
    }
    if (ordered && (isTerminating(pod) || !available(pod))) return;
  }

  for (const pod of condemned) {
    if (isTerminating(pod)) {
      if (ordered) return;
      continue;
    }
    if (ordered && !available(pod) && pod !== firstUnhealthy) return;
    await control.remove(set, pod);
    if (ordered) return;
  }

  if (set.spec.updateStrategy?.type === 'OnDelete') return;
  const { partition = 0, maxUnavailable = 1 } = set.spec.updateStrategy?.rollingUpdate ?? {};
  const allowed = Math.max(
    1,
    typeof maxUnavailable === 'number' ? maxUnavailable : percent(maxUnavailable, count),
  );
  let unavailable = 0;
  for (const [ordinal, pod] of byOrdinal) {
    if (inRange(ordinal) && (!healthy(pod) || !available(pod))) unavailable += 1;
  }
  // A Pod that does not work stands in nobody's way: the template may be at fault, and a new one mend it.
  if (unavailable >= allowed) await replaceBroken(state, control, byOrdinal, start, partition, count);
  for (let ordinal = start + count - 1; ordinal >= start + partition && unavailable < allowed; ordinal -= 1) {
    const pod = byOrdinal.get(ordinal);
    if (!pod || isTerminating(pod) || isOf(pod, update)) continue;
    await control.remove(set, pod);
    unavailable += 1;
    if (isOf(pod, current)) status.currentReplicas = (status.currentReplicas ?? 0) - 1;
  }
}

/** The last Pod that does not work is replaced, too, if it is of an older revision. */
async function replaceBroken(
  { set, update }: SetState,
  control: PodControl,
  byOrdinal: ReadonlyMap<number, Pod>,
  start: number,
  partition: number,
  count: number,
): Promise<void> {
  for (let ordinal = start + count - 1; ordinal >= start + partition; ordinal -= 1) {
    const pod = byOrdinal.get(ordinal);
    if (!pod) return;
    if (isOf(pod, update) ? !isReady(pod) : isTerminating(pod)) return;
    if (isOf(pod, update)) continue;
    if (!isReady(pod)) await control.remove(set, pod);
    return;
  }
}

/** A new Pod below the partition, or before its turn in an update, is of the current revision. */
function revisionFor({ set, current, update }: SetState, ordinal: number): ControllerRevision {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') return update;
  const start = set.spec.ordinals?.start ?? 0;
  const below = rollingUpdate?.partition
    ? ordinal < start + rollingUpdate.partition
    : ordinal < start + (set.status?.currentReplicas ?? 0);
  return below ? current : update;
}

/** The status that the Pods as they are make. */
export function statusOf({ set, pods, current, update, now }: SetState): StatefulSetStatus {
  const created = pods.filter((pod) => pod.status?.phase);
  const ready = created.filter((pod) => isRunning(pod) && isReady(pod));
  const count = (list: readonly Pod[]) => (list.length > 0 ? list.length : undefined);
  const live = created.filter((pod) => !isTerminating(pod));
  const readyReplicas = count(ready);
  const currentReplicas = count(live.filter((pod) => isOf(pod, current)));
  const updatedReplicas = count(live.filter((pod) => isOf(pod, update)));
  return {
    observedGeneration: set.metadata.generation ?? 1,
    replicas: created.length,
    ...(readyReplicas === undefined ? {} : { readyReplicas }),
    ...(currentReplicas === undefined ? {} : { currentReplicas }),
    ...(updatedReplicas === undefined ? {} : { updatedReplicas }),
    currentRevision: current.metadata.name!,
    updateRevision: update.metadata.name!,
    collisionCount: set.status?.collisionCount ?? 0,
    availableReplicas: ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now)).length,
  };
}

/** When every Pod is of the new revision and works, it is the current one. Models completeRollingUpdate. */
export function completeUpdate(set: StatefulSet, status: StatefulSetStatus): StatefulSetStatus {
  const done =
    set.spec.updateStrategy?.type === 'RollingUpdate' &&
    (status.updatedReplicas ?? 0) === status.replicas &&
    (status.readyReplicas ?? 0) === status.replicas;
  if (!done) return dropZeros(status);
  return dropZeros({
    ...status,
    currentReplicas: status.updatedReplicas ?? 0,
    currentRevision: status.updateRevision ?? '',
  });
}

function dropZeros(status: StatefulSetStatus): StatefulSetStatus {
  const result = { ...status };
  for (const name of ['readyReplicas', 'currentReplicas', 'updatedReplicas'] as const)
    if (!result[name]) Reflect.deleteProperty(result, name);
  return result;
}

const isRunning = (pod: Pod) => pod.status?.phase === 'Running';
const isOf = (pod: Pod, { metadata }: ControllerRevision) =>
  pod.metadata.labels?.[revisionLabel] === metadata.name;
const percent = (text: string, of: number) => Math.ceil((Number.parseInt(text, 10) / 100) * of);

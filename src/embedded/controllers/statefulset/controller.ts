import { isReady } from '../../../kube/conditions.ts';
import { resources } from '../../../kube/client.ts';
import { matchesLabelSelector } from '../../../kube/selector.ts';
import type { Pod } from '../../../kube/types.ts';
import type { Process } from '../../process.ts';
import { Informer } from '../../service/informer.ts';
import { WorkQueue } from '../../service/work-queue.ts';
import { EventRecorder } from '../common/events.ts';
import { isCollision, revisionsOf, truncateHistory, type ControllerRevision } from '../common/history.ts';
import { sorted } from '../common/hash.ts';
import { availableIn, controllerOf, isOwnedBy, ownerReference, revisionLabel } from '../common/pods.ts';
import { addAfter } from '../common/queue.ts';
import { completeUpdate, statusOf, updateSet } from './control.ts';
import { ordinalOf, PodControl } from './pods.ts';
import { statefulSets, type StatefulSet, type StatefulSetStatus } from './types.ts';

const keyOf = ({ metadata }: { metadata: { namespace?: string; name?: string } }) =>
  `${metadata.namespace}/${metadata.name}`;

/** Pods with names that stay. Models kubernetes pkg/controller/statefulset. Runs until the process is killed. */
export function runStatefulSetController(process: Process): void {
  const { api, clock, signal } = process;
  const queue = new WorkQueue({ clock, signal, sync });
  const events = new EventRecorder(api, clock, 'statefulset-controller');
  const control = new PodControl(api, events);
  const sets = new Informer<StatefulSet>({
    api,
    clock,
    signal,
    type: statefulSets,
    onChange: (set) => set && queue.add(keyOf(set)),
  });
  new Informer<Pod>({
    api,
    clock,
    signal,
    type: resources.pods,
    onChange: (pod, old) => {
      for (const each of [pod, old]) {
        const owner = each && controllerOf(each);
        if (owner?.kind === 'StatefulSet') queue.add(`${each!.metadata.namespace}/${owner.name}`);
        else if (each && !owner)
          for (const set of sets.list()) if (isOrphanOf(set, each)) queue.add(keyOf(set));
      }
    },
  });

  async function sync(key: string): Promise<void> {
    await sets.synced();
    const [namespace = '', name = ''] = key.split('/');
    const set = await api.find<StatefulSet>(statefulSets, namespace, name);
    if (!set || set.metadata.deletionTimestamp) return;
    const pods = await claimPods(set);
    const { update, all } = await revisions(set);
    const current = all.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
    const now = clock.now();
    const state = { set, pods, current, update, now };
    const counted = statusOf(state);
    try {
      await updateSet(state, counted, control, events);
    } catch (error) {
      await writeStatus(set, completeUpdate(set, counted));
      throw error;
    }
    const status = completeUpdate(set, counted);
    await writeStatus(set, status);
    const used = new Set([status.currentRevision, status.updateRevision]);
    for (const pod of pods) used.add(pod.metadata.labels?.[revisionLabel]);
    await truncateHistory(api, set, all, ({ metadata }) => used.has(metadata.name));
    waitForAvailability(set, pods);
  }

  async function claimPods(set: StatefulSet): Promise<Pod[]> {
    const { items } = await api.list<Pod>(resources.pods, set.metadata.namespace);
    for (const pod of items.filter((each) => isOrphanOf(set, each))) {
      const ownerReferences = [...(pod.metadata.ownerReferences ?? []), ownerReference(set)];
      const change = { metadata: { uid: pod.metadata.uid, ownerReferences } };
      Object.assign(
        pod,
        await api.patch<Pod>(resources.pods, set.metadata.namespace, pod.metadata.name!, change, 'merge'),
      );
    }
    return items.filter((pod) => isOwnedBy(pod, set));
  }

  async function revisions(
    set: StatefulSet,
  ): Promise<{ update: ControllerRevision; all: ControllerRevision[] }> {
    try {
      return await revisionsOf(api, set, 'controller.kubernetes.io/hash', set.status?.collisionCount ?? 0);
    } catch (error) {
      if (isCollision(error)) {
        const collisionCount = (set.status?.collisionCount ?? 0) + 1;
        const status = { replicas: 0, availableReplicas: 0, ...set.status, collisionCount };
        await api.update(statefulSets, { ...set, status }, 'status');
      }
      throw error;
    }
  }

  async function writeStatus(set: StatefulSet, status: StatefulSetStatus): Promise<void> {
    if (JSON.stringify(sorted(status)) === JSON.stringify(sorted(set.status))) return;
    await api.update(statefulSets, { ...set, status }, 'status');
  }

  /** No event tells that a Pod has been ready for minReadySeconds. */
  function waitForAvailability(set: StatefulSet, pods: readonly Pod[]): void {
    const left = pods
      .filter(isReady)
      .map((pod) => availableIn(pod, set.spec.minReadySeconds ?? 0, clock.now()))
      .filter((ms) => ms > 0);
    if (left.length > 0) addAfter(queue, keyOf(set), Math.min(...left), { clock, signal });
  }
}

/** A Pod without an owner that has a name and labels of this set's. */
function isOrphanOf(set: StatefulSet, pod: Pod): boolean {
  return (
    !set.metadata.deletionTimestamp &&
    !controllerOf(pod) &&
    !pod.metadata.deletionTimestamp &&
    pod.metadata.namespace === set.metadata.namespace &&
    ordinalOf(set, pod) >= 0 &&
    matchesLabelSelector(pod.metadata.labels, set.spec.selector)
  );
}

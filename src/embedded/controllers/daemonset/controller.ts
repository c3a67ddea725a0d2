import { isReady } from '../../../kube/conditions.ts';
import { resources } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { DaemonSet, Node, Pod } from '../../../kube/types.ts';
import type { Process } from '../../process.ts';
import { Informer } from '../../service/informer.ts';
import { WorkQueue } from '../../service/work-queue.ts';
import { EventRecorder } from '../common/events.ts';
import { sorted } from '../common/hash.ts';
import { isCollision, revisionsOf, truncateHistory } from '../common/history.ts';
import {
  availableIn,
  controllerOf,
  isAvailable,
  isOwnedBy,
  isTerminating,
  revisionLabel,
} from '../common/pods.ts';
import { addAfter, deletePod, ifThere } from '../common/queue.ts';
import { nextStep } from './rolling-update.ts';
import { nodeOf, placement, podFor } from './template.ts';

/** One Pod on each node that fits. Models kubernetes pkg/controller/daemon. Runs until the process is killed. */
export function runDaemonSetController(process: Process): void {
  const { api, clock, signal } = process;
  const queue = new WorkQueue({ clock, signal, sync });
  const events = new EventRecorder(api, clock, 'daemonset-controller');
  const keyOf = ({ metadata }: DaemonSet) => `${metadata.namespace}/${metadata.name}`;
  const sets = new Informer<DaemonSet>({
    api,
    clock,
    signal,
    type: resources.daemonsets,
    onChange: (set) => set && queue.add(keyOf(set)),
  });
  const nodes = new Informer<Node>({
    api,
    clock,
    signal,
    type: resources.nodes,
    onChange: (node, old) => {
      if (node && old && isSameForPlacement(node, old)) return;
      for (const set of sets.list()) queue.add(keyOf(set));
    },
  });
  new Informer<Pod>({
    api,
    clock,
    signal,
    type: resources.pods,
    onChange: (pod, old) => {
      const owner = controllerOf((pod ?? old)!);
      if (owner?.kind === 'DaemonSet') queue.add(`${(pod ?? old)!.metadata.namespace}/${owner.name}`);
    },
  });

  async function sync(key: string): Promise<void> {
    await Promise.all([sets.synced(), nodes.synced()]);
    const [namespace = '', name = ''] = key.split('/');
    const set = await api.find<DaemonSet>(resources.daemonsets, namespace, name);
    if (!set || set.metadata.deletionTimestamp) return;
    const { update, all } = await revisions(set);
    const hash = update.metadata.labels?.[revisionLabel] ?? '';
    const own = await podsOf(set);
    await place(set, own, hash);
    if (set.spec.updateStrategy?.type !== 'OnDelete') {
      const wanted = nodes.list().filter((node) => placement(set, node).run);
      const step = nextStep(set, byNode(await podsOf(set)), wanted, hash, clock.now());
      for (const pod of step.remove) await remove(set, pod);
      for (const node of step.surge) await create(set, node, hash);
    }
    const now = await podsOf(set);
    await truncateHistory(api, set, all, (revision) =>
      [update, ...now].some(
        ({ metadata }) => metadata.labels?.[revisionLabel] === revision.metadata.labels?.[revisionLabel],
      ),
    );
    await updateStatus(set, now, hash);
  }

  async function revisions(set: DaemonSet) {
    const status = set.status as (DaemonSet['status'] & { collisionCount?: number }) | undefined;
    try {
      return await revisionsOf(api, set, revisionLabel, status?.collisionCount ?? 0);
    } catch (error) {
      if (isCollision(error) && status) {
        const collisionCount = (status.collisionCount ?? 0) + 1;
        await api.update(resources.daemonsets, { ...set, status: { ...status, collisionCount } }, 'status');
      }
      throw error;
    }
  }

  async function podsOf(set: DaemonSet): Promise<Pod[]> {
    const { items } = await api.list<Pod>(resources.pods, set.metadata.namespace);
    return items.filter((pod) => isOwnedBy(pod, set));
  }

  async function place(set: DaemonSet, own: readonly Pod[], hash: string): Promise<void> {
    const found = byNode(own);
    const known = new Set(nodes.list().map(({ metadata }) => metadata.name));
    for (const node of nodes.list()) {
      const name = node.metadata.name!;
      const { run, stay } = placement(set, node);
      const here = found.get(name) ?? [];
      const live = here.filter((pod) => !isTerminating(pod));
      if (!stay) for (const pod of live) await remove(set, pod);
      else if (here.length === 0 && run) await create(set, name, hash);
      for (const pod of stay ? live : []) await restart(set, pod, name);
    }
    for (const [name, pods] of found) {
      if (known.has(name)) continue;
      for (const pod of pods) if (!isTerminating(pod)) await remove(set, pod);
    }
  }

  /** A Pod that has ended gives way to a new one. */
  async function restart(set: DaemonSet, pod: Pod, node: string): Promise<void> {
    const { phase } = pod.status ?? {};
    if (phase !== 'Failed' && phase !== 'Succeeded') return;
    const [type, reason, verb] =
      phase === 'Failed'
        ? (['Warning', 'FailedDaemonPod', 'kill'] as const)
        : (['Normal', 'SucceededDaemonPod', 'delete'] as const);
    const which = `${pod.metadata.namespace}/${pod.metadata.name} on node ${node}`;
    const text = `Found ${phase.toLowerCase()} daemon pod ${which}, will try to ${verb} it`;
    await events.event(set, type, reason, text);
    await remove(set, pod);
  }

  async function create(set: DaemonSet, node: string, hash: string): Promise<void> {
    try {
      const made = await api.create(resources.pods, set.metadata.namespace, podFor(set, node, hash));
      await events.event(set, 'Normal', 'SuccessfulCreate', `Created pod: ${made.metadata.name}`);
    } catch (error) {
      if (error instanceof StatusError)
        await events.event(set, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
      throw error;
    }
  }

  async function remove(set: DaemonSet, pod: Pod): Promise<void> {
    if (await ifThere(() => deletePod(api, pod)))
      await events.event(set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
  }

  async function updateStatus(set: DaemonSet, own: readonly Pod[], hash: string): Promise<void> {
    const found = byNode(own);
    const minReady = set.spec.minReadySeconds ?? 0;
    const count = { current: 0, wrong: 0, desired: 0, ready: 0, updated: 0, available: 0 };
    for (const node of nodes.list()) {
      const pods = found.get(node.metadata.name!) ?? [];
      if (!placement(set, node).run) {
        if (pods.length > 0) count.wrong += 1;
        continue;
      }
      count.desired += 1;
      if (pods.length === 0) continue;
      count.current += 1;
      const pod = pods.toSorted((a, b) => created(a) - created(b))[0]!;
      if (isReady(pod)) count.ready += 1;
      if (isAvailable(pod, minReady, clock.now())) count.available += 1;
      if (pod.metadata.labels?.[revisionLabel] === hash) count.updated += 1;
      const left = isReady(pod) ? availableIn(pod, minReady, clock.now()) : 0;
      if (left > 0) addAfter(queue, keyOf(set), left, { clock, signal });
    }
    const unavailable = count.desired - count.available;
    const status = {
      ...(set.status as { collisionCount?: number; conditions?: unknown } | undefined),
      currentNumberScheduled: count.current,
      numberMisscheduled: count.wrong,
      desiredNumberScheduled: count.desired,
      numberReady: count.ready,
      observedGeneration: set.metadata.generation ?? 1,
      updatedNumberScheduled: count.updated || undefined,
      numberAvailable: count.available || undefined,
      numberUnavailable: unavailable || undefined,
    };
    if (JSON.stringify(sorted(status)) === JSON.stringify(sorted(set.status))) return;
    await api.update(resources.daemonsets, { ...set, status } as DaemonSet, 'status');
  }
}

function byNode(pods: readonly Pod[]): Map<string, Pod[]> {
  const result = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = nodeOf(pod);
    if (node !== undefined) result.set(node, [...(result.get(node) ?? []), pod]);
  }
  return result;
}

/** Heartbeats change nothing about where Pods belong. */
function isSameForPlacement(a: Node, b: Node): boolean {
  const view = ({ metadata, spec }: Node) => JSON.stringify([metadata.labels, spec]);
  return view(a) === view(b);
}

const created = ({ metadata }: Pod) => Date.parse(metadata.creationTimestamp ?? '') || 0;

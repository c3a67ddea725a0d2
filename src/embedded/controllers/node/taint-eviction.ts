import { resourcePath, resources } from '../../../kube/client.ts';
import type { Node, Pod } from '../../../kube/types.ts';
import { tolerates, type Toleration } from '../scheduler/taints.ts';
import type { Process } from '../../process.ts';
import { Informer } from '../../service/informer.ts';
import { WorkQueue } from '../../service/work-queue.ts';
import { EventRecorder } from '../common/events.ts';
import { deletePod, ifThere } from '../common/queue.ts';
import { taintsOf, type Taint } from './taints.ts';

/**
 * Deletes Pods that do not tolerate a NoExecute taint of their node, when the time that they do is over.
 * Models kubernetes pkg/controller/tainteviction.
 */
export function runTaintEviction(process: Process): void {
  const { api, clock, signal } = process;
  const events = new EventRecorder(api, clock, 'taint-eviction-controller');
  const queue = new WorkQueue({ clock, signal, sync });
  /** By Pod uid: when the time began to run, and how to stop it. */
  const scheduled = new Map<string, { since: number; at: number; cancel: AbortController }>();
  const say = (pod: Pod, message: string) => events.event(pod, 'Normal', 'TaintManagerEviction', message);
  const keyOf = ({ metadata }: Pod) => `${metadata.namespace}/${metadata.name}`;
  const nodes = new Informer<Node>({
    api,
    clock,
    signal,
    type: resources.nodes,
    onChange: (node, old) => {
      if (node && old && sameTaints(node, old)) return;
      const { name } = (node ?? old)!.metadata;
      for (const pod of pods.list()) if (pod.spec.nodeName === name) queue.add(keyOf(pod));
    },
  });
  const pods = new Informer<Pod>({
    api,
    clock,
    signal,
    type: resources.pods,
    onChange: (pod, old) => {
      if (!pod) cancel(old!);
      else if (pod.spec.nodeName && pod.spec.nodeName !== old?.spec.nodeName) queue.add(keyOf(pod));
    },
  });

  async function sync(key: string): Promise<void> {
    await Promise.all([nodes.synced(), pods.synced()]);
    const [namespace, name = ''] = key.split('/');
    const pod = pods.get(namespace, name);
    if (!pod?.spec.nodeName || pod.metadata.deletionTimestamp) return;
    const node = nodes.get(undefined, pod.spec.nodeName);
    const wait = node ? toleratedMs(pod, taintsOf(node)) : Infinity;
    const { uid = '' } = pod.metadata;
    const known = scheduled.get(uid);
    if (wait === Infinity) {
      if (known && cancel(pod)) await say(pod, `Cancelling deletion of Pod ${key}`);
      return;
    }
    const since = known?.since ?? clock.now();
    const at = since + wait;
    if (known && at >= known.at) return;
    known?.cancel.abort();
    const next = { since, at, cancel: new AbortController() };
    scheduled.set(uid, next);
    if (at <= clock.now()) await evict(pod);
    else
      void clock.sleep(at - clock.now(), AbortSignal.any([signal, next.cancel.signal])).then(
        () => evict(pod),
        () => {},
      );
  }

  function cancel(pod: Pod): boolean {
    const { uid = '' } = pod.metadata;
    scheduled.get(uid)?.cancel.abort();
    return scheduled.delete(uid);
  }

  async function evict(pod: Pod): Promise<void> {
    const { namespace, name, uid = '' } = pod.metadata;
    scheduled.delete(uid);
    await say(pod, `Marking for deletion Pod ${namespace}/${name}`);
    await ifThere(async () => {
      const current = await api.get<Pod>(resources.pods, namespace, name!);
      if (current.metadata.uid !== uid) return;
      const time = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
      const condition = {
        type: 'DisruptionTarget',
        status: 'True',
        lastProbeTime: null,
        lastTransitionTime: time,
        reason: 'DeletionByTaintManager',
        message: 'Taint manager: deleting due to NoExecute taint',
      };
      const conditions = (current.status?.conditions ?? []).filter(({ type }) => type !== condition.type);
      const path = resourcePath(resources.pods, namespace, name, 'status');
      const status = { conditions: [...conditions, condition] };
      await api.request('PATCH', path, { status }, 'application/merge-patch+json');
      await deletePod(api, current);
    });
  }
}

/**
 * For how long a Pod bears a node's NoExecute taints: 0 when it does not tolerate one of them, Infinity when it
 * tolerates all for ever.
 */
export function toleratedMs(pod: Pod, taints: readonly Taint[]): number {
  const executing = taints.filter(({ effect }) => effect === 'NoExecute');
  const tolerations = (pod.spec.tolerations ?? []) as (Toleration & { tolerationSeconds?: number })[];
  let least = Infinity;
  for (const taint of executing) {
    const fitting = tolerations.filter((toleration) => tolerates(toleration, taint));
    if (fitting.length === 0) return 0;
    for (const { tolerationSeconds } of fitting)
      if (tolerationSeconds !== undefined) least = Math.min(least, Math.max(0, tolerationSeconds) * 1000);
  }
  return least;
}

function sameTaints(a: Node, b: Node): boolean {
  const view = (node: Node) => JSON.stringify(taintsOf(node));
  return view(a) === view(b);
}

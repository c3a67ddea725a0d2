import { isReady } from '../../../kube/conditions.ts';
import { resourcePath, resources } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Condition, Node, ObjectReference, Pod } from '../../../kube/types.ts';
import type { Process } from '../../process.ts';
import { Informer } from '../../service/informer.ts';
import { WorkQueue } from '../../service/work-queue.ts';
import { EventRecorder } from '../common/events.ts';
import { leases, type Lease } from '../common/leases.ts';
import { ifThere } from '../common/queue.ts';
import { taintsOf, wantedTaints, writeTaints } from './taints.ts';

/** How often the nodes are looked at, and how long one may be silent. Defaults of kube-controller-manager 1.36. */
const monitorPeriodMs = 5000;
const gracePeriodMs = 50_000;

const watched = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

interface Health {
  /** What the kubelet last told, and when that was noticed here. */
  sign: string;
  at: number;
  ready: string | undefined;
}

/**
 * Notices nodes whose kubelet is silent: conditions become Unknown, their Pods not ready, and taints keep others
 * away. Models kubernetes pkg/controller/nodelifecycle.
 */
export function runNodeLifecycle(process: Process): void {
  const { api, clock, signal } = process;
  const events = new EventRecorder(api, clock, 'node-controller');
  const health = new Map<string, Health>();
  const queue = new WorkQueue({ clock, signal, sync: taint });
  const nodes = new Informer<Node>({
    api,
    clock,
    signal,
    type: resources.nodes,
    onChange: (node) => node && queue.add(node.metadata.name!),
  });
  const found = new Informer<Lease>({ api, clock, signal, type: leases });

  async function taint(name: string): Promise<void> {
    const node = nodes.get(undefined, name);
    if (!node) return;
    const wanted = wantedTaints(node, clock.now());
    if (JSON.stringify(wanted) !== JSON.stringify(taintsOf(node)))
      await ifThere(() => writeTaints(api, node, wanted));
  }

  async function monitor(): Promise<void> {
    for (const node of nodes.list()) await check(node);
    for (const name of health.keys()) {
      if (nodes.get(undefined, name)) continue;
      health.delete(name);
    }
  }

  async function check(node: Node): Promise<void> {
    const { name = '' } = node.metadata;
    const observed = node.status?.conditions?.find(({ type }) => type === 'Ready');
    const lease = found.get('kube-node-lease', name);
    const sign = JSON.stringify([lease?.spec.renewTime, observed?.lastHeartbeatTime]);
    const now = clock.now();
    let known = health.get(name);
    if (!known) {
      known = { sign, at: now, ready: observed?.status };
      await say(node, 'RegisteredNode', `Node ${name} event: Registered Node ${name} in Controller`);
    }
    if (known.sign !== sign) Object.assign(known, { sign, at: now });
    health.set(name, known);
    let status = observed?.status;
    if (now > known.at + gracePeriodMs) {
      await markUnknown(node, now);
      status = 'Unknown';
    }
    if (status !== 'True' && known.ready === 'True') {
      await say(node, 'NodeNotReady', `Node ${name} status is now: NodeNotReady`);
      await markPodsNotReady(name);
    }
    known.ready = status;
  }

  const say = (node: Node, reason: string, message: string) =>
    events.event({ reference: referenceOf(node) }, 'Normal', reason, message);

  async function markUnknown(node: Node, now: number): Promise<void> {
    const old = node.status?.conditions ?? [];
    if (watched.every((type) => old.find((each) => each.type === type)?.status === 'Unknown')) return;
    const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
    const unknown = (type: string): Condition => {
      const before = old.find((condition) => condition.type === type);
      if (before?.status === 'Unknown') return before;
      const silent = {
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
      };
      const never = { reason: 'NodeStatusNeverUpdated', message: 'Kubelet never posted node status.' };
      return {
        ...before,
        type,
        status: 'Unknown',
        ...(before ? silent : never),
        lastTransitionTime: time,
        lastHeartbeatTime: before?.lastHeartbeatTime ?? node.metadata.creationTimestamp ?? time,
      };
    };
    const conditions = [
      ...old.map((condition) => (watched.includes(condition.type) ? unknown(condition.type) : condition)),
      ...watched.filter((type) => !old.some((condition) => condition.type === type)).map(unknown),
    ];
    const path = resourcePath(resources.nodes, undefined, node.metadata.name, 'status');
    await api.request('PATCH', path, { status: { conditions } }, 'application/merge-patch+json');
  }

  async function markPodsNotReady(node: string): Promise<void> {
    const { items } = await api.list<Pod>(resources.pods, undefined, {
      fieldSelector: `spec.nodeName=${node}`,
    });
    const time = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
    for (const pod of items.filter(isReady)) {
      const conditions = pod.status!.conditions!.map((condition) =>
        condition.type === 'Ready' ? { ...condition, status: 'False', lastTransitionTime: time } : condition,
      );
      const path = resourcePath(resources.pods, pod.metadata.namespace, pod.metadata.name, 'status');
      await ifThere(() =>
        api.request('PATCH', path, { status: { conditions } }, 'application/merge-patch+json'),
      );
      // Items of a list do not say what they are.
      await events.event(
        { ...pod, apiVersion: 'v1', kind: 'Pod' },
        'Warning',
        'NodeNotReady',
        'Node is not ready',
      );
    }
  }

  async function run(): Promise<void> {
    await Promise.all([nodes.synced(), found.synced()]);
    for (; !signal.aborted; await clock.sleep(monitorPeriodMs, signal).catch(() => {})) {
      await monitor().catch((error: unknown) => {
        if (!(error instanceof StatusError)) throw error;
      });
    }
  }
  void run();
}

function referenceOf({ metadata }: Node): ObjectReference {
  return { kind: 'Node', name: metadata.name!, uid: metadata.uid! };
}

import { resources, resourcePath, type KubeClient } from '../../../kube/client.ts';
import type { Clock } from '../../../kube/cluster.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Condition, Node } from '../../../kube/types.ts';
import { EventRecorder } from '../../controllers/common/events.ts';
import { leases, microTime, type Lease } from '../../controllers/common/leases.ts';

const leaseNamespace = 'kube-node-lease';
const leaseDurationSeconds = 40;
const renewMs = 10_000;
/** How often a status without news is posted. */
const reportMs = 300_000;

const healthy: readonly [type: string, status: 'True' | 'False', reason: string, message: string][] = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
];

export interface HeartbeatOptions {
  api: KubeClient;
  clock: Clock;
  node: string;
  signal: AbortSignal;
  /** Whether the kubelet's start is told in Events. */
  announce: boolean;
}

/**
 * What a kubelet tells about its node for as long as it runs: the Lease every ten seconds, and the conditions
 * when they are not what they should be, or every five minutes.
 * Models kubernetes pkg/kubelet/kubelet_node_status.go and component-helpers/apimachinery/lease.
 */
export async function beat({ api, clock, node, signal, announce }: HeartbeatOptions): Promise<void> {
  const events = new EventRecorder(api, clock, 'kubelet', node);
  const say = (reason: string, message: string) =>
    // The kubelet knows no uid of its Node and writes the name there.
    events.event({ reference: { kind: 'Node', name: node, uid: node } }, 'Normal', reason, message);
  const status = (reason: string) => say(reason, `Node ${node} status is now: ${reason}`);
  const started = clock.now();
  let first = announce;
  while (!signal.aborted) {
    try {
      const found = await api.find<Node>(resources.nodes, undefined, node);
      if (found) {
        await renew(api, found, clock.now());
        if (first) {
          await say('Starting', 'Starting kubelet.');
          for (const reason of ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'])
            await status(reason);
          await say('NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
        }
        first = false;
        if (await report(api, found, clock.now())) await status('NodeReady');
      }
    } catch (error) {
      // Tried again with the next beat, as a kubelet does when the API server does not answer.
      if (!(error instanceof StatusError)) throw error;
    }
    await clock.sleep(renewMs - ((clock.now() - started) % renewMs), signal).catch(() => {});
  }
}

async function renew(api: KubeClient, node: Node, now: number): Promise<void> {
  const name = node.metadata.name!;
  const found = await api.find<Lease>(leases, leaseNamespace, name);
  const renewTime = microTime(now);
  if (found) {
    await api.update(leases, { ...found, spec: { ...found.spec, renewTime } });
    return;
  }
  await api.create<Lease>(leases, leaseNamespace, {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name,
      namespace: leaseNamespace,
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid: node.metadata.uid! }],
    },
    spec: { holderIdentity: name, leaseDurationSeconds, renewTime },
  });
}

/** Posts the node's conditions if that is due. @returns whether the node has become ready by it */
async function report(api: KubeClient, node: Node, now: number): Promise<boolean> {
  const old = node.status?.conditions ?? [];
  const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
  const news = healthy.some(
    ([type, status, reason]) =>
      !old.some(
        (condition) => condition.type === type && condition.status === status && condition.reason === reason,
      ),
  );
  const last = Math.max(0, ...old.map(({ lastHeartbeatTime }) => Date.parse(lastHeartbeatTime ?? '') || 0));
  if (!news && now - last < reportMs) return false;
  const conditions = healthy.map(([type, status, reason, message]): Condition => {
    const before = old.find((condition) => condition.type === type);
    const lastTransitionTime = before?.status === status ? (before.lastTransitionTime ?? time) : time;
    return { type, status, lastHeartbeatTime: time, lastTransitionTime, reason, message };
  });
  const path = resourcePath(resources.nodes, undefined, node.metadata.name, 'status');
  await api.request('PATCH', path, { status: { conditions } }, 'application/merge-patch+json');
  return old.find(({ type }) => type === 'Ready')?.status !== 'True';
}

import { resources, resourcePath } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Event, Namespace, Node, Pod } from '../../../kube/types.ts';
import { holdLease } from '../../controllers/common/leases.ts';
import { chooseNode, failureMessage } from '../../controllers/scheduler/schedule.ts';
import type { Image, Process } from '../../process.ts';
import { Informer } from '../../service/informer.ts';
import { WorkQueue } from '../../service/work-queue.ts';
import { programImage } from './program-image.ts';
import { klog, untilStopped } from './klog.ts';

/** Binds Pods to nodes, and says with an event why it cannot. */
export function kubeSchedulerImage(references: readonly string[]): Image {
  return programImage(references, '/usr/local/bin/kube-scheduler', runScheduler);
}

/** How long a Pod that did not fit waits before it is tried again without any change in the cluster. */
const retryMs = 60_000;

async function runScheduler(process: Process): Promise<number> {
  const { api, clock, signal } = process;
  const log = klog(process);
  void holdLease(process, 'kube-scheduler', `${process.hostname}_${crypto.randomUUID()}`, 15);
  const queue = new WorkQueue({
    clock,
    signal,
    sync,
    onError: (key, error) => {
      const text = error instanceof Error ? error.message : String(error);
      log.error('schedule_one.go:1100', `"Error scheduling pod; retrying" err="${text}" pod="${key}"`);
    },
  });
  // Bindings made here count before the informer shows them.
  const assumed = new Map<string, string>();
  const reported = new Map<string, string>();
  const key = (pod: Pod) => `${pod.metadata.namespace}/${pod.metadata.name}`;
  const isWaiting = (pod: Pod) =>
    !pod.spec.nodeName &&
    !pod.metadata.deletionTimestamp &&
    (pod.spec.schedulerName ?? 'default-scheduler') === 'default-scheduler';

  function retryAll(): void {
    for (const pod of pods.list()) if (isWaiting(pod)) queue.add(key(pod));
  }

  const pods = new Informer<Pod>({
    api,
    clock,
    signal,
    type: resources.pods,
    onChange: (pod, old) => {
      if (pod && isWaiting(pod)) queue.add(key(pod));
      if (!pod && old) {
        assumed.delete(old.metadata.uid ?? '');
        reported.delete(old.metadata.uid ?? '');
        if (old.spec.nodeName) retryAll();
      }
    },
  });
  const nodes = new Informer<Node>({
    api,
    clock,
    signal,
    type: resources.nodes,
    onChange: retryAll,
  });

  const namespaces = new Informer<Namespace>({ api, clock, signal, type: resources.namespaces });

  async function sync(name: string): Promise<void> {
    await Promise.all([pods.synced(), nodes.synced(), namespaces.synced()]);
    const [namespace = '', podName = ''] = name.split('/');
    const pod = pods.get(namespace, podName);
    if (!pod || !isWaiting(pod) || assumed.has(pod.metadata.uid ?? '')) return;
    const placed = pods.list().flatMap((other) => {
      const nodeName = other.spec.nodeName ?? assumed.get(other.metadata.uid ?? '');
      if (!nodeName || other.status?.phase === 'Succeeded' || other.status?.phase === 'Failed') return [];
      return other.spec.nodeName ? other : { ...other, spec: { ...other.spec, nodeName } };
    });
    const choice = chooseNode(pod, {
      nodes: nodes.list(),
      pods: placed,
      namespaceLabels: (each) => namespaces.get(undefined, each)?.metadata.labels,
    });
    if (choice.node === undefined) {
      await reportFailure(process, pod, failureMessage(choice.rejections, nodes.list().length), reported);
      void clock.sleep(retryMs, signal).then(
        () => queue.add(name),
        () => {},
      );
      return;
    }
    assumed.set(pod.metadata.uid ?? '', choice.node);
    try {
      await api.request('POST', resourcePath(resources.pods, namespace, podName, 'binding'), {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name: podName, namespace, uid: pod.metadata.uid },
        target: { apiVersion: 'v1', kind: 'Node', name: choice.node },
      });
    } catch (error) {
      assumed.delete(pod.metadata.uid ?? '');
      if (error instanceof StatusError && (error.code === 404 || error.code === 409)) return;
      throw error;
    }
    await record(
      process,
      pod,
      'Normal',
      'Scheduled',
      `Successfully assigned ${name} to ${choice.node}`,
      'Binding',
    );
  }

  await untilStopped(process);
  return 0;
}

async function reportFailure(
  process: Process,
  pod: Pod,
  message: string,
  reported: Map<string, string>,
): Promise<void> {
  const uid = pod.metadata.uid ?? '';
  if (reported.get(uid) === message) return;
  reported.set(uid, message);
  const now = new Date(Math.floor(process.clock.now() / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  const condition = {
    type: 'PodScheduled',
    status: 'False' as const,
    reason: 'Unschedulable',
    message,
    lastProbeTime: null,
    lastTransitionTime: now,
  };
  const { namespace, name } = pod.metadata;
  const status = { ...pod.status, phase: 'Pending' as const, conditions: [...others, condition] };
  await process.api.request(
    'PATCH',
    resourcePath(resources.pods, namespace, name, 'status'),
    { status },
    'application/merge-patch+json',
  );
  await record(process, pod, 'Warning', 'FailedScheduling', message, 'Scheduling');
}

async function record(
  process: Process,
  pod: Pod,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  action: string,
): Promise<void> {
  const { api, clock } = process;
  const { namespace, name, uid, resourceVersion } = pod.metadata;
  const time = new Date(clock.now()).toISOString().replace('Z', '000Z');
  const event: Event & { action: string } = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `${name}.${(BigInt(Math.floor(clock.now())) * 1_000_000n).toString(16)}`,
      namespace: namespace!,
    },
    involvedObject: {
      apiVersion: 'v1',
      kind: 'Pod',
      name: name!,
      namespace: namespace!,
      uid: uid!,
      resourceVersion: resourceVersion!,
    },
    type,
    reason,
    message,
    action,
    eventTime: time,
    firstTimestamp: null,
    lastTimestamp: null,
    source: {},
    reportingComponent: 'default-scheduler',
    reportingInstance: `default-scheduler-${process.hostname}`,
  };
  await api.create(resources.events, namespace, event).catch((error: unknown) => {
    if (!(error instanceof StatusError)) throw error;
  });
}

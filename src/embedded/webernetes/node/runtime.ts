import type { Clock } from '../../../kube/cluster.ts';
import type { Pod } from '../../../kube/types.ts';
import { kubeletOf, runtimeOf, type Server } from '../internals.ts';

/**
 * How long containerd takes, in milliseconds, where the engine takes no time at all: a sandbox with its network,
 * a container, its first process. Estimated from the ages in recordings of kind, where a Pod whose image is there runs
 * within a second. A part of it is done for one Pod after the other.
 */
const took = { sandbox: 250, network: 100, create: 60, start: 90, teardown: 150 } as const;

/** Gives a node's container runtime the time that a real one takes. @param signal ends all waiting */
export function takeTime(server: Server, clock: Clock, signal: AbortSignal): void {
  const runtime = runtimeOf(server);
  const { runPodSandbox, stopPodSandbox, createContainer, startContainer } = runtime;
  const sleep = (ms: number) => clock.sleep(ms, signal).catch(() => {});
  let turn = Promise.resolve();
  probeForAMoment(server, sleep);
  const inTurn = (ms: number) => (turn = turn.then(() => sleep(ms)));
  runtime.runPodSandbox = async (...args) => {
    await sleep(took.sandbox);
    await inTurn(took.network);
    const [id, error] = await runPodSandbox.apply(runtime, args);
    if (!error) await sandboxReady(server, args[1].pod);
    return [id, error];
  };
  runtime.stopPodSandbox = async (...args) => {
    // Until then its address refuses connections; afterwards nobody is there.
    await sleep(took.teardown);
    return stopPodSandbox.apply(runtime, args);
  };
  runtime.createContainer = async (...args) => {
    await sleep(took.create);
    return createContainer.apply(runtime, args);
  };
  runtime.startContainer = async (...args) => {
    await inTurn(took.start);
    return startContainer.apply(runtime, args);
  };
}

/**
 * A probe takes at least a moment. In no time at all its answer came between the making of a Pod's status, by which the
 * probe was asked for, and its writing: the Pod was told as ready, and as not ready until the next second.
 */
function probeForAMoment(server: Server, sleep: (ms: number) => Promise<void>): void {
  const { prober } = kubeletOf(server).probeManager;
  const { probe } = prober;
  prober.probe = async (...args) => {
    await sleep(1);
    return probe.apply(prober, args);
  };
}

/**
 * The kubelet tells that a Pod's sandbox is there before its containers are made.
 * Models kubernetes pkg/kubelet OnPodSandboxReady.
 */
async function sandboxReady(server: Server, pod: Pod): Promise<void> {
  const { statusManager } = kubeletOf(server);
  const status = statusManager.getPodStatus(pod.metadata.uid ?? '');
  if (!status) return;
  const conditions = (status.conditions ?? []).map((condition) =>
    condition.type === 'PodReadyToStartContainers' ? { ...condition, status: 'True' as const } : condition,
  );
  await statusManager.setPodStatus(pod, { ...status, conditions });
}

/** Registries that answer; of their images, the nodes have those of the labs. */
const registries = ['docker.io', 'registry.k8s.io', 'ghcr.io', 'quay.io', 'gcr.io', 'mcr.microsoft.com'];

/** `docker.io/library/busybox:1.36` for `busybox:1.36`. Models distribution/reference ParseNormalizedNamed. */
export function fullReference(image: string): string {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(0, slash));
  const isHost = /[.:]/.test(first) || first === 'localhost';
  const named = isHost ? image : `docker.io/${slash < 0 ? 'library/' : ''}${image}`;
  return /[:@][^/]*$/.test(named) ? named : `${named}:latest`;
}

/**
 * What containerd says when an image cannot be had: its registry does not know it, or nobody knows the registry.
 * @param nameserver the nodes' own, an address
 */
export function pullFailure(image: string, nameserver: string): string {
  const reference = fullReference(image);
  const [, registry = '', repository = '', tag = ''] = /^([^/]+)\/(.+?)[:@]([^/]+)$/.exec(reference) ?? [];
  const failed = `failed to pull and unpack image "${reference}": failed to resolve reference "${reference}":`;
  if (registries.includes(registry))
    return `rpc error: code = NotFound desc = ${failed} ${reference}: not found`;
  const url = `https://${registry}/v2/${repository}/manifests/${tag}`;
  const name = registry.replace(/:\d+$/, '');
  return `${failed} failed to do request: Head "${url}": dial tcp: lookup ${name} on ${nameserver}:53: no such host`;
}

/** Nothing can be pulled: what the nodes have is there already. */
export function failPulls(server: Server, nameserver: string): void {
  const runtime = runtimeOf(server);
  const { pullImage } = runtime;
  runtime.pullImage = async (...args) => {
    const [reference, error] = await pullImage.apply(runtime, args);
    return [reference, error && new Error(pullFailure(args[1].image, nameserver))];
  };
}

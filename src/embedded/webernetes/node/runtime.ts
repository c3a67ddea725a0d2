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

/** The address at which containerd finds Docker Hub's registry. */
const dockerHub = 'registry-1.docker.io';

/** `docker.io/library/busybox:1.36` for `busybox:1.36`. Models distribution/reference ParseNormalizedNamed. */
export function fullReference(image: string): string {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(0, slash));
  const isHost = /[.:]/.test(first) || first === 'localhost';
  const named = isHost ? image : `docker.io/${slash < 0 ? 'library/' : ''}${image}`;
  return /[:@][^/]*$/.test(named) ? named : `${named}:latest`;
}

/**
 * The nodes have no way out of the cluster's network: their name server knows no registry.
 * @param nameserver the nodes' own, an address
 */
export function pullFailure(image: string, nameserver: string): string {
  const reference = fullReference(image);
  const [, registry = '', repository = '', tag = ''] = /^([^/]+)\/(.+?)[:@]([^/]+)$/.exec(reference) ?? [];
  const host = registry === 'docker.io' ? dockerHub : registry;
  const url = `https://${host}/v2/${repository}/manifests/${tag}`;
  const name = host.replace(/:\d+$/, '');
  return `failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": failed to do request: Head "${url}": dial tcp: lookup ${name} on ${nameserver}:53: no such host`;
}

/** Pulls of images that are not on the nodes already fail as they do without a registry. */
export function failPulls(server: Server, nameserver: string): void {
  const runtime = runtimeOf(server);
  const { pullImage } = runtime;
  runtime.pullImage = async (...args) => {
    const [reference, error] = await pullImage.apply(runtime, args);
    return [reference, error && new Error(pullFailure(args[1].image, nameserver))];
  };
}

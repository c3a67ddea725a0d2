/**
 * The parts of the engine that are not its public face, written down once. `canary.test.ts` checks that they
 * are still there, so that a new version that moves them fails by name instead of somewhere deep inside.
 */
import type {
  Cluster,
  ContainerInstance,
  PodSandboxInstance,
  ProcessContext,
  ProcessInstance,
} from '@ngrok/webernetes';
import type { Pod } from '../../kube/types.ts';

export type EngineCluster = Cluster;
export type Server = Cluster['servers'][number];
export type Container = ContainerInstance;
export type Sandbox = PodSandboxInstance;
export type { ProcessContext, ProcessInstance };

/** Go style: a value and an error, one of them undefined. */
export type GoResult<T> = Promise<[T, Error | undefined]>;

export interface RuntimeInternals {
  containers: Map<string, Container>;
  runPodSandbox(ctx: unknown, config: { pod: Pod }, handler?: string): GoResult<string>;
  stopPodSandbox(ctx: unknown, sandboxId: string): Promise<Error | undefined>;
  pullImage(ctx: unknown, image: { image: string }, ...rest: unknown[]): GoResult<string>;
  createContainer(ctx: unknown, sandboxId: string, config: unknown, sandboxConfig: unknown): GoResult<string>;
  startContainer(ctx: unknown, containerId: string): Promise<Error | undefined>;
  execSync(ctx: unknown, containerId: string, command: string[], seconds?: number): GoResult<unknown>;
  createProcess(
    container: Container,
    argv: readonly string[],
    run: (context: ProcessContext, argv: readonly string[]) => Promise<number>,
  ): ProcessInstance;
}

export interface KubeletInternals {
  probeManager: { prober: { probe(...args: unknown[]): Promise<unknown> } };
  statusManager: {
    getPodStatus(uid: string): Pod['status'] | undefined;
    setPodStatus(pod: Pod, status: NonNullable<Pod['status']>): Promise<unknown>;
  };
  recorder: { event(pod: Pod, type: string, reason: string, message: string): Promise<void> };
  makeEnvironmentVariables(
    ctx: unknown,
    pod: Pod,
    container: unknown,
    podIP: string,
    podIPs: string[],
  ): GoResult<{ name: string; value: string }[]>;
}

export interface NetworkInternals {
  setupPodSandbox(sandbox: Sandbox, podCIDR: string): { ip: string; unregister(): void };
  fetch(
    ctx: unknown,
    origin: { metadata?: { name?: string } },
    target: string | URL,
    init?: { method?: string; headers?: unknown; body?: string },
  ): Promise<{ status: number; headers: Record<string, string[]>; body: string }>;
  canConnect(host: string, port: number): boolean;
}

export interface StoreInternals {
  create(object: Record<string, unknown>): Promise<unknown>;
  get(name: string, namespace?: string): Promise<Record<string, unknown> | undefined>;
  list(namespace?: string): Promise<Record<string, unknown>[]>;
  update(name: string, object: Record<string, unknown>, options?: unknown): Promise<unknown>;
}

export interface ApiClientInternals {
  pods?: StoreInternals;
  events?: StoreInternals;
  replicaSets?: StoreInternals;
  deployments?: StoreInternals;
  createNamespacedPod?(request: { namespace: string; body: unknown }): Promise<unknown>;
  createNamespacedReplicaSet?(request: { namespace: string; body: unknown }): Promise<unknown>;
  deleteNamespacedPod?(request: {
    namespace: string;
    name: string;
    gracePeriodSeconds?: number;
  }): Promise<unknown>;
  replaceNamespacedDeploymentStatus?(request: {
    name: string;
    namespace: string;
    body: { metadata?: { generation?: number; annotations?: Record<string, string> } };
  }): Promise<unknown>;
}

export interface EtcdInternals {
  stateRef: { options: { retainedRevisions: number } };
}

/** State of the engine's container: `Created`, `Running`, `Exited`. */
export function containerState(container: Container): string {
  return container.status().state;
}

export function runtimeOf(server: Server): RuntimeInternals {
  return server.runtime as unknown as RuntimeInternals;
}

export function kubeletOf(server: Server): KubeletInternals {
  return server.kubelet as unknown as KubeletInternals;
}

export function networkOf(cluster: EngineCluster): NetworkInternals {
  return cluster.network as unknown as NetworkInternals;
}

/** The Pod that a sandbox was made for. */
export function podOf(sandbox: Sandbox): Pod {
  return sandbox.config.pod as unknown as Pod;
}

/** Makes a container one that has ended because its program could not be started, as containerd leaves it. */
export function markFailedStart(container: Container, now: number, message: string): void {
  const status = container.status.bind(container);
  // It never started: its time stays that of the epoch.
  Object.assign(container, { state: 'Exited', startedAtMs: 0, finishedAtMs: now, lastExitCode: 128 });
  container.status = () => ({ ...status(), reason: 'StartError', message });
}

/** Ends a process as SIGTERM does that nobody handles. */
export function cancelProcess(context: ProcessContext): void {
  const { process } = context as unknown as { process: { cancel(): void } };
  process.cancel();
}

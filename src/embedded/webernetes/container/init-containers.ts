import type { Container, ContainerStatus, Pod } from '../../../kube/types.ts';
import { newDebugContainers } from './ephemeral-containers.ts';
import type { Server } from '../internals.ts';

interface RuntimeStatus {
  containerStatuses: { id: { toString(): string }; name: string; state: string; exitCode?: number }[];
}
interface PodActions {
  createSandbox: boolean;
  killPod: boolean;
  containersToStart: number[];
  containersToKill: {
    set(id: unknown, info: { name: string; container: Container; message: string; reason: string }): void;
  };
}
interface RunningPod {
  containers: { name: string }[];
}

/** The engine's kuberuntime manager and kubelet, as far as this file changes them. `canary.test.ts` watches over it. */
interface ManagerInternals {
  startupManager: { get(id: unknown): unknown };
  livenessManager: { get(id: unknown): unknown };
  computePodActions(ctx: unknown, pod: Pod, status: RuntimeStatus, restartAll: boolean): PodActions;
  syncPod(ctx: unknown, pod: Pod, ...rest: unknown[]): Promise<unknown>;
  killPod(ctx: unknown, pod: Pod | undefined, ...rest: unknown[]): Promise<unknown>;
  killContainersWithSyncResult(
    ctx: unknown,
    pod: Pod | undefined,
    running: RunningPod,
    grace: number | undefined,
  ): Promise<unknown[]>;
}
interface PodStatus {
  containerStatuses?: ContainerStatus[];
  initContainerStatuses?: ContainerStatus[];
}
interface ProbeManager {
  addPod(ctx: unknown, pod: Pod): void;
  removePod(pod: Pod): void;
  stopLivenessAndStartup(pod: Pod): void;
  updatePodStatus(ctx: unknown, pod: Pod, status: PodStatus): void;
}
interface KubeletInternals {
  probeManager: ProbeManager;
  convertToAPIContainerStatuses(...args: unknown[]): unknown;
}

/**
 * Teaches a node's kubelet init containers, sidecars (restartPolicy Always) and ephemeral containers, which the
 * engine lacks: it is shown Pods whose init containers stand before the others and whose ephemeral ones stand
 * behind them, and told here which of them to start.
 * Models kubernetes pkg/kubelet/kuberuntime computeInitContainerActions.
 */
export function addInitContainers(server: Server): void {
  const manager = server.containerRuntime as unknown as ManagerInternals;
  const kubelet = server.kubelet as unknown as KubeletInternals;
  const originals = new WeakMap<Pod, Pod>();

  const combined = (pod: Pod): Pod => {
    const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
    const others = initContainers.length + ephemeralContainers.length;
    if (others === 0 || originals.has(pod)) return pod;
    const all = [...initContainers, ...containers, ...ephemeralContainers];
    const result = { ...pod, spec: { ...pod.spec, containers: all } };
    originals.set(result, pod);
    return result;
  };

  const sync = manager.syncPod.bind(manager);
  manager.syncPod = (ctx, pod, ...rest) => sync(ctx, combined(pod), ...rest);
  const kill = manager.killPod.bind(manager);
  manager.killPod = (ctx, pod, ...rest) => kill(ctx, pod && combined(pod), ...rest);

  const compute = manager.computePodActions.bind(manager);
  manager.computePodActions = (ctx, pod, status, restartAll) => {
    const original = originals.get(pod);
    if (!original) return compute(ctx, pod, status, restartAll);
    const actions = compute(ctx, original, status, restartAll);
    if (original.spec.initContainers?.length) adjust(manager, original, status, actions);
    // First of all: a container that is debugged may be waiting to be tried again, and those behind it then wait.
    actions.containersToStart.unshift(...newDebugContainers(original, status, actions));
    return actions;
  };

  const killAll = manager.killContainersWithSyncResult.bind(manager);
  manager.killContainersWithSyncResult = async (ctx, pod, running, grace) => {
    const sidecars = (pod?.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name);
    const mains = running.containers.filter(({ name }) => !sidecars.includes(name));
    const results = await killAll(ctx, pod, { ...running, containers: mains }, grace);
    // Sidecars serve the others to the end, and go in reverse order.
    for (const name of sidecars.toReversed()) {
      const containers = running.containers.filter((container) => container.name === name);
      results.push(...(await killAll(ctx, pod, { ...running, containers }, grace)));
    }
    return results;
  };

  const convert = kubelet.convertToAPIContainerStatuses.bind(kubelet);
  kubelet.convertToAPIContainerStatuses = (...args) => {
    const [, pod] = args as [unknown, Pod];
    // Until the init containers are done the others wait as PodInitializing.
    args[6] = (pod.spec.initContainers?.length ?? 0) > 0;
    return convert(...args);
  };
  probeSidecars(kubelet.probeManager);
}

/** Sidecars are probed like other containers; an init container is ready when it has succeeded. */
function probeSidecars(manager: ProbeManager): void {
  const withSidecars = (pod: Pod): Pod => {
    const sidecars = (pod.spec.initContainers ?? []).filter(isSidecar);
    if (sidecars.length === 0) return pod;
    return { ...pod, spec: { ...pod.spec, containers: [...sidecars, ...pod.spec.containers] } };
  };
  const add = manager.addPod.bind(manager);
  manager.addPod = (ctx, pod) => add(ctx, withSidecars(pod));
  const remove = manager.removePod.bind(manager);
  manager.removePod = (pod) => remove(withSidecars(pod));
  const stop = manager.stopLivenessAndStartup.bind(manager);
  manager.stopLivenessAndStartup = (pod) => stop(withSidecars(pod));
  const update = manager.updatePodStatus.bind(manager);
  manager.updatePodStatus = (ctx, pod, status) => {
    update(ctx, pod, status);
    const inits = pod.spec.initContainers ?? [];
    for (const found of status.initContainerStatuses ?? []) {
      const container = inits.find(({ name }) => name === found.name);
      if (container && isSidecar(container)) {
        update(
          ctx,
          { ...pod, spec: { ...pod.spec, containers: [container] } },
          { containerStatuses: [found] },
        );
        continue;
      }
      found.started = false;
      found.ready = found.state?.terminated?.exitCode === 0;
    }
  };
}

const isSidecar = (container: Container) =>
  (container as { restartPolicy?: string }).restartPolicy === 'Always';

/** Changes the actions for the ordinary containers into those for all, with the init containers' numbers first. */
function adjust(manager: ManagerInternals, pod: Pod, status: RuntimeStatus, actions: PodActions): void {
  const inits = pod.spec.initContainers ?? [];
  const of = (name: string) => status.containerStatuses.find((each) => each.name === name);
  if (actions.createSandbox) {
    actions.containersToStart = [0];
    return;
  }
  const others = actions.containersToStart.map((index) => index + inits.length);
  actions.containersToStart = [];
  const initialized = pod.spec.containers.some(({ name }) => of(name) !== undefined);
  for (const [index, container] of inits.entries()) {
    const found = of(container.name);
    if (!isSidecar(container)) {
      if (initialized || (found?.state === 'Exited' && found.exitCode === 0)) continue;
      actions.killPod = found?.state === 'Exited' && pod.spec.restartPolicy === 'Never';
      if (found?.state !== 'Running' && !actions.killPod) actions.containersToStart = [index];
      return;
    }
    if (found?.state !== 'Running') {
      if (actions.killPod && initialized) continue;
      actions.containersToStart.push(index);
      if (!initialized) return;
      continue;
    }
    if (isFailing(manager, found.id)) {
      actions.containersToKill.set(found.id, {
        name: container.name,
        container,
        message: `Init container ${container.name} failed ${manager.startupManager.get(found.id) === 'failure' ? 'startup' : 'liveness'} probe, will be restarted`,
        reason: 'LivenessProbe',
      });
      actions.containersToStart.push(index);
    }
    const started = !container.startupProbe || manager.startupManager.get(found.id) === 'success';
    if (!initialized && !started) return;
  }
  actions.containersToStart.push(...others);
}

const isFailing = (manager: ManagerInternals, id: unknown) =>
  manager.livenessManager.get(id) === 'failure' || manager.startupManager.get(id) === 'failure';

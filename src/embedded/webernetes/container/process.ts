import type { KubeClient } from '../../../kube/client.ts';
import type { Clock, ExecOptions } from '../../../kube/cluster.ts';
import type { ContainerFs } from '../../container-fs.ts';
import type { DataPlane, Listener, Origin } from '../../network.ts';
import type { Process } from '../../process.ts';
import type { NetworkNamespace } from '../../service/listeners.ts';
import { podOf, type Container, type ProcessContext } from '../internals.ts';

/** What a container has beyond the engine's own idea of it. */
export interface ContainerWorld {
  readonly fs: ContainerFs;
  readonly env: Readonly<Record<string, string>>;
  readonly hostname: string;
  readonly origin: Extract<Origin, { kind: 'pod' }>;
  readonly network: NetworkNamespace;
  /** Aborted when the container's main process has ended: it takes every other process with it. */
  readonly ended: AbortController;
}

export interface ProcessServices {
  readonly clock: Clock;
  readonly dataPlane: DataPlane;
  readonly api: KubeClient;
}

/** Where a process's input comes from and its output goes. */
export interface ProcessStreams {
  stdin?: AsyncIterable<string>;
  stdout(text: string): void;
  stderr(text: string): void;
  tty?: boolean;
  size?: ExecOptions['size'];
  onResize?(listener: () => void): void;
  signal?: AbortSignal;
}

const contexts = new WeakMap<Process, ProcessContext>();

/** The engine's context of a process, for the engine's own controllers. */
export function contextOf(process: Process): ProcessContext {
  const context = contexts.get(process);
  if (!context) throw new Error('not a process of this cluster');
  return context;
}

/** Runs `program` as a process of `container`; resolves to its exit code. */
export async function runProcess(
  context: ProcessContext,
  world: ContainerWorld,
  services: ProcessServices,
  streams: ProcessStreams,
  program: (process: Process) => Promise<number>,
): Promise<number> {
  const abort = new AbortController();
  const stop = () => abort.abort(new DOMException('The process was killed', 'AbortError'));
  void context
    .done()
    .receive()
    .then(stop, () => {});
  const sources = [world.ended.signal, streams.signal].filter((signal) => signal !== undefined);
  for (const source of sources) {
    if (source.aborted) stop();
    source.addEventListener('abort', stop);
  }
  const process: Process = {
    env: world.env,
    cwd: (context.container.config.workingDir ?? '') || '/',
    fs: world.fs,
    hostname: world.hostname,
    container: describeContainer(context.container, world),
    stdin: streams.stdin,
    tty: streams.tty ?? false,
    size: streams.size,
    onResize: (listener) => streams.onResize?.(listener),
    stdout: (text) => streams.stdout(text),
    stderr: (text) => streams.stderr(text),
    clock: services.clock,
    signal: abort.signal,
    dial: (address) => services.dataPlane.dial(world.origin, address),
    listen(listener: Listener) {
      bindFor(listener.daemon ? world.ended.signal : abort.signal, world.network, listener);
    },
    api: services.api,
  };
  contexts.set(process, context);
  try {
    return await program(process);
  } catch (error) {
    if (abort.signal.aborted) return 143;
    streams.stderr(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  } finally {
    for (const source of sources) source.removeEventListener('abort', stop);
    stop();
  }
}

/**
 * Binds a port for as long as its process lives, or until the listener itself lets go of it. With the process its
 * connections end, as the kernel closes them: an answer that is not out by then never comes.
 */
function bindFor(life: AbortSignal, network: NetworkNamespace, listener: Listener): void {
  const { address, port, protocol, signal } = listener;
  const release = network.bind({
    address,
    port,
    protocol,
    serve: (payload, peer) =>
      new Promise((resolve, reject) => {
        const cut = () => resolve(undefined);
        if (life.aborted) return cut();
        life.addEventListener('abort', cut, { once: true });
        listener
          .serve(payload, peer)
          .finally(() => life.removeEventListener('abort', cut))
          .then(resolve, reject);
      }),
  });
  for (const end of [life, signal]) {
    if (end?.aborted) release();
    end?.addEventListener('abort', release, { once: true });
  }
}

function describeContainer(container: Container, world: ContainerWorld): Process['container'] {
  const pod = podOf(container.sandbox);
  const { targetContainerName: target } = container.config.sourceContainer as {
    targetContainerName?: string;
  };
  return {
    namespace: container.sandbox.namespace,
    pod: container.sandbox.name,
    container: container.name,
    uid: container.sandbox.uid,
    node: pod.spec.nodeName ?? '',
    ip: world.origin.ip,
    image: container.imageRef,
    ...(target ? { processesOf: target } : {}),
  };
}

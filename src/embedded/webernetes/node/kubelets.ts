import type { Connection, ExecOptions, ExecResult, TerminalSize } from '../../../kube/cluster.ts';
import { errors, StatusError } from '../../../kube/status.ts';
import type { Pod } from '../../../kube/types.ts';
import type { Kubelets, LogOptions } from '../../process.ts';
import { execFailure, type Containers } from '../container/containers.ts';
import { containerState, runtimeOf, type Container, type Sandbox, type Server } from '../internals.ts';
import type { LogStore } from './logs.ts';
import type { NetworkNamespace } from '../../service/listeners.ts';
import type { NodeAgents } from './nodes.ts';
import { portForward } from './port-forward.ts';
import { runProcess } from '../container/process.ts';
import { Broadcast } from './streams.ts';

/** What the API server asks of the nodes: exec, attach, logs and connections to ports. */
export class ClusterKubelets implements Kubelets {
  readonly #servers: readonly Server[];
  readonly #containers: Containers;
  readonly #logs: LogStore;
  readonly #namespaces: WeakMap<Sandbox, NetworkNamespace>;
  readonly #agents: NodeAgents;

  constructor(
    servers: readonly Server[],
    containers: Containers,
    logs: LogStore,
    namespaces: WeakMap<Sandbox, NetworkNamespace>,
    agents: NodeAgents,
  ) {
    this.#servers = servers;
    this.#containers = containers;
    this.#logs = logs;
    this.#namespaces = namespaces;
    this.#agents = agents;
  }

  async exec(
    pod: Pod,
    containerName: string,
    command: readonly string[],
    options: ExecOptions,
  ): Promise<ExecResult> {
    const { server, container } = this.#running(pod, containerName);
    const world = this.#containers.worldOf(container);
    const program = command[0] ?? '';
    if (!world.image.has(program)) {
      throw errors.internal(
        `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${randomId()}": OCI runtime exec failed: exec failed: unable to start container process: ${execFailure(program)}`,
      );
    }
    const collected = collect(options);
    const resizes = options.tty && options.resizes ? new Broadcast<TerminalSize>() : undefined;
    if (resizes && options.resizes) void follow(options.resizes, resizes);
    const streams = {
      stdout: collected.stdout,
      stderr: options.tty ? collected.stdout : collected.stderr,
      tty: options.tty ?? false,
      ...(options.stdin ? { stdin: options.stdin } : {}),
      ...(options.size ? { size: options.size } : {}),
      ...(resizes ? { onResize: (listener: () => void) => void resizes.listen(listener) } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    };
    const process = runtimeOf(server).createProcess(container, command, (context) =>
      runProcess(context, world, this.#containers.services, streams, (own) => world.image.run(own, command)),
    );
    process.start();
    const exitCode = await process.wait();
    // Whatever was running beside the main process dies with the container.
    return collected.result(world.ended.signal.aborted && exitCode === 143 ? 137 : exitCode);
  }

  async attach(pod: Pod, containerName: string, options: ExecOptions): Promise<ExecResult> {
    const { container } = this.#running(pod, containerName, 'attach');
    const world = this.#containers.worldOf(container);
    const collected = collect(options);
    const ended = world.output.listen(collected.stdout, options.signal);
    if (options.stdin && world.input) void feed(options.stdin, world.input, stdinOnce(pod, containerName));
    if (options.tty) {
      // A terminal that comes is a new size for the program, which draws its prompt again.
      if (options.size) world.resizes.push(options.size);
      if (options.resizes) void follow(options.resizes, world.resizes);
    }
    await ended;
    return collected.result(container.status().exitCode ?? 0);
  }

  async portForward(pod: Pod, port: number, signal?: AbortSignal): Promise<Connection> {
    this.#dial(pod);
    return portForward(this.#servers, this.#namespaces, pod, port, signal);
  }

  logs(pod: Pod, container: string, options: LogOptions): AsyncIterable<string> {
    const { uid = '', name = '', namespace = '' } = pod.metadata;
    this.#dial(pod, (refusal, address) => {
      const url = `https://${address}/containerLogs/${namespace}/${name}/${container}`;
      return `Get "${url}${options.follow ? '?follow=true' : ''}": ${refusal}`;
    });
    const waiting = pod.status?.containerStatuses?.find((status) => status.name === container)?.state
      ?.waiting;
    if (!options.previous && (waiting?.reason === 'ErrImagePull' || waiting?.reason === 'ImagePullBackOff')) {
      const why =
        waiting.reason === 'ErrImagePull' ? "image can't be pulled" : 'trying and failing to pull image';
      throw errors.badRequest(`container "${container}" in pod "${name}" is waiting to start: ${why}`);
    }
    return this.#logs.get(uid, name, container, options.previous ?? false).read(options);
  }

  /** The API server reaches the kubelet of a Pod's node, if it runs. @throws StatusError */
  #dial(pod: Pod, say = (refusal: string, _address: string) => `error dialing backend: ${refusal}`): void {
    const { nodeName } = pod.spec;
    const server = this.#servers.find(({ name }) => name === nodeName);
    if (!server || this.#agents.isRunning(server.name)) return;
    const address = `${server.ipAddresses[0]}:10250`;
    const message = say(`dial tcp ${address}: connect: connection refused`, address);
    throw new StatusError({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      code: 500,
      message,
    });
  }

  #running(
    pod: Pod,
    name: string,
    verb: 'exec' | 'attach' = 'exec',
  ): { server: Server; container: Container } {
    const server = this.#servers.find((candidate) => candidate.name === pod.spec.nodeName);
    if (!server) throw errors.badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
    this.#dial(pod);
    for (const container of runtimeOf(server).containers.values()) {
      if (container.sandbox.uid !== pod.metadata.uid || container.name !== name) continue;
      if (containerState(container) === 'Running') return { server, container };
    }
    const ended = [...runtimeOf(server).containers.values()].some(
      (each) => each.sandbox.uid === pod.metadata.uid && each.name === name,
    );
    if (ended && verb === 'attach')
      throw errors.internal(
        'Internal error occurred: error attaching to container: container is in CONTAINER_EXITED state',
      );
    throw errors.internal(`unable to upgrade connection: container not found ("${name}")`);
  }
}

function collect(options: ExecOptions) {
  let stdout = '';
  let stderr = '';
  return {
    stdout: (text: string) => {
      stdout += text;
      options.stdout?.(text);
    },
    stderr: (text: string) => {
      stderr += text;
      options.stderr?.(text);
    },
    result: (exitCode: number): ExecResult => ({ exitCode, stdout, stderr }),
  };
}

async function feed(
  source: AsyncIterable<string>,
  input: { push(text: string): void; end(): void },
  closeAtEnd: boolean,
): Promise<void> {
  for await (const text of source) input.push(text);
  if (closeAtEnd) input.end();
}

async function follow(
  sizes: AsyncIterable<TerminalSize>,
  resizes: { push(size: TerminalSize): void },
): Promise<void> {
  for await (const size of sizes) resizes.push(size);
}

function stdinOnce(pod: Pod, name: string): boolean {
  const { containers, ephemeralContainers = [] } = pod.spec;
  return [...containers, ...ephemeralContainers].find((each) => each.name === name)?.stdinOnce ?? false;
}

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

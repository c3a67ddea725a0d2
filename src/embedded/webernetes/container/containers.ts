import { resources, type KubeClient } from '../../../kube/client.ts';
import type { Clock, TerminalSize } from '../../../kube/cluster.ts';
import type { Container as ContainerSpec, Pod } from '../../../kube/types.ts';
import type { DataPlane } from '../../network.ts';
import type { Image } from '../../process.ts';
import type { NetworkNamespace } from '../../service/listeners.ts';
import { MemoryFs } from './files.ts';
import { mainArgv, type ProgramRunner } from './image.ts';
import {
  markFailedStart,
  podOf,
  runtimeOf,
  type Container,
  type Sandbox,
  type Server,
} from '../internals.ts';
import { hostsFile, podHostname, resolvConf } from './kubelet-files.ts';
import type { LogStore } from '../node/logs.ts';
import { runProcess, type ContainerWorld, type ProcessServices } from './process.ts';
import { Broadcast, InputQueue } from '../node/streams.ts';
import { MountError, mountVolumes, tokenOf, type WritableVolumes } from './volumes.ts';

/** A container of ours beside the engine's. */
export interface RunningContainer extends ContainerWorld {
  readonly image: Image;
  /** What the main process prints, for those who are attached. */
  readonly output: Broadcast;
  /** Sizes of the terminals of those who are attached. */
  readonly resizes: Broadcast<TerminalSize>;
  /** Input for the main process, if the Pod asks for one. */
  readonly input: InputQueue | undefined;
}

export interface ContainerOptions {
  clock: Clock;
  dataPlane: DataPlane;
  api: () => KubeClient;
  logs: LogStore;
  namespaces: WeakMap<Sandbox, NetworkNamespace>;
  image: (reference: string) => Image | undefined;
  /** Records a Warning event of the kubelet. */
  warn: (pod: Pod, reason: string, message: string) => Promise<void>;
}

interface GoContext {
  err(): unknown;
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Prepares, starts and runs containers on all nodes. */
export class Containers implements ProgramRunner {
  readonly #options: ContainerOptions;
  /** What hostPath volumes show, by node. */
  readonly #nodeFiles = new Map<string, MemoryFs>();
  /** emptyDir volumes by name; they live as long as their Pod's sandbox. */
  readonly #podFiles = new WeakMap<Sandbox, Map<string, MemoryFs>>();
  readonly #worlds = new WeakMap<Container, RunningContainer>();

  constructor(options: ContainerOptions) {
    this.#options = options;
  }

  worldOf(container: Container): RunningContainer {
    const world = this.#worlds.get(container);
    if (!world) throw new Error(`container ${container.id} was not made by this cluster`);
    return world;
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  get services(): ProcessServices {
    const { clock, dataPlane, api } = this.#options;
    return { clock, dataPlane, api: api() };
  }

  /** Hooks into a node's container runtime. */
  install(server: Server): void {
    const runtime = runtimeOf(server);
    const create = runtime.createContainer.bind(runtime);
    runtime.createContainer = async (ctx, sandboxId, config, sandboxConfig) => {
      const [id, error] = await create(ctx, sandboxId, config, sandboxConfig);
      const container = runtime.containers.get(id);
      if (error || !container) return [id, error];
      try {
        this.#worlds.set(container, await this.#prepare(container, ctx as GoContext));
      } catch (cause) {
        return ['', cause instanceof Error ? cause : new Error(String(cause))];
      }
      return [id, undefined];
    };
    const execSync = runtime.execSync.bind(runtime);
    // To a container runtime a time limit of 0 is none at all.
    runtime.execSync = (ctx, id, command, seconds) => execSync(ctx, id, command, seconds || undefined);
    const start = runtime.startContainer.bind(runtime);
    runtime.startContainer = (ctx, id) => {
      const container = runtime.containers.get(id);
      const world = container && this.#worlds.get(container);
      if (container && world) {
        const program = mainArgv(world.image, container)[0] ?? '';
        if (!world.image.has(program)) {
          const failure = createFailure(program);
          markFailedStart(container, this.#options.clock.now(), failure);
          // Its log exists, and stays empty.
          this.#options.logs.open(container.sandbox.uid, container.name).end();
          return Promise.resolve(new Error(failure));
        }
      }
      return start(ctx, id);
    };
  }

  async main(image: Image, context: Parameters<ProgramRunner['main']>[1], argv: readonly string[]) {
    const { container } = context;
    const world = this.worldOf(container);
    const log = this.#options.logs.open(container.sandbox.uid, container.name);
    const print = (text: string) => {
      log.write(text);
      world.output.push(text);
    };
    const streams = {
      stdout: print,
      stderr: print,
      tty: specOf(container).tty ?? false,
      onResize: (listener: () => void) => void world.resizes.listen(listener),
      ...(world.input ? { stdin: world.input } : {}),
    };
    try {
      return await runProcess(context, world, this.services, streams, (process) => image.run(process, argv));
    } finally {
      world.ended.abort();
      world.output.end();
      world.resizes.end();
      log.end();
    }
  }

  async aside(image: Image, context: Parameters<ProgramRunner['aside']>[1], argv: readonly string[]) {
    const program = argv[0] ?? '';
    if (!image.has(program)) {
      context.writeStderr(`${program}: not found\n`);
      return 127;
    }
    const streams = {
      stdout: (text: string) => context.err() ?? context.writeStdout(text),
      stderr: (text: string) => context.err() ?? context.writeStderr(text),
    };
    const world = this.worldOf(context.container);
    return runProcess(context, world, this.services, streams, (process) => image.run(process, argv));
  }

  /** A volume whose source is missing keeps the container from being made until it comes. */
  async #whileMissing(pod: Pod, ctx: GoContext, mount: () => Promise<void>): Promise<void> {
    for (let delay = 500; ; delay = Math.min(delay * 2, 122_000)) {
      try {
        return await mount();
      } catch (error) {
        if (!(error instanceof MountError) || ctx.err()) throw error;
        await this.#options.warn(pod, 'FailedMount', error.message);
        await this.#options.clock.sleep(delay);
        if (ctx.err() || !(await this.#exists(pod))) throw error;
      }
    }
  }

  #volumesOf({ sandbox }: Container): WritableVolumes {
    const { nodeName = '' } = podOf(sandbox).spec;
    const ofNode = this.#nodeFiles.get(nodeName) ?? new MemoryFs();
    this.#nodeFiles.set(nodeName, ofNode);
    const own = this.#podFiles.get(sandbox) ?? new Map<string, MemoryFs>();
    this.#podFiles.set(sandbox, own);
    const ofPod = (name: string) => {
      const volume = own.get(name) ?? new MemoryFs();
      own.set(name, volume);
      return volume;
    };
    return { ofNode, ofPod };
  }

  async #exists(pod: Pod): Promise<boolean> {
    const { namespace, name = '', uid } = pod.metadata;
    const found = await this.#options.api().find(resources.pods, namespace, name);
    return found?.metadata.uid === uid && !found?.metadata.deletionTimestamp;
  }

  async #prepare(container: Container, ctx: GoContext): Promise<RunningContainer> {
    const { api, clock, image: find, namespaces } = this.#options;
    const image = find(container.imageRef);
    const network = namespaces.get(container.sandbox);
    if (!image || !network) throw new Error(`image ${container.imageRef} not found`);
    const pod = podOf(container.sandbox);
    const ip = network.ip;
    const hostname = pod.spec.hostNetwork ? (pod.spec.nodeName ?? '') : podHostname(pod);
    const spec = specOf(container);
    const ended = new AbortController();
    const fs = new MemoryFs();
    fs.write(
      '/etc/resolv.conf',
      resolvConf(container.sandbox.config.dnsConfig ?? { servers: [], searches: [], options: [] }),
    );
    fs.write('/etc/hosts', hostsFile(pod, ip));
    fs.write('/etc/hostname', `${hostname}\n`);
    const isOwn = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].some(
      ({ name }) => name === container.name,
    );
    if (isOwn && pod.spec.automountServiceAccountToken !== false) writeServiceAccount(fs, pod);
    await this.#whileMissing(pod, ctx, () =>
      mountVolumes(api(), clock, pod, spec, fs, this.#volumesOf(container), ended.signal),
    );
    return {
      image,
      fs,
      hostname,
      network,
      ended,
      env: {
        PATH: defaultPath,
        HOSTNAME: hostname,
        ...image.env,
        ...Object.fromEntries(container.env),
        HOME: container.env.get('HOME') ?? image.env?.['HOME'] ?? '/root',
      },
      origin: {
        kind: 'pod',
        namespace: container.sandbox.namespace,
        name: container.sandbox.name,
        ip,
        node: pod.spec.nodeName ?? '',
        hostNetwork: pod.spec.hostNetwork ?? false,
      },
      output: new Broadcast(),
      resizes: new Broadcast(),
      input: spec.stdin ? new InputQueue() : undefined,
    };
  }
}

/** The container as its Pod describes it now: an ephemeral one is not in the Pod that the sandbox was made for. */
function specOf(container: Container): ContainerSpec {
  return container.config.sourceContainer as unknown as ContainerSpec;
}

function writeServiceAccount(fs: MemoryFs, pod: Pod): void {
  const directory = '/var/run/secrets/kubernetes.io/serviceaccount';
  fs.write(`${directory}/namespace`, pod.metadata.namespace ?? 'default');
  fs.write(`${directory}/token`, tokenOf(pod));
}

/** `exec: "x": executable file not found in $PATH`, or the text for a path. */
export function execFailure(program: string): string {
  const why = program.includes('/')
    ? `stat ${program}: no such file or directory`
    : 'executable file not found in $PATH';
  return `exec: "${program}": ${why}`;
}

function createFailure(program: string): string {
  return `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${execFailure(program)}`;
}

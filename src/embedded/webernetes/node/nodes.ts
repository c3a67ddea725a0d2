import type { KubeClient } from '../../../kube/client.ts';
import type { Clock } from '../../../kube/cluster.ts';
import { beat } from './heartbeat.ts';
import type { EngineCluster, Server } from '../internals.ts';

/** The parts of a server that outlive its kubelet. `canary.test.ts` watches over them. */
interface ServerInternals {
  cancelContext?: () => void;
  kubelet: { close(): Promise<void> };
}

export interface NodeAgentsOptions {
  cluster: EngineCluster;
  clock: Clock;
  /** Makes a server for a node, with a kubelet that has not been started. */
  make: (name: string) => Server;
}

/** The kubelets of all nodes: each can be stopped and started, as `systemctl` does on a node. */
export class NodeAgents {
  readonly #options: NodeAgentsOptions;
  readonly #running = new Map<string, AbortController>();
  #api: KubeClient | undefined;

  constructor(options: NodeAgentsOptions) {
    this.#options = options;
  }

  isRunning(name: string): boolean {
    return this.#running.has(name);
  }

  /** Starts every kubelet. */
  async boot(api: KubeClient): Promise<void> {
    this.#api = api;
    for (const server of this.#options.cluster.servers) await this.#run(server);
  }

  /** The Nodes are in the API now: their kubelets begin to tell that they live. Called once. */
  beginHeartbeats(): void {
    for (const [name, { signal }] of this.#running) this.#beat(name, signal, false);
  }

  /** Its containers run on; nobody looks after them. @throws RangeError for a node that there is not */
  async stop(name: string): Promise<void> {
    const running = this.#running.get(name);
    const server = this.#server(name) as unknown as ServerInternals;
    if (!running) return;
    this.#running.delete(name);
    running.abort();
    server.cancelContext?.();
    await server.kubelet.close();
  }

  /** A new kubelet finds the containers as they are by now. @throws RangeError for a node that there is not */
  async start(name: string): Promise<void> {
    if (this.#running.has(name)) return;
    const { cluster, make } = this.#options;
    const old = this.#server(name);
    const server = make(name);
    // The container runtime is a service of its own that went on: sandboxes, containers, its counters.
    Object.assign(server.runtime, old.runtime);
    cluster.servers[cluster.servers.indexOf(old)] = server;
    await this.#run(server);
    const { signal } = this.#running.get(name)!;
    this.#beat(name, signal, true);
  }

  close(): void {
    for (const running of this.#running.values()) running.abort();
  }

  #server(name: string): Server {
    const server = this.#options.cluster.servers.find((candidate) => candidate.name === name);
    if (!server) throw new RangeError(`no such node: ${name}`);
    return server;
  }

  async #run(server: Server): Promise<void> {
    this.#running.set(server.name, new AbortController());
    await server.boot(this.#options.cluster.ctx);
  }

  #beat(node: string, signal: AbortSignal, announce: boolean): void {
    void beat({ api: this.#api!, clock: this.#options.clock, node, signal, announce });
  }
}

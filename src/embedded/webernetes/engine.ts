import { Cluster as EngineCluster } from '@ngrok/webernetes';
import type { KubeClient } from '../../kube/client.ts';
import type { AnyObject } from '../../kube/types.ts';
import type { Storage } from '../apiserver/storage.ts';
import type { Image, Kubelets, Process } from '../process.ts';
import { ClusterDataPlane } from '../service/data-plane.ts';
import { Topology } from '../service/topology.ts';
import { ClusterClock } from './clock.ts';
import { Containers } from './container/containers.ts';
import { extendEnvironment } from './container/environment.ts';
import { adaptImage } from './container/image.ts';
import { addInitContainers } from './container/init-containers.ts';
import { kubeletOf, type EtcdInternals, type Server } from './internals.ts';
import { ClusterKubelets } from './node/kubelets.ts';
import { LogStore } from './node/logs.ts';
import { replaceNetwork } from './node/network.ts';
import { NodeAgents } from './node/nodes.ts';
import { contextOf } from './container/process.ts';
import { failPulls, takeTime } from './node/runtime.ts';
import { createStorage } from './store/storage.ts';
import { refineStores } from './store/stores.ts';

export interface EngineNode {
  name: string;
  ip: string;
  podCIDR: string;
}

export interface EngineOptions {
  nodes: readonly EngineNode[];
  /** Address of the nodes' own name server. */
  hostNameserver: string;
  /** The cluster's DNS Service. */
  clusterDNS: string;
  setDefaults: (kind: string, object: AnyObject) => void;
  /** Admission for what the engine's controllers create. @throws StatusError when it is refused */
  admit: (kind: 'Pod' | 'ReplicaSet', object: AnyObject) => Promise<void>;
  /** The clock's first time, in milliseconds since the epoch; by default the real one. */
  start?: number | undefined;
}

type EngineController = 'deployment-controller' | 'replicaset-controller';

/** webernetes, with our nodes, network, containers and names in place of its own. */
export class Engine {
  readonly clock: ClusterClock;
  readonly storage: Storage;
  readonly topology: Topology;
  readonly dataPlane: ClusterDataPlane;
  readonly kubelets: Kubelets;
  readonly nodes: NodeAgents;
  readonly #cluster: EngineCluster;
  readonly #images = new Map<string, Image>();
  readonly #containers: Containers;
  readonly #closing = new AbortController();
  readonly #controllers: Map<EngineController, ReturnType<EngineCluster['imageRegistry']['create']>>;
  #api: KubeClient | undefined;

  constructor(options: EngineOptions) {
    const cluster = new EngineCluster({ serviceCIDR: '10.96.0.0/16', nodes: 1 });
    this.#cluster = cluster;
    // Three revisions of history are too few for a watch that starts a little late.
    (cluster.etcd as unknown as EtcdInternals).stateRef.options.retainedRevisions = 100;
    this.clock = new ClusterClock(cluster.clock, options.start);
    this.storage = createStorage(cluster.etcd);
    this.topology = new Topology(options.nodes);
    this.dataPlane = new ClusterDataPlane({ topology: this.topology, clock: this.clock });
    refineStores(cluster, this.clock, async (kind, object) => {
      await options.admit(kind, object as AnyObject);
      options.setDefaults(kind, object as AnyObject);
    });

    const controllers = ['deployment-controller', 'replicaset-controller'] as const;
    this.#controllers = new Map(
      controllers.map((name) => [name, cluster.imageRegistry.create(`webernetes/${name}:1.0`)]),
    );
    // The engine brings images of its own; only ours can be pulled here.
    for (const reference of cluster.imageRegistry.list()) cluster.imageRegistry.remove(reference);

    const logs = new LogStore(this.clock);
    const namespaces = replaceNetwork(cluster, this.topology, this.dataPlane, this.clock);
    this.#containers = new Containers({
      clock: this.clock,
      dataPlane: this.dataPlane,
      api: () => this.#client(),
      logs,
      namespaces,
      image: (reference) => this.#images.get(reference),
      warn: async (pod, reason, message) => {
        const server = cluster.servers.find(({ name }) => name === pod.spec.nodeName);
        await (server && kubeletOf(server).recorder.event(pod, 'Warning', reason, message));
      },
    });
    const make = (name: string) => this.#makeServer(options, name);
    const unused = cluster.servers.splice(0, Infinity, ...options.nodes.map(({ name }) => make(name)));
    for (const server of unused) void server.close();
    this.nodes = new NodeAgents({ cluster, clock: this.clock, make });
    this.kubelets = new ClusterKubelets(cluster.servers, this.#containers, logs, namespaces, this.nodes);
  }

  /** Makes images available on every node. */
  addImages(images: readonly Image[]): void {
    for (const image of images) {
      for (const reference of image.references) this.#images.set(reference, image);
      for (const adapted of adaptImage(image, this.#containers)) this.#cluster.registerImage(adapted);
    }
  }

  /** Starts the kubelets. */
  async boot(api: KubeClient): Promise<void> {
    this.#api = api;
    await this.nodes.boot(api);
  }

  /** Runs one of the engine's own controllers inside a process of ours, until that is killed. */
  async runController(process: Process, name: EngineController): Promise<number> {
    const controller = this.#controllers.get(name);
    if (!controller) throw new Error(`the engine has no ${name}`);
    return controller.exec(contextOf(process), [name]);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.clock.close();
    this.nodes.close();
    await this.#cluster.close();
  }

  #client(): KubeClient {
    if (!this.#api) throw new Error('the engine has not been booted');
    return this.#api;
  }

  #makeServer(options: EngineOptions, name: string): Server {
    const [any] = this.#cluster.servers;
    const Server = any!.constructor as new (cluster: EngineCluster, options: unknown) => Server;
    const node = options.nodes.find((candidate) => candidate.name === name)!;
    const server = new Server(this.#cluster, {
      name,
      podCIDR: node.podCIDR,
      ipAddresses: [node.ip],
      kubeletConfiguration: {
        syncFrequencyMs: 60_000,
        clusterDNS: [options.clusterDNS],
        registryPullQPS: 5,
        registryBurst: 10,
        serializeImagePulls: true,
        maxParallelImagePulls: undefined,
        minimumGCAgeMs: 0,
        maxPerPodContainerCount: 1,
        maxContainerCount: -1,
        nodeStatusMaxImages: 50,
        clusterDomain: 'cluster.local',
      },
      dnsConfig: { servers: [options.hostNameserver], searches: [], options: ['ndots:0'] },
    });
    this.#containers.install(server);
    failPulls(server, options.hostNameserver);
    takeTime(server, this.clock, this.#closing.signal);
    extendEnvironment(kubeletOf(server), () => this.#client());
    addInitContainers(server);
    return server;
  }
}

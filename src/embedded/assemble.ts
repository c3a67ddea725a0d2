import { KubeClient, resources } from '../kube/client.ts';
import type { Clock, Cluster, Connection } from '../kube/cluster.ts';
import type { Machine } from '../kube/machine.ts';
import type { DaemonSet, Deployment, Pod } from '../kube/types.ts';
import type { Allocations, ResourceDefinition } from './apiserver/definition.ts';
import { createApiServer } from './apiserver/index.ts';
import { admitPod } from './boot/admission.ts';
import { certificate, writeClusterObjects } from './boot/boot.ts';
import { gateway, planNodes, type NodePlan } from './boot/nodes.ts';
import { holdLease } from './controllers/common/leases.ts';
import { expireEvents } from './controllers/event-expiry.ts';
import { runCloudProviderKind } from './controllers/loadbalancer/cloud-provider-kind.ts';
import { systemImages } from './images/system/index.ts';
import type { DataPlane } from './network.ts';
import type { Image } from './process.ts';
import { upstreamListeners } from './service/dns/upstream.ts';
import { createMachine } from './machine/index.ts';
import { NetworkNamespace } from './service/listeners.ts';
import { base32, sha256 } from './service/proxy/sha256.ts';
import { dockerDnsPorts } from './service/netfilter/boot-rules.ts';
import { Engine } from './webernetes/engine.ts';
import { nameSuffix } from './webernetes/store/stores.ts';

export interface EmbeddedClusterOptions {
  /**
   * `real` (default): time passes as outside. `fast`: while somebody waits for an answer of this cluster, its
   * clock jumps from one due event to the next, so that a time limit of 5 s costs milliseconds.
   */
  clock?: 'real' | 'fast';
  /**
   * The time at which the cluster's clock begins, in milliseconds since the epoch; by default the real one. Who
   * hurries the clock and looks from outside wants it in the past, since things of the future have no age.
   */
  start?: number;
  /** Images beside those of the labs. */
  images?: readonly Image[];
  /** Whether cloud-provider-kind runs beside the cluster from the beginning. It does not by default, as on kind. */
  loadBalancer?: boolean;
  /** Prefix of the nodes' names, as `kind create cluster --name`. Default `service-clinic`. */
  name?: string;
}

export interface EmbeddedCluster extends Cluster {
  /** The cluster's time. Waiting on it moves it along in `fast` mode. */
  readonly clock: Clock;
  readonly dataPlane: DataPlane;
  /** The computer on which the nodes run as containers. */
  readonly machine: Machine;
  /**
   * Steps the cluster's clock as fast as the CPU can until `until` says true.
   * @param maxMs at most so much simulated time, 300 000 by default
   * @returns whether it became true
   */
  fastForward(until: () => Promise<boolean>, maxMs?: number): Promise<boolean>;
  /** The nodes' kubelets, to be stopped and started as `systemctl` does on a node. */
  readonly kubelets: {
    /** @throws RangeError for a node that there is not */
    stop(node: string): Promise<void>;
    start(node: string): Promise<void>;
    isRunning(node: string): boolean;
  };
  /** A node's KUBE- lines as iptables-save prints them. @throws RangeError for a node that there is not */
  iptablesSave(node: string, table: 'nat' | 'filter'): string;
}

export interface Parts {
  definitions: readonly ResourceDefinition[];
  allocations: Allocations;
  images: readonly Image[];
}

/** Puts an embedded cluster together and starts it. Resolves when its DNS and all nodes' rules work. */
export async function assemble(options: EmbeddedClusterOptions, parts: Parts): Promise<EmbeddedCluster> {
  const name = options.name ?? 'service-clinic';
  const plans = planNodes(name);
  const definitions = parts.definitions.map(withAdmission);
  const kinds = new Map(definitions.map((definition) => [definition.kind, definition]));
  const engine = new Engine({
    nodes: plans,
    hostNameserver: gateway,
    clusterDNS: '10.96.0.10',
    start: options.start,
    setDefaults: (kind, object) => {
      const definition = kinds.get(kind);
      definition?.setDefaults(object);
      // Admission, and the status that a new Pod begins with: Pending.
      if (kind === 'Pod') definition?.prepareForCreate?.(object);
      definition?.setDefaults(object);
    },
    admit: (kind, object) => server.admit(kind, object),
  });
  const outside = new NetworkNamespace(gateway);
  const hosts = Object.fromEntries(plans.map((plan) => [plan.name, plan.ip]));
  for (const listener of upstreamListeners(gateway, hosts)) outside.bind(listener);
  engine.topology.outside.set(gateway, outside);
  for (const node of engine.topology.nodes.values()) {
    const ports = dockerDnsPorts(node.name);
    for (const listener of upstreamListeners('127.0.0.11', hosts)) {
      node.namespace.bind({ ...listener, port: listener.protocol === 'TCP' ? ports.tcp : ports.udp });
    }
  }

  const { allocations } = parts;
  const server = createApiServer({
    storage: engine.storage,
    definitions,
    allocations,
    kubelets: engine.kubelets,
    dial: (address) =>
      engine.dataPlane.dial({ kind: 'node', name: plans[0]!.name, ip: plans[0]!.ip }, address),
    clock: engine.clock,
  });
  const inside: Cluster = { ...server, close: () => Promise.resolve() };
  const api = new KubeClient(inside);
  engine.addImages([
    ...systemImages({
      policies: engine.topology.policies,
      rulesOf: (node) => engine.topology.nodes.get(node)!.rules,
      types: definitions.filter(({ writable }) => writable).map(({ type }) => type),
      runEngineControllers: (process) =>
        Promise.all([
          engine.runController(process, 'deployment-controller'),
          engine.runController(process, 'replicaset-controller'),
        ]),
      certificate,
    }),
    ...parts.images,
    ...(options.images ?? []),
  ]);

  await engine.boot(api);
  const stopHurry = engine.clock.hurry();
  try {
    await writeClusterObjects(api, plans, name, engine.clock.now());
    engine.nodes.beginHeartbeats();
    const started = await engine.clock.fastForward(() => isUp(api, engine), 600_000);
    if (!started) throw new Error('the embedded cluster did not become ready');
  } finally {
    stopHurry();
  }
  const running = new AbortController();
  const { clock, topology, dataPlane } = engine;
  const { signal } = running;
  void expireEvents({ api, clock, signal });
  // Models kubernetes pkg/controlplane/apiserver: the id is a hash of the host's name.
  const identity = `apiserver-${base32(sha256(plans[0]!.name).slice(0, 16)).toLowerCase()}`;
  const labels = {
    'apiserver.kubernetes.io/identity': 'kube-apiserver',
    'kubernetes.io/hostname': plans[0]!.name,
  };
  void holdLease({ api, clock, signal }, identity, `${identity}_${crypto.randomUUID()}`, 3600, labels);
  if (options.loadBalancer)
    void runCloudProviderKind(
      { api, clock, topology, dataPlane, name, gateway },
      { signal, stdout: () => {} },
    );
  const cluster = expose(engine, server, api, plans, name, options.clock === 'fast');
  return {
    ...cluster,
    close: () => {
      running.abort();
      return cluster.close();
    },
  };
}

/** Admission of Pods, before they are validated. */
function withAdmission(definition: ResourceDefinition): ResourceDefinition {
  if (definition.kind !== 'Pod' || definition.type.resource !== 'pods') return definition;
  return {
    ...definition,
    prepareForCreate: (object) => {
      definition.prepareForCreate?.(object);
      admitPod(object as unknown as Pod, nameSuffix);
    },
  };
}

async function isUp(api: KubeClient, engine: Engine): Promise<boolean> {
  for (const node of engine.topology.nodes.values()) {
    const dns = node.rules.rules.filter((rule) => rule.clusterIP === '10.96.0.10');
    if (dns.length < 3 || dns.some((rule) => rule.cluster.length < 2)) return false;
  }
  const coredns = await api.find<Deployment>(resources.deployments, 'kube-system', 'coredns');
  const proxy = await api.find<DaemonSet>(resources.daemonsets, 'kube-system', 'kube-proxy');
  return coredns?.status?.availableReplicas === 2 && proxy?.status?.numberReady === 3;
}

function expose(
  engine: Engine,
  server: ReturnType<typeof createApiServer>,
  api: KubeClient,
  plans: readonly NodePlan[],
  name: string,
  fast: boolean,
): EmbeddedCluster {
  const hurried = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!fast) return work();
    const stop = engine.clock.hurry();
    try {
      return await work();
    } finally {
      stop();
    }
  };
  const { topology, dataPlane, clock, kubelets } = engine;
  let closing: Promise<void> | undefined;
  return {
    machine: createMachine({
      ...{ gateway, plans, topology, dataPlane, clock, api, kubelets, hurried, name },
      agents: engine.nodes,
    }),
    fetch: async (request) => {
      if (!fast) return server.fetch(request);
      if (!isStream(request)) return hurried(async () => whole(await server.fetch(request)));
      const stop = engine.clock.hurry();
      try {
        return untilRead(await server.fetch(request), request.signal, stop);
      } catch (error) {
        stop();
        throw error;
      }
    },
    exec: (target, command, options) => hurried(() => server.exec(target, command, options)),
    attach: (target, options) => hurried(() => server.attach(target, options)),
    portForward: async (target, port, options) => {
      const connection = await server.portForward(target, port, options);
      return fast ? hurriedConnection(connection, () => engine.clock.hurry(), options?.signal) : connection;
    },
    clock: {
      now: () => engine.clock.now(),
      sleep: (ms, signal) => hurried(() => engine.clock.sleep(ms, signal)),
    },
    kubelets: {
      stop: (node) => hurried(() => engine.nodes.stop(node)),
      start: (node) => hurried(() => engine.nodes.start(node)),
      isRunning: (node) => engine.nodes.isRunning(node),
    },
    dataPlane: { dial: (origin, address) => engine.dataPlane.dial(origin, address) },
    fastForward: (until, maxMs) => engine.clock.fastForward(until, maxMs),
    iptablesSave: (name, table) => {
      const node = engine.topology.nodes.get(name);
      if (!node) throw new RangeError(`no such node: ${name}`);
      const lines = node.rules
        .chains(table)
        .flatMap(({ name: chain, rules }) => rules.map(({ text }) => `-A ${chain} ${text}`));
      return `${lines.filter((line) => line.startsWith('-A KUBE-')).join('\n')}\n`;
    },
    close: () => {
      server.close();
      return (closing ??= engine.close());
    },
  };
}

/** The same connection; the clock hurries from when something is sent until an answer, or the end, comes. */
function hurriedConnection(
  connection: Connection,
  hurry: () => () => void,
  signal: AbortSignal | undefined,
): Connection {
  let stop = () => {};
  signal?.addEventListener('abort', () => stop(), { once: true });
  const start = () => {
    stop();
    stop = hurry();
  };
  async function* received() {
    try {
      for await (const data of connection.received) {
        stop();
        yield data;
      }
    } finally {
      stop();
    }
  }
  return {
    received: received(),
    send: (data) => {
      start();
      connection.send(data);
    },
    end: () => connection.end(),
  };
}

/** A watch or a followed log: its answer has no end of its own. */
function isStream(request: Request): boolean {
  const { searchParams } = new URL(request.url);
  const isOn = (name: string) => ['true', '1', ''].includes(searchParams.get(name) ?? 'false');
  return isOn('watch') || isOn('follow');
}

/** The same response, read to its end already. */
async function whole(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  const body = await response.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers });
}

/** The same response; `done` is called when its body has been read to the end or given up. */
function untilRead(response: Response, signal: AbortSignal, done: () => void): Response {
  const { body } = response;
  if (!body) {
    done();
    return response;
  }
  signal.addEventListener('abort', done, { once: true });
  const reader = body.getReader();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const part = await reader.read();
        if (!part.done) {
          controller.enqueue(part.value);
          return;
        }
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      done();
    },
    async cancel(reason) {
      done();
      await reader.cancel(reason);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(stream, { status, statusText, headers });
}

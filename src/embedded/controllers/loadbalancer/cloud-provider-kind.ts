import { isReady } from '../../../kube/conditions.ts';
import { resourcePath, resources, type KubeClient } from '../../../kube/client.ts';
import type { Clock } from '../../../kube/cluster.ts';
import type { EndpointSlice, Node, Service } from '../../../kube/types.ts';
import type { DataPlane } from '../../network.ts';
import { sameJson } from '../../service/endpoints/pods.ts';
import { Informer } from '../../service/informer.ts';
import { sha256 } from '../../service/proxy/sha256.ts';
import type { Topology } from '../../service/topology.ts';
import { WorkQueue } from '../../service/work-queue.ts';
import { EventRecorder } from '../common/events.ts';
import { ifThere } from '../common/queue.ts';
import { LoadBalancerProxy, type Backend } from './proxy.ts';

/** The computer that the program runs on, and the Docker network of the nodes. */
export interface ProviderHost {
  api: KubeClient;
  clock: Clock;
  topology: Topology;
  dataPlane: DataPlane;
  /** The cluster's name, as `kind create cluster --name`. */
  name: string;
  /** The host's address in the nodes' network: `172.18.0.1`. */
  gateway: string;
  /** Filled with the containers that the program starts, by name, for `docker ps`. */
  containers?: Map<string, LoadBalancerProxy>;
}

export interface ProviderOptions {
  signal: AbortSignal;
  stdout: (text: string) => void;
  stderr?: (text: string) => void;
}

export const proxyImage = 'docker.io/envoyproxy/envoy:v1.33.2';

const finalizer = 'service.kubernetes.io/load-balancer-cleanup';

/**
 * Gives Services of type LoadBalancer an address in the nodes' Docker network for as long as it runs.
 * Models cloud-provider-kind v0.11 and the service controller of kubernetes cloud-provider that it is built on.
 * @returns 0, when the signal aborts
 */
export async function runCloudProviderKind(host: ProviderHost, options: ProviderOptions): Promise<number> {
  const provider = new Provider(host, options);
  return provider.run();
}

class Provider {
  readonly #host: ProviderHost;
  readonly #options: ProviderOptions;
  readonly #events: EventRecorder;
  readonly #proxies: Map<string, LoadBalancerProxy>;
  /** What each Service asked for when it was last set up. */
  readonly #done = new Map<string, Service>();
  readonly #services: Informer<Service>;
  readonly #nodes: Informer<Node>;
  readonly #slices: Informer<EndpointSlice>;

  constructor(host: ProviderHost, options: ProviderOptions) {
    const { api, clock } = host;
    const { signal } = options;
    this.#host = host;
    this.#options = options;
    this.#proxies = host.containers ?? new Map<string, LoadBalancerProxy>();
    this.#events = new EventRecorder(api, clock, 'service-controller');
    const queue = new WorkQueue({ clock, signal, sync: (key) => this.#sync(key) });
    this.#services = new Informer<Service>({
      api,
      clock,
      signal,
      type: resources.services,
      onChange: (service, old) => queue.add(keyOf((service ?? old)!)),
    });
    this.#nodes = new Informer<Node>({ api, clock, signal, type: resources.nodes });
    this.#slices = new Informer<EndpointSlice>({ api, clock, signal, type: resources.endpointslices });
  }

  async run(): Promise<number> {
    const { name } = this.#host;
    const { signal } = this.#options;
    this.#log('controller.go:168', `probe HTTP address https://${name}-control-plane:6443`);
    this.#log('controller.go:84', `Creating new cloud provider for cluster ${name}`);
    this.#log('controller.go:91', `Starting cloud controller for cluster ${name}`);
    this.#log('controller.go:235', 'Starting service controller');
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    // The containers go with the program; what the Services' status says stays as it is.
    this.#log('controller.go:250', `Cleaning resources for cluster ${name}`);
    for (const proxy of [...this.#proxies.values()]) this.#remove(proxy);
    return 0;
  }

  async #sync(key: string): Promise<void> {
    await Promise.all([this.#services.synced(), this.#nodes.synced(), this.#slices.synced()]);
    const [namespace = '', name = ''] = key.split('/');
    const service = this.#services.get(namespace, name);
    if (!service) {
      this.#done.delete(key);
      return;
    }
    const old = this.#done.get(key);
    if (service.metadata.deletionTimestamp || !isWanted(service)) await this.#release(service, old);
    else if (!old || needsUpdate(old, service)) await this.#ensure(service, old);
  }

  async #ensure(service: Service, old: Service | undefined): Promise<void> {
    const key = keyOf(service);
    if (old) await this.#sayWhatChanged(old, service);
    const { finalizers = [] } = service.metadata;
    await this.#events.event(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer');
    this.#log('controller.go:368', `Ensuring load balancer for service ${key}`);
    if (!finalizers.includes(finalizer)) {
      this.#log('controller.go:1082', `Adding finalizer to service ${key}`);
      await this.#setFinalizers(service, [...finalizers, finalizer]);
    }
    const proxy = this.#proxyFor(service);
    proxy.configure(service, () => Promise.resolve(this.#backends(service)));
    const ports = (service.spec.ports ?? []).map(({ port, protocol }) => ({
      port,
      protocol: protocol ?? 'TCP',
    }));
    const ingress = [{ ip: proxy.ip, ipMode: 'Proxy', ports }];
    if (JSON.stringify(service.status?.loadBalancer?.ingress) !== JSON.stringify(ingress))
      await this.#setStatus(service, ingress);
    this.#done.set(key, service);
    await this.#events.event(service, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer');
  }

  async #release(service: Service, old: Service | undefined): Promise<void> {
    const { finalizers = [] } = service.metadata;
    const proxy = this.#proxies.get(this.#nameOf(service));
    if (!finalizers.includes(finalizer) && !proxy) return;
    if (old && !service.metadata.deletionTimestamp) await this.#sayWhatChanged(old, service);
    await this.#events.event(service, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer');
    this.#log('controller.go:384', `Deleting existing load balancer for service ${keyOf(service)}`);
    if (proxy) this.#remove(proxy);
    this.#done.delete(keyOf(service));
    if (service.status?.loadBalancer?.ingress && !service.metadata.deletionTimestamp)
      await this.#setStatus(service, null);
    await this.#setFinalizers(
      service,
      finalizers.filter((each) => each !== finalizer),
    );
    await this.#events.event(service, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer');
  }

  async #sayWhatChanged(old: Service, now: Service): Promise<void> {
    const { type: before } = old.spec;
    const { type } = now.spec;
    if (before !== type) await this.#events.event(now, 'Normal', 'Type', `${before} -> ${type}`);
    const ranges = ({ spec }: Service) => `[${(spec.loadBalancerSourceRanges ?? []).join(' ')}]`;
    if (ranges(old) !== ranges(now))
      await this.#events.event(now, 'Normal', 'LoadBalancerSourceRanges', `${ranges(old)} -> ${ranges(now)}`);
    const policy = ({ spec }: Service) => spec.externalTrafficPolicy ?? '';
    if (type === 'LoadBalancer' && policy(old) !== policy(now))
      await this.#events.event(now, 'Normal', 'ExternalTrafficPolicy', `${policy(old)} -> ${policy(now)}`);
  }

  #proxyFor(service: Service): LoadBalancerProxy {
    const name = this.#nameOf(service);
    const found = this.#proxies.get(name);
    if (found) return found;
    const { clock, dataPlane, topology } = this.#host;
    const proxy = new LoadBalancerProxy(name, this.#freeAddress(), clock.now(), dataPlane);
    this.#log('server.go:60', `creating container for loadbalancer ${name}`);
    this.#proxies.set(name, proxy);
    topology.outside.set(proxy.ip, proxy.namespace);
    return proxy;
  }

  #remove(proxy: LoadBalancerProxy): void {
    proxy.close();
    this.#host.topology.outside.delete(proxy.ip);
    this.#proxies.delete(proxy.name);
  }

  /** Docker hands out the lowest address of its network that is free. @throws Error when none is */
  #freeAddress(): string {
    const { topology, gateway } = this.#host;
    const base = gateway.split('.').slice(0, 2).join('.');
    for (let number = 2; number < 65_535; number += 1) {
      const ip = `${base}.${number >> 8}.${number & 255}`;
      if (!topology.nodeByIp(ip) && !topology.outside.has(ip)) return ip;
    }
    throw new Error('could not find an available IPv4 address');
  }

  /** Ready nodes that load balancers may use. */
  #backends(service: Service): Backend[] {
    const local = new Set<string>();
    for (const slice of this.#slices.list()) {
      if (slice.metadata.namespace !== service.metadata.namespace) continue;
      if (slice.metadata.labels?.['kubernetes.io/service-name'] !== service.metadata.name) continue;
      for (const { nodeName, conditions } of slice.endpoints ?? [])
        if (nodeName && (conditions?.ready ?? true)) local.add(nodeName);
    }
    return this.#nodes.list().flatMap((node) => {
      const { name = '', labels = {} } = node.metadata;
      if ('node.kubernetes.io/exclude-from-external-load-balancers' in labels) return [];
      if (!isReady(node)) return [];
      const ip = node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
      return ip === undefined ? [] : [{ name, ip, isLocal: local.has(name) }];
    });
  }

  async #setFinalizers({ metadata }: Service, finalizers: string[]): Promise<void> {
    const change = { metadata: { finalizers: finalizers.length > 0 ? finalizers : null } };
    const { api } = this.#host;
    await ifThere(() => api.patch(resources.services, metadata.namespace, metadata.name!, change, 'merge'));
  }

  async #setStatus({ metadata }: Service, ingress: object[] | null): Promise<void> {
    const path = resourcePath(resources.services, metadata.namespace, metadata.name, 'status');
    const change = { status: { loadBalancer: { ingress } } };
    await ifThere(() => this.#host.api.request('PATCH', path, change, 'application/merge-patch+json'));
  }

  #nameOf({ metadata }: Service): string {
    const text = `${this.#host.name}/${metadata.namespace}/${metadata.name}`;
    const hash = [...sha256(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `kindccm-${hash.slice(0, 40)}`;
  }

  /** klog's line on standard error. */
  #log(where: string, text: string): void {
    const time = new Date(this.#host.clock.now()).toISOString();
    const stamp = `${time.slice(5, 7)}${time.slice(8, 10)} ${time.slice(11, 23)}000`;
    const write = this.#options.stderr ?? this.#options.stdout;
    write(`I${stamp}       1 ${where}] ${text}\n`);
  }
}

const keyOf = ({ metadata }: Service) => `${metadata.namespace}/${metadata.name}`;

/** A Service with a class of its own is another controller's. */
const isWanted = ({ spec }: Service) => spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined;

/** Models cloud-provider controllers/service needsUpdate. */
function needsUpdate(old: Service, now: Service): boolean {
  const view = ({ metadata, spec }: Service) => {
    const { type, ports, sessionAffinity, loadBalancerIP, externalIPs, externalTrafficPolicy } = spec;
    const { loadBalancerSourceRanges, healthCheckNodePort } = spec;
    return [
      ...[metadata.uid, metadata.annotations, type, ports, sessionAffinity, loadBalancerIP, externalIPs],
      ...[externalTrafficPolicy, loadBalancerSourceRanges, healthCheckNodePort],
    ];
  };
  return !sameJson(view(old), view(now));
}

import { isReady } from '../../../kube/conditions.ts';
import { resources, type KubeClient } from '../../../kube/client.ts';
import type { Endpoints, EndpointPort, EndpointSubset, Pod, Service } from '../../../kube/types.ts';
import { portsOf, sameJson, selectedPods, triggerTime } from './pods.ts';
import { triggerAnnotation } from './slices.ts';

const managedBy = 'endpoints.kubernetes.io/managed-by';
const headlessLabel = 'service.kubernetes.io/headless';
const maxAddresses = 1000;
const overCapacity = 'endpoints.kubernetes.io/over-capacity';
type Address = NonNullable<EndpointSubset['addresses']>[number];

/**
 * The subsets of a Service's Endpoints.
 * Models kubernetes pkg/controller/endpoint syncService and pkg/api/v1/endpoints RepackSubsets.
 */
export function wantedSubsets(service: Service, pods: readonly Pod[]): EndpointSubset[] {
  const tolerant = service.spec.publishNotReadyAddresses === true;
  // Address and readiness → the ports it is known with; then those with equal ports share a subset.
  const byAddress = new Map<string, { address: Address; ready: boolean; ports: EndpointPort[] }>();
  for (const pod of selectedPods(service, pods)) {
    if (pod.metadata.deletionTimestamp && !tolerant) continue;
    const ports = portsOf(pod, service).map(withoutEmptyName);
    if (ports.length === 0 && !isPortless(service)) continue;
    const ready = tolerant || isReady(pod);
    byAddress.set(pod.status!.podIP!, { address: addressOf(pod, service), ready, ports: sortPorts(ports) });
  }
  const subsets = new Map<
    string,
    Required<Pick<EndpointSubset, 'addresses' | 'notReadyAddresses' | 'ports'>>
  >();
  for (const { address, ready, ports } of byAddress.values()) {
    const key = JSON.stringify(ports);
    const subset = subsets.get(key) ?? { addresses: [], notReadyAddresses: [], ports };
    (ready ? subset.addresses : subset.notReadyAddresses).push(address);
    subsets.set(key, subset);
  }
  return [...subsets.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { addresses, notReadyAddresses, ports }]) => ({
      ...(addresses.length > 0 ? { addresses: addresses.sort(byIp) } : {}),
      ...(notReadyAddresses.length > 0 ? { notReadyAddresses: notReadyAddresses.sort(byIp) } : {}),
      ...(ports.length > 0 ? { ports } : {}),
    }));
}

function isPortless(service: Service): boolean {
  return service.spec.clusterIP === 'None' && (service.spec.ports ?? []).length === 0;
}

function withoutEmptyName({ name, ...port }: EndpointPort): EndpointPort {
  return name ? { name, ...port } : port;
}

/** Upstream orders them by a hash of their content; what matters is that the order is the same each time. */
function sortPorts(ports: EndpointPort[]): EndpointPort[] {
  return ports.sort((a, b) => (b.port ?? 0) - (a.port ?? 0) || ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
}

function byIp(a: Address, b: Address): number {
  return a.ip < b.ip ? -1 : 1;
}

function addressOf(pod: Pod, service: Service): Address {
  return {
    ip: pod.status!.podIP!,
    ...(pod.spec.hostname && pod.spec.subdomain === service.metadata.name
      ? { hostname: pod.spec.hostname }
      : {}),
    ...(pod.spec.nodeName ? { nodeName: pod.spec.nodeName } : {}),
    targetRef: {
      kind: 'Pod',
      name: pod.metadata.name!,
      namespace: pod.metadata.namespace!,
      uid: pod.metadata.uid!,
    },
  };
}

/** Brings the Endpoints object of one Service up to date. */
export async function syncEndpoints(
  api: KubeClient,
  service: Service,
  pods: readonly Pod[],
  existing: Endpoints | undefined,
): Promise<void> {
  const { name, namespace, labels } = service.metadata;
  const { subsets, truncated } = cut(wantedSubsets(service, pods));
  const time = triggerTime(selectedPods(service, pods), service);
  const headless = service.spec.clusterIP === 'None';
  const wanted: Endpoints = {
    ...(existing ?? { apiVersion: 'v1', kind: 'Endpoints', metadata: {} }),
    metadata: {
      ...existing?.metadata,
      name: name!,
      namespace: namespace!,
      labels: {
        ...labels,
        [managedBy]: 'endpoint-controller',
        ...(headless ? { [headlessLabel]: '' } : {}),
      },
      annotations: {
        ...existing?.metadata.annotations,
        ...(truncated ? { [overCapacity]: 'truncated' } : {}),
      },
    },
    subsets,
  };
  if (existing && sameJson(normal(wanted), normal(existing))) return;
  if (time) wanted.metadata.annotations![triggerAnnotation] = time;
  if (existing) await api.update(resources.endpoints, wanted);
  else await api.create(resources.endpoints, namespace, wanted);
}

function normal({ metadata, subsets }: Endpoints): unknown {
  return { labels: metadata.labels ?? {}, annotations: metadata.annotations ?? {}, subsets: subsets ?? [] };
}

/** At most 1000 addresses in one object. */
function cut(subsets: EndpointSubset[]): { subsets: EndpointSubset[]; truncated: boolean } {
  let left = maxAddresses;
  let truncated = false;
  const take = (list: Address[] | undefined): Address[] => {
    const taken = (list ?? []).slice(0, left);
    if (taken.length < (list ?? []).length) truncated = true;
    left -= taken.length;
    return taken;
  };
  const kept = subsets.map((subset) => ({
    ...subset,
    ...(subset.addresses ? { addresses: take(subset.addresses) } : {}),
  }));
  const full = kept.map((subset) => ({
    ...subset,
    ...(subset.notReadyAddresses ? { notReadyAddresses: take(subset.notReadyAddresses) } : {}),
  }));
  return { subsets: full, truncated };
}

import type { Endpoint, EndpointPort, EndpointSlice, Pod, Service } from '../../../kube/types.ts';
import { endpointOf, portsOf, sameJson, selectedPods, type ZoneOf } from './pods.ts';
import type { TriggerTimes } from './trigger-times.ts';

export const managedBy = 'endpointslice.kubernetes.io/managed-by';
export const serviceName = 'kubernetes.io/service-name';
export const sliceController = 'endpointslice-controller.k8s.io';
export const triggerAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';
const headlessLabel = 'service.kubernetes.io/headless';
const maxEndpoints = 100;

/** Writes slices, so that whoever reads them next knows of it. @throws StatusError */
export interface SliceWriter {
  create(namespace: string, slice: EndpointSlice): Promise<void>;
  update(slice: EndpointSlice): Promise<void>;
  delete(slice: EndpointSlice): Promise<void>;
}

interface Group {
  ports: EndpointPort[];
  endpoints: Endpoint[];
}

/** What the slices of a Service must hold: one group for each distinct list of resolved ports. */
export function wantedGroups(service: Service, pods: readonly Pod[], zoneOf?: ZoneOf): Group[] {
  const groups = new Map<string, Group>();
  for (const pod of selectedPods(service, pods)) {
    const ports = portsOf(pod, service);
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, endpoints: [] };
    group.endpoints.push(endpointOf(pod, service, zoneOf));
    groups.set(key, group);
  }
  // Without any Pod there is one placeholder, with neither endpoints nor ports.
  if (groups.size === 0) return [{ ports: [], endpoints: [] }];
  return [...groups.values()];
}

/**
 * Brings the EndpointSlices of one Service up to date.
 * Models kubernetes endpointslice reconciler (one address family, full slices last).
 */
export async function syncSlices(
  writer: SliceWriter,
  service: Service,
  pods: readonly Pod[],
  existing: readonly EndpointSlice[],
  triggers: TriggerTimes,
  zoneOf?: ZoneOf,
): Promise<void> {
  const namespace = service.metadata.namespace!;
  const time = triggers.next(service, pods);
  const unclaimed = new Set(existing);
  const chunks = wantedGroups(service, pods, zoneOf).flatMap(split);
  for (const { ports, endpoints } of chunks) {
    const old = claim(unclaimed, ports, endpoints);
    if (old) {
      unclaimed.delete(old);
      const next = withContent(old, service, ports, keepOrder(old.endpoints ?? [], endpoints));
      if (sameJson(next, old)) continue;
      next.metadata.annotations = { ...next.metadata.annotations };
      if (time) next.metadata.annotations[triggerAnnotation] = time;
      else Reflect.deleteProperty(next.metadata.annotations, triggerAnnotation);
      await writer.update(next);
    } else {
      const fresh = withContent(newSlice(service), service, ports, endpoints);
      if (time) fresh.metadata.annotations = { [triggerAnnotation]: time };
      await writer.create(namespace, fresh);
    }
  }
  for (const slice of unclaimed) await writer.delete(slice);
}

function split(group: Group): Group[] {
  if (group.endpoints.length <= maxEndpoints) return [group];
  const parts: Group[] = [];
  for (let start = 0; start < group.endpoints.length; start += maxEndpoints) {
    parts.push({ ports: group.ports, endpoints: group.endpoints.slice(start, start + maxEndpoints) });
  }
  return parts;
}

/** The slice to reuse: one with the same ports, or else the placeholder, or whatever is left. */
function claim(
  unclaimed: ReadonlySet<EndpointSlice>,
  ports: readonly EndpointPort[],
  endpoints: readonly Endpoint[],
): EndpointSlice | undefined {
  const candidates = [...unclaimed];
  const addresses = new Set(endpoints.map((endpoint) => endpoint.addresses[0]));
  const same = candidates.filter((slice) => sameJson(slice.ports ?? [], ports));
  const overlap = (slice: EndpointSlice) =>
    (slice.endpoints ?? []).filter((endpoint) => addresses.has(endpoint.addresses[0])).length;
  same.sort((a, b) => overlap(b) - overlap(a));
  return same[0] ?? candidates.find((slice) => (slice.endpoints ?? []).length === 0) ?? candidates[0];
}

/** Endpoints that stay keep their place; new ones come last. */
function keepOrder(old: readonly Endpoint[], wanted: readonly Endpoint[]): Endpoint[] {
  const place = new Map(old.map((endpoint, index) => [endpoint.addresses[0], index]));
  return [...wanted].sort(
    (a, b) => (place.get(a.addresses[0]) ?? Infinity) - (place.get(b.addresses[0]) ?? Infinity) || 0,
  );
}

function newSlice(service: Service): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${service.metadata.name!.slice(0, 57)}-`,
      namespace: service.metadata.namespace!,
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'Service',
          name: service.metadata.name!,
          uid: service.metadata.uid!,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    addressType: 'IPv4',
    endpoints: [],
    ports: [],
  };
}

function withContent(
  slice: EndpointSlice,
  service: Service,
  ports: EndpointPort[],
  found: Endpoint[],
): EndpointSlice {
  // Go's nil slice: null in JSON.
  const endpoints = found.length > 0 ? found : (null as unknown as Endpoint[]);
  const headless = service.spec.clusterIP === 'None';
  return {
    ...slice,
    metadata: {
      ...slice.metadata,
      labels: {
        ...service.metadata.labels,
        [managedBy]: sliceController,
        [serviceName]: service.metadata.name!,
        ...(headless ? { [headlessLabel]: '' } : {}),
      },
    },
    endpoints,
    ports,
  };
}

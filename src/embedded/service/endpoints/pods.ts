import { isReady } from '../../../kube/conditions.ts';
import { matchesLabels } from '../../../kube/selector.ts';
import type { Endpoint, EndpointPort, Pod, Service, ServicePort } from '../../../kube/types.ts';

/** Whether a Service's controllers make endpoints for it: it has a selector and is no ExternalName. */
export function isSelected(service: Service): boolean {
  return service.spec.type !== 'ExternalName' && Object.keys(service.spec.selector ?? {}).length > 0;
}

/** The Pods that a Service selects and that can be endpoints at all: with an address, and not finished. */
export function selectedPods(service: Service, pods: readonly Pod[]): Pod[] {
  const selector = service.spec.selector ?? {};
  return pods.filter(
    (pod) =>
      pod.metadata.namespace === service.metadata.namespace &&
      matchesLabels(pod.metadata.labels, selector) &&
      !!pod.status?.podIP &&
      pod.status.phase !== 'Succeeded' &&
      pod.status.phase !== 'Failed',
  );
}

/** The zone of a node, by its label; undefined for a node without one. */
export type ZoneOf = (node: string) => string | undefined;

/** Models kubernetes endpointslice util podToEndpoint, and trafficdist ReconcileHints. */
export function endpointOf(pod: Pod, service: Service, zoneOf: ZoneOf = () => undefined): Endpoint {
  const serving = isReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const node = pod.spec.nodeName;
  const zone = node === undefined ? undefined : zoneOf(node);
  const hints = ready ? hintsOf(service.spec.trafficDistribution, node, zone) : undefined;
  return {
    addresses: [pod.status!.podIP!],
    conditions: { ready, serving, terminating },
    ...(hints ? { hints } : {}),
    ...(pod.spec.hostname && pod.spec.subdomain === service.metadata.name
      ? { hostname: pod.spec.hostname }
      : {}),
    ...(node ? { nodeName: node } : {}),
    targetRef: {
      kind: 'Pod',
      name: pod.metadata.name ?? '',
      namespace: pod.metadata.namespace ?? '',
      uid: pod.metadata.uid ?? '',
    },
    ...(zone === undefined ? {} : { zone }),
  };
}

function hintsOf(distribution: string | undefined, node: string | undefined, zone: string | undefined) {
  const forZones = zone === undefined ? {} : { forZones: [{ name: zone }] };
  if (distribution === 'PreferSameNode' && node !== undefined)
    return { ...forZones, forNodes: [{ name: node }] };
  const sameZone = distribution === 'PreferClose' || distribution === 'PreferSameZone';
  return sameZone && zone !== undefined ? forZones : undefined;
}

/**
 * The number behind a targetPort in one Pod, or undefined when the Pod has no port of that name and protocol.
 * Models kubernetes pkg/api/v1/pod FindPort.
 */
export function findPort(pod: Pod, port: ServicePort): number | undefined {
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return target === 0 ? port.port : target;
  if (target === '') return port.port;
  const sidecars = (pod.spec.initContainers ?? []).filter(
    (container) => (container as { restartPolicy?: string }).restartPolicy === 'Always',
  );
  for (const container of [...pod.spec.containers, ...sidecars]) {
    for (const declared of container.ports ?? []) {
      if (declared.name === target && (declared.protocol ?? 'TCP') === (port.protocol ?? 'TCP')) {
        return declared.containerPort;
      }
    }
  }
  return undefined;
}

/** The ports of a Service as they are in one Pod; those that it lacks are left out. */
export function portsOf(pod: Pod, service: Service): EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const port of service.spec.ports ?? []) {
    const number = findPort(pod, port);
    if (number === undefined) continue;
    ports.push({
      name: port.name ?? '',
      port: number,
      protocol: port.protocol ?? 'TCP',
      ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }),
    });
  }
  return ports;
}

/** When the newest of the objects behind some endpoints changed, for the trigger-time annotation. */
export function triggerTime(pods: readonly Pod[], service: Service): string | undefined {
  const times = pods
    .flatMap((pod) => pod.status?.conditions ?? [])
    .filter(({ type }) => type === 'Ready')
    .map(({ lastTransitionTime }) => lastTransitionTime ?? '');
  const newest = [...times, service.metadata.creationTimestamp ?? ''].sort().at(-1);
  return newest === '' ? undefined : newest;
}

/** Deep equality of JSON values, with absent and empty treated as in the API. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([, item]) => item !== undefined && item !== null && !(Array.isArray(item) && item.length === 0),
  );
  return Object.fromEntries(
    entries.sort(([x], [y]) => (x < y ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
}

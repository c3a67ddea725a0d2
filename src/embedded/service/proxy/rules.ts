import type { Endpoint, EndpointSlice, Protocol, Service } from '../../../kube/types.ts';
import { shortHash } from './sha256.ts';
import type { EndpointRule, ServiceRule } from './table.ts';

/** The hash in a Service port's chain names. Models kubernetes pkg/proxy/iptables portProtoHash. */
export function serviceHash(name: string, protocol: Protocol): string {
  return shortHash(name + protocol.toLowerCase());
}

/** The name of an endpoint's chain. Models kubernetes pkg/proxy/iptables servicePortEndpointChainName. */
export function endpointChain(name: string, protocol: Protocol, endpoint: string): string {
  return `KUBE-SEP-${shortHash(name + protocol.toLowerCase() + endpoint)}`;
}

/**
 * The rules of one node out of what the API says.
 * Models kubernetes pkg/proxy (ServiceChangeTracker, EndpointsChangeTracker, CategorizeEndpoints).
 */
export function computeRules(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
  node: string,
  zone = '',
): ServiceRule[] {
  const byService = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    const service = slice.metadata.labels?.['kubernetes.io/service-name'];
    if (service === undefined || slice.addressType !== 'IPv4') continue;
    const key = `${slice.metadata.namespace}/${service}`;
    byService.set(key, [...(byService.get(key) ?? []), slice]);
  }
  const rules: ServiceRule[] = [];
  for (const service of services) {
    if (!isProxied(service)) continue;
    const key = `${service.metadata.namespace}/${service.metadata.name}`;
    for (const port of service.spec.ports ?? []) {
      const name = port.name ? `${key}:${port.name}` : key;
      const protocol = port.protocol ?? 'TCP';
      const endpoints = endpointsOf(byService.get(key) ?? [], port.name ?? '', protocol);
      const rule = (list: Candidate[]): EndpointRule[] => toRules(list, name, protocol);
      const ingress = service.status?.loadBalancer?.ingress ?? [];
      const loadBalancerIPs = ingress.flatMap(({ ip, ipMode }) => (ip && ipMode !== 'Proxy' ? [ip] : []));
      rules.push({
        name,
        protocol,
        clusterIP: service.spec.clusterIP!,
        port: port.port,
        nodePort: port.nodePort || undefined,
        externalIPs: service.spec.externalIPs ?? [],
        loadBalancerIPs,
        sourceRanges: service.spec.loadBalancerSourceRanges ?? [],
        healthCheckNodePort: service.spec.healthCheckNodePort || undefined,
        hash: serviceHash(name, protocol),
        cluster: rule(usable(nearest(endpoints, node, zone))),
        local: rule(usable(endpoints.filter((endpoint) => endpoint.node === node))),
        internalPolicyLocal: service.spec.internalTrafficPolicy === 'Local',
        externalPolicyLocal: service.spec.externalTrafficPolicy === 'Local',
        affinity:
          service.spec.sessionAffinity === 'ClientIP'
            ? (service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800)
            : undefined,
      });
    }
  }
  return rules;
}

function isProxied(service: Service): boolean {
  const ip = service.spec.clusterIP;
  if (service.spec.type === 'ExternalName' || ip === undefined || ip === '' || ip === 'None') return false;
  return service.metadata.labels?.['service.kubernetes.io/service-proxy-name'] === undefined;
}

interface Candidate {
  ip: string;
  port: number;
  node: string | undefined;
  ready: boolean;
  serving: boolean;
  terminating: boolean;
  forNodes: readonly string[];
  forZones: readonly string[];
}

/** Slice ports belong to a Service port by name, and the protocol must agree. */
function endpointsOf(slices: readonly EndpointSlice[], portName: string, protocol: Protocol): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const slice of slices) {
    for (const port of slice.ports ?? []) {
      if ((port.name ?? '') !== portName || (port.protocol ?? 'TCP') !== protocol) continue;
      if (port.port === undefined) continue;
      for (const endpoint of slice.endpoints ?? []) {
        const ip = endpoint.addresses[0];
        if (ip === undefined) continue;
        found.set(`${ip}:${port.port}`, {
          ip,
          port: port.port,
          node: endpoint.nodeName,
          ...hintsOf(endpoint),
          ...conditions(endpoint),
        });
      }
    }
  }
  return [...found.values()];
}

function hintsOf(endpoint: Endpoint) {
  const { hints } = endpoint as { hints?: Partial<Record<'forNodes' | 'forZones', { name: string }[]>> };
  const names = (list: { name: string }[] = []) => list.map(({ name }) => name);
  return { forNodes: names(hints?.forNodes), forZones: names(hints?.forZones) };
}

function conditions({ conditions }: Endpoint) {
  const ready = conditions?.ready ?? true;
  return { ready, serving: conditions?.serving ?? ready, terminating: conditions?.terminating ?? false };
}

/**
 * The endpoints that hints leave to this node, if every ready one has hints and one of them is for here.
 * Models kubernetes pkg/proxy/topology.go topologyModeFromHints.
 */
function nearest(endpoints: readonly Candidate[], node: string, zone: string): Candidate[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  for (const [hints, here] of [
    [({ forNodes }: Candidate) => forNodes, node],
    [({ forZones }: Candidate) => forZones, zone],
  ] as const) {
    if (ready.length === 0 || ready.some((endpoint) => hints(endpoint).length === 0)) continue;
    const chosen = ready.filter((endpoint) => hints(endpoint).includes(here));
    if (chosen.length > 0) return chosen;
  }
  return [...endpoints];
}

/** Ready ones; if there is none, those that still serve while they terminate. */
function usable(endpoints: readonly Candidate[]): Candidate[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  return ready.length > 0 ? ready : endpoints.filter(({ serving, terminating }) => serving && terminating);
}

function toRules(endpoints: readonly Candidate[], name: string, protocol: Protocol): EndpointRule[] {
  return endpoints
    .map(({ ip, port }) => ({ ip, port, chain: endpointChain(name, protocol, `${ip}:${port}`) }))
    .sort((a, b) => (`${a.ip}:${a.port}` < `${b.ip}:${b.port}` ? -1 : 1));
}

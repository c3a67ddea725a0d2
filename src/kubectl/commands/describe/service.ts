import { resources } from '../../../kube/client.ts';
import type { Endpoints, EndpointSlice, Service } from '../../../kube/types.ts';
import { labelsText } from '../../output/table.ts';
import type { Describe } from './describer.ts';

/** Models kubectl pkg/describe ServiceDescriber. */
export const describeService: Describe = async (context, object, w) => {
  const service = object as unknown as Service;
  const { spec } = service;
  const slices = await context.client.list<EndpointSlice>(
    resources.endpointslices,
    service.metadata.namespace,
    {
      labelSelector: `kubernetes.io/service-name=${service.metadata.name}`,
    },
  );
  w.head(service.metadata);
  w.line(0, 'Selector:', labelsText(spec.selector));
  w.line(0, 'Type:', spec.type ?? '');
  if (spec.ipFamilyPolicy) w.line(0, 'IP Family Policy:', spec.ipFamilyPolicy);
  w.line(0, 'IP Families:', spec.ipFamilies?.length ? spec.ipFamilies.join(',') : '<none>');
  w.line(0, 'IP:', spec.clusterIP ?? '');
  w.line(0, 'IPs:', spec.clusterIPs?.length ? spec.clusterIPs.join(',') : '<none>');
  if (spec.externalIPs?.length) w.line(0, 'External IPs:', spec.externalIPs.join(','));
  if (spec.loadBalancerIP) w.line(0, 'Desired LoadBalancer IP:', spec.loadBalancerIP);
  if (spec.externalName) w.line(0, 'External Name:', spec.externalName);
  const ingress = service.status?.loadBalancer?.ingress ?? [];
  if (ingress.length) w.line(0, 'LoadBalancer Ingress:', ingress.map(ingressText).join(', '));
  for (const port of spec.ports ?? []) {
    const name = port.name || '<unset>';
    w.line(0, 'Port:', name, `${port.port}/${port.protocol}`);
    w.line(0, 'TargetPort:', `${port.targetPort}/${port.protocol}`);
    if (port.appProtocol) w.line(0, 'AppProtocol:', port.appProtocol);
    if (port.nodePort) w.line(0, 'NodePort:', name, `${port.nodePort}/${port.protocol}`);
    w.line(0, 'Endpoints:', endpointsText(slices.items, port.name ?? ''));
  }
  w.line(0, 'Session Affinity:', spec.sessionAffinity ?? '');
  if (spec.externalTrafficPolicy) w.line(0, 'External Traffic Policy:', spec.externalTrafficPolicy);
  if (spec.internalTrafficPolicy) w.line(0, 'Internal Traffic Policy:', spec.internalTrafficPolicy);
  if (spec.healthCheckNodePort) w.line(0, 'HealthCheck NodePort:', spec.healthCheckNodePort);
  if (spec.loadBalancerSourceRanges?.length) {
    w.line(0, 'LoadBalancer Source Ranges:', spec.loadBalancerSourceRanges.join(','));
  }
  if (spec.trafficDistribution) w.line(0, 'Traffic Distribution:', spec.trafficDistribution);
};

function ingressText({ ip, hostname, ipMode }: { ip?: string; hostname?: string; ipMode?: string }): string {
  const address = ip || hostname || '';
  return ipMode ? `${address} (${ipMode})` : address;
}

const shownEndpoints = 3;

/** Ready addresses for one port, the first three; a slice without ports gives bare addresses. */
function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const all = slices.flatMap((slice) => {
    const ready = (slice.endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false);
    if (!slice.ports?.length) return ready.map(({ addresses }) => addresses[0]!);
    return slice.ports
      .filter((port) => (port.name ?? '') === portName)
      .flatMap((port) => ready.map(({ addresses }) => hostPort(addresses[0]!, port.port ?? 0)));
  });
  const text = all.slice(0, shownEndpoints).join(',');
  return all.length > shownEndpoints ? `${text} + ${all.length - shownEndpoints} more...` : text;
}

function hostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Models kubectl pkg/describe EndpointsDescriber. */
export const describeEndpoints: Describe = (_context, object, w) => {
  const endpoints = object as unknown as Endpoints;
  w.head(endpoints.metadata);
  w.write(0, 'Subsets:\n');
  for (const subset of endpoints.subsets ?? []) {
    const addresses = (list: { ip: string }[] | undefined) =>
      list?.length ? list.map(({ ip }) => ip).join(',') : '<none>';
    w.line(1, 'Addresses:', addresses(subset.addresses));
    w.line(1, 'NotReadyAddresses:', addresses(subset.notReadyAddresses));
    if (subset.ports?.length) {
      w.write(1, 'Ports:\n');
      w.line(2, 'Name', 'Port', 'Protocol');
      w.line(2, '----', '----', '--------');
      for (const { name, port, protocol } of subset.ports)
        w.line(2, name || '<unset>', port ?? 0, protocol ?? '');
    }
    w.write(0, '\n');
  }
  return Promise.resolve();
};

/** Models kubectl pkg/describe EndpointSliceDescriber. */
export const describeEndpointSlice: Describe = (_context, object, w) => {
  const slice = object as unknown as EndpointSlice;
  w.head(slice.metadata);
  w.line(0, 'AddressType:', slice.addressType);
  if (!slice.ports?.length) w.write(0, 'Ports: <unset>\n');
  else {
    w.write(0, 'Ports:\n');
    w.line(1, 'Name', 'Port', 'Protocol');
    w.line(1, '----', '----', '--------');
    for (const { name, port, protocol } of slice.ports)
      w.line(1, name || '<unset>', port ?? '<unset>', protocol ?? '');
  }
  if (!slice.endpoints?.length) w.write(0, 'Endpoints: <none>\n');
  else w.write(0, 'Endpoints:\n');
  for (const endpoint of slice.endpoints ?? []) {
    w.line(1, '- Addresses:', endpoint.addresses.join(','));
    w.write(2, 'Conditions:\n');
    w.line(3, 'Ready:', endpoint.conditions?.ready ?? '<unset>');
    w.line(2, 'Hostname:', endpoint.hostname ?? '<unset>');
    if (endpoint.targetRef) w.line(2, 'TargetRef:', `${endpoint.targetRef.kind}/${endpoint.targetRef.name}`);
    w.line(2, 'NodeName:', endpoint.nodeName ?? '<unset>');
    w.line(2, 'Zone:', endpoint.zone ?? '<unset>');
  }
  return Promise.resolve();
};

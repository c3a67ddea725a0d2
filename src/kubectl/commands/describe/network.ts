import { resources } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { AnyObject, EndpointSlice, LabelSelector, Service } from '../../../kube/types.ts';
import type { Context } from '../../command.ts';
import type { Describe } from './describer.ts';
import { selectorText } from './workloads.ts';
import type { DescribeWriter } from './writer.ts';

interface Peer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr: string; except?: string[] };
}

interface PolicyRule {
  ports?: { port?: number | string; endPort?: number; protocol?: string }[];
  from?: Peer[];
  to?: Peer[];
}

interface PolicySpec {
  podSelector?: LabelSelector;
  policyTypes?: string[];
  ingress?: PolicyRule[];
  egress?: PolicyRule[];
}

/** Models kubectl pkg/describe NetworkPolicyDescriber. */
export const describeNetworkPolicy: Describe = (_context, object, w) => {
  const spec = (object['spec'] ?? {}) as PolicySpec;
  const { metadata } = object;
  w.line(0, 'Name:', metadata.name ?? '');
  w.line(0, 'Namespace:', metadata.namespace ?? '');
  w.line(0, 'Created on:', (metadata.creationTimestamp ?? '').replace('T', ' ').replace('Z', ' +0000 UTC'));
  w.map('Labels', metadata.labels);
  w.annotations(metadata.annotations);
  w.write(0, 'Spec:\n');
  const selector = selectorText(spec.podSelector);
  const coverage = ' (Allowing the specific traffic to all pods in this namespace)';
  w.write(1, `PodSelector:     ${selector}${selector === '<none>' ? coverage : ''}\n`);
  const types = spec.policyTypes ?? [];
  if (types.includes('Ingress')) writeRules(w, 'ingress', 'From', spec.ingress);
  else w.write(1, 'Not affecting ingress traffic\n');
  if (types.includes('Egress')) writeRules(w, 'egress', 'To', spec.egress);
  else w.write(1, 'Not affecting egress traffic\n');
  w.write(1, `Policy Types: ${types.join(', ')}\n`);
  return Promise.resolve();
};

function writeRules(
  w: DescribeWriter,
  direction: 'ingress' | 'egress',
  side: 'From' | 'To',
  rules: readonly PolicyRule[] = [],
): void {
  w.write(1, `Allowing ${direction} traffic:\n`);
  if (rules.length === 0) {
    w.write(2, `<none> (Selected pods are isolated for ${direction} connectivity)\n`);
    return;
  }
  for (const [i, rule] of rules.entries()) {
    if (!rule.ports?.length) w.write(2, `To Port: <any> (traffic allowed to all ports)\n`);
    for (const { port, endPort, protocol = 'TCP' } of rule.ports ?? []) {
      const range = endPort === undefined ? `${port ?? '<any>'}` : `${port}-${endPort}`;
      w.write(2, `To Port: ${range}/${protocol}\n`);
    }
    const peers = (side === 'From' ? rule.from : rule.to) ?? [];
    if (peers.length === 0) {
      w.write(
        2,
        side === 'From'
          ? 'From: <any> (traffic not restricted by source)\n'
          : 'To: <any> (traffic not restricted by destination)\n',
      );
    }
    for (const peer of peers) writePeer(w, side, peer);
    if (i < rules.length - 1) w.write(2, '----------\n');
  }
}

function writePeer(
  w: DescribeWriter,
  side: 'From' | 'To',
  { podSelector, namespaceSelector, ipBlock }: Peer,
): void {
  w.write(2, `${side}:\n`);
  if (namespaceSelector) w.write(3, `NamespaceSelector: ${selectorText(namespaceSelector)}\n`);
  if (podSelector) w.write(3, `PodSelector: ${selectorText(podSelector)}\n`);
  if (ipBlock) {
    w.write(3, 'IPBlock:\n');
    w.write(4, `CIDR: ${ipBlock.cidr}\n`);
    w.write(4, `Except: ${(ipBlock.except ?? []).join(', ')}\n`);
  }
}

interface Backend {
  service?: { name: string; port?: { name?: string; number?: number } };
  resource?: { kind: string; name: string };
}

interface IngressSpec {
  ingressClassName?: string;
  defaultBackend?: Backend;
  tls?: { hosts?: string[]; secretName?: string }[];
  rules?: { host?: string; http?: { paths: { path?: string; backend: Backend }[] } }[];
}

/** Models kubectl pkg/describe IngressDescriber. */
export const describeIngress: Describe = async (context, object, w) => {
  const spec = (object['spec'] ?? {}) as IngressSpec;
  const status = object['status'] as
    { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } } | undefined;
  const { metadata } = object;
  w.line(0, 'Name:', metadata.name ?? '');
  w.map('Labels', metadata.labels);
  w.line(0, 'Namespace:', metadata.namespace ?? '');
  w.line(
    0,
    'Address:',
    (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '').join(','),
  );
  w.line(0, 'Ingress Class:', spec.ingressClassName ?? '<none>');
  w.line(
    0,
    'Default backend:',
    spec.defaultBackend ? await backendText(context, object, spec.defaultBackend) : '<default>',
  );
  if (spec.tls?.length) w.write(0, 'TLS:\n');
  for (const { hosts = [], secretName } of spec.tls ?? []) {
    w.write(
      1,
      secretName ? `${secretName} terminates ${hosts.join(',')}\n` : `SNI routes ${hosts.join(',')}\n`,
    );
  }
  w.write(0, 'Rules:\n');
  w.line(1, 'Host', 'Path', 'Backends');
  w.line(1, '----', '----', '--------');
  for (const { host, http } of spec.rules ?? []) {
    w.line(1, `${host || '*'}`, '');
    for (const { path, backend } of http?.paths ?? []) {
      w.line(2, '', `${path ?? ''} `, await backendText(context, object, backend));
    }
  }
  if (!spec.rules?.length)
    w.line(
      1,
      '*',
      '*',
      spec.defaultBackend ? await backendText(context, object, spec.defaultBackend) : '<default>',
    );
  w.annotations(metadata.annotations);
};

async function backendText(
  context: Context,
  ingress: AnyObject,
  { service, resource }: Backend,
): Promise<string> {
  if (resource) return `${resource.kind}/${resource.name}`;
  if (!service) return '<none>';
  const { namespace } = ingress.metadata;
  const port = service.port?.number ?? service.port?.name ?? '';
  let found: Service;
  try {
    found = await context.client.get<Service>(resources.services, namespace, service.name);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return `${service.name}:${port} (<error: ${error.message}>)`;
  }
  const slices = await context.client.list<EndpointSlice>(resources.endpointslices, namespace, {
    labelSelector: `kubernetes.io/service-name=${service.name}`,
  });
  const name = found.spec.ports?.find((each) => each.name === port || each.port === port)?.name ?? '';
  const addresses = slices.items.flatMap((slice) =>
    (slice.ports ?? [])
      .filter((each) => (each.name ?? '') === name)
      .flatMap((each) =>
        (slice.endpoints ?? [])
          .filter(({ conditions }) => conditions?.ready !== false)
          .map((endpoint) => `${endpoint.addresses[0]}:${each.port}`),
      ),
  );
  const more = addresses.length > 3 ? ` + ${addresses.length - 3} more...` : '';
  return `${service.name}:${port} (${addresses.slice(0, 3).join(',')}${more})`;
}

import type { EndpointSlice, Service } from '../../../kube/types.ts';
import type { DnsMessage, DnsRecord, DnsType } from '../../network.ts';

export type Answer = NonNullable<DnsMessage['answer']>;

/** What the zone is made of. */
export interface ZoneData {
  service(namespace: string, name: string): Service | undefined;
  services(): readonly Service[];
  slices(namespace: string, service: string): readonly EndpointSlice[];
  allSlices(): readonly EndpointSlice[];
  hasNamespace(name: string): boolean;
}

export interface ZoneOptions {
  /** `cluster.local` */
  zone: string;
  ttl: number;
  /** The `pods` option: whether names made of an address are answered. */
  pods: 'disabled' | 'insecure' | 'verified';
  data: ZoneData;
  /** A number that grows with each change of the data. */
  serial: number;
  /** Whether a Pod has this address; asked with `pods verified`. */
  hasPod?(namespace: string, ip: string): boolean;
  /** The `endpoint_pod_names` option: endpoints without a host name go by that of their Pod. */
  podNames?: boolean;
  /** The `ignore empty_service` option: a Service without ready endpoints does not exist. */
  ignoreEmpty?: boolean;
}

interface NamedEndpoint {
  host: string;
  ip: string;
  ports: { name: string; protocol: string; port: number }[];
}

/** Records found for a name of any type; undefined when the name does not exist. */
type Found = DnsRecord[] | undefined;

/**
 * Answers for names in the cluster's zone, as specified in "Kubernetes DNS-Based Service Discovery" 1.1.0
 * and done by CoreDNS's kubernetes plugin.
 * @returns the records, with a CNAME for an ExternalName still to be followed
 */
export function answerZone(question: { name: string; type: DnsType }, options: ZoneOptions): Answer {
  const name = question.name.toLowerCase();
  const found = lookup(name, question.type, options);
  const soa = soaRecord(options);
  const base = { authoritative: true, recursionAvailable: false, additional: [] as DnsRecord[] };
  if (!found) return { ...base, rcode: 'NXDOMAIN', answers: [], authority: [soa] };
  const wanted = found.filter(
    (record) => record.type === question.type || record.type === 'CNAME' || question.type === 'ANY',
  );
  if (wanted.length === 0) return { ...base, rcode: 'NOERROR', answers: [], authority: [soa] };
  const answers = wanted.map((record) => ({
    ...record,
    name: record.name === name ? question.name : record.name,
  }));
  const additional = found.filter((record) => question.type === 'SRV' && record.type === 'A');
  return { ...base, rcode: 'NOERROR', answers, authority: [], additional };
}

function lookup(name: string, type: DnsType, options: ZoneOptions): Found {
  const { zone } = options;
  if (name === zone) return type === 'SOA' ? [soaRecord(options)] : nameServer(name, type, options);
  const labels = name.slice(0, -zone.length - 1).split('.');
  if (name === `dns-version.${zone}`) return [{ name, type: 'TXT', ttl: 28_800, data: '"1.1.0"' }];
  if (name === `ns.dns.${zone}`) return nsAddress(name, options);
  const kind = labels.pop();
  if (kind === 'pod') return podRecords(name, labels, options);
  if (kind !== 'svc') return undefined;
  const namespace = labels.pop();
  if (namespace === undefined) return [];
  if (!options.data.hasNamespace(namespace)) return undefined;
  const service = labels.pop();
  if (service === undefined) return [];
  return serviceRecords(name, namespace, service, labels, options);
}

function nameServer(name: string, type: DnsType, options: ZoneOptions): DnsRecord[] {
  return type === 'NS' ? [{ name, type: 'NS', ttl: options.ttl, data: `ns.dns.${options.zone}.` }] : [];
}

function nsAddress(name: string, { data, ttl }: ZoneOptions): DnsRecord[] {
  const ip = data.service('kube-system', 'kube-dns')?.spec.clusterIP;
  return ip ? [{ name, type: 'A', ttl, data: ip }] : [];
}

function podRecords(name: string, labels: string[], options: ZoneOptions): Found {
  const namespace = labels.pop();
  if (namespace === undefined) return [];
  if (options.pods === 'disabled' || !options.data.hasNamespace(namespace)) return undefined;
  if (labels.length === 0) return [];
  const ip = labels.length === 1 ? labels[0]!.replaceAll('-', '.') : '';
  if (!isAddress(ip)) return undefined;
  if (options.pods === 'verified' && !options.hasPod?.(namespace, ip)) return undefined;
  return [{ name, type: 'A', ttl: options.ttl, data: ip }];
}

function serviceRecords(
  name: string,
  namespace: string,
  serviceName: string,
  labels: string[],
  options: ZoneOptions,
): Found {
  const { data, ttl, zone } = options;
  const service = data.service(namespace, serviceName);
  if (!service || service.metadata.deletionTimestamp) return undefined;
  const full = `${serviceName}.${namespace}.svc.${zone}`;
  if (service.spec.type === 'ExternalName') {
    // An address is no name that a CNAME could point to.
    if (labels.length > 0 || /^[\d.]+$/.test(service.spec.externalName ?? '')) return undefined;
    return [{ name, type: 'CNAME', ttl, data: `${(service.spec.externalName ?? '').replace(/\.$/, '')}.` }];
  }
  const port = portLabels(labels);
  if (labels.length > 1 && !port) return undefined;
  const host = labels.length === 1 ? labels[0] : undefined;
  // The specification has names of endpoints for headless Services only; the plugin answers them for all.
  if (service.spec.clusterIP === 'None' || host !== undefined) {
    const endpoints = endpointsOf(data.slices(namespace, serviceName), options.podNames);
    const chosen = host === undefined ? endpoints : endpoints.filter((endpoint) => endpoint.host === host);
    return headlessRecords(name, full, chosen, port, ttl);
  }
  if (options.ignoreEmpty && endpointsOf(data.slices(namespace, serviceName)).length === 0) return undefined;
  const ip = service.spec.clusterIP ?? '';
  const ports = (service.spec.ports ?? []).filter(
    ({ name: portName = '', protocol = 'TCP' }) =>
      !port || (portName === port.name && protocol.toLowerCase() === port.protocol),
  );
  if (port && ports.length === 0) return undefined;
  const srv = ports.map((one): DnsRecord => ({
    name,
    type: 'SRV',
    ttl,
    data: `0 ${Math.floor(100 / ports.length)} ${one.port} ${full}.`,
  }));
  return [{ name: port ? full : name, type: 'A', ttl, data: ip }, ...srv];
}

function headlessRecords(
  name: string,
  full: string,
  endpoints: readonly NamedEndpoint[],
  port: { name: string; protocol: string } | undefined,
  ttl: number,
): Found {
  const records: DnsRecord[] = [];
  const targets = endpoints.flatMap((endpoint) =>
    endpoint.ports
      .filter((one) => !port || (one.name === port.name && one.protocol === port.protocol))
      .map((one) => ({ endpoint, number: one.port })),
  );
  if (endpoints.length === 0 || (port && targets.length === 0)) return undefined;
  if (!port) for (const { ip } of endpoints) records.push({ name, type: 'A', ttl, data: ip });
  const weight = Math.max(1, Math.floor(100 / Math.max(1, targets.length)));
  for (const { endpoint, number } of targets) {
    const target = `${endpoint.host}.${full}`;
    records.push({ name, type: 'SRV', ttl, data: `0 ${weight} ${number} ${target}.` });
    if (port) records.push({ name: target, type: 'A', ttl, data: endpoint.ip });
  }
  return dedupe(records);
}

/** `_http._tcp` */
function portLabels(labels: readonly string[]): { name: string; protocol: string } | undefined {
  const [name, protocol] = labels;
  if (labels.length !== 2 || !name?.startsWith('_') || !protocol?.startsWith('_')) return undefined;
  return { name: name.slice(1), protocol: protocol.slice(1) };
}

/** Ready endpoints, each with its host name or the address written with dashes. */
function endpointsOf(slices: readonly EndpointSlice[], podNames = false): NamedEndpoint[] {
  const found: NamedEndpoint[] = [];
  for (const slice of slices) {
    if (slice.addressType !== 'IPv4') continue;
    const ports = (slice.ports ?? []).map(({ name = '', protocol = 'TCP', port = 0 }) => ({
      name,
      protocol: protocol.toLowerCase(),
      port,
    }));
    for (const endpoint of slice.endpoints ?? []) {
      if (endpoint.conditions?.ready === false) continue;
      for (const ip of endpoint.addresses) {
        const pod = podNames ? endpoint.targetRef?.name : undefined;
        found.push({ ip, host: endpoint.hostname ?? pod ?? ip.replaceAll('.', '-'), ports });
      }
    }
  }
  return found;
}

/** Names of Services and endpoints that have this address; undefined when nothing does. */
export function reverse(
  ip: string,
  { data, zone, podNames }: Pick<ZoneOptions, 'data' | 'zone' | 'podNames'>,
): string[] | undefined {
  for (const { metadata, spec } of data.services()) {
    if (spec.clusterIP === ip) return [`${metadata.name}.${metadata.namespace}.svc.${zone}.`];
  }
  const names: string[] = [];
  for (const slice of data.allSlices()) {
    const service = slice.metadata.labels?.['kubernetes.io/service-name'];
    if (!service) continue;
    for (const endpoint of endpointsOf([slice], podNames)) {
      if (endpoint.ip === ip)
        names.push(`${endpoint.host}.${service}.${slice.metadata.namespace}.svc.${zone}.`);
    }
  }
  return names.length > 0 ? names : undefined;
}

export function soaRecord({ zone, ttl, serial }: Pick<ZoneOptions, 'zone' | 'ttl' | 'serial'>): DnsRecord {
  return {
    name: zone,
    type: 'SOA',
    ttl,
    data: `ns.dns.${zone}. hostmaster.${zone}. ${serial} 7200 1800 86400 ${ttl}`,
  };
}

function isAddress(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

function dedupe(records: DnsRecord[]): DnsRecord[] {
  return [
    ...new Map(records.map((record) => [`${record.name} ${record.type} ${record.data}`, record])).values(),
  ];
}

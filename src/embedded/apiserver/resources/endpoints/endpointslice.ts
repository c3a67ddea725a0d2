import { resources } from '../../../../kube/client.ts';
import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, Endpoint, EndpointPort } from '../../../../kube/types.ts';
import { EndpointSlice as schema } from '../../schema/discovery.ts';
import { deepEqual } from '../../value.ts';
import { duplicate, invalid, invalidAll, oneOf, required, unsupported } from '../common/causes.ts';
import { defineResource } from '../common/define.ts';
import { validateEndpointIP, validateIPv4, validateIPv6, warnIP } from '../common/ip.ts';
import { validateLabels } from '../common/labels.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../common/names.ts';
import { endpointSliceCells, endpointSliceColumns } from './table.ts';

interface Slice extends AnyObject {
  addressType: string;
  endpoints: Endpoint[] | null;
  ports?: EndpointPort[] | null;
}
const view = (object: AnyObject) => object as Slice;

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];
const protocols = ['SCTP', 'TCP', 'UDP'];
const maxAddresses = 100;

function validateAddress(field: string, address: string, type: string): StatusCause[] {
  switch (type) {
    case 'IPv4':
    case 'IPv6': {
      const causes = (type === 'IPv4' ? validateIPv4 : validateIPv6)(field, address);
      return causes.length > 0 ? causes : validateEndpointIP(field, address);
    }
    case 'FQDN':
      return validateDomain(field, address);
    default:
      return [];
  }
}

/** Models IsFullyQualifiedDomainName: at least two labels, a dot at the end is let pass. */
function validateDomain(field: string, address: string): StatusCause[] {
  if (address === '') return [required(field)];
  const name = address.replace(/\.$/, '');
  const wrong = dnsSubdomain(name);
  if (wrong.length > 0) return [invalid(field, name, wrong.join(','))];
  if (name.split('.').length < 2) {
    return [invalid(field, name, 'should be a domain with at least two segments separated by dots')];
  }
  return name
    .split('.')
    .filter((label) => label.length > 63)
    .map((label) => invalid(field, label, 'must be no more than 63 characters'));
}

function validateEndpoint(path: string, endpoint: Endpoint, type: string): StatusCause[] {
  const { addresses = [], hostname, nodeName } = endpoint as Partial<Endpoint>;
  const field = `${path}.addresses`;
  const causes: StatusCause[] = [];
  if (addresses.length === 0) causes.push(required(field, 'must contain at least 1 address'));
  else if (addresses.length > maxAddresses) {
    causes.push(tooMany(field, addresses.length, maxAddresses));
  }
  addresses.forEach((address, i) => causes.push(...validateAddress(`${field}[${i}]`, address, type)));
  return [
    ...causes,
    ...(nodeName === undefined ? [] : invalidAll(`${path}.nodeName`, nodeName, dnsSubdomain(nodeName))),
    ...validateTopology(`${path}.deprecatedTopology`, endpoint),
    ...(hostname === undefined ? [] : invalidAll(`${path}.hostname`, hostname, dnsLabel(hostname))),
    ...validateHints(`${path}.hints`, endpoint),
  ];
}

interface Placed {
  deprecatedTopology?: Record<string, string>;
  hints?: { forZones?: { name?: string }[]; forNodes?: { name?: string }[] };
}

const maxTopologyLabels = 16;
const maxHints = 8;

function validateTopology(field: string, endpoint: Endpoint): StatusCause[] {
  const labels = (endpoint as Placed).deprecatedTopology ?? {};
  const count = Object.keys(labels).length;
  return [
    ...(count > maxTopologyLabels ? [tooMany(field, count, maxTopologyLabels)] : []),
    ...validateLabels(field, labels),
  ];
}

function validateHints(field: string, endpoint: Endpoint): StatusCause[] {
  const { hints } = endpoint as Placed;
  return [
    ...validateHintNames(`${field}.forZones`, hints?.forZones, labelValue),
    ...validateHintNames(`${field}.forNodes`, hints?.forNodes, dnsSubdomain),
  ];
}

function validateHintNames(
  field: string,
  list: { name?: string }[] | undefined,
  check: (name: string) => string[],
): StatusCause[] {
  const all = list ?? [];
  if (all.length > maxHints) return [tooMany(field, all.length, maxHints)];
  const seen = new Set<string>();
  return all.flatMap(({ name = '' }, i) => {
    const path = `${field}[${i}].name`;
    if (name === '') return [required(path)];
    const causes = invalidAll(path, name, check(name));
    if (seen.has(name)) causes.push(duplicate(path, name));
    seen.add(name);
    return causes;
  });
}

const tooMany = (field: string, count: number, max: number): StatusCause => ({
  reason: 'FieldValueTooMany',
  message: `Too many: ${count}: must have at most ${max} items`,
  field,
});

function validatePorts(ports: readonly EndpointPort[]): StatusCause[] {
  const names = new Set<string>();
  return ports.flatMap(({ name = '', protocol, appProtocol }, i) => {
    const path = `ports[${i}]`;
    const causes = name === '' ? [] : invalidAll(`${path}.name`, name, dnsLabel(name));
    if (names.has(name)) causes.push(duplicate(`${path}.name`, name));
    names.add(name);
    return [
      ...causes,
      ...oneOf(`${path}.protocol`, protocol, protocols, 'required'),
      ...(appProtocol === undefined || appProtocol === null
        ? []
        : invalidAll(`${path}.appProtocol`, appProtocol, qualifiedName(appProtocol))),
    ];
  });
}

/** Models kubernetes pkg/apis/discovery/validation ValidateEndpointSlice. Port numbers are not checked there. */
function validate(object: AnyObject, old?: AnyObject): StatusCause[] {
  const { addressType = '', endpoints, ports } = view(object);
  // What was stored once is not looked at again.
  const known = old ? (view(old).endpoints ?? []) : [];
  const head = validateMetadata(object);
  if (addressType === '') return [...head, required('addressType')];
  if (!addressTypes.includes(addressType)) {
    return [...head, unsupported('addressType', addressType, addressTypes)];
  }
  return [
    ...head,
    ...(endpoints ?? []).flatMap((endpoint, i) =>
      known.some((other) => deepEqual(other, endpoint))
        ? []
        : validateEndpoint(`endpoints[${i}]`, endpoint, addressType),
    ),
    ...validatePorts(ports ?? []),
  ];
}

/** How addresses are written. Models kubernetes pkg/registry/discovery/endpointslice strategy. */
function warnings(object: AnyObject): string[] {
  const { addressType, endpoints } = view(object);
  if (addressType === 'FQDN') return [];
  return (endpoints ?? []).flatMap(({ addresses }, i) =>
    addresses.flatMap((address, j) => warnIP(`endpoints[${i}].addresses[${j}]`, address)),
  );
}

export const endpointSlices = defineResource({
  type: resources.endpointslices,
  kind: 'EndpointSlice',
  singular: 'endpointslice',
  schema,
  setDefaults: (object) => {
    const slice = view(object);
    slice.endpoints ??= null;
    slice.ports ??= null;
    for (const port of slice.ports ?? []) {
      port.name ??= '';
      port.protocol ??= 'TCP';
    }
    for (const endpoint of slice.endpoints ?? []) endpoint.conditions ??= {};
  },
  prepareForCreate: (object) => {
    object.metadata.generation = 1;
  },
  prepareForUpdate: (object, old) => {
    const content = ({ addressType, endpoints, ports, metadata }: Slice) => ({
      addressType,
      endpoints,
      ports,
      labels: metadata.labels,
    });
    const before = old.metadata.generation ?? 1;
    object.metadata.generation = deepEqual(content(view(object)), content(view(old))) ? before : before + 1;
  },
  validate: (object) => validate(object),
  warnings,
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...validate(object, old),
    ...(view(object).addressType === view(old).addressType
      ? []
      : [invalid('addressType', view(object).addressType, 'field is immutable')]),
  ],
  columns: endpointSliceColumns,
  cells: endpointSliceCells,
});

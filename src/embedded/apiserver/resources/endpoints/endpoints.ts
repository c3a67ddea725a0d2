import { resources } from '../../../../kube/client.ts';
import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject, EndpointSubset } from '../../../../kube/types.ts';
import { Endpoints as schema } from '../../schema/core/endpoints.ts';
import { invalidAll, oneOf, required } from '../common/causes.ts';
import { defineResource } from '../common/define.ts';
import { dropEmpty, setDefault } from '../common/fields.ts';
import { validateEndpointIP, validateIP } from '../common/ip.ts';
import { validateMetadata } from '../common/metadata.ts';
import { dnsLabel, dnsSubdomain, portNumber, qualifiedName } from '../common/names.ts';
import { endpointsCells, endpointsColumns } from './table.ts';

const subsetsOf = (object: AnyObject) => (object['subsets'] ?? []) as EndpointSubset[];
type Address = NonNullable<EndpointSubset['addresses']>[number];
type Port = NonNullable<EndpointSubset['ports']>[number];

/** Models kubernetes pkg/apis/core/validation validateEndpointAddress. */
function validateAddress(path: string, { ip = '', hostname, nodeName }: Address): StatusCause[] {
  return [
    ...validateIP(`${path}.ip`, ip),
    ...(hostname ? invalidAll(`${path}.hostname`, hostname, dnsLabel(hostname)) : []),
    ...(nodeName ? invalidAll(`${path}.nodeName`, nodeName, dnsSubdomain(nodeName)) : []),
    ...validateEndpointIP(`${path}.ip`, ip),
  ];
}

function validatePort(path: string, port: Port, nameNeeded: boolean): StatusCause[] {
  const { name, port: number = 0, protocol, appProtocol } = port;
  return [
    ...(nameNeeded && !name ? [required(`${path}.name`)] : []),
    ...(name ? invalidAll(`${path}.name`, name, dnsLabel(name)) : []),
    ...invalidAll(`${path}.port`, number, portNumber(number)),
    ...oneOf(`${path}.protocol`, protocol, ['SCTP', 'TCP', 'UDP'], 'required'),
    ...(appProtocol ? invalidAll(`${path}.appProtocol`, appProtocol, qualifiedName(appProtocol)) : []),
  ];
}

function validate(object: AnyObject): StatusCause[] {
  const causes = validateMetadata(object);
  subsetsOf(object).forEach((subset, i) => {
    const path = `subsets[${i}]`;
    const { addresses, notReadyAddresses, ports } = subset;
    if (!addresses?.length && !notReadyAddresses?.length) {
      causes.push(required(path, 'must specify `addresses` or `notReadyAddresses`'));
    }
    for (const kind of ['addresses', 'notReadyAddresses'] as const) {
      subset[kind]?.forEach((address, j) =>
        causes.push(...validateAddress(`${path}.${kind}[${j}]`, address)),
      );
    }
    ports?.forEach((port, j) => {
      causes.push(...validatePort(`${path}.ports[${j}]`, port, ports.length > 1));
    });
  });
  return causes;
}

export const endpoints = defineResource({
  type: resources.endpoints,
  kind: 'Endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  schema,
  deprecation: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  setDefaults: (object) => {
    for (const subset of subsetsOf(object)) {
      for (const port of subset.ports ?? []) {
        setDefault(port, 'protocol', 'TCP');
        dropEmpty(port, ['name']);
      }
      dropEmpty(subset, ['addresses', 'notReadyAddresses', 'ports']);
    }
    if (object['subsets'] === null) delete object['subsets'];
  },
  validate,
  columns: endpointsColumns,
  cells: endpointsCells,
});

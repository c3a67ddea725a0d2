import type { AnyObject, Endpoint, EndpointPort, EndpointSubset } from '../../../../kube/types.ts';
import { ageColumn, ageOf, column, firstThree, nameColumn, nameOf } from '../common/columns.ts';

export const endpointsColumns = [
  nameColumn,
  column('Endpoints', 'Addresses and ports that are ready.'),
  ageColumn,
];

/** Models kubernetes pkg/printers/internalversion printEndpoints. */
export function endpointsCells(object: AnyObject, now: number) {
  return [nameOf(object), readyAddresses((object['subsets'] ?? []) as EndpointSubset[]), ageOf(object, now)];
}

function readyAddresses(subsets: readonly EndpointSubset[]): string {
  if (subsets.length === 0) return '<none>';
  return firstThree(
    subsets.flatMap(({ addresses, ports }) => {
      const ips = (addresses ?? []).map(({ ip }) => ip);
      if (!ports || ports.length === 0) return ips;
      return ports.flatMap(({ port }) =>
        ips.map((ip) => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`)),
      );
    }),
  );
}

export const endpointSliceColumns = [
  nameColumn,
  column('AddressType', 'What the addresses are: IPv4, IPv6 or FQDN.'),
  column('Ports', 'Ports at the endpoints.'),
  column('Endpoints', 'Addresses, whether they are ready or not.'),
  ageColumn,
];

/** Models kubernetes pkg/printers/internalversion printEndpointSlice. */
export function endpointSliceCells(object: AnyObject, now: number) {
  const endpoints = (object['endpoints'] ?? []) as Endpoint[];
  const ports = (object['ports'] ?? []) as EndpointPort[];
  const numbers = ports.map(({ name, port }) => (port === undefined ? name || '*' : String(port)));
  const addresses = endpoints.flatMap((endpoint) => endpoint.addresses ?? []);
  return [
    nameOf(object),
    String(object['addressType'] ?? ''),
    numbers.length === 0 ? '<unset>' : firstThree(numbers),
    addresses.length === 0 ? '<unset>' : firstThree(addresses),
    ageOf(object, now),
  ];
}

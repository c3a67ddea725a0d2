import type { StatusCause } from '../../../../kube/status.ts';
import type { AnyObject } from '../../../../kube/types.ts';
import { IPAddress, ServiceCIDR } from '../../schema/networking.ts';
import { deepEqual } from '../../value.ts';
import { invalid, required } from '../common/causes.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { dropStatus, keepStatus, specOf } from '../common/fields.ts';
import { familyOf, isCIDR, validateCIDR } from '../common/ip.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';

const group = 'networking.k8s.io';

interface CIDRSpec {
  cidrs?: string[];
}

const cidrsOf = (object: AnyObject) => specOf<CIDRSpec>(object).cidrs ?? [];
/** This cluster has IPv4 alone. */
const usable = (object: AnyObject) =>
  cidrsOf(object).filter((cidr) => isCIDR(cidr) && familyOf(cidr.split('/')[0]!) === 'IPv4');

/** Models kubernetes pkg/apis/networking/validation ValidateServiceCIDR. */
function validateCIDRs(object: AnyObject): StatusCause[] {
  const field = 'spec.cidrs';
  const cidrs = cidrsOf(object);
  const causes = validateMetadata(object);
  if (cidrs.length === 0) causes.push(required(field, 'at least one CIDR required'));
  if (cidrs.length > 2) causes.push(invalid(field, cidrs, 'may only hold up to 2 values'));
  cidrs.forEach((cidr, i) => causes.push(...validateCIDR(`${field}[${i}]`, cidr)));
  const families = cidrs.map((cidr) => familyOf(cidr.split('/')[0]!));
  if (cidrs.length === 2 && families[0] !== undefined && families[0] === families[1]) {
    const text = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64';
    causes.push(invalid(field, cidrs, text));
  }
  return causes;
}

/** Ranges of cluster IPs: each that is there is drawn from. Models pkg/registry/networking/servicecidr. */
export const serviceCIDRs = defineResource({
  type: { group, version: 'v1', resource: 'servicecidrs', namespaced: false },
  kind: 'ServiceCIDR',
  singular: 'servicecidr',
  subresources: ['status'],
  schema: ServiceCIDR,
  prepareForCreate: dropStatus,
  prepareForUpdate: keepStatus,
  validate: validateCIDRs,
  validateUpdate: (object, old) => {
    const causes = validateMetadataUpdate(object, old);
    const field = 'spec.cidrs';
    const [now, before] = [cidrsOf(object), cidrsOf(old)];
    if (deepEqual(now, before)) return causes;
    // A second family may come to the first, and go again.
    if (now.length === 1 && before.length === 1)
      return [...causes, invalid(`${field}[0]`, now[0], 'field is immutable')];
    if (now[0] === before[0]) return [...causes, ...validateCIDRs(object)];
    return [...causes, invalid(`${field}[0]`, now[0] ?? null, 'field is immutable')];
  },
  allocate: (object, old, { clusterIPs }) => {
    if (old || validateCIDRs(object).length > 0) return undefined;
    const ranges = usable(object);
    for (const cidr of ranges) clusterIPs.addRange(cidr);
    return () => ranges.forEach((cidr) => clusterIPs.removeRange(cidr));
  },
  release: (object, { clusterIPs }) => {
    for (const cidr of usable(object)) clusterIPs.removeRange(cidr);
  },
  columns: [nameColumn, column('CIDRs', 'The ranges.'), ageColumn],
  cells: (object, now) => [nameOf(object), cidrsOf(object).join(','), ageOf(object, now)],
});

interface AddressSpec {
  parentRef?: { group?: string; resource?: string; namespace?: string; name?: string };
}

const parentOf = (object: AnyObject) => specOf<AddressSpec>(object).parentRef;

/** Models ValidateIPAddress. */
function validateAddress(object: AnyObject): StatusCause[] {
  const field = 'spec.parentRef';
  const parent = parentOf(object);
  const causes = validateMetadata(object, (name) =>
    familyOf(name) === undefined ? ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'] : [],
  );
  if (!parent) return [...causes, required(field)];
  if (!parent.resource) causes.push(required(`${field}.resource`));
  if (!parent.name) causes.push(required(`${field}.name`));
  return causes;
}

/** The cluster IPs that are taken. Models pkg/registry/networking/ipaddress. */
export const ipAddresses = defineResource({
  type: { group, version: 'v1', resource: 'ipaddresses', namespaced: false },
  kind: 'IPAddress',
  singular: 'ipaddress',
  shortNames: ['ip'],
  schema: IPAddress,
  validate: validateAddress,
  validateUpdate: (object, old) => {
    const causes = [...validateMetadataUpdate(object, old), ...validateAddress(object)];
    if (!deepEqual(parentOf(object), parentOf(old)))
      causes.push(invalid('spec.parentRef', parentOf(object), 'field is immutable'));
    return causes;
  },
  columns: [nameColumn, column('ParentRef', 'Who holds the address.')],
  cells: (object) => {
    const { group: of, resource = '', namespace, name = '' } = parentOf(object) ?? {};
    const place = [`${resource}${of ? `.${of}` : ''}`, namespace, name].filter((part) => part);
    return [nameOf(object), place.join('/')];
  },
});

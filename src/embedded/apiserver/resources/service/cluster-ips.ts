import type { StatusCause } from '../../../../kube/status.ts';
import type { ServiceSpec } from '../../../../kube/types.ts';
import { deepEqual } from '../../value.ts';
import { duplicate, invalid, required, unsupported } from '../common/causes.ts';
import { familyOf, validateIP } from '../common/ip.ts';
import { isHeadless } from './kinds.ts';

const families = ['IPv4', 'IPv6'];
const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/**
 * clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy against each other.
 * Models kubernetes pkg/apis/core/validation ValidateServiceClusterIPsRelatedFields.
 */
export function validateClusterIPs(spec: ServiceSpec): StatusCause[] {
  if (spec.type === 'ExternalName') return [];
  const field = 'spec.clusterIPs';
  const ips = spec.clusterIPs ?? [];
  const causes: StatusCause[] = [];
  if (spec.clusterIP) {
    if (ips.length === 0) causes.push(required(field));
    else if (ips[0] !== spec.clusterIP)
      causes.push(invalid(field, ips, 'first value must match `clusterIP`'));
  } else if (ips.length > 0) {
    causes.push(invalid(field, ips, 'must be empty when `clusterIP` is not specified'));
  }
  const seen = new Set<string>();
  for (const [i, family] of (spec.ipFamilies ?? []).entries()) {
    const path = `spec.ipFamilies[${i}]`;
    if (!families.includes(family)) causes.push(unsupported(path, family, families));
    if (seen.has(family)) causes.push(duplicate(path, family));
    seen.add(family);
  }
  if (spec.ipFamilyPolicy !== undefined && !policies.includes(spec.ipFamilyPolicy)) {
    causes.push(unsupported('spec.ipFamilyPolicy', spec.ipFamilyPolicy, policies));
  }
  let usable = true;
  for (const [i, ip] of ips.entries()) {
    if (i === 0 && ip === 'None') {
      if (ips.length === 1) continue;
      usable = false;
      causes.push(invalid(field, ips, "'None' must be the first and only value"));
      continue;
    }
    const wrong = validateIP(`${field}[${i}]`, ip);
    if (wrong.length > 0) usable = false;
    causes.push(...wrong);
  }
  if (ips.length > 2) causes.push(invalid(field, ips, 'may only hold up to 2 values'));
  return usable ? [...causes, ...validateFamilies(spec, field, ips)] : causes;
}

function validateFamilies(spec: ServiceSpec, field: string, ips: readonly string[]): StatusCause[] {
  const causes: StatusCause[] = [];
  if (ips.length > 1 && new Set(ips.map(familyOf)).size !== ips.length) {
    causes.push(invalid(field, ips, 'may specify no more than one IP for each IP family'));
  }
  if (isHeadless(spec)) return causes;
  for (const [i, ip] of ips.entries()) {
    const family = spec.ipFamilies?.[i];
    if (family === undefined || !families.includes(family) || familyOf(ip) === family) continue;
    const text = `expected an ${family} value as indicated by \`ipFamilies[${i}]\``;
    causes.push(invalid(`${field}[${i}]`, ip, text));
  }
  return causes;
}

/**
 * A cluster IP stays what it is as long as the Service needs one.
 * Models validateUpgradeDowngradeClusterIPs and …IPFamilies.
 */
export function validateClusterIPsUpdate(spec: ServiceSpec, before: ServiceSpec): StatusCause[] {
  if (spec.type === 'ExternalName' || before.type === 'ExternalName') return [];
  const causes: StatusCause[] = [];
  const ips = spec.clusterIPs ?? [];
  const oldIPs = before.clusterIPs ?? [];
  if (!(isHeadless(spec) && isHeadless(before))) {
    if (ips.length === 0 && oldIPs.length > 0) {
      causes.push(invalid('spec.clusterIPs[0]', ips, 'primary clusterIP can not be unset'));
    }
    for (const [i, ip] of ips.entries()) {
      if (oldIPs[i] === undefined || oldIPs[i] === ip) continue;
      causes.push(invalid(`spec.clusterIPs[${i}]`, ips, 'may not change once set'));
    }
  }
  const oldFamily = before.ipFamilies?.[0];
  const selectorless = isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0;
  if (oldFamily && !selectorless && !deepEqual(spec.ipFamilies?.[0], oldFamily)) {
    causes.push(invalid('spec.ipFamilies[0]', spec.ipFamilies ?? null, 'primary family can not be changed'));
  }
  return causes;
}

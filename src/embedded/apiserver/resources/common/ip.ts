import type { StatusCause } from '../../../../kube/status.ts';
import { invalid } from './causes.ts';

export type Family = 'IPv4' | 'IPv6';

/** @returns the four bytes, or undefined when it is no IPv4 address; leading zeros are read as decimal */
export function parseIPv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

/** @returns the eight groups, or undefined when it is no IPv6 address */
export function parseIPv6(text: string): number[] | undefined {
  let source = text;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (tail) {
    const bytes = parseIPv4(tail[2]!);
    if (!bytes) return undefined;
    const [a, b, c, d] = bytes as [number, number, number, number];
    source = `${tail[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (!groups.flat().every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const count = groups.flat().length;
  if (halves.length === 1 ? count !== 8 : count > 7) return undefined;
  const zeros = halves.length === 1 ? [] : Array<string>(8 - count).fill('0');
  return [...groups[0]!, ...zeros, ...(groups[1] ?? [])].map((group) => parseInt(group, 16));
}

export function familyOf(text: string): Family | undefined {
  if (parseIPv4(text)) return 'IPv4';
  return parseIPv6(text) ? 'IPv6' : undefined;
}

const notAnAddress = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const leadingZeros = 'must not have leading 0s';

/** Models IsValidIPForLegacyField with strict IP validation on. */
export function validateIP(field: string, value: string): StatusCause[] {
  if (familyOf(value) === undefined) return [invalid(field, value, notAnAddress)];
  if (hasLeadingZeros(value)) return [invalid(field, value, leadingZeros)];
  return isMapped(value) ? [invalid(field, value, 'must not be an IPv4-mapped IPv6 address')] : [];
}

/** Zeros before a number of an IPv4 address, or of the IPv4 part of an IPv6 one. */
const hasLeadingZeros = (value: string) => value.includes('.') && /(^|\.|:)0\d+(\.|$)/.test(value);

/** `::ffff:10.0.0.1`: an IPv4 address in the notation of IPv6. */
export function isMapped(value: string): boolean {
  const groups = parseIPv6(value);
  return groups?.[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
}

/** The one notation that RFC 5952 calls for, of a valid IPv6 address. */
export function canonicalIPv6(value: string): string {
  const groups = parseIPv6(value)!;
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.length < 2) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}

/** Warns where an address is right but not written as it should be. Models GetWarningsForIP. */
export function warnIP(field: string, value: string): string[] {
  if (familyOf(value) !== 'IPv6' || isMapped(value)) return [];
  const canonical = canonicalIPv6(value);
  if (canonical === value) return [];
  return [`${field}: IPv6 address "${value}" should be in RFC 5952 canonical format ("${canonical}")`];
}

export function validateIPv4(field: string, value: string): StatusCause[] {
  const causes = validateIP(field, value);
  if (causes.length > 0 || familyOf(value) === 'IPv4') return causes;
  return [invalid(field, value, 'must be an IPv4 address')];
}

export function validateIPv6(field: string, value: string): StatusCause[] {
  const causes = validateIP(field, value);
  if (causes.length > 0 || familyOf(value) === 'IPv6') return causes;
  return [invalid(field, value, 'must be an IPv6 address')];
}

/** Whether it is a range at all, however it is written. */
export function isCIDR(value: string): boolean {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(value);
  const family = match ? familyOf(match[1]!) : undefined;
  return match !== null && family !== undefined && Number(match[2]) <= (family === 'IPv4' ? 32 : 128);
}

/** Models IsValidCIDRForLegacyField with strict IP validation on. */
export function validateCIDR(field: string, value: string): StatusCause[] {
  const example = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
  const match = /^([^/]+)\/(\d{1,3})$/.exec(value);
  const family = match ? familyOf(match[1]!) : undefined;
  if (!match || !family || Number(match[2]) > (family === 'IPv4' ? 32 : 128)) {
    return [invalid(field, value, example)];
  }
  const causes: StatusCause[] = [];
  const bits = Number(match[2]);
  if (hasLeadingZeros(match[1]!) || /^0\d/.test(match[2]!)) {
    causes.push(invalid(field, value, 'must not have leading 0s in IP or prefix length'));
  }
  const network = networkOf(match[1]!, family, bits);
  if (network !== textOf(match[1]!, family)) {
    causes.push(
      invalid(
        field,
        value,
        `must not have bits set beyond the prefix length (expected "${network}/${bits}")`,
      ),
    );
  }
  return causes;
}

/** The canonical text of an address. */
function textOf(ip: string, family: Family): string {
  return family === 'IPv4' ? parseIPv4(ip)!.join('.') : canonicalIPv6(ip);
}

/** The address with all bits beyond the prefix cleared. */
function networkOf(ip: string, family: Family, bits: number): string {
  const width = family === 'IPv4' ? 8 : 16;
  const parts = (family === 'IPv4' ? parseIPv4(ip)! : parseIPv6(ip)!).map((part, i) => {
    const cleared = Math.min(width, Math.max(0, width - (bits - i * width)));
    return Math.trunc(part / 2 ** cleared) * 2 ** cleared;
  });
  return family === 'IPv4'
    ? parts.join('.')
    : canonicalIPv6(parts.map((part) => part.toString(16)).join(':'));
}

/** Whether a range lies within another and is smaller. Both must be valid. */
export function isStrictSubset(inner: string, outer: string): boolean {
  const [innerIP = '', innerBits = ''] = inner.split('/');
  const [outerIP = '', outerBits = ''] = outer.split('/');
  const family = familyOf(innerIP);
  if (family === undefined || family !== familyOf(outerIP) || Number(innerBits) <= Number(outerBits)) {
    return false;
  }
  const bits = Number(outerBits);
  return networkOf(innerIP, family, bits) === networkOf(outerIP, family, bits);
}

/**
 * Addresses that are no endpoint: unspecified, loopback, link-local.
 * Models kubernetes pkg/apis/core/validation ValidateEndpointIP.
 */
export function validateEndpointIP(field: string, value: string): StatusCause[] {
  const v4 = parseIPv4(value);
  const v6 = v4 ? undefined : parseIPv6(value);
  if (!v4 && !v6) return [invalid(field, value, 'must be a valid IP address')];
  const all = v4 ?? v6!;
  const rest = all.slice(0, -1).every((part) => part === 0);
  const causes: StatusCause[] = [];
  if (rest && all.at(-1) === 0) causes.push(invalid(field, value, `may not be unspecified (${value})`));
  if (v4 ? v4[0] === 127 : rest && v6!.at(-1) === 1) {
    causes.push(invalid(field, value, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'));
  }
  if (v4 ? v4[0] === 169 && v4[1] === 254 : (v6![0]! & 0xffc0) === 0xfe80) {
    causes.push(invalid(field, value, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
  }
  if (v4 ? v4[0] === 224 && v4[1] === 0 && v4[2] === 0 : (v6![0]! & 0xff0f) === 0xff02) {
    causes.push(
      invalid(field, value, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'),
    );
  }
  return causes;
}

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
  return /(^|\.)0\d/.test(value) && value.includes('.') ? [invalid(field, value, leadingZeros)] : [];
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

/** Models IsValidCIDRForLegacyField with strict IP validation on. */
export function validateCIDR(field: string, value: string): StatusCause[] {
  const example = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
  const match = /^([^/]+)\/(\d{1,3})$/.exec(value);
  const family = match ? familyOf(match[1]!) : undefined;
  if (!match || !family || Number(match[2]) > (family === 'IPv4' ? 32 : 128)) {
    return [invalid(field, value, example)];
  }
  const causes: StatusCause[] = [];
  if (/(^|\.)0\d/.test(match[1]!)) causes.push(invalid(field, value, leadingZeros));
  const bits = Number(match[2]);
  const network = family === 'IPv4' ? networkOf(parseIPv4(match[1]!)!, bits) : undefined;
  if (causes.length === 0 && network !== undefined && network !== match[1]) {
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

function networkOf(bytes: readonly number[], bits: number): string {
  return bytes
    .map((byte, i) => {
      const kept = Math.min(8, Math.max(0, bits - i * 8));
      return byte & (0xff << (8 - kept)) & 0xff;
    })
    .join('.');
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

import type { Allocations } from '../definition.ts';
import { parseIPv4 } from './common/ip.ts';

export interface AllocationOptions {
  /** IPv4 range of the cluster IPs. Default `10.96.0.0/16`, kind's. */
  serviceCIDR?: string;
  /** First and last node port. Default 30000–32767. */
  nodePortRange?: [number, number];
  /** From 0 to below 1, as Math.random. */
  random?: () => number;
}

/**
 * The pools that cluster IPs and node ports are drawn from: at random from the upper part, and from the lower
 * one (kept for those who ask for a certain value) only when the upper is used up.
 * Models kubernetes pkg/registry/core/service/{ipallocator,portallocator}.
 */
export function createAllocations(options: AllocationOptions = {}): Allocations {
  const { serviceCIDR = '10.96.0.0/16', nodePortRange = [30000, 32767], random = Math.random } = options;
  const ips = createRanges(serviceCIDR, random);
  const [first, last] = nodePortRange;
  const ports = createPool(first, last, staticBand(last - first + 1, 32, 128), random);
  return {
    clusterIPs: {
      claim: (ip) => {
        const number = toNumber(ip);
        if (number === undefined || !ips.has(number)) {
          return 'the provided network does not match the current range';
        }
        return ips.claim(number) ? undefined : 'provided IP is already allocated';
      },
      next: () => toText(ips.next()),
      release: (ip) => {
        const number = toNumber(ip);
        if (number !== undefined) ips.release(number);
      },
      addRange: (cidr) => ips.add(cidr),
      removeRange: (cidr) => ips.remove(cidr),
    },
    nodePorts: {
      claim: (port) => {
        if (!ports.has(port)) {
          return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
        }
        return ports.claim(port) ? undefined : 'provided port is already allocated';
      },
      next: () => ports.next(),
      release: (port) => ports.release(port),
    },
  };
}

/** How many of the first values are left to those who ask for them. */
function staticBand(size: number, step: number, max: number): number {
  if (size <= 16) return 0;
  return Math.min(Math.max(16, Math.trunc(size / step)), max);
}

/**
 * Several ranges, drawn from as one. Models kubernetes pkg/registry/core/service/ipallocator MetaAllocator.
 * @throws Error when it is no IPv4 range
 */
function createRanges(first: string, random: () => number) {
  const used = new Set<number>();
  const ranges = new Map<string, { pool: ReturnType<typeof createPool>; count: number }>();
  const add = (cidr: string) => {
    const known = ranges.get(cidr);
    if (known) {
      known.count++;
      return;
    }
    const [network = '', length = ''] = cidr.split('/');
    const base = toNumber(network);
    const size = 2 ** (32 - Number(length));
    if (base === undefined || !Number.isInteger(size))
      throw new Error(`not an IPv4 range of services: ${cidr}`);
    // Network and broadcast address are never given.
    const pool = createPool(base + 1, base + size - 2, staticBand(size, 16, 256), random, used);
    ranges.set(cidr, { pool, count: 1 });
  };
  add(first);
  const pools = () => [...ranges.values()].map(({ pool }) => pool);
  return {
    add,
    remove: (cidr: string) => {
      const known = ranges.get(cidr);
      if (known && --known.count === 0) ranges.delete(cidr);
    },
    has: (value: number) => pools().some((pool) => pool.has(value)),
    claim: (value: number) => {
      if (used.has(value)) return false;
      used.add(value);
      return true;
    },
    next: () => {
      const all = pools();
      const start = Math.trunc(random() * all.length);
      for (const pool of [...all.slice(start), ...all.slice(0, start)]) {
        try {
          return pool.next();
        } catch {
          // Another range may have some left.
        }
      }
      throw new Error('range is full');
    },
    release: (value: number) => void used.delete(value),
  };
}

function createPool(
  first: number,
  last: number,
  reserved: number,
  random: () => number,
  used = new Set<number>(),
) {
  const draw = (from: number, to: number): number | undefined => {
    const count = to - from + 1;
    if (count <= 0) return undefined;
    const start = Math.trunc(random() * count);
    for (let i = 0; i < count; i++) {
      const value = from + ((start + i) % count);
      if (!used.has(value)) return value;
    }
    return undefined;
  };
  return {
    has: (value: number) => Number.isInteger(value) && value >= first && value <= last,
    claim: (value: number) => {
      if (used.has(value)) return false;
      used.add(value);
      return true;
    },
    /** @throws Error when nothing is left */
    next: () => {
      const value = draw(first + reserved, last) ?? draw(first, first + reserved - 1);
      if (value === undefined) throw new Error('range is full');
      used.add(value);
      return value;
    },
    release: (value: number) => void used.delete(value),
  };
}

function toNumber(ip: string): number | undefined {
  return parseIPv4(ip)?.reduce((sum, byte) => sum * 256 + byte, 0);
}

function toText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.trunc(number / 2 ** shift) % 256).join('.');
}

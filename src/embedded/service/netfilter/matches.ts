import type { Protocol } from '../../../kube/types.ts';
import { inNetwork, type Match, type MatchOption, type Rule } from './rule.ts';

/** The first packet of a connection, as a hook sees it. */
export interface Packet {
  source: string;
  sourcePort: number;
  destination: string;
  port: number;
  protocol: Protocol | 'ICMP';
  inInterface: string;
  outInterface: string;
  mark: number;
  /** Whether the destination was rewritten on its way. */
  translated: boolean;
}

export interface MatchContext {
  /** Whether an address is one of the node's own. */
  isLocal(ip: string): boolean;
  now: number;
  random: () => number;
  /** xt_recent's lists: name → source → milliseconds when last seen. */
  recent: Map<string, Map<string, number>>;
}

/** Whether a packet is one that the rule is about. @throws Error for a match that is not simulated */
export function matches(rule: Rule, packet: Packet, context: MatchContext): boolean {
  const agrees = (field: { value: string; negated: boolean } | undefined, test: (value: string) => boolean) =>
    !field || test(field.value) !== field.negated;
  return (
    agrees(rule.protocol, (value) => value === packet.protocol.toLowerCase()) &&
    agrees(rule.destination, (value) => inNetwork(packet.destination, value)) &&
    agrees(rule.source, (value) => inNetwork(packet.source, value)) &&
    agrees(rule.inInterface, (value) => isInterface(packet.inInterface, value)) &&
    agrees(rule.outInterface, (value) => isInterface(packet.outInterface, value)) &&
    rule.matches.every((match) => matchesModule(match, packet, context))
  );
}

function isInterface(name: string, pattern: string): boolean {
  return pattern.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function matchesModule(match: Match, packet: Packet, context: MatchContext): boolean {
  if (match.module === 'recent') return matchesRecent(match, packet, context);
  if (match.module === 'statistic') return matchesStatistic(match, context);
  return match.options.every((option) => matchesOption(option, packet, context) !== option.negated);
}

function matchesOption({ name, values }: MatchOption, packet: Packet, context: MatchContext): boolean {
  const value = values[0] ?? '';
  switch (name) {
    case 'dport':
      return inRange(packet.port, value);
    case 'sport':
      return inRange(packet.sourcePort, value);
    case 'dports':
      return value.split(',').some((range) => inRange(packet.port, range));
    case 'sports':
      return value.split(',').some((range) => inRange(packet.sourcePort, range));
    case 'ports':
      return value
        .split(',')
        .some((range) => inRange(packet.port, range) || inRange(packet.sourcePort, range));
    case 'dst-type':
      return isType(packet.destination, value, context);
    case 'src-type':
      return isType(packet.source, value, context);
    case 'ctstate':
    case 'state': {
      const states = value.toUpperCase().split(',');
      return states.includes('NEW') || (packet.translated && states.includes('DNAT'));
    }
    case 'mark': {
      const [mark, mask = 0xffffffff] = value.split('/').map(Number);
      return (packet.mark & mask) >>> 0 === mark;
    }
    case 'src-range':
    case 'dst-range': {
      const [from = '', to = from] = value.split('-');
      const number = (ip: string) => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
      const ip = number(name === 'src-range' ? packet.source : packet.destination);
      return ip >= number(from) && ip <= number(to);
    }
    case 'syn':
      return packet.protocol === 'TCP';
    // A first packet is under every limit, and carries a SYN alone.
    default:
      return true;
  }
}

function inRange(port: number, range: string): boolean {
  const [from, to = from] = range.split(':');
  return port >= Number(from) && port <= Number(to);
}

function isType(ip: string, types: string, context: MatchContext): boolean {
  const type = context.isLocal(ip) ? 'LOCAL' : /^(22[4-9]|23\d)\./.test(ip) ? 'MULTICAST' : 'UNICAST';
  return types.split(',').includes(type);
}

function matchesStatistic({ options }: Match, context: MatchContext): boolean {
  const probability = options.find(({ name }) => name === 'probability')?.values[0];
  return probability === undefined || context.random() < Number(probability);
}

function matchesRecent({ options }: Match, packet: Packet, context: MatchContext): boolean {
  const option = (name: string) => options.find((one) => one.name === name);
  const name = option('name')?.values[0] ?? 'DEFAULT';
  const address = option('rdest') ? packet.destination : packet.source;
  const list = context.recent.get(name) ?? new Map<string, number>();
  context.recent.set(name, list);
  const seconds = option('seconds')?.values[0];
  const seen = list.get(address);
  const oldest = seconds === undefined ? -Infinity : context.now - Number(seconds) * 1000;
  const known = seen !== undefined && seen >= oldest;
  if (option('set')) {
    list.set(address, context.now);
    return !option('set')!.negated;
  }
  if (option('remove')) return list.delete(address);
  if (option('update') && known) list.set(address, context.now);
  if (option('reap') && seen !== undefined && !known) list.delete(address);
  return known !== (option('rcheck') ?? option('update'))?.negated;
}

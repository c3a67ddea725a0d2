import { matches, type MatchContext, type Packet } from './matches.ts';
import { inNetwork, type Rule } from './rule.ts';

export type TableName = 'raw' | 'mangle' | 'nat' | 'filter';

/** A rule that decided something about a packet, or sent it on to another chain. */
export interface Step {
  table: TableName;
  chain: string;
  rule: Rule;
}

export type Fate =
  | { kind: 'accept' }
  | { kind: 'drop'; step: Step | undefined }
  /** With which error the sender learns of it. */
  | { kind: 'reject'; step: Step; how: string };

/** What a walk needs to know of the kernel. */
export interface Chains extends MatchContext {
  /** The rules of a chain that could be about this packet, in order; undefined when there is no such chain. */
  about(table: TableName, chain: string, packet: Packet): readonly Rule[] | undefined;
  policy(table: TableName, chain: string): 'ACCEPT' | 'DROP';
  /** The node's address on the way to somewhere. */
  ownAddress(destination: string): string;
}

type Verdict = 'continue' | 'return' | 'accept' | Fate;

/** A packet passes one chain of one table at one hook. Changes the packet as the targets say. */
export function pass(chains: Chains, table: TableName, hook: string, packet: Packet, steps: Step[]): Fate {
  const verdict = walk(chains, table, hook, packet, steps, 0);
  if (typeof verdict === 'object') return verdict;
  if (verdict !== 'accept' && chains.policy(table, hook) === 'DROP') return { kind: 'drop', step: undefined };
  return { kind: 'accept' };
}

function walk(
  chains: Chains,
  table: TableName,
  chain: string,
  packet: Packet,
  steps: Step[],
  depth: number,
): Verdict {
  if (depth > 16) return 'continue';
  for (const rule of chains.about(table, chain, packet) ?? []) {
    if (!matches(rule, packet, chains)) continue;
    rule.packets += 1;
    rule.bytes += 60;
    const step = { table, chain, rule };
    steps.push(step);
    const verdict = act(chains, step, packet, steps, depth);
    if (verdict === 'return') return rule.goto ? 'return' : 'continue';
    if (verdict !== 'continue') return verdict;
  }
  return 'continue';
}

function act(chains: Chains, step: Step, packet: Packet, steps: Step[], depth: number): Verdict {
  const { rule, table } = step;
  const option = (name: string) => rule.targetOptions.find((one) => one.name === name)?.values[0];
  switch (rule.target) {
    case undefined:
    case 'LOG':
      return 'continue';
    case 'ACCEPT':
      return 'accept';
    case 'RETURN':
      return 'return';
    case 'DROP':
      return { kind: 'drop', step };
    case 'REJECT':
      return { kind: 'reject', step, how: option('reject-with') ?? 'icmp-port-unreachable' };
    case 'MARK': {
      const [value = 0, mask = 0xffffffff] = (option('set-xmark') ?? `${option('set-mark')}/0xffffffff`)
        .split('/')
        .map(Number);
      packet.mark = ((packet.mark & ~mask) ^ value) >>> 0;
      return 'continue';
    }
    case 'DNAT': {
      const [ip, port] = (option('to-destination') ?? '').split(':');
      if (ip) packet.destination = ip;
      if (port) packet.port = Number(port);
      packet.translated = true;
      return 'accept';
    }
    case 'REDIRECT':
      packet.destination = packet.inInterface === '' ? '127.0.0.1' : chains.ownAddress(packet.source);
      packet.port = Number(option('to-ports') ?? packet.port);
      packet.translated = true;
      return 'accept';
    case 'SNAT':
      packet.source = (option('to-source') ?? packet.source).split(':')[0]!;
      return 'accept';
    case 'MASQUERADE':
      packet.source = chains.ownAddress(packet.destination);
      return 'accept';
    default: {
      const verdict = walk(chains, table, rule.target, packet, steps, depth + 1);
      return verdict === 'continue' && rule.goto ? 'return' : verdict === 'return' ? 'continue' : verdict;
    }
  }
}

export const isLoopback = (ip: string) => inNetwork(ip, '127.0.0.0/8');

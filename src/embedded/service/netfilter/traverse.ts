import { pass, type Chains, type Fate, type Step, type TableName } from './hooks.ts';
import type { Packet } from './matches.ts';

const before: readonly TableName[] = ['raw', 'mangle', 'nat'];

/** The hooks that a packet passes before its route is known. @param sent by the node itself */
export function onTheWayIn(chains: Chains, packet: Packet, sent: boolean, steps: Step[]): Fate {
  const hook = sent ? 'OUTPUT' : 'PREROUTING';
  return through(chains, sent ? [...before, 'filter'] : before, hook, packet, steps);
}

/** The hooks of a packet for the node itself. */
export function input(chains: Chains, packet: Packet, steps: Step[]): Fate {
  return through(chains, ['mangle', 'filter', 'nat'], 'INPUT', packet, steps);
}

/** The hooks of a packet that goes on. @param sent by the node itself: then it is not forwarded */
export function onTheWayOut(chains: Chains, packet: Packet, sent: boolean, steps: Step[]): Fate {
  if (!sent) {
    const fate = through(chains, ['mangle', 'filter'], 'FORWARD', packet, steps);
    if (fate.kind !== 'accept') return fate;
  }
  return through(chains, ['mangle', 'nat'], 'POSTROUTING', packet, steps);
}

function through(
  chains: Chains,
  tables: readonly TableName[],
  hook: string,
  packet: Packet,
  steps: Step[],
): Fate {
  for (const table of tables) {
    const fate = pass(chains, table, hook, packet, steps);
    if (fate.kind !== 'accept') return fate;
  }
  return { kind: 'accept' };
}

import type { Packet } from './matches.ts';

/** One side of a connection, as its packets carry it. */
export interface Tuple {
  source: string;
  destination: string;
  sourcePort: number;
  port: number;
}

export interface Flow {
  protocol: Packet['protocol'];
  original: Tuple;
  /** What the answers carry. */
  reply: Tuple;
  state: 'SYN_SENT' | 'ESTABLISHED' | 'TIME_WAIT' | 'CLOSE' | 'UNREPLIED' | 'REPLIED';
  /** Milliseconds since the epoch when the kernel forgets it. */
  expires: number;
}

// net.netfilter.nf_conntrack_*_timeout_*, in seconds.
const timeouts: Readonly<Record<Flow['state'], number>> = {
  SYN_SENT: 120,
  ESTABLISHED: 432_000,
  TIME_WAIT: 120,
  CLOSE: 10,
  UNREPLIED: 30,
  REPLIED: 30,
};

const most = 4096;

/** A node's memory of connections. */
export class Conntrack {
  #flows: Flow[] = [];

  begin(flow: Pick<Flow, 'protocol' | 'original' | 'reply'>, state: Flow['state'], now: number): Flow {
    const begun = { ...flow, state, expires: now + timeouts[state] * 1000 };
    if (this.#flows.length >= most) this.#flows = this.list(now).slice(-most / 2);
    this.#flows.push(begun);
    return begun;
  }

  turn(flow: Flow, state: Flow['state'], now: number): void {
    flow.state = state;
    flow.expires = now + timeouts[state] * 1000;
  }

  list(now: number): Flow[] {
    return this.#flows.filter(({ expires }) => expires > now);
  }

  /** @returns how many there were */
  delete(test: (flow: Flow) => boolean): number {
    const before = this.#flows.length;
    this.#flows = this.#flows.filter((flow) => !test(flow));
    return before - this.#flows.length;
  }
}

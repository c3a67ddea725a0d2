import type { Protocol } from '../kube/types.ts';

export interface SocketAddress {
  ip: string;
  port: number;
  protocol: Protocol;
}

/** Who sends: a Pod (through its own network namespace), a node itself, or a computer on the nodes' network. */
export type Origin =
  | { kind: 'pod'; namespace: string; name: string; ip: string; node: string; hostNetwork: boolean }
  | { kind: 'node'; name: string; ip: string }
  | { kind: 'outside'; name: string; ip: string };

/** One station that the packet came by, with the rule or object that sent it on. */
export interface Hop {
  station: 'client' | 'service' | 'endpointslice' | 'kube-proxy' | 'pod' | 'node' | 'outside';
  /** `shop/web:http`, `10.244.1.3:8080`, a node's name, … */
  subject: string;
  /** What happened here: the rule's text as iptables-save prints it, or a plain sentence. */
  detail: string;
}

/** What travels: text over TCP (one request, one answer), text or a DNS message over UDP or TCP. */
export type Payload = { kind: 'text'; text: string } | { kind: 'dns'; message: DnsMessage };

export interface DnsMessage {
  question: { name: string; type: DnsType };
  /** Absent in a query. */
  answer?: {
    rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'FORMERR' | 'NOTIMP';
    authoritative: boolean;
    recursionAvailable: boolean;
    answers: DnsRecord[];
    authority: DnsRecord[];
    additional: DnsRecord[];
  };
}

export type DnsType = 'A' | 'AAAA' | 'SRV' | 'PTR' | 'CNAME' | 'TXT' | 'SOA' | 'NS' | 'MX' | 'HINFO' | 'ANY';

export interface DnsRecord {
  /** Fully qualified, with no trailing dot. */
  name: string;
  type: DnsType;
  ttl: number;
  /** As in a zone file: `10.96.0.1`, `0 100 443 kubernetes.default.svc.cluster.local.`, … */
  data: string;
}

/** A port that a process serves. */
export interface Listener {
  /** `0.0.0.0`, `127.0.0.1` or the Pod's own IP. */
  address: string;
  port: number;
  protocol: Protocol;
  /** Unbinds the port when aborted, before the process ends. */
  signal?: AbortSignal;
  /** The port stays bound after the process that bound it, until its container stops: a daemon's. */
  daemon?: boolean;
  /** One message in, its answer out; undefined answers nothing (UDP) or closes without a word (TCP). */
  serve(payload: Payload, peer: SocketAddress): Promise<Payload | undefined>;
}

/**
 * What becomes of a packet. Refused, timed out and open are different outcomes as on a real node:
 * refused `afterMs` (0 for a RST by the peer, about 1000 for an ICMP reject of a TCP connect, since the
 * kernel tries once more), or never answered, so that the caller's own time limit decides.
 */
export type Dial = { hops: Hop[] } & (
  | { outcome: 'open'; remote: SocketAddress; exchange(payload: Payload): Promise<Payload | undefined> }
  | { outcome: 'refused'; afterMs: number }
  | { outcome: 'unreachable'; message: string }
  | { outcome: 'timeout' }
);

/** The one function behind every probe, tool and diagram. */
export interface DataPlane {
  dial(origin: Origin, address: SocketAddress): Promise<Dial>;
}

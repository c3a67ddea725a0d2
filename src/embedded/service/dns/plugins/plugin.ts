import type { DnsRecord, DnsType } from '../../../network.ts';
import type { Directive, ServerBlock } from '../corefile.ts';
import type { Answer, ZoneData } from '../kubernetes.ts';

/** A question and who asks it. */
export interface Request {
  /** Without its trailing dot, as it was asked. */
  name: string;
  type: DnsType;
  peer: { ip: string; port: number };
  protocol: 'udp' | 'tcp';
}

/** What plugins know of the process that they run in. */
export interface Environment {
  data: ZoneData;
  serial: () => number;
  /** Whether the API's objects are known; SERVFAIL until then. */
  ready: () => boolean;
  hasPod?: (namespace: string, ip: string) => boolean;
  /** Asks another server once. @throws Failed when it does not answer */
  ask: (server: string, question: { name: string; type: DnsType }) => Promise<Answer>;
  /** The name servers of a file like /etc/resolv.conf. */
  nameservers: (path: string) => string[];
  readFile: (path: string) => string | undefined;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: (text: string) => void;
  /** Asks this server itself, for the target of a CNAME. */
  resolve: (request: Request, depth: number) => Promise<Answer>;
}

/** @returns undefined to say nothing at all to the client */
export type Next = (request: Request) => Promise<Answer | undefined>;

/** One link of the chain that a question goes through. */
export type Plugin = (request: Request, next: Next) => Promise<Answer | undefined>;

export type MakePlugin = (directive: Directive, environment: Environment, block: ServerBlock) => Plugin;

/** A plugin's error: the client is told the code, the plugin `errors` logs the message. */
export class Failed extends Error {
  override name = 'Failed';
  readonly rcode: Answer['rcode'];
  constructor(rcode: Answer['rcode'], message: string) {
    super(message);
    this.rcode = rcode;
  }
}

export const answerOf = (
  rcode: Answer['rcode'],
  answers: DnsRecord[] = [],
  authoritative = false,
): Answer => ({
  rcode,
  authoritative,
  recursionAvailable: false,
  answers,
  authority: [],
  additional: [],
});

/** Whether a name lies in a zone; '' is the root. Both without trailing dots. */
export function inZone(name: string, zone: string): boolean {
  const lower = name.toLowerCase();
  return zone === '' || lower === zone || lower.endsWith(`.${zone}`);
}

export const bare = (name: string) => name.replace(/\.$/, '').toLowerCase();

/** Zones named by arguments, or those of the server block. */
export const zonesOf = (args: readonly string[], block: ServerBlock): string[] =>
  args.length > 0 ? args.map(bare) : block.zones;

/** Whether `fallthrough [ZONES]` lets a name go on to the next plugin. */
export function fallsThrough(directive: Directive, name: string): boolean {
  const line = directive.block.find((one) => one.name === 'fallthrough');
  return line !== undefined && (line.args.length === 0 || line.args.some((zone) => inZone(name, bare(zone))));
}

import type { DnsMessage, DnsType } from '../../network.ts';
import type { Process } from '../../process.ts';
import { within } from '../runtime/program.ts';
import { connect } from './connect.ts';

export type Answer = NonNullable<DnsMessage['answer']>;
export type QueryResult =
  | { outcome: 'answer'; answer: Answer; ms: number }
  | { outcome: 'refused' }
  | { outcome: 'timeout' }
  | { outcome: 'unreachable'; message: string };

export interface Query {
  server: string;
  port?: number;
  name: string;
  type: DnsType;
  tcp?: boolean;
  timeoutMs: number;
}

/** Asks one server once. The name goes out without its trailing dot. */
export async function query(process: Process, request: Query): Promise<QueryResult> {
  const start = process.clock.now();
  const address = {
    ip: request.server,
    port: request.port ?? 53,
    protocol: request.tcp ? 'TCP' : 'UDP',
  } as const;
  const connection = await connect(process, address, request.timeoutMs);
  if (connection.outcome === 'limit') return { outcome: 'timeout' };
  if (connection.outcome === 'failed')
    return connection.error === 'Connection refused'
      ? { outcome: 'refused' }
      : { outcome: 'unreachable', message: connection.error };
  const message: DnsMessage = { question: { name: request.name.replace(/\.$/, ''), type: request.type } };
  const left = Math.max(0, request.timeoutMs - (process.clock.now() - start));
  const reply = await within(
    process,
    left,
    connection.exchange({ kind: 'dns', message }).then((payload) => ({ payload })),
  );
  const answer = reply?.payload?.kind === 'dns' ? reply.payload.message.answer : undefined;
  if (answer) return { outcome: 'answer', answer, ms: process.clock.now() - start };
  // A server that never answers: the time still passes.
  if (reply) await process.clock.sleep(left, process.signal);
  return { outcome: 'timeout' };
}

export interface ResolvConf {
  nameservers: string[];
  search: string[];
  ndots: number;
  timeoutMs: number;
  attempts: number;
}

/** Reads /etc/resolv.conf as resolv.conf(5) says. */
export function resolvConf(process: Process): ResolvConf {
  const conf: ResolvConf = { nameservers: [], search: [], ndots: 1, timeoutMs: 5000, attempts: 2 };
  for (const line of (process.fs.read('/etc/resolv.conf') ?? '').split('\n')) {
    const [keyword, ...values] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/);
    if (keyword === 'nameserver' && values[0] && conf.nameservers.length < 3)
      conf.nameservers.push(values[0]);
    else if (keyword === 'search' || keyword === 'domain')
      conf.search = values.map((domain) => domain.replace(/\.$/, ''));
    else if (keyword === 'options')
      for (const option of values) {
        const [key, value] = option.split(':');
        if (key === 'ndots') conf.ndots = Math.min(15, Number(value) || 0);
        if (key === 'timeout') conf.timeoutMs = (Number(value) || 5) * 1000;
        if (key === 'attempts') conf.attempts = Math.min(5, Number(value) || 2);
      }
  }
  if (conf.nameservers.length === 0) conf.nameservers.push('127.0.0.1');
  return conf;
}

/** The names to ask for, in order (res_search): search list first when there are fewer dots than ndots. */
export function candidates(name: string, conf: ResolvConf): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = conf.search.map((domain) => (domain ? `${name}.${domain}` : name));
  const dots = name.split('.').length - 1;
  return dots >= conf.ndots ? [name, ...searched] : [...searched, name];
}

/** `4.3.2.1.in-addr.arpa` for `1.2.3.4`. */
export const reverseName = (ip: string) => `${ip.split('.').reverse().join('.')}.in-addr.arpa`;

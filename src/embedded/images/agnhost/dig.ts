import type { DnsRecord, DnsType } from '../../network.ts';
import type { Process } from '../../process.ts';
import { strftime } from '../runtime/strftime.ts';
import { candidates, query, resolvConf, reverseName, type Answer, type QueryResult } from '../network/dns.ts';
import { resolve } from '../network/resolver.ts';
import type { Program } from '../runtime/program.ts';

const VERSION = '9.18.49';
const types: readonly string[] = ['A', 'AAAA', 'SRV', 'PTR', 'CNAME', 'TXT', 'SOA', 'NS', 'MX', 'ANY'];

interface Request {
  server: string | undefined;
  name: string;
  type: DnsType;
  port: number;
  tcp: boolean;
  search: boolean;
  short: boolean;
  timeoutMs: number;
  tries: number;
  show: Set<string>;
}

const everything = ['cmd', 'comments', 'question', 'answer', 'authority', 'additional', 'stats'];

function parse(args: readonly string[]): Request {
  const request: Request = {
    server: undefined,
    name: '.',
    type: 'A',
    port: 53,
    tcp: false,
    search: false,
    short: false,
    timeoutMs: 5000,
    tries: 3,
    show: new Set(everything),
  };
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!;
    if (arg.startsWith('@')) request.server = arg.slice(1);
    else if (arg === '-x') {
      request.name = reverseName(args[++index] ?? '');
      request.type = 'PTR';
    } else if (arg === '-t') request.type = (args[++index] ?? 'A').toUpperCase() as DnsType;
    else if (arg === '-q') request.name = args[++index] ?? '.';
    else if (arg === '-p') request.port = Number(args[++index]);
    else if (arg.startsWith('+')) option(request, arg.slice(1));
    else if (types.includes(arg.toUpperCase())) request.type = arg.toUpperCase() as DnsType;
    else if (arg.toUpperCase() !== 'IN' && !arg.startsWith('-')) request.name = arg;
  }
  return request;
}

function option(request: Request, text: string): void {
  const [word, value] = text.split('=');
  const on = !word!.startsWith('no');
  const name = on ? word! : word!.slice(2);
  if (word === 'noall' || word === 'all') request.show = new Set(on ? everything : []);
  else if (name === 'tcp' || name === 'vc') request.tcp = on;
  else if (name === 'search') request.search = on;
  else if (name === 'short') request.short = on;
  else if (name === 'time' || name === 'timeout') request.timeoutMs = (Number(value) || 5) * 1000;
  else if (name === 'tries') request.tries = Number(value) || 1;
  else if (name === 'retry') request.tries = (Number(value) || 0) + 1;
  else if (everything.includes(name)) {
    if (on) request.show.add(name);
    else request.show.delete(name);
  }
}

/** Fields at columns 24, 32, 40 and 48 by tabs, or one blank where the column has passed. */
function columns(fields: readonly (readonly [number, string])[]): string {
  let line = '';
  let width = 0;
  for (const [column, text] of fields) {
    if (line || column === 0) {
      if (line && width >= column) {
        line += ' ';
        width++;
      }
      while (line && width < column) {
        line += '\t';
        width = Math.floor(width / 8) * 8 + 8;
      }
    }
    line += text;
    width += text.length;
  }
  return line;
}

const dotted = (name: string) => (name === '' || name === '.' ? '.' : `${name.replace(/\.$/, '')}.`);
const nameTypes = ['CNAME', 'PTR', 'NS'];
const dataOf = (record: DnsRecord) => (nameTypes.includes(record.type) ? dotted(record.data) : record.data);

const recordLine = (record: DnsRecord) =>
  columns([
    [0, dotted(record.name)],
    [24, String(record.ttl)],
    [32, 'IN'],
    [40, record.type],
    [48, dataOf(record)],
  ]);

/** Bytes of a record as CoreDNS sends it: names are not compressed. */
function recordSize(record: DnsRecord): number {
  const nameSize = (name: string) => (name === '.' || name === '' ? 1 : name.replace(/\.$/, '').length + 2);
  const fields = record.data.split(' ');
  const sizes: Readonly<Record<string, () => number>> = {
    A: () => 4,
    AAAA: () => 16,
    SRV: () => 6 + nameSize(fields[3] ?? ''),
    SOA: () => 20 + nameSize(fields[0] ?? '') + nameSize(fields[1] ?? ''),
    MX: () => 2 + nameSize(fields[1] ?? ''),
    TXT: () => record.data.replace(/"/g, '').length + 1,
  };
  return nameSize(record.name) + 10 + (sizes[record.type]?.() ?? nameSize(record.data));
}

const hex = (digits: number) =>
  Array.from({ length: digits }, () => Math.floor(Math.random() * 16).toString(16)).join('');

function page(
  process: Process,
  request: Request,
  server: string,
  name: string,
  answer: Answer,
  ms: number,
  argv: readonly string[],
): string {
  const { show } = request;
  const comments = show.has('comments');
  const lines: string[] = [];
  if (show.has('cmd') && comments) lines.push(...banner(argv));
  if (comments) {
    lines.push(';; Got answer:');
    if (/(^|\.)local$/i.test(name))
      lines.push(
        ';; WARNING: .local is reserved for Multicast DNS',
        ';; You are currently testing what happens when an mDNS query is leaked to DNS',
      );
    lines.push(
      `;; ->>HEADER<<- opcode: QUERY, status: ${answer.rcode}, id: ${Math.floor(Math.random() * 65536)}`,
    );
    const flags = ['qr', answer.authoritative && 'aa', 'rd', answer.recursionAvailable && 'ra']
      .filter(Boolean)
      .join(' ');
    lines.push(
      `;; flags: ${flags}; QUERY: 1, ANSWER: ${answer.answers.length}, AUTHORITY: ${answer.authority.length}, ADDITIONAL: ${answer.additional.length + 1}`,
    );
    if (!answer.recursionAvailable) lines.push(';; WARNING: recursion requested but not available');
    lines.push(
      '',
      ';; OPT PSEUDOSECTION:',
      '; EDNS: version: 0, flags:; udp: 1232',
      `; COOKIE: ${hex(16)} (echoed)`,
    );
  }
  if (show.has('question')) {
    if (comments) lines.push(';; QUESTION SECTION:');
    lines.push(
      columns([
        [0, `;${dotted(name)}`],
        [32, 'IN'],
        [40, request.type],
      ]),
    );
    if (comments) lines.push('');
  }
  for (const section of ['answer', 'authority', 'additional'] as const) {
    const records = section === 'answer' ? answer.answers : answer[section];
    if (!show.has(section) || records.length === 0) continue;
    if (comments) lines.push(`;; ${section.toUpperCase()} SECTION:`);
    lines.push(...records.map(recordLine));
    if (comments) lines.push('');
  }
  if (show.has('stats')) {
    const records = [...answer.answers, ...answer.authority, ...answer.additional];
    const size = 12 + name.length + 2 + 4 + 23 + records.reduce((sum, record) => sum + recordSize(record), 0);
    lines.push(
      `;; Query time: ${Math.round(ms)} msec`,
      `;; SERVER: ${server}#${request.port}(${server}) (${request.tcp ? 'TCP' : 'UDP'})`,
      `;; WHEN: ${strftime('%a %b %d %H:%M:%S UTC %Y', process.clock.now())}`,
      `;; MSG SIZE  rcvd: ${size}`,
      '',
    );
  }
  return lines.map((line) => `${line}\n`).join('');
}

const banner = (argv: readonly string[]) => [
  '',
  `; <<>> DiG ${VERSION} <<>> ${argv.slice(1).join(' ')}`,
  ';; global options: +cmd',
];

/** Asks as often as dig does, and says what went wrong each time. */
export async function ask(
  process: Process,
  request: { server: string; port: number; name: string; type: DnsType; tcp?: boolean; timeoutMs: number },
  tries: number,
  say: (text: string) => void,
): Promise<Extract<QueryResult, { outcome: 'answer' }> | undefined> {
  const at = `${request.server}#${request.port}`;
  let refusals = 0;
  for (let attempt = 0; attempt < tries; attempt++) {
    const result = await query(process, request);
    if (result.outcome === 'answer') return result;
    // The kernel limits its ICMP errors, so the third refusal in a row is not heard of.
    let reason = 'timed out';
    if (result.outcome === 'refused') reason = 'connection refused';
    else if (result.outcome === 'unreachable') reason = result.message.toLowerCase();
    if (result.outcome === 'refused' && !request.tcp && ++refusals === 3) {
      await process.clock.sleep(request.timeoutMs, process.signal);
      reason = 'timed out';
    }
    if (request.tcp)
      say(`;; Connection to ${at}(${request.server}) for ${request.name} failed: ${reason}.\n`);
    else say(`;; communications error to ${at}: ${reason}\n`);
  }
  return undefined;
}

/** dig of BIND 9.18. */
export const dig: Program = async (process, argv) => {
  const request = parse(argv.slice(1));
  const conf = resolvConf(process);
  let server = conf.nameservers[0]!;
  if (request.server !== undefined) {
    const found = await resolve(process, request.server);
    if (!found.found) {
      process.stderr(`dig: couldn't get address for '${request.server}': not found\n`);
      return 10;
    }
    server = found.addresses[0]!;
  }
  const plain = request.name.replace(/\.$/, '');
  const names = request.search ? candidates(request.name, conf) : [plain];
  for (const [index, name] of names.entries()) {
    const result = await ask(process, { ...request, server, name }, request.tries, (text) =>
      process.stdout(text),
    );
    if (!result) {
      if (!request.tcp && !request.short && request.show.has('cmd'))
        process.stdout(
          banner(argv)
            .map((line) => `${line}\n`)
            .join(''),
        );
      process.stdout(';; no servers could be reached\n');
      return 9;
    }
    const { answer, ms } = result;
    if (index < names.length - 1 && (answer.rcode !== 'NOERROR' || answer.answers.length === 0)) continue;
    if (request.short) process.stdout(answer.answers.map((record) => `${dataOf(record)}\n`).join(''));
    else process.stdout(page(process, request, server, name, answer, ms, argv));
    return 0;
  }
  return 0;
};

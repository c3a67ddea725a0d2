import type { DnsRecord, DnsType } from '../../network.ts';
import type { Process } from '../../process.ts';
import { query, resolvConf, reverseName, type QueryResult } from '../network/dns.ts';
import { resolve } from '../network/resolver.ts';
import { Failure, isIPv4, type Program } from '../runtime/program.ts';

const types: readonly DnsType[] = ['A', 'AAAA', 'SRV', 'PTR', 'CNAME', 'TXT', 'SOA', 'NS', 'MX', 'ANY'];
const bare = (name: string) => name.replace(/\.$/, '');

/** One record as busybox prints it. */
function show(record: DnsRecord): string {
  const fields = record.data.split(' ').map(bare);
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `Name:\t${record.name}\nAddress: ${record.data}\n`;
    case 'CNAME':
      return `${record.name}\tcanonical name = ${fields[0]!}\n`;
    case 'PTR':
      return `${record.name}\tname = ${fields[0]!}\n`;
    case 'NS':
      return `${record.name}\tnameserver = ${fields[0]!}\n`;
    case 'MX':
      return `${record.name}\tmail exchanger = ${fields.join(' ')}\n`;
    case 'SRV':
      return `${record.name}\tservice = ${fields.join(' ')}\n`;
    case 'TXT':
      return `${record.name}\ttext = "${record.data.replace(/^"|"$/g, '')}"\n`;
    case 'SOA':
      return `${record.name}\n\torigin = ${fields[0]!}\n\tmail addr = ${fields[1]!}\n\tserial = ${fields[2]!}\n\trefresh = ${fields[3]!}\n\tretry = ${fields[4]!}\n\texpire = ${fields[5]!}\n\tminimum = ${fields[6]!}\n`;
    default:
      return '';
  }
}

/** Answers come as they come: a shuffle that follows the clock. */
function arrival<T>(process: Process, items: readonly T[]): T[] {
  const left = [...items];
  const order: T[] = [];
  let state = Math.floor(process.clock.now()) % 2147483647 || 1;
  while (left.length) {
    state = (state * 48271) % 2147483647;
    order.push(...left.splice(state % left.length, 1));
  }
  return order;
}

interface Settings {
  types: DnsType[];
  debug: boolean;
  port: number;
  timeoutMs: number;
  names: string[];
}

function settings(args: readonly string[]): Settings {
  const result: Settings = { types: [], debug: false, port: 53, timeoutMs: 5000, names: [] };
  for (const arg of args) {
    const [option, value = ''] = arg.split('=');
    if (!arg.startsWith('-')) result.names.push(arg);
    else if (/^-(?:type|querytype|q|t)$/.test(option!)) {
      const type = types.find((one) => one === value.toUpperCase());
      if (!type) throw new Failure(`invalid query type "${value}"`);
      result.types.push(type);
    } else if (option === '-debug') result.debug = true;
    else if (option === '-port') result.port = Number(value) || 53;
    else if (option === '-timeout') result.timeoutMs = (Number(value) || 5) * 1000;
    else if (option !== '-retry') throw new Failure(`unrecognized option '${arg}'`);
  }
  return result;
}

/**
 * nslookup of busybox since 1.30, with a resolver of its own: names without a dot get every search
 * suffix at once, those with a dot none; ndots counts for nothing. Models networking/nslookup.c.
 */
export const nslookup: Program = async (process, argv) => {
  const options = settings(argv.slice(1));
  const [name, serverName] = options.names;
  if (name === undefined) {
    return 1;
  }
  const conf = resolvConf(process);
  let server = conf.nameservers[0]!;
  if (serverName !== undefined) {
    const found = await resolve(process, serverName);
    if (!found.found) throw new Failure(`bad address '${serverName}'`);
    server = found.addresses[0]!;
  }
  const asked: DnsType[] = options.types.length ? options.types : isIPv4(name) ? ['PTR'] : ['A', 'AAAA'];
  const target = isIPv4(name) && asked.includes('PTR') ? reverseName(name) : name;
  const full =
    target.includes('.') || conf.search.length === 0
      ? [target]
      : conf.search.map((domain) => `${target}.${domain}`);
  const questions = full.flatMap((one) => asked.map((type) => ({ name: one, type })));
  const replies = await Promise.all(
    questions.map(async (question, number) => ({
      number,
      question,
      result: await query(process, { server, port: options.port, ...question, timeoutMs: options.timeoutMs }),
    })),
  );
  return report(process, options, server, replies);
};

type Reply = { number: number; question: { name: string }; result: QueryResult };

function report(process: Process, options: Settings, server: string, replies: readonly Reply[]): number {
  const lost = replies.map((reply) => reply.result).find((result) => result.outcome !== 'answer');
  if (lost?.outcome === 'refused') process.stderr(`nslookup: write to '${server}': Connection refused\n`);
  if (lost?.outcome === 'unreachable')
    process.stderr(`nslookup: can't connect to remote host (${server}): ${lost.message}\n`);
  const answered = replies.filter((reply) => reply.result.outcome === 'answer');
  if (answered.length === 0) {
    process.stdout(';; connection timed out; no servers could be reached\n\n');
    return 1;
  }
  process.stdout(`Server:\t\t${server}\nAddress:\t${server}:${options.port}\n\n`);
  let status = 0;
  for (const { number, question, result } of arrival(process, answered)) {
    if (result.outcome !== 'answer') continue;
    const { answer } = result;
    if (options.debug) process.stdout(`Query #${number} completed in ${Math.round(result.ms)}ms:\n`);
    if (answer.rcode !== 'NOERROR') {
      process.stdout(`** server can't find ${question.name}: ${answer.rcode}\n`);
      status = 1;
    } else {
      if (options.debug || !answer.authoritative)
        process.stdout(`${answer.authoritative ? 'a' : 'Non-a'}uthoritative answer:\n`);
      for (const record of answer.answers) process.stdout(show(record));
    }
    process.stdout('\n');
  }
  for (const { question, result } of replies)
    if (result.outcome !== 'answer') {
      process.stdout(`*** Can't find ${question.name}: No answer\n\n`);
      status = 1;
    }
  return status;
}

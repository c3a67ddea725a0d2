import type { DnsRecord } from '../../../network.ts';
import { reverseAddress, parseRecord } from '../records.ts';
import { answerOf, bare, fallsThrough, inZone, zonesOf, type MakePlugin } from './plugin.ts';

/** The plugin hosts: addresses from its lines or from a file like /etc/hosts. */
export const hosts: MakePlugin = (directive, environment, block) => {
  const [file, ...zones] = directive.args;
  const option = (key: string) => directive.block.find((line) => line.name === key);
  const ttl = Number(option('ttl')?.args[0] ?? 3600);
  const inline = directive.block.map(({ name, args }) => [name, ...args]);

  return async (request, next) => {
    if (!zonesOf(zones, block).some((zone) => inZone(request.name, zone))) return next(request);
    const lines = [
      ...(environment.readFile(file ?? '/etc/hosts') ?? '')
        .split('\n')
        .map((line) => line.replace(/#.*/, '').trim().split(/\s+/)),
      ...inline,
    ].filter(([ip = '']) => /^\d+\.\d+\.\d+\.\d+$/.test(ip) || ip.includes(':'));
    const name = bare(request.name);
    const record = (type: DnsRecord['type'], data: string): DnsRecord => ({
      name: request.name,
      type,
      ttl,
      data,
    });
    if (request.type === 'PTR' && option('no_reverse') === undefined) {
      const ip = reverseAddress(name);
      const names = lines.filter(([own]) => own === ip).flatMap(([, ...rest]) => rest);
      if (names.length > 0)
        return answerOf(
          'NOERROR',
          names.map((one) => record('PTR', `${bare(one)}.`)),
          true,
        );
    }
    const addresses = lines
      .filter(([, ...names]) => names.some((one) => bare(one) === name))
      .map(([ip]) => ip!);
    if (addresses.length > 0) {
      const four = addresses.filter((ip) => !ip.includes(':')).map((ip) => record('A', ip));
      const six = addresses.filter((ip) => ip.includes(':')).map((ip) => record('AAAA', ip));
      return answerOf('NOERROR', request.type === 'A' ? four : request.type === 'AAAA' ? six : [], true);
    }
    // It has no SOA that an NXDOMAIN would need.
    return fallsThrough(directive, request.name) ? next(request) : answerOf('SERVFAIL');
  };
};

/** The plugin template: an answer made from the question. */
export const template: MakePlugin = (directive, _environment, block) => {
  const [, type = 'ANY', ...zones] = directive.args;
  const lines = (key: string) => directive.block.filter(({ name }) => name === key);
  const patterns = lines('match').flatMap(({ args }) =>
    args.map((arg) => new RegExp(arg.replaceAll('?P<', '?<'))),
  );
  const rcode = lines('rcode')[0]?.args[0] ?? 'NOERROR';

  return async (request, next) => {
    if (type !== 'ANY' && type !== request.type) return next(request);
    if (!zonesOf(zones, block).some((zone) => inZone(request.name, zone))) return next(request);
    const full = `${request.name}.`;
    const match = patterns.length === 0 ? [full] : patterns.map((one) => one.exec(full)).find(Boolean);
    if (!match) return fallsThrough(directive, request.name) ? next(request) : answerOf('SERVFAIL');
    const groups = (match as RegExpExecArray).groups ?? {};
    const fill = (text: string) =>
      text
        .replace(/\{\{\s*\.Name\s*\}\}/g, full)
        .replace(/\{\{\s*\.Type\s*\}\}/g, request.type)
        .replace(/\{\{\s*\.Class\s*\}\}/g, 'IN')
        .replace(/\{\{\s*\.Group\.(\w+)\s*\}\}/g, (_, key: string) => groups[key] ?? '')
        .replace(/\{\{\s*index \.Match (\d+)\s*\}\}/g, (_, index: string) => match[Number(index)] ?? '');
    const made = (key: string) =>
      lines(key).flatMap(({ args }) =>
        args.map((arg) => parseRecord(fill(arg))).filter((one) => one !== undefined),
      );
    const known = ['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED', 'FORMERR', 'NOTIMP'] as const;
    return {
      ...answerOf(known.find((one) => one === rcode) ?? 'NOERROR', made('answer'), true),
      additional: made('additional'),
      authority: made('authority'),
    };
  };
};

/** The plugin acl: who may ask. */
export const acl: MakePlugin = (directive, _environment, block) => async (request, next) => {
  if (!zonesOf(directive.args, block).some((zone) => inZone(request.name, zone))) return next(request);
  for (const { name: action, args } of directive.block) {
    const after = (word: string) => {
      const at = args.indexOf(word);
      if (at < 0) return undefined;
      const end = args.findIndex((arg, index) => index > at && (arg === 'net' || arg === 'type'));
      return args.slice(at + 1, end < 0 ? undefined : end);
    };
    const [types, nets] = [after('type'), after('net')];
    if (types && !types.includes('*') && !types.includes(request.type)) continue;
    if (nets && !nets.some((net) => net === '*' || inNet(request.peer.ip, net))) continue;
    if (action === 'allow') return next(request);
    if (action === 'block') return answerOf('REFUSED');
    if (action === 'filter') return answerOf('NOERROR');
    if (action === 'drop') return undefined;
  }
  return next(request);
};

function inNet(ip: string, net: string): boolean {
  const [base = '', bits = '32'] = net.split('/');
  const number = (text: string) => text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(ip) / size) === Math.floor(number(base) / size);
}

/** The plugin loadbalance: addresses in another order each time. */
export const loadbalance: MakePlugin = () => async (request, next) => {
  const answer = await next(request);
  if (!answer) return answer;
  const isAddress = ({ type }: DnsRecord) => type === 'A' || type === 'AAAA' || type === 'MX';
  return {
    ...answer,
    answers: [
      ...answer.answers.filter((one) => !isAddress(one)),
      ...shuffle(answer.answers.filter(isAddress)),
    ],
  };
};

function shuffle<T>(items: T[]): T[] {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(Math.random() * (index + 1));
    [items[index], items[other]] = [items[other]!, items[index]!];
  }
  return items;
}

/** The plugin any: no more than a hint for questions of type ANY (RFC 8482). */
export const any: MakePlugin = () => async (request, next) =>
  request.type === 'ANY'
    ? answerOf('NOERROR', [
        { name: request.name, type: 'HINFO', ttl: 8482, data: '"ANY obsoleted" "See RFC 8482"' },
      ])
    : next(request);

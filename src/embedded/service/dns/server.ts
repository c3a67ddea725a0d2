import type { DnsRecord, DnsType } from '../../network.ts';
import type { Directive, ServerBlock } from './corefile.ts';
import { answerZone, reverse, soaRecord, type Answer, type ZoneData } from './kubernetes.ts';

type Question = { name: string; type: DnsType };

export interface ServerOptions {
  blocks: readonly ServerBlock[];
  data: ZoneData;
  serial: () => number;
  /** Whether the API's objects are known; SERVFAIL until then. */
  ready: () => boolean;
  hasPod?: (namespace: string, ip: string) => boolean;
  /** Asks other servers. @returns undefined when none answers */
  forward: (question: Question, directive: Directive) => Promise<Answer | undefined>;
  log: (text: string) => void;
}

const maxCnames = 8;

/** Runs a question through the plugins of the server block for its zone, in CoreDNS's order. */
export class DnsServer {
  readonly #options: ServerOptions;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  async answer(question: Question): Promise<Answer> {
    const asked = { ...question, name: question.name.replace(/\.$/, '') };
    const block = this.#blockFor(asked.name);
    if (!block) return failure('REFUSED');
    const answer = await this.#resolve(asked, block, 0);
    if (has(block, 'log'))
      this.#options.log(`[INFO] "${asked.type} IN ${asked.name}. udp" ${answer.rcode}\n`);
    return answer;
  }

  #blockFor(name: string): ServerBlock | undefined {
    let best: ServerBlock | undefined;
    let length = -1;
    for (const block of this.#options.blocks) {
      for (const zone of block.zones) {
        if (block.port === 53 && inZone(name, zone) && zone.length > length) {
          best = block;
          length = zone.length;
        }
      }
    }
    return best;
  }

  async #resolve(asked: Question, block: ServerBlock, depth: number): Promise<Answer> {
    const question = rewrite(asked, block);
    const answer = await this.#plugins(question, block, depth);
    if (question.name === asked.name) return answer;
    const back = (record: DnsRecord) =>
      record.name === question.name ? { ...record, name: asked.name } : record;
    return { ...answer, answers: answer.answers.map(back) };
  }

  async #plugins(question: Question, block: ServerBlock, depth: number): Promise<Answer> {
    for (const directive of block.directives) {
      if (directive.name !== 'hosts') continue;
      const found = hostsAnswer(question, directive);
      if (found) return found;
    }
    for (const directive of block.directives) {
      if (directive.name !== 'kubernetes') continue;
      const found = await this.#kubernetes(question, directive, block, depth);
      if (found) return found;
    }
    for (const directive of block.directives) {
      if (directive.name !== 'forward') continue;
      const [from = '.'] = directive.args;
      if (!inZone(question.name, from.replace(/\.$/, ''))) continue;
      return (await this.#options.forward(question, directive)) ?? failure('SERVFAIL');
    }
    return failure('REFUSED');
  }

  async #kubernetes(
    question: Question,
    directive: Directive,
    block: ServerBlock,
    depth: number,
  ): Promise<Answer | undefined> {
    const name = question.name.toLowerCase();
    const zones = (directive.args.length > 0 ? directive.args : block.zones).map((zone) =>
      zone.replace(/\.$/, ''),
    );
    const zone = zones.filter((one) => inZone(name, one)).sort((a, b) => b.length - a.length)[0];
    if (zone === undefined) return undefined;
    if (!this.#options.ready()) return failure('SERVFAIL');
    const primary = zones.find((one) => !one.endsWith('arpa')) ?? 'cluster.local';
    const option = (key: string) => directive.block.find((line) => line.name === key);
    const ttl = Number(option('ttl')?.args[0] ?? 5);
    const pods = option('pods')?.args[0] ?? 'disabled';
    const { data, serial, hasPod } = this.#options;
    const falls = option('fallthrough');
    const fallsThrough = () =>
      falls !== undefined &&
      (falls.args.length === 0 || falls.args.some((one) => inZone(name, one.replace(/\.$/, ''))));

    if (zone.endsWith('in-addr.arpa') || zone.endsWith('ip6.arpa')) {
      const ip = name
        .replace(/\.in-addr\.arpa$/, '')
        .split('.')
        .reverse()
        .join('.');
      const names = reverse(ip, { data, zone: primary });
      if (names && question.type === 'PTR') {
        return success(names.map((target) => ({ name: question.name, type: 'PTR', ttl, data: target })));
      }
      if (!names && fallsThrough()) return undefined;
      const authority = [soaRecord({ zone, ttl, serial: serial() })];
      return { ...failure(names ? 'NOERROR' : 'NXDOMAIN'), authoritative: true, authority };
    }
    const answer = answerZone(question, {
      zone,
      ttl,
      pods: pods === 'insecure' || pods === 'verified' ? pods : 'disabled',
      data,
      serial: serial(),
      ...(hasPod ? { hasPod } : {}),
    });
    if (answer.rcode === 'NXDOMAIN' && fallsThrough()) return undefined;
    return this.#followCname(question, answer, { zone, depth });
  }

  /** An ExternalName's target, as far as this server can find it out. */
  async #followCname(
    question: Question,
    answer: Answer,
    { zone, depth }: { zone: string; depth: number },
  ): Promise<Answer> {
    const cname = answer.answers.find((record) => record.type === 'CNAME');
    if (!cname || question.type === 'CNAME' || depth >= maxCnames) return answer;
    const target = cname.data.replace(/\.$/, '');
    const block = this.#blockFor(target);
    if (!block) return answer;
    const next = await this.#resolve({ name: target, type: question.type }, block, depth + 1);
    // Inside the zone, a target without such records leaves nothing at all, not even the CNAME.
    if (next.answers.length === 0 && inZone(target, zone))
      return { ...answer, answers: [], authority: next.authority };
    return { ...answer, answers: [...answer.answers, ...next.answers] };
  }
}

function has(block: ServerBlock, name: string): boolean {
  return block.directives.some((directive) => directive.name === name);
}

function inZone(name: string, zone: string): boolean {
  const lower = name.toLowerCase();
  return zone === '' || lower === zone || lower.endsWith(`.${zone}`);
}

export function failure(rcode: Answer['rcode']): Answer {
  return {
    rcode,
    authoritative: false,
    recursionAvailable: false,
    answers: [],
    authority: [],
    additional: [],
  };
}

function success(answers: DnsRecord[]): Answer {
  return { ...failure('NOERROR'), authoritative: true, answers };
}

/** `rewrite [stop|continue] name [exact|prefix|suffix|substring] FROM TO` */
function rewrite(question: Question, block: ServerBlock): Question {
  for (const directive of block.directives) {
    if (directive.name !== 'rewrite') continue;
    const args = directive.args.filter((arg) => arg !== 'stop' && arg !== 'continue');
    if (args[0] !== 'name') continue;
    const rest = args.slice(1);
    const kind = ['exact', 'prefix', 'suffix', 'substring'].includes(rest[0] ?? '') ? rest.shift()! : 'exact';
    const from = (rest[0] ?? '').replace(/\.$/, '');
    const to = (rest[1] ?? '').replace(/\.$/, '');
    const { name } = question;
    if (kind === 'exact' && name === from) return { ...question, name: to };
    if (kind === 'prefix' && name.startsWith(from))
      return { ...question, name: to + name.slice(from.length) };
    if (kind === 'suffix' && name.endsWith(from)) {
      return { ...question, name: name.slice(0, name.length - from.length) + to };
    }
    if (kind === 'substring' && name.includes(from)) return { ...question, name: name.replace(from, to) };
  }
  return question;
}

/** Inline entries of the hosts plugin. */
function hostsAnswer(question: Question, directive: Directive): Answer | undefined {
  const addresses = directive.block
    .filter(
      ({ name, args }) =>
        /^\d+\./.test(name) && args.some((host) => host.toLowerCase() === question.name.toLowerCase()),
    )
    .map(({ name }) => name);
  const falls = directive.block.some(({ name }) => name === 'fallthrough');
  if (addresses.length === 0) return falls ? undefined : failure('NXDOMAIN');
  if (question.type !== 'A') return success([]);
  return success(addresses.map((data) => ({ name: question.name, type: 'A', ttl: 3600, data })));
}

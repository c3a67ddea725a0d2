import type { DnsRecord, DnsType } from '../../../network.ts';
import type { Directive } from '../corefile.ts';
import { bare, type MakePlugin, type Request } from './plugin.ts';

interface Rule {
  /** @returns the changed question, or undefined when the rule does not match */
  question(request: Request): Request | undefined;
  record(record: DnsRecord, asked: Request, rewritten: Request): DnsRecord;
}

/** The plugin rewrite: name, type and ttl, by one line or a block of lines. */
export const rewrite: MakePlugin = (directive) => {
  const rule = makeRule(directive);
  return async (request, next) => {
    const changed = rule.question(request);
    // The very same request tells that no rule has matched yet.
    if (!changed) return next(request);
    const answer = await next(changed);
    if (!answer) return answer;
    const back = (record: DnsRecord) => rule.record(record, request, changed);
    return { ...answer, answers: answer.answers.map(back), additional: answer.additional.map(back) };
  };
};

function makeRule({ args, block }: Directive): Rule {
  const words = args[0] === 'stop' || args[0] === 'continue' ? args.slice(1) : args;
  const [field, ...rest] = words;
  if (field === 'type') {
    const [from, to] = rest;
    return {
      question: (request) => (request.type === from ? { ...request, type: to as DnsType } : undefined),
      record: (record) => record,
    };
  }
  const match = names(rest);
  if (field === 'ttl') {
    const seconds = Number(rest.at(-1)?.split('-')[0]);
    return {
      question: (request) => (match.change(request.name) === undefined ? undefined : { ...request }),
      record: (record) => ({ ...record, ttl: seconds }),
    };
  }
  if (field !== 'name') return { question: () => undefined, record: (record) => record };
  const answers = [...block.map(({ name, args: more }) => [name, ...more]), rest.slice(match.used)]
    .filter(([word]) => word === 'answer')
    .map(([, what, from = '', to = '']) => ({ auto: what === 'auto', from: new RegExp(from, 'i'), to }));
  return {
    question: (request) => {
      const name = match.change(request.name);
      return name === undefined ? undefined : { ...request, name };
    },
    record: (record, asked, rewritten) => {
      if (bare(record.name) === bare(rewritten.name)) return { ...record, name: asked.name };
      const found = answers.find(({ auto, from }) => !auto && from.test(record.name));
      return found ? { ...record, name: fill(found.to, found.from.exec(record.name)!) } : record;
    },
  };
}

const fill = (text: string, match: RegExpExecArray) =>
  text.replace(/\{(\d+)\}/g, (_, index: string) => match[Number(index)] ?? '').replace(/\.$/, '');

/** `[exact|prefix|suffix|substring|regex] FROM TO` */
function names(words: readonly string[]): { used: number; change: (name: string) => string | undefined } {
  const kinds = ['exact', 'prefix', 'suffix', 'substring', 'regex'];
  const explicit = kinds.includes(words[0] ?? '');
  const kind = explicit ? words[0]! : 'exact';
  const [first = '', second = ''] = explicit ? words.slice(1) : words;
  const used = explicit ? 3 : 2;
  const [from, to] = [first.replace(/\.$/, '').toLowerCase(), second.replace(/\.$/, '')];
  const regex = kind === 'regex' ? new RegExp(first) : undefined;
  const change = (asked: string): string | undefined => {
    const name = asked.toLowerCase();
    if (regex) {
      const match = regex.exec(`${name}.`) ?? regex.exec(name);
      return match ? fill(second, match) : undefined;
    }
    if (kind === 'exact') return name === from ? to : undefined;
    if (kind === 'prefix') return name.startsWith(from) ? second + name.slice(from.length) : undefined;
    if (kind === 'suffix')
      return name.endsWith(from) ? name.slice(0, name.length - from.length) + to : undefined;
    return name.includes(from) ? name.replace(from, second) : undefined;
  };
  return { used, change };
}

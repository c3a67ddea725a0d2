import type { ContainerFs } from '../../container-fs.ts';
import type { List, Part, Word } from './ast.ts';
import { evaluate } from './arithmetic.ts';
import { hasMagic, literalPattern, matches, patternSource, trim, unescapePattern } from './pattern.ts';
import { Failure } from '../runtime/program.ts';
import { directories } from '../runtime/files.ts';

/** What expansion needs of the shell. */
export interface ExpansionContext {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  positional: readonly string[];
  substitute(body: List): Promise<string>;
  fs: ContainerFs;
  cwd: string;
  /** `set -u` */
  nounset: boolean;
}

/** Fields as patterns: what was quoted is escaped. */
class Fields {
  readonly done: string[] = [];
  #current: string | undefined;

  literal(text: string): void {
    this.#current = (this.#current ?? '') + literalPattern(text);
  }

  pattern(text: string): void {
    this.#current = (this.#current ?? '') + text;
  }

  end(): void {
    if (this.#current !== undefined) this.done.push(this.#current);
    this.#current = undefined;
  }

  /** The result of an unquoted expansion, split at IFS. */
  split(text: string, ifs: string): void {
    const blanks = [...ifs].filter((char) => /\s/.test(char));
    let afterSeparator = false;
    for (let at = 0; at < text.length; at++) {
      const char = text[at]!;
      if (!ifs.includes(char)) {
        this.pattern(char);
        afterSeparator = false;
      } else if (blanks.includes(char)) this.end();
      else {
        if (this.#current === undefined && (afterSeparator || at === 0)) this.#current = '';
        this.end();
        afterSeparator = true;
      }
    }
  }
}

/** Expands words to arguments: parameters, substitutions, splitting, file names, quotes. */
export async function expandWords(context: ExpansionContext, words: readonly Word[]): Promise<string[]> {
  const result: string[] = [];
  for (const word of words) {
    const fields = new Fields();
    await expandInto(context, tilde(context, word), fields, true);
    fields.end();
    for (const field of fields.done)
      result.push(...(hasMagic(field) ? glob(context, field) : [unescapePattern(field)]));
  }
  return result;
}

/** Expands a word to one text, with no splitting and no file names. */
export async function expandText(context: ExpansionContext, word: Word): Promise<string> {
  return unescapePattern(await expandPattern(context, tilde(context, word)));
}

/** The same as a pattern, in which what was quoted is literal. */
export async function expandPattern(context: ExpansionContext, word: Word): Promise<string> {
  const fields = new Fields();
  await expandInto(context, word, fields, false);
  fields.end();
  return fields.done.join(' ');
}

function tilde(context: ExpansionContext, word: Word): Word {
  const first = word[0];
  if (first?.kind !== 'text' || first.quoted || !/^~(?=\/|$)/.test(first.text)) return word;
  const home = context.get('HOME') ?? '/root';
  return [
    { kind: 'text', text: home, quoted: true },
    { ...first, text: first.text.slice(1) },
    ...word.slice(1),
  ];
}

async function expandInto(
  context: ExpansionContext,
  word: Word,
  fields: Fields,
  split: boolean,
): Promise<void> {
  const ifs = context.get('IFS') ?? ' \t\n';
  const add = (text: string, quoted: boolean) => {
    if (quoted) fields.literal(text);
    else if (split) fields.split(text, ifs);
    else fields.pattern(text);
  };
  for (const part of word) {
    if (part.kind === 'text') {
      if (part.quoted) fields.literal(part.text);
      else fields.pattern(part.text.replace(/\\/g, '\\\\'));
    } else if (part.kind === 'command') {
      add((await context.substitute(part.body)).replace(/\n+$/, ''), part.quoted);
    } else if (part.kind === 'arithmetic') {
      add(String(evaluate(await expandText(context, part.expression), context)), part.quoted);
    } else if ((part.name === '@' || (part.name === '*' && !part.quoted)) && split && !part.operator) {
      context.positional.forEach((value, index) => {
        if (index > 0) fields.end();
        add(value, part.quoted);
      });
    } else await expandParameter(context, part, fields, split, add);
  }
}

async function expandParameter(
  context: ExpansionContext,
  part: Extract<Part, { kind: 'parameter' }>,
  fields: Fields,
  split: boolean,
  add: (text: string, quoted: boolean) => void,
): Promise<void> {
  const { name, operator = '', word = [], quoted } = part;
  const all = name === '@' || name === '*';
  const separator = name === '*' ? (context.get('IFS') ?? ' ').slice(0, 1) : ' ';
  const value = all ? context.positional.join(separator) : context.get(name);
  const unset = value === undefined || (operator.startsWith(':') && value === '');
  switch (operator.replace(':', '')) {
    case 'length':
      return add(String(all ? context.positional.length : (value ?? '').length), quoted);
    case '-':
      return unset ? expandInto(context, word, fields, split && !quoted) : add(value, quoted);
    case '+':
      return unset ? undefined : expandInto(context, word, fields, split && !quoted);
    case '=':
      if (unset) {
        const text = await expandText(context, word);
        context.set(name, text);
        return add(text, quoted);
      }
      return add(value, quoted);
    case '?':
      if (unset) {
        const text = await expandText(context, word);
        throw new Failure(
          `${name}: ${text || (operator === '?' ? 'parameter not set' : 'parameter not set or null')}`,
          2,
        );
      }
      return add(value, quoted);
    case '#':
    case '##':
    case '%':
    case '%%':
      return add(trim(operator, value ?? '', await expandPattern(context, word)), quoted);
    case '/':
    case '//': {
      const source = patternSource(await expandPattern(context, word));
      const replacement = await expandText(context, part.replacement ?? []);
      const regexp = new RegExp(source, operator === '//' ? 'g' : '');
      return add(source ? (value ?? '').replace(regexp, () => replacement) : (value ?? ''), quoted);
    }
  }
  if (value === undefined && context.nounset && !all) throw new Failure(`${name}: parameter not set`, 2);
  // An unset parameter without quotes makes no field at all.
  if (value !== undefined && (value !== '' || quoted)) add(value, quoted);
  else if (quoted) add('', true);
}

/** File names that match; the pattern itself when none does. */
function glob(context: ExpansionContext, pattern: string): string[] {
  const absolute = pattern.startsWith('/');
  const segments = pattern.split('/').filter(Boolean);
  let found = [absolute ? '/' : ''];
  for (const [index, segment] of segments.entries()) {
    const next: string[] = [];
    for (const base of found) {
      const folder = absolute ? base || '/' : `${context.cwd}/${base}`;
      for (const name of hasMagic(segment) ? list(context.fs, folder) : [unescapePattern(segment)]) {
        if (
          hasMagic(segment) &&
          (!matches(segment, name) || (name.startsWith('.') && !segment.startsWith('.')))
        )
          continue;
        next.push(`${base}${base && !base.endsWith('/') ? '/' : ''}${name}`);
      }
    }
    found = next;
    if (index === segments.length - 1 && !hasMagic(segment))
      found = found.filter((path) => exists(context.fs, absolute ? path : `${context.cwd}/${path}`));
  }
  return found.length ? found.sort() : [unescapePattern(pattern)];
}

const list = (fs: ContainerFs, folder: string) => directories(fs).list(folder) ?? [];
const exists = (fs: ContainerFs, path: string) => directories(fs).kind(path) !== undefined;

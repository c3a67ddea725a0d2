/** A template of kubectl's jsonpath dialect, parsed. */
export type PathNode =
  | { type: 'text'; text: string }
  | { type: 'list'; nodes: PathNode[] }
  | { type: 'field'; name: string }
  | { type: 'wildcard' }
  | { type: 'recursive' }
  | { type: 'slice'; start?: number; end?: number; step?: number; single: boolean }
  | { type: 'filter'; left: PathNode[]; operator: string; right: PathNode[] }
  | { type: 'union'; branches: PathNode[][] }
  | { type: 'literal'; value: string | number | boolean }
  | { type: 'identifier'; name: string };

/** Why a template cannot be read; without kubectl's "error parsing jsonpath". */
export class PathSyntaxError extends Error {
  override name = 'PathSyntaxError';
}

/**
 * Models k8s.io/client-go util/jsonpath Parse.
 * @returns one node a piece of text or action; an action is a `list`
 * @throws PathSyntaxError
 */
export function parseTemplate(template: string): PathNode[] {
  const nodes: PathNode[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    if (open < 0) {
      nodes.push({ type: 'text', text: template.slice(at) });
      break;
    }
    if (open > at) nodes.push({ type: 'text', text: template.slice(at, open) });
    const action = new ActionParser(template, open + 1);
    nodes.push({ type: 'list', nodes: action.parse() });
    at = action.at;
  }
  return nodes;
}

const terminators = '.,[]$@{} \t\n';

class ActionParser {
  readonly #text: string;
  at: number;
  readonly #nodes: PathNode[] = [];

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  /** Up to and over the closing brace. */
  parse(): PathNode[] {
    for (;;) {
      if (this.#take('}')) return this.#nodes;
      if (this.#take('[?(')) {
        this.#filter();
        continue;
      }
      if (this.#take('..')) {
        this.#nodes.push({ type: 'recursive' });
        if (/[\p{L}\d_]/u.test(this.#text[this.at] ?? '')) this.#field();
        continue;
      }
      const char = this.#text[this.at];
      if (char === undefined || char === '\n' || char === '\r') throw new PathSyntaxError('unclosed action');
      if (char === ' ' || char === '@' || char === '$') this.at++;
      else if (char === '[') this.#array();
      else if (char === '"' || char === "'") this.#quote(char);
      else if (char === '.') {
        this.at++;
        this.#field();
      } else if (/[-+\d]/.test(char)) this.#number();
      else if (/[\p{L}_]/u.test(char)) this.#identifier();
      else throw new PathSyntaxError(`unrecognized character in action: ${codePoint(char)}`);
    }
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  #field(): void {
    const from = this.at;
    while (this.at < this.#text.length && !terminators.includes(this.#text[this.at]!)) {
      this.at += this.#text[this.at] === '\\' ? 2 : 1;
    }
    const name = this.#text.slice(from, this.at);
    if (name === '*') this.#nodes.push({ type: 'wildcard' });
    else this.#nodes.push({ type: 'field', name: name.replaceAll('\\', '') });
  }

  #quote(end: string): void {
    const from = this.at++;
    while (this.#text[this.at] !== end) {
      if (this.at >= this.#text.length || this.#text[this.at] === '\n') {
        throw new PathSyntaxError('unterminated quoted string');
      }
      this.at += this.#text[this.at] === '\\' ? 2 : 1;
    }
    this.at++;
    this.#nodes.push({ type: 'literal', value: unquote(this.#text.slice(from, this.at)) });
  }

  #number(): void {
    const text = /^[-+]?[\d.]*/.exec(this.#text.slice(this.at))![0];
    const next = this.#text[this.at + text.length];
    if (next !== undefined && !terminators.includes(next)) this.at++;
    this.at += text.length;
    const value = Number(text);
    if (text === '' || Number.isNaN(value) || (next !== undefined && !terminators.includes(next))) {
      throw new PathSyntaxError(`cannot parse number ${text}`);
    }
    this.#nodes.push({ type: 'literal', value });
  }

  #identifier(): void {
    const from = this.at;
    while (this.at < this.#text.length && !terminators.includes(this.#text[this.at]!)) this.at++;
    const name = this.#text.slice(from, this.at);
    if (name === 'true' || name === 'false') this.#nodes.push({ type: 'literal', value: name === 'true' });
    else this.#nodes.push({ type: 'identifier', name });
  }

  #array(): void {
    const close = /[\]\n]/.exec(this.#text.slice(this.at));
    if (!close || close[0] === '\n') throw new PathSyntaxError('unterminated array');
    const inner = this.#text.slice(this.at + 1, this.at + close.index);
    this.at += close.index + 1;
    this.#nodes.push(...arrayNodes(inner));
  }

  #filter(): void {
    const from = this.at;
    let quote: string | undefined;
    let depth = 1;
    for (; ; this.at++) {
      const char = this.#text[this.at];
      if (char === undefined || char === '\n') throw new PathSyntaxError('unterminated filter');
      if (quote) {
        if (char === '\\') this.at++;
        else if (char === quote) quote = undefined;
      } else if (char === '"' || char === "'") quote = char;
      else if (char === '(') depth++;
      else if (char === ')' && --depth === 0) break;
    }
    const text = this.#text.slice(from, this.at);
    this.at++;
    if (!this.#take(']')) throw new PathSyntaxError('unclosed array expect ]');
    const parts = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text);
    if (!parts) this.#nodes.push({ type: 'filter', left: action(text), operator: 'exists', right: [] });
    else {
      this.#nodes.push({
        type: 'filter',
        left: action(parts[1]!),
        operator: parts[2]!,
        right: action(parts[3]!),
      });
    }
  }
}

function action(text: string): PathNode[] {
  return new ActionParser(`${text}}`, 0).parse();
}

function arrayNodes(inner: string): PathNode[] {
  const parts = inner.split(',');
  if (parts.length > 1) return [{ type: 'union', branches: parts.map((part) => arrayNodes(part.trim())) }];
  const key = /^'([^']*)'$/.exec(inner);
  if (key) return action(`.${key[1]}`);
  const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(inner === '*' ? ':' : inner);
  if (!slice) throw new PathSyntaxError(`invalid array index ${inner}`);
  const [, start, end, step] = slice;
  const numberOf = (text: string | undefined) => {
    const digits = text?.replace(':', '') ?? '';
    return digits === '' || digits === '-' ? undefined : Number(digits);
  };
  const single = end === undefined && step === undefined;
  if (single && numberOf(start) === undefined) throw new PathSyntaxError(`invalid array index ${inner}`);
  return [{ type: 'slice', start: numberOf(start), end: numberOf(end), step: numberOf(step), single }];
}

/** Text of a quoted piece: Go's escapes; single quotes as double ones. */
function unquote(quoted: string): string {
  const simple: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };
  return quoted.slice(1, -1).replace(/\\(u[\da-fA-F]{4}|x[\da-fA-F]{2}|.)/g, (_, code: string) => {
    if (code.length > 1) return String.fromCharCode(parseInt(code.slice(1), 16));
    return simple[code] ?? code;
  });
}

/** Go's `%#U`. */
function codePoint(char: string): string {
  const code = char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} '${char}'`;
}

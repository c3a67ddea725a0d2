import {
  Incomplete,
  SyntaxFault,
  type AndOr,
  type Command,
  type List,
  type Pipeline,
  type Redirect,
  type Word,
} from './ast.ts';
import { isName, readText, readWord, type Cursor } from './words.ts';

const reserved = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', ';;', ')']);

/** Parses a script. @throws SyntaxFault with ash's words; Incomplete when it goes on in a next line */
export function parse(source: string): List {
  const parser = new Parser({ source, at: 0 });
  const list = parser.list();
  parser.expectEnd();
  return list;
}

class Parser {
  readonly #cursor: Cursor;
  #hereDocuments: { redirect: Redirect; delimiter: string; strip: boolean; expand: boolean }[] = [];

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** For a substitution: a list inside another text, up to its closing character. */
  static readonly inner = (cursor: Cursor, terminator: ')' | '`'): List => {
    const parser = new Parser(cursor);
    const list = parser.list();
    if (terminator === '`') parser.expectEnd();
    else if (cursor.source[cursor.at] !== ')') parser.#unexpected();
    return list;
  };

  get #rest(): string {
    return this.#cursor.source.slice(this.#cursor.at);
  }

  expectEnd(): void {
    this.#newlines();
    if (this.#cursor.at < this.#cursor.source.length) this.#unexpected();
  }

  #unexpected(): never {
    const token = this.#peek();
    if (token === '') throw new Incomplete('unexpected end of file');
    throw new SyntaxFault(`unexpected ${token === '\n' ? 'newline' : `"${token}"`}`);
  }

  /** Skips blanks, comments and joined lines. */
  #blanks(): void {
    const skipped = /^(?:[ \t]|\\\n)*(?:#[^\n]*)?/.exec(this.#rest)![0];
    const comment = skipped.indexOf('#');
    const before = this.#cursor.source[this.#cursor.at - 1];
    // `#` begins a comment only at the start of a word.
    if (comment === 0 && before !== undefined && !/[\s;&|()]/.test(before)) return;
    this.#cursor.at += skipped.length;
  }

  #newlines(): void {
    for (;;) {
      this.#blanks();
      if (this.#cursor.source[this.#cursor.at] !== '\n') return;
      this.#newline();
    }
  }

  #newline(): void {
    this.#cursor.at++;
    const waiting = this.#hereDocuments;
    this.#hereDocuments = [];
    for (const document of waiting) {
      let body = '';
      for (;;) {
        if (this.#cursor.at >= this.#cursor.source.length) throw new Incomplete('unexpected end of file');
        const end = this.#cursor.source.indexOf('\n', this.#cursor.at);
        const stop = end < 0 ? this.#cursor.source.length : end;
        let line = this.#cursor.source.slice(this.#cursor.at, stop);
        this.#cursor.at = Math.min(stop + 1, this.#cursor.source.length);
        if (document.strip) line = line.replace(/^\t+/, '');
        if (line === document.delimiter) break;
        body += `${line}\n`;
      }
      document.redirect.target = document.expand
        ? readText(body, Parser.inner)
        : [{ kind: 'text', text: body, quoted: true }];
    }
  }

  /** The next operator or word as text, without moving on. */
  #peek(): string {
    this.#blanks();
    return /^(?:\n|;;|&&|\|\||<<-|<<|>>|>&|<&|<>|>\||[;&|<>()]|[^\s;&|<>()]+|)/.exec(this.#rest)![0];
  }

  #take(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#cursor.at += token.length;
    return true;
  }

  #expect(token: string): void {
    this.#newlines();
    if (this.#take(token)) return;
    const got = this.#peek();
    if (got === '') throw new Incomplete(`unexpected end of file (expecting "${token}")`);
    throw new SyntaxFault(`unexpected ${got === '\n' ? 'newline' : `"${got}"`} (expecting "${token}")`);
  }

  list(): List {
    const list: List = [];
    for (;;) {
      this.#newlines();
      const token = this.#peek();
      if (token === '' || reserved.has(token)) break;
      if (/^[;&|]/.test(token)) this.#unexpected();
      const start = this.#cursor.at;
      const item = this.#andOr();
      item.source = this.#cursor.source.slice(start, this.#cursor.at).trim();
      list.push(item);
      if (this.#take('&')) item.background = true;
      else if (!this.#take(';')) {
        const next = this.#peek();
        if (next !== '\n' && next !== '' && !reserved.has(next)) this.#unexpected();
      }
    }
    if (this.#hereDocuments.length && this.#peek() === '') throw new Incomplete('unexpected end of file');
    return list;
  }

  #body(): List {
    const list = this.list();
    if (list.length === 0) this.#unexpected();
    return list;
  }

  #andOr(): AndOr {
    const steps: AndOr['steps'] = [{ pipeline: this.#pipeline() }];
    for (;;) {
      const operator = this.#peek();
      if (operator !== '&&' && operator !== '||') return { steps, background: false, source: '' };
      this.#take(operator);
      this.#newlines();
      steps.push({ operator, pipeline: this.#pipeline() });
    }
  }

  #pipeline(): Pipeline {
    let negated = false;
    while (this.#take('!')) negated = !negated;
    const commands = [this.#command()];
    while (this.#peek() === '|') {
      this.#take('|');
      this.#newlines();
      commands.push(this.#command());
    }
    return { negated, commands };
  }

  #command(): Command {
    const token = this.#peek();
    if (token === '') throw new Incomplete('unexpected end of file');
    if (token === '\n' || reserved.has(token) || /^[;&|]/.test(token)) this.#unexpected();
    const compound = this.#compound(token);
    if (!compound) return this.#simple();
    for (;;) {
      const redirect = this.#redirect();
      if (!redirect) return compound;
      compound.redirects.push(redirect);
    }
  }

  #compound(token: string): Command | undefined {
    const redirects: Redirect[] = [];
    switch (token) {
      case 'if': {
        this.#take('if');
        const clauses: { condition: List; body: List }[] = [];
        do {
          const condition = this.#body();
          this.#expect('then');
          clauses.push({ condition, body: this.#body() });
        } while (this.#take('elif'));
        const otherwise = this.#take('else') ? this.#body() : undefined;
        this.#expect('fi');
        return { kind: 'if', clauses, ...(otherwise && { otherwise }), redirects };
      }
      case 'while':
      case 'until': {
        this.#take(token);
        const condition = this.#body();
        return { kind: 'while', until: token === 'until', condition, body: this.#doGroup(), redirects };
      }
      case 'for':
        return this.#for();
      case 'case':
        return this.#case();
      case '{': {
        this.#take('{');
        const body = this.#body();
        this.#expect('}');
        return { kind: 'group', body, redirects };
      }
      case '(': {
        this.#take('(');
        const body = this.#body();
        this.#expect(')');
        return { kind: 'subshell', body, redirects };
      }
      default: {
        const definition = /^([A-Za-z_]\w*)[ \t]*\([ \t]*\)/.exec(this.#rest);
        if (!definition) return undefined;
        this.#cursor.at += definition[0].length;
        this.#newlines();
        return { kind: 'function', name: definition[1]!, body: this.#command(), redirects };
      }
    }
  }

  #doGroup(): List {
    this.#expect('do');
    const body = this.#body();
    this.#expect('done');
    return body;
  }

  #for(): Command {
    this.#take('for');
    const name = this.#peek();
    if (name === '') throw new Incomplete('unexpected end of file');
    if (!isName(name)) throw new SyntaxFault('bad for loop variable');
    this.#take(name);
    this.#newlines();
    let words: Word[] | undefined;
    if (this.#take('in')) {
      words = [];
      while (!/^(?:\n|;|&|)$/.test(this.#peek())) words.push(this.#word());
      if (this.#peek() === '') throw new Incomplete('unexpected end of file');
    }
    this.#take(';');
    return { kind: 'for', name, ...(words && { words }), body: this.#doGroup(), redirects: [] };
  }

  #case(): Command {
    this.#take('case');
    const word = this.#word();
    this.#expect('in');
    const items: { patterns: Word[]; body: List }[] = [];
    for (;;) {
      this.#newlines();
      if (this.#take('esac')) return { kind: 'case', word, items, redirects: [] };
      this.#take('(');
      const patterns = [this.#word()];
      while (this.#take('|')) patterns.push(this.#word());
      this.#expect(')');
      items.push({ patterns, body: this.list() });
      this.#newlines();
      if (!this.#take(';;') && this.#peek() !== 'esac') this.#expect('esac');
    }
  }

  #word(): Word {
    const token = this.#peek();
    if (token === '') throw new Incomplete('unexpected end of file');
    if (/^[\n;&|<>()]/.test(token)) this.#unexpected();
    return readWord(this.#cursor, Parser.inner);
  }

  #simple(): Command {
    const assignments: { name: string; value: Word }[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    const line = this.#cursor.source.slice(0, this.#cursor.at).split('\n').length;
    for (;;) {
      const redirect = this.#redirect();
      if (redirect) {
        redirects.push(redirect);
        continue;
      }
      if (/^(?:[\n;&|<>()].*|)$/.test(this.#peek())) break;
      const assignment = words.length ? null : /^([A-Za-z_]\w*)=/.exec(this.#rest);
      if (assignment) {
        this.#cursor.at += assignment[0].length;
        assignments.push({ name: assignment[1]!, value: readWord(this.#cursor, Parser.inner) });
      } else words.push(this.#word());
    }
    if (!words.length && !assignments.length && !redirects.length) this.#unexpected();
    if (words.length && this.#peek() === '(') this.#unexpected();
    return { kind: 'simple', assignments, words, redirects, line };
  }

  #redirect(): Redirect | undefined {
    this.#blanks();
    const match = /^(\d*)(<<-|<<|>>|>&|<&|<>|>\||<|>)/.exec(this.#rest);
    if (!match) return undefined;
    this.#cursor.at += match[0].length;
    const operator = match[2] === '<<-' ? '<<' : (match[2] as Redirect['operator']);
    const fd = match[1] ? Number(match[1]) : operator.startsWith('<') ? 0 : 1;
    this.#blanks();
    const redirect: Redirect = { fd, operator, target: this.#word() };
    if (operator === '<<') {
      const delimiter = redirect.target.map((part) => (part.kind === 'text' ? part.text : '')).join('');
      const expand = redirect.target.every((part) => part.kind === 'text' && !part.quoted);
      this.#hereDocuments.push({ redirect, delimiter, strip: match[2] === '<<-', expand });
    }
    return redirect;
  }
}

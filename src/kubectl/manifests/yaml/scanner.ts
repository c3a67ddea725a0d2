import { scannerError, type Mark } from './error.ts';
import { isBlank, isBreak, isBreakOrEnd, isSpaceOrEnd, Reader } from './reader.ts';
import { isDocumentIndicator, scanBlock, scanPlain, scanQuoted } from './scalars.ts';

export type TokenType =
  | 'stream-end'
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | '['
  | ']'
  | '{'
  | '}'
  | '-'
  | ','
  | '?'
  | ':'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  type: TokenType;
  mark: Mark;
  value: string;
  plain: boolean;
}

interface SimpleKey {
  possible: boolean;
  required: boolean;
  tokenNumber: number;
  mark: Mark;
}

/** Cuts YAML 1.1 text into tokens. Models libyaml's scanner as translated in go-yaml v2, errors included. */
export class Scanner {
  readonly #reader: Reader;
  readonly #tokens: Token[] = [];
  #taken = 0;
  #ended = false;
  #flowLevel = 0;
  #indent = -1;
  readonly #indents: number[] = [];
  #keyAllowed = true;
  readonly #keys: SimpleKey[] = [
    { possible: false, required: false, tokenNumber: 0, mark: { line: 0, column: 0, index: 0 } },
  ];

  constructor(text: string) {
    this.#reader = new Reader(text);
  }

  /** @throws YamlError */
  peek(): Token {
    while (!this.#ended && (this.#tokens.length === 0 || this.#headMayBecomeKey())) this.#fetch();
    return this.#tokens[0]!;
  }

  take(): Token {
    const token = this.peek();
    this.#tokens.shift();
    this.#taken++;
    return token;
  }

  #headMayBecomeKey(): boolean {
    return this.#keys.some((key) => key.possible && key.tokenNumber === this.#taken && this.#isValid(key));
  }

  /** A simple key must end on its line and within 1024 characters. */
  #isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    const { line, index } = this.#reader;
    if (key.mark.line < line || key.mark.index + 1024 < index) {
      if (key.required) throw scannerError("could not find expected ':'", this.#reader.mark());
      key.possible = false;
    }
    return key.possible;
  }

  #fetch(): void {
    const reader = this.#reader;
    this.#skipToToken();
    this.#unrollIndent(reader.column);
    const char = reader.peek();
    const spaced = isSpaceOrEnd(reader.peek(1));
    if (char === '') return this.#fetchEnd();
    if (reader.column === 0 && char === '%') return this.#fetchDirective();
    if (reader.column === 0 && isDocumentIndicator(reader)) return this.#fetchDocumentIndicator();
    if (char === '[' || char === '{') return this.#fetchFlowStart(char);
    if (char === ']' || char === '}') return this.#fetchFlowEnd(char);
    if (char === ',') {
      this.#removeKey();
      this.#keyAllowed = true;
      return this.#push(',', 1);
    }
    if (char === '-' && spaced) return this.#fetchBlockEntry();
    if (char === '?' && (this.#flowLevel > 0 || spaced)) return this.#fetchKey();
    if (char === ':' && (this.#flowLevel > 0 || spaced)) return this.#fetchValue();
    if (char === '*' || char === '&') return this.#fetchAnchor(char);
    if (char === '!') return this.#fetchTag();
    if ((char === '|' || char === '>') && this.#flowLevel === 0) return this.#fetchBlockScalar(char);
    if (char === "'" || char === '"') return this.#fetchQuoted(char);
    const indicator = isSpaceOrEnd(char) || '-?:,[]{}#&*!|>\'"%@`'.includes(char);
    if (
      !indicator ||
      (char === '-' && !isBlank(reader.peek(1))) ||
      (this.#flowLevel === 0 && '?:'.includes(char) && !spaced)
    ) {
      return this.#fetchPlain();
    }
    throw scannerError('found character that cannot start any token', reader.mark());
  }

  #skipToToken(): void {
    const reader = this.#reader;
    for (;;) {
      // A tab is a blank only where no simple key could begin.
      while (reader.peek() === ' ' || ((this.#flowLevel > 0 || !this.#keyAllowed) && reader.peek() === '\t'))
        reader.skip();
      if (reader.peek() === '#') while (!isBreakOrEnd(reader.peek())) reader.skip();
      if (!isBreak(reader.peek())) return;
      reader.skipBreak();
      if (this.#flowLevel === 0) this.#keyAllowed = true;
    }
  }

  #push(type: TokenType, length: number): void {
    this.#tokens.push({ type, mark: this.#reader.mark(), value: '', plain: false });
    this.#reader.skip(length);
  }

  #pushScalar(mark: Mark, value: string, plain: boolean): void {
    this.#tokens.push({ type: 'scalar', mark, value, plain });
  }

  #rollIndent(column: number, number: number, type: TokenType, mark: Mark): void {
    if (this.#flowLevel > 0 || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    const token: Token = { type, mark, value: '', plain: false };
    if (number < 0) this.#tokens.push(token);
    else this.#tokens.splice(number - this.#taken, 0, token);
  }

  #unrollIndent(column: number): void {
    if (this.#flowLevel > 0) return;
    while (this.#indent > column) {
      this.#push('block-end', 0);
      this.#indent = this.#indents.pop()!;
    }
  }

  #saveKey(): void {
    if (!this.#keyAllowed) return;
    this.#removeKey();
    this.#keys[this.#keys.length - 1] = {
      possible: true,
      required: this.#flowLevel === 0 && this.#indent === this.#reader.column,
      tokenNumber: this.#taken + this.#tokens.length,
      mark: this.#reader.mark(),
    };
  }

  #removeKey(): void {
    const key = this.#keys.at(-1)!;
    if (key.possible && key.required) throw scannerError("could not find expected ':'", this.#reader.mark());
    key.possible = false;
  }

  #fetchEnd(): void {
    if (this.#reader.column !== 0) {
      this.#reader.column = 0;
      this.#reader.line++;
    }
    this.#unrollIndent(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    this.#push('stream-end', 0);
    this.#ended = true;
  }

  #fetchDirective(): void {
    this.#unrollIndent(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    const mark = this.#reader.mark();
    const start = this.#reader.index;
    while (!isBreakOrEnd(this.#reader.peek())) this.#reader.skip();
    const value = this.#reader.text.slice(start, this.#reader.index);
    if (!/^%(YAML|TAG)\s/.test(value))
      throw scannerError('found unknown directive name', this.#reader.mark());
    this.#tokens.push({ type: 'directive', mark, value, plain: false });
  }

  #fetchDocumentIndicator(): void {
    this.#unrollIndent(-1);
    this.#removeKey();
    this.#keyAllowed = false;
    this.#push(this.#reader.peek() === '-' ? 'document-start' : 'document-end', 3);
  }

  #fetchFlowStart(char: '[' | '{'): void {
    this.#saveKey();
    this.#keys.push({ possible: false, required: false, tokenNumber: 0, mark: this.#reader.mark() });
    this.#flowLevel++;
    this.#keyAllowed = true;
    this.#push(char, 1);
  }

  #fetchFlowEnd(char: ']' | '}'): void {
    this.#removeKey();
    if (this.#flowLevel > 0) {
      this.#flowLevel--;
      this.#keys.pop();
    }
    this.#keyAllowed = false;
    this.#push(char, 1);
  }

  #fetchBlockEntry(): void {
    const mark = this.#reader.mark();
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) {
        throw scannerError('block sequence entries are not allowed in this context', mark);
      }
      this.#rollIndent(this.#reader.column, -1, 'block-sequence-start', mark);
    }
    this.#removeKey();
    this.#keyAllowed = true;
    this.#push('-', 1);
  }

  #fetchKey(): void {
    const mark = this.#reader.mark();
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) throw scannerError('mapping keys are not allowed in this context', mark);
      this.#rollIndent(this.#reader.column, -1, 'block-mapping-start', mark);
    }
    this.#removeKey();
    this.#keyAllowed = this.#flowLevel === 0;
    this.#push('?', 1);
  }

  #fetchValue(): void {
    const key = this.#keys.at(-1)!;
    if (this.#isValid(key)) {
      this.#tokens.splice(key.tokenNumber - this.#taken, 0, {
        type: '?',
        mark: key.mark,
        value: '',
        plain: false,
      });
      this.#rollIndent(key.mark.column, key.tokenNumber, 'block-mapping-start', key.mark);
      key.possible = false;
      this.#keyAllowed = false;
    } else {
      if (this.#flowLevel === 0) {
        const mark = this.#reader.mark();
        if (!this.#keyAllowed) throw scannerError('mapping values are not allowed in this context', mark);
        this.#rollIndent(this.#reader.column, -1, 'block-mapping-start', mark);
      }
      this.#keyAllowed = this.#flowLevel === 0;
    }
    this.#push(':', 1);
  }

  #fetchAnchor(char: '*' | '&'): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const mark = this.#reader.mark();
    this.#reader.skip();
    let value = '';
    while (/[\w-]/.test(this.#reader.peek())) {
      value += this.#reader.peek();
      this.#reader.skip();
    }
    const next = this.#reader.peek();
    if (value === '' || !(isSpaceOrEnd(next) || '?:,]}%@`'.includes(next))) {
      throw scannerError('did not find expected alphabetic or numeric character', this.#reader.mark());
    }
    this.#tokens.push({ type: char === '*' ? 'alias' : 'anchor', mark, value, plain: false });
  }

  #fetchTag(): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const mark = this.#reader.mark();
    const start = this.#reader.index;
    while (
      !isSpaceOrEnd(this.#reader.peek()) &&
      !(this.#flowLevel > 0 && ',[]{}'.includes(this.#reader.peek()))
    ) {
      this.#reader.skip();
    }
    this.#tokens.push({
      type: 'tag',
      mark,
      value: this.#reader.text.slice(start, this.#reader.index),
      plain: false,
    });
  }

  #fetchBlockScalar(char: '|' | '>'): void {
    this.#removeKey();
    this.#keyAllowed = true;
    const mark = this.#reader.mark();
    this.#pushScalar(mark, scanBlock(this.#reader, char === '|', this.#indent), false);
  }

  #fetchQuoted(char: "'" | '"'): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const mark = this.#reader.mark();
    this.#pushScalar(mark, scanQuoted(this.#reader, char), false);
  }

  #fetchPlain(): void {
    this.#saveKey();
    this.#keyAllowed = false;
    const mark = this.#reader.mark();
    const { value, leadingBlanks } = scanPlain(this.#reader, this.#indent + 1, this.#flowLevel > 0);
    if (leadingBlanks) this.#keyAllowed = true;
    this.#pushScalar(mark, value, true);
  }
}

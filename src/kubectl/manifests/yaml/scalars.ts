import { scannerError } from './error.ts';
import { isBlank, isBreak, isBreakOrEnd, isSpaceOrEnd, type Reader } from './reader.ts';

/** A scalar's text, and whether line breaks were skipped after it (a simple key may then follow). */
export interface Scanned {
  value: string;
  leadingBlanks: boolean;
}

/** Joins what stood between two pieces of a folded scalar: one break is a blank, more are one less. */
function fold(leadingBreak: string, trailingBreaks: string): string {
  if (leadingBreak !== '\n') return leadingBreak + trailingBreaks;
  return trailingBreaks === '' ? ' ' : trailingBreaks;
}

/** @param indent column that continuation lines must reach in block context */
export function scanPlain(reader: Reader, indent: number, flow: boolean): Scanned {
  let value = '';
  let whitespaces = '';
  let leadingBreak = '';
  let trailingBreaks = '';
  let leadingBlanks = false;
  for (;;) {
    if (reader.column === 0 && isDocumentIndicator(reader)) break;
    if (reader.peek() === '#') break;
    while (!isSpaceOrEnd(reader.peek())) {
      const char = reader.peek();
      const next = reader.peek(1);
      if (char === ':' && (isSpaceOrEnd(next) || (flow && ',[]{}?'.includes(next)))) break;
      if (flow && ',?[]{}'.includes(char) && !(char === '?' && !isSpaceOrEnd(next))) break;
      if (leadingBlanks) {
        value += fold(leadingBreak, trailingBreaks);
        leadingBlanks = false;
      } else value += whitespaces;
      whitespaces = leadingBreak = trailingBreaks = '';
      value += char;
      reader.skip();
    }
    if (!isBlank(reader.peek()) && !isBreak(reader.peek())) break;
    while (isBlank(reader.peek()) || isBreak(reader.peek())) {
      if (isBlank(reader.peek())) {
        if (leadingBlanks && reader.column < indent && reader.peek() === '\t') {
          throw scannerError('found a tab character that violates indentation', reader.mark());
        }
        if (!leadingBlanks) whitespaces += reader.peek();
        reader.skip();
      } else if (leadingBlanks) trailingBreaks += reader.skipBreak();
      else {
        whitespaces = '';
        leadingBreak = reader.skipBreak();
        leadingBlanks = true;
      }
    }
    if (!flow && reader.column < indent) break;
  }
  return { value, leadingBlanks };
}

export function isDocumentIndicator(reader: Reader): boolean {
  return (reader.startsWith('---') || reader.startsWith('...')) && isSpaceOrEnd(reader.peek(3));
}

const escapes: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

export function scanQuoted(reader: Reader, quote: '"' | "'"): string {
  let value = '';
  reader.skip();
  for (;;) {
    if (reader.column === 0 && isDocumentIndicator(reader)) {
      throw scannerError('found unexpected document indicator', reader.mark());
    }
    if (reader.peek() === '') throw scannerError('found unexpected end of stream', reader.mark());
    let leadingBlanks = false;
    while (!isSpaceOrEnd(reader.peek())) {
      const char = reader.peek();
      if (quote === "'" && char === "'" && reader.peek(1) === "'") {
        value += "'";
        reader.skip(2);
      } else if (char === quote) break;
      else if (quote === '"' && char === '\\' && isBreak(reader.peek(1))) {
        reader.skip();
        reader.skipBreak();
        leadingBlanks = true;
        break;
      } else if (quote === '"' && char === '\\') value += scanEscape(reader);
      else {
        value += char;
        reader.skip();
      }
    }
    if (reader.peek() === quote) break;
    let whitespaces = '';
    let leadingBreak = '';
    let trailingBreaks = '';
    while (isBlank(reader.peek()) || isBreak(reader.peek())) {
      if (isBlank(reader.peek())) {
        if (!leadingBlanks) whitespaces += reader.peek();
        reader.skip();
      } else if (leadingBlanks) trailingBreaks += reader.skipBreak();
      else {
        whitespaces = '';
        leadingBreak = reader.skipBreak();
        leadingBlanks = true;
      }
    }
    value += leadingBlanks ? fold(leadingBreak, trailingBreaks) : whitespaces;
  }
  reader.skip();
  return value;
}

function scanEscape(reader: Reader): string {
  const letter = reader.peek(1);
  const simple = escapes[letter];
  if (simple !== undefined) {
    reader.skip(2);
    return simple;
  }
  const length = { x: 2, u: 4, U: 8 }[letter];
  if (!length) throw scannerError('found unknown escape character', reader.mark());
  reader.skip(2);
  const digits = reader.text.slice(reader.index, reader.index + length);
  if (!/^[\da-f]+$/i.test(digits) || digits.length < length) {
    throw scannerError('did not find expected hexdecimal number', reader.mark());
  }
  const code = parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    throw scannerError('found invalid Unicode character escape code', reader.mark());
  }
  reader.skip(length);
  return String.fromCodePoint(code);
}

/** A literal (`|`) or folded (`>`) block. @param parentIndent column of the block that holds it */
export function scanBlock(reader: Reader, literal: boolean, parentIndent: number): string {
  reader.skip();
  let chomping = '';
  let increment = 0;
  for (let header = 0; header < 2; header++) {
    const char = reader.peek();
    if (chomping === '' && (char === '+' || char === '-')) chomping = char;
    else if (increment === 0 && /\d/.test(char)) {
      if (char === '0') throw scannerError('found an indentation indicator equal to 0', reader.mark());
      increment = Number(char);
    } else break;
    reader.skip();
  }
  while (isBlank(reader.peek())) reader.skip();
  if (reader.peek() === '#') while (!isBreakOrEnd(reader.peek())) reader.skip();
  if (!isBreakOrEnd(reader.peek())) {
    throw scannerError('did not find expected comment or line break', reader.mark());
  }
  if (isBreak(reader.peek())) reader.skipBreak();

  let indent = increment > 0 ? Math.max(parentIndent, 0) + increment : 0;
  let value = '';
  let leadingBreak = '';
  let leadingBlank = false;
  let trailingBreaks: string;
  [indent, trailingBreaks] = skipBlockBreaks(reader, indent, parentIndent);
  while (reader.column === indent && reader.peek() !== '') {
    const trailingBlank = isBlank(reader.peek());
    if (!literal && leadingBreak === '\n' && !leadingBlank && !trailingBlank) {
      if (trailingBreaks === '') value += ' ';
    } else value += leadingBreak;
    value += trailingBreaks;
    leadingBlank = isBlank(reader.peek());
    while (!isBreakOrEnd(reader.peek())) {
      value += reader.peek();
      reader.skip();
    }
    leadingBreak = isBreak(reader.peek()) ? reader.skipBreak() : '';
    [indent, trailingBreaks] = skipBlockBreaks(reader, indent, parentIndent);
  }
  if (chomping !== '-') value += leadingBreak;
  if (chomping === '+') value += trailingBreaks;
  return value;
}

/** Takes indentation and empty lines; finds the indent (0: not known yet) from the first line with text. */
function skipBlockBreaks(reader: Reader, known: number, parentIndent: number): [number, string] {
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((known === 0 || reader.column < known) && reader.peek() === ' ') reader.skip();
    widest = Math.max(widest, reader.column);
    if ((known === 0 || reader.column < known) && reader.peek() === '\t') {
      throw scannerError('found a tab character where an indentation space is expected', reader.mark());
    }
    if (!isBreak(reader.peek())) break;
    breaks += reader.skipBreak();
  }
  return [known || Math.max(widest, parentIndent + 1, 1), breaks];
}

import { Incomplete, SyntaxFault, type List, type Part, type Word } from './ast.ts';

/** A place in the source; shared by the readers of words and of commands. */
export interface Cursor {
  source: string;
  at: number;
}

/** Parses a list of commands up to one of the terminators; given by the command parser. */
export type ListParser = (cursor: Cursor, terminator: ')' | '`') => List;

const operatorStart = /[\s;&|<>()]/;
const nameStart = /[A-Za-z_]/;

export function readWord(cursor: Cursor, parseList: ListParser): Word {
  const parts: Word = [];
  while (cursor.at < cursor.source.length && !operatorStart.test(cursor.source[cursor.at]!))
    readPart(cursor, parseList, parts, false, (char) => operatorStart.test(char));
  return parts;
}

function text(parts: Word, value: string, quoted: boolean): void {
  const previous = parts.at(-1);
  if (previous?.kind === 'text' && previous.quoted === quoted) previous.text += value;
  else parts.push({ kind: 'text', text: value, quoted });
}

/** One character, quotation or expansion. In double quotes (`quoted`) single quotes mean nothing. */
function readPart(
  cursor: Cursor,
  parseList: ListParser,
  parts: Word,
  quoted: boolean,
  ends: (char: string) => boolean,
): void {
  const { source } = cursor;
  const char = source[cursor.at]!;
  if (char === '\\') {
    const next = source[cursor.at + 1];
    if (next === undefined) throw new Incomplete('unexpected end of file');
    cursor.at += 2;
    if (next === '\n') return;
    if (quoted && !'$`"\\'.includes(next)) text(parts, `\\${next}`, true);
    else text(parts, next, true);
  } else if (char === "'" && !quoted) {
    const end = source.indexOf("'", cursor.at + 1);
    if (end < 0) throw new Incomplete('unterminated quoted string');
    text(parts, source.slice(cursor.at + 1, end), true);
    cursor.at = end + 1;
  } else if (char === '"') {
    cursor.at++;
    text(parts, '', true);
    while (source[cursor.at] !== '"') {
      if (cursor.at >= source.length) throw new Incomplete('unterminated quoted string');
      readPart(cursor, parseList, parts, true, (next) => next === '"');
    }
    cursor.at++;
  } else if (char === '$') {
    parts.push(readDollar(cursor, parseList, quoted));
  } else if (char === '`') {
    parts.push(readBackquotes(cursor, parseList, quoted));
  } else {
    let end = cursor.at + 1;
    while (end < source.length && !/[\\'"$`]/.test(source[end]!) && !ends(source[end]!)) end++;
    text(parts, source.slice(cursor.at, end), quoted);
    cursor.at = end;
  }
}

function readDollar(cursor: Cursor, parseList: ListParser, quoted: boolean): Part {
  const { source } = cursor;
  const next = source[cursor.at + 1] ?? '';
  if (source.startsWith('$((', cursor.at)) {
    const end = arithmeticEnd(source, cursor.at + 3);
    if (end !== undefined) {
      const expression = readText(source.slice(cursor.at + 3, end), parseList);
      cursor.at = end + 2;
      return { kind: 'arithmetic', expression, quoted };
    }
  }
  if (next === '(') {
    cursor.at += 2;
    const body = parseList(cursor, ')');
    cursor.at++;
    return { kind: 'command', body, quoted };
  }
  if (next === '{') return readBraces(cursor, parseList, quoted);
  const special = /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-])/.exec(source.slice(cursor.at + 1));
  if (!special) {
    cursor.at++;
    return { kind: 'text', text: '$', quoted: true };
  }
  cursor.at += 1 + special[0].length;
  return { kind: 'parameter', name: special[0], quoted };
}

/** The index of the `))` that closes; undefined when it is a subshell in a substitution after all. */
function arithmeticEnd(source: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    if (source[at] === '(') depth++;
    else if (source[at] === ')') {
      if (depth === 0) return source[at + 1] === ')' ? at : undefined;
      depth--;
    }
  }
  throw new Incomplete('unexpected end of file (expecting "))")');
}

function readBraces(cursor: Cursor, parseList: ListParser, quoted: boolean): Part {
  const { source } = cursor;
  const rest = source.slice(cursor.at + 2);
  const length = /^#([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*?$!-])\}/.exec(rest);
  if (length) {
    cursor.at += 2 + length[0].length;
    return { kind: 'parameter', name: length[1]!, operator: 'length', quoted };
  }
  const name = /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])/.exec(rest)?.[0];
  if (!name) throw new SyntaxFault('bad substitution');
  cursor.at += 2 + name.length;
  if (source[cursor.at] === '}') {
    cursor.at++;
    return { kind: 'parameter', name, quoted };
  }
  const operator = /^(?::?[-=?+]|##?|%%?|\/\/?)/.exec(source.slice(cursor.at))?.[0];
  if (!operator)
    throw cursor.at >= source.length ? new Incomplete('missing }') : new SyntaxFault('bad substitution');
  cursor.at += operator.length;
  const word = readUntil(cursor, parseList, quoted, operator.startsWith('/') ? '/}' : '}');
  let replacement: Word | undefined;
  if (operator.startsWith('/') && source[cursor.at] === '/') {
    cursor.at++;
    replacement = readUntil(cursor, parseList, quoted, '}');
  }
  cursor.at++;
  return { kind: 'parameter', name, operator, word, ...(replacement && { replacement }), quoted };
}

function readUntil(cursor: Cursor, parseList: ListParser, quoted: boolean, stops: string): Word {
  const parts: Word = [];
  for (;;) {
    const char = cursor.source[cursor.at];
    if (char === undefined) throw new Incomplete('missing }');
    if (stops.includes(char)) return parts;
    readPart(cursor, parseList, parts, quoted, (next) => stops.includes(next));
  }
}

function readBackquotes(cursor: Cursor, parseList: ListParser, quoted: boolean): Part {
  let inner = '';
  for (let at = cursor.at + 1; ; at++) {
    const char = cursor.source[at];
    if (char === undefined) throw new Incomplete('unterminated quoted string');
    if (char === '`') {
      cursor.at = at + 1;
      const body = parseList({ source: inner, at: 0 }, '`');
      return { kind: 'command', body, quoted };
    }
    if (char === '\\' && '$`\\'.includes(cursor.source[at + 1] ?? ' ')) inner += cursor.source[++at]!;
    else inner += char;
  }
}

/** A text in which only expansions mean something: arithmetic, an unquoted here-document. */
export function readText(source: string, parseList: ListParser): Word {
  const cursor: Cursor = { source, at: 0 };
  const parts: Word = [];
  while (cursor.at < source.length) {
    const char = source[cursor.at]!;
    if (char === '$') parts.push(readDollar(cursor, parseList, true));
    else if (char === '`') parts.push(readBackquotes(cursor, parseList, true));
    else if (char === '\\' && '$`\\\n'.includes(source[cursor.at + 1] ?? ' ')) {
      if (source[cursor.at + 1] !== '\n') text(parts, source[cursor.at + 1]!, true);
      cursor.at += 2;
    } else {
      text(parts, char, true);
      cursor.at++;
    }
  }
  return parts;
}

export const isName = (value: string) => nameStart.test(value[0] ?? '') && /^\w+$/.test(value);

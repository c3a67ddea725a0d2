/**
 * YAML as kubectl prints it. Models sigs.k8s.io/yaml, whose writer is go-yaml v2:
 * keys in its natural order, lists not indented, long lines folded at blanks after column 80.
 */
export function toYaml(value: unknown): string {
  return block(value, 0, false);
}

/** A node on lines of its own, or (`inline`) after `- `, its first line without indentation. */
function block(value: unknown, indent: number, inline: boolean): string {
  const pad = ' '.repeat(indent);
  if (Array.isArray(value)) {
    if (value.length === 0) return `${inline ? '' : pad}[]\n`;
    return value
      .map(
        (item, i) =>
          `${inline && i === 0 ? '' : pad}- ${isNested(item) ? block(item, indent + 2, true) : scalarLine(item, indent, indent + 2)}`,
      )
      .join('');
  }
  if (isObject(value)) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    if (entries.length === 0) return `${inline ? '' : pad}{}\n`;
    entries.sort(([a], [b]) => compareKeys(a, b));
    return entries.map(([key, each], i) => (inline && i === 0 ? '' : pad) + pair(key, each, indent)).join('');
  }
  return `${inline ? '' : pad}${scalarLine(value, indent, indent)}`;
}

function pair(key: string, value: unknown, indent: number): string {
  const name = scalar(key, 0, undefined);
  if (Array.isArray(value) && value.length > 0) return `${name}:\n${block(value, indent, false)}`;
  if (isNested(value)) return `${name}:\n${block(value, indent + 2, false)}`;
  return `${name}: ${scalarLine(value, indent, indent + [...name].length + 2)}`;
}

function isNested(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) && Object.values(value).some((each) => each !== undefined);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param column where the text begins */
function scalarLine(value: unknown, indent: number, column: number): string {
  if (Array.isArray(value)) return '[]\n';
  if (isObject(value)) return '{}\n';
  if (value === null || value === undefined) return 'null\n';
  if (typeof value === 'string') return `${scalar(value, indent, column)}\n`;
  return `${typeof value === 'number' ? goNumber(value) : String(value)}\n`;
}

/** A number as Go prints it with %v: exponents have two digits. */
export function goNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** @param column where the text begins; undefined for a key, which stays on one line */
function scalar(text: string, indent: number, column: number | undefined): string {
  const facts = analyse(text);
  const fold = (line: string, escape = false) =>
    column === undefined ? line : folded(line, indent + 2, column, escape);
  if (text.includes('\n') && facts.block && column !== undefined) return literal(text, indent + 2);
  if (text.includes('\n') || resolvesToOther(text)) return fold(doubleQuoted(text), true);
  if (facts.plain && text !== '') return fold(text);
  return facts.single ? fold(`'${text.replaceAll("'", "''")}'`) : fold(doubleQuoted(text), true);
}

const bestWidth = 80;

/** Breaks at a single blank once the line is past column 80; in double quotes also before several, escaping the next. */
function folded(text: string, indent: number, start: number, escape: boolean): string {
  let out = '';
  let column = start;
  const chars = [...text];
  for (const [i, char] of chars.entries()) {
    const next = chars[i + 1];
    const breaks =
      char === ' ' && column > bestWidth && i > 1 && i < chars.length - 2 && chars[i - 1] !== ' ';
    if (breaks && (escape || next !== ' ')) {
      out += `\n${' '.repeat(indent)}${next === ' ' ? '\\' : ''}`;
      column = indent + (next === ' ' ? 1 : 0);
    } else {
      out += char;
      column++;
    }
  }
  return out;
}

/** Whether a plain text would be read back as something else than a string. Models go-yaml v2 resolve. */
function resolvesToOther(text: string): boolean {
  if (/^(|~|null|Null|NULL|<<)$/.test(text)) return true;
  if (/^(y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/.test(text))
    return true;
  if (/^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/.test(text)) return true;
  if (/^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[-+]\d{2}:\d{2})?)?$/.test(text))
    return true;
  if (/^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/.test(text)) return true;
  if (!/^[-+.\d]/.test(text)) return false;
  const plain = text.startsWith('.') ? text : text.replaceAll('_', '');
  if (/^[-+]?(0[xX][\da-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*)$/.test(plain)) return true;
  return /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain);
}

/** Which styles can hold a text. Models libyaml's scalar analysis as go-yaml v2 has it. */
function analyse(text: string): { plain: boolean; single: boolean; block: boolean } {
  if (text === '') return { plain: true, single: true, block: false };
  const special = /[^\n\x20-\x7E\u00A0-\uD7FF\uD800-\uFFFD]|\uFEFF/.test(text);
  const indicators =
    /^(---|\.\.\.)/.test(text) ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[?:-]([ \t\n]|$)/.test(text) ||
    /:([ \t\n]|$)/.test(text) ||
    /[ \t\n]#/.test(text);
  const spaceBreak = / \n/.test(text);
  const edge = /^[ \n]|[ \n]$/.test(text);
  return {
    plain: !special && !indicators && !spaceBreak && !edge && !text.includes('\n'),
    single: !special && !spaceBreak && !/\n /.test(text),
    block: !special && !spaceBreak && !text.endsWith(' '),
  };
}

function literal(text: string, indent: number): string {
  const pad = ' '.repeat(indent);
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const body = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  return `|${hint}${chomp}\n${body.map((line) => (line === '' ? '' : pad + line)).join('\n')}`;
}

const escapes: Record<string, string> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function doubleQuoted(text: string): string {
  const body = text.replace(/["\\]|[^\x20-\x7E\u00A0-\uFFFD]|[\u2028\u2029\uFEFF]/g, (char) => {
    const known = escapes[char];
    if (known) return known;
    const code = char.charCodeAt(0);
    return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
  return `"${body}"`;
}

function hex(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, '0');
}

/** Models go-yaml v2 keyList.Less: other characters before letters, digits as numbers. */
export function compareKeys(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const x = left[i]!;
    const y = right[i]!;
    if (x === y) continue;
    const xIsLetter = /\p{L}/u.test(x);
    const yIsLetter = /\p{L}/u.test(y);
    if (xIsLetter && yIsLetter) return x < y ? -1 : 1;
    if (xIsLetter || yIsLetter) return yIsLetter ? -1 : 1;
    return compareNumbers(left, right, i) || (x < y ? -1 : 1);
  }
  return left.length - right.length;
}

function compareNumbers(left: string[], right: string[], at: number): number {
  let seed = '';
  if (left[at] === '0' || right[at] === '0') {
    for (let j = at - 1; j >= 0 && /\d/.test(left[j]!); j--) {
      if (left[j] !== '0') {
        seed = '1';
        break;
      }
    }
  }
  const digitsOf = (text: string[]) => /^\d*/.exec(text.slice(at).join(''))![0];
  const x = digitsOf(left);
  const y = digitsOf(right);
  return Number(seed + x) - Number(seed + y) || x.length - y.length;
}

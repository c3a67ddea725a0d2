/**
 * How many columns a terminal gives a character. The table is that of xterm.js's default provider
 * (Unicode 6, after wcwidth), where emoji are one column wide: the editor must agree with the
 * terminal that draws it, not with the newest standard.
 */
const wide: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3040, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x2fffd],
  [0x30000, 0x3fffd],
];

const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;

/** Columns of one character (a string of one code point): 0, 1 or 2. */
export function charWidth(char: string): 0 | 1 | 2 {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300) return 1;
  if (zeroWidth.test(char) && code !== 0xad) return 0;
  return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** Columns of a text without line breaks. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

export interface Cell {
  row: number;
  column: number;
}

/**
 * Where the cursor stands after printing `text` from `start` on a terminal of `columns` columns.
 * A full row counts as wrapped: the cursor then is at column 0 of the next. A wide character that
 * does not fit into the last column moves to the next row as a whole.
 */
export function layOut(text: string, start: Cell, columns: number): Cell {
  let { row, column } = start;
  for (const char of text) {
    if (char === '\n') {
      row += 1;
      column = 0;
      continue;
    }
    const width = charWidth(char);
    if (column + width > columns) {
      row += 1;
      column = 0;
    }
    column += width;
    if (column >= columns) {
      row += 1;
      column = 0;
    }
  }
  return { row, column };
}

/** Names in columns, as `ls` and bash's list of completions set them. */
export function inColumns(names: readonly string[], columns: number): string {
  if (names.length === 0) return '';
  const cell = Math.max(...names.map(textWidth)) + 2;
  const across = Math.max(1, Math.floor(columns / cell));
  const rows = Math.ceil(names.length / across);
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    let line = '';
    for (let index = row; index < names.length; index += rows) {
      const name = names[index] ?? '';
      line += index + rows < names.length ? name + ' '.repeat(cell - textWidth(name)) : name;
    }
    lines.push(line + '\n');
  }
  return lines.join('');
}

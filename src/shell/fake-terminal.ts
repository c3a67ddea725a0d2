import { charWidth } from './line/width.ts';

/**
 * The screen of a terminal as xterm.js would show it, for tests: text with wrapping and pending
 * wrap, line breaks, and the few sequences that the shell writes. Colours are dropped.
 */
export class FakeTerminal {
  #rows: string[][] = [[]];
  #row = 0;
  #column = 0;
  readonly #columns: number;
  bells = 0;

  constructor(columns = 80) {
    this.#columns = columns;
  }

  write = (data: string): void => {
    for (let rest = data; rest !== '';) {
      const sequence = /^\x1b\[([?0-9;]*)([A-Za-z])/.exec(rest);
      const token = sequence?.[0] ?? String.fromCodePoint(rest.codePointAt(0) ?? 0);
      if (sequence) this.#sequence(sequence[2] ?? '', sequence[1] ?? '');
      else this.#char(token);
      rest = rest.slice(token.length);
    }
  };

  /** The rows, without blanks at their ends; `▏` stands before the cursor's cell if asked for. */
  screen(withCursor = false): string[] {
    const rows = this.#rows.map((cells, row) => {
      const shown = Array.from({ length: cells.length }, (_, at) => cells[at] ?? ' ');
      if (withCursor && row === this.#row) {
        while (shown.length < this.#column) shown.push(' ');
        shown.splice(this.#column, 0, '▏');
      }
      return shown.join('').trimEnd();
    });
    while (rows.at(-1) === '') rows.pop();
    return rows;
  }

  #char(char: string): void {
    if (char === '\r') this.#column = 0;
    else if (char === '\n') this.#down();
    else if (char === '\b') this.#column = Math.max(0, Math.min(this.#column, this.#columns - 1) - 1);
    else if (char === '\t') this.#column = Math.min(this.#columns - 1, (this.#column | 7) + 1);
    else if (char === '\x07') this.bells += 1;
    else {
      const width = charWidth(char);
      if (this.#column + width > this.#columns) {
        this.#column = 0;
        this.#down();
      }
      const cells = this.#cells();
      cells[this.#column] = char;
      if (width === 2) cells[this.#column + 1] = '';
      this.#column += width;
    }
  }

  #sequence(kind: string, parameter: string): void {
    const count = Math.max(1, Number.parseInt(parameter, 10) || 1);
    if (kind === 'A') this.#row = Math.max(0, this.#row - count);
    else if (kind === 'B') this.#row = Math.min(this.#rows.length - 1, this.#row + count);
    else if (kind === 'C') this.#column = Math.min(this.#columns - 1, this.#column + count);
    else if (kind === 'H') {
      this.#row = 0;
      this.#column = 0;
    } else if (kind === 'K') this.#cells().length = Math.min(this.#cells().length, this.#column);
    else if (kind === 'J' && parameter === '2') this.#rows = this.#rows.map(() => []);
    else if (kind === 'J') {
      this.#cells().length = Math.min(this.#cells().length, this.#column);
      this.#rows.length = this.#row + 1;
    } else if (kind !== 'm' && kind !== 'h' && kind !== 'l') throw new Error(`CSI ${parameter}${kind}`);
  }

  #down(): void {
    this.#row += 1;
    while (this.#rows.length <= this.#row) this.#rows.push([]);
  }

  #cells(): string[] {
    return this.#rows[this.#row] ?? [];
  }
}

import { charWidth, layOut, type Cell } from './width.ts';

const start: Cell = { row: 0, column: 0 };

/**
 * Draws the prompt and the line being typed, over as many rows as they need, and puts the cursor
 * where it belongs. Assumes that a new line begins at column 0.
 */
export class LineView {
  readonly #write: (data: string) => void;
  #columns: number;
  #cursor: Cell = start;
  #end: Cell = start;
  #drawn = '';
  #parts: readonly [prompt: string, before: string, after: string] = ['', '', ''];

  constructor(write: (data: string) => void, columns: number) {
    this.#write = write;
    this.#columns = columns;
  }

  /** Begins on a fresh row: what was drawn stays as it is. */
  begin(): void {
    this.#cursor = start;
    this.#end = start;
    this.#drawn = '';
    this.#parts = ['', '', ''];
  }

  /**
   * @param prompt may hold colour sequences
   * @param before the text before the cursor
   * @param after the text behind it
   */
  draw(prompt: string, before: string, after: string): void {
    const colourless = prompt.replace(/\x1b\[[0-9;]*m/g, '');
    const cursor = this.#cursorFor(colourless + before, after);
    const end = layOut(after, cursor, this.#columns);
    const whole = prompt + before + after;
    // Typing at the end must not print the whole line again: screen readers would read it again.
    const added = this.#drawn !== '' && after === '' && same(this.#cursor, this.#end);
    if (added && whole.startsWith(this.#drawn) && end.row === this.#end.row) {
      this.#write(whole.slice(this.#drawn.length));
    } else {
      // A full last row leaves the terminal's cursor pending in it: push it into the next.
      const pending = end.column === 0 && end.row > 0 && !whole.endsWith('\n') ? ' \r\x1b[K' : '';
      this.#write(
        `\r${up(this.#cursor.row)}\x1b[J${whole.replaceAll('\n', '\r\n')}${pending}` +
          `${up(end.row - cursor.row)}\r${right(cursor.column)}`,
      );
    }
    this.#drawn = whole;
    this.#cursor = cursor;
    this.#end = end;
    this.#parts = [colourless, before, after];
  }

  /** Leaves the line: the cursor goes to the row below it. */
  finish(suffix = ''): void {
    const down = this.#end.row - this.#cursor.row;
    this.#write((down > 0 ? `\x1b[${down}B` : '') + '\r' + right(this.#end.column) + suffix + '\r\n');
    this.begin();
  }

  clearScreen(): void {
    this.#write('\x1b[H\x1b[2J');
    this.begin();
  }

  /** The terminal has wrapped its rows anew: finds the cursor again. Draw after it. */
  resize(columns: number): void {
    this.#columns = columns;
    const [prompt, before, after] = this.#parts;
    this.#cursor = this.#cursorFor(prompt + before, after);
    this.#end = layOut(after, this.#cursor, columns);
    this.#drawn = '';
  }

  /** The cell of the character behind the cursor, which may have moved to the next row for its width. */
  #cursorFor(before: string, after: string): Cell {
    const cell = layOut(before, start, this.#columns);
    const [next = ''] = after;
    const fits = next === '' || cell.column + charWidth(next) <= this.#columns;
    return fits ? cell : { row: cell.row + 1, column: 0 };
  }
}

const same = (a: Cell, b: Cell) => a.row === b.row && a.column === b.column;
const up = (rows: number) => (rows > 0 ? `\x1b[${rows}A` : '');
const right = (columns: number) => (columns > 0 ? `\x1b[${columns}C` : '');

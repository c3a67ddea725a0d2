import type { Mark } from './error.ts';

/** Characters of a document, and where the scanner stands in them. */
export class Reader {
  readonly text: string;
  index = 0;
  line = 0;
  column = 0;

  constructor(text: string) {
    this.text = text.startsWith('\ufeff') ? text.slice(1) : text;
  }

  mark(): Mark {
    return { line: this.line, column: this.column, index: this.index };
  }

  /** '' at the end of the text. */
  peek(offset = 0): string {
    return this.text[this.index + offset] ?? '';
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.index);
  }

  skip(count = 1): void {
    this.index += count;
    this.column += count;
  }

  /** Takes one line break. @returns it as it counts in a scalar */
  skipBreak(): string {
    const length = this.startsWith('\r\n') ? 2 : 1;
    const first = this.peek();
    this.index += length;
    this.line++;
    this.column = 0;
    return first === '\u2028' || first === '\u2029' ? first : '\n';
  }
}

export const isBlank = (char: string) => char === ' ' || char === '\t';
export const isBreak = (char: string) => char !== '' && '\r\n\u0085\u2028\u2029'.includes(char);
export const isBreakOrEnd = (char: string) => char === '' || isBreak(char);
export const isSpaceOrEnd = (char: string) => isBlank(char) || isBreakOrEnd(char);

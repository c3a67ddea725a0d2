import { KeyReader, type Key } from './line/keys.ts';
import { charWidth } from './line/width.ts';

/**
 * The terminal's side of a running program's stdin: what the kernel's line discipline does. In
 * cooked mode lines are echoed, can be corrected, and reach the program at Enter; Ctrl-D ends the
 * input and Ctrl-C interrupts. In raw mode every key goes to the program as it comes. What nobody
 * read is handed back as type-ahead.
 */
export class TerminalInput {
  readonly #write: (data: string) => void;
  readonly #interrupt: () => void;
  readonly #suspend: () => void;
  readonly #keys = new KeyReader();
  #raw = false;
  #line: string[] = [];
  #chunks: string[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

  /**
   * @param interrupt called on Ctrl-C in cooked mode
   * @param suspend called on Ctrl-Z in cooked mode
   */
  constructor(write: (data: string) => void, interrupt: () => void, suspend: () => void = () => undefined) {
    this.#write = write;
    this.#interrupt = interrupt;
    this.#suspend = suspend;
  }

  input(data: string): void {
    if (this.#raw) {
      this.#chunks.push(data);
      this.#wake?.();
      return;
    }
    for (const key of this.#keys.read(data)) this.#pressCooked(key);
  }

  /**
   * The program's stdin. Nothing is taken from the keyboard, and raw mode does not begin, before the
   * program reads for the first time: until then Ctrl-C still interrupts it.
   * @param raw whether the program puts the terminal into raw mode (`-it`)
   */
  stream(raw: boolean, signal: AbortSignal): AsyncIterable<string> {
    return { [Symbol.asyncIterator]: () => this.#iterate(raw, signal) };
  }

  /** Takes back raw mode, and whatever was typed and not read. */
  release(): string {
    const rest = this.#chunks.join('') + this.#line.join('');
    this.#raw = false;
    this.#line = [];
    this.#chunks = [];
    this.#ended = false;
    return rest;
  }

  async *#iterate(raw: boolean, signal: AbortSignal): AsyncGenerator<string> {
    if (raw) {
      this.#raw = true;
      if (this.#line.length > 0) this.#chunks.push(this.#line.splice(0).join(''));
    }
    try {
      while (!signal.aborted) {
        const chunk = this.#chunks.shift();
        if (chunk !== undefined) {
          yield chunk;
        } else if (this.#ended) {
          return;
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
            signal.addEventListener('abort', () => resolve(), { once: true });
          });
          this.#wake = undefined;
        }
      }
    } finally {
      if (raw) this.#raw = false;
      this.#ended = false;
    }
  }

  #pressCooked(key: Key): void {
    if (key.type === 'text') this.#type(key.text);
    else if (key.type === 'paste') {
      const [first = '', ...others] = key.text.split('\n');
      this.#type(first);
      for (const line of others) {
        this.#enter();
        this.#type(line);
      }
    } else if (key.type === 'control') this.#pressControl(key.letter);
    else if (key.type === 'key' && key.name === 'enter') this.#enter();
    else if (key.type === 'key' && key.name === 'tab') this.#type('\t');
    else if (key.type === 'key' && key.name === 'backspace') {
      const removed = this.#line.pop();
      if (removed !== undefined) this.#erase([removed]);
    }
  }

  #pressControl(letter: string): void {
    if (letter === 'c') {
      this.#line = [];
      this.#write('^C');
      this.#interrupt();
    } else if (letter === 'z') {
      this.#line = [];
      this.#write('^Z');
      this.#suspend();
    } else if (letter === 'd') {
      // End of input at the start of a line; elsewhere it hands over what was typed.
      if (this.#line.length > 0) this.#chunks.push(this.#line.splice(0).join(''));
      else this.#ended = true;
      this.#wake?.();
    } else if (letter === 'u') {
      this.#erase(this.#line.splice(0));
    }
  }

  #type(text: string): void {
    this.#line.push(...text);
    this.#write(text);
  }

  #enter(): void {
    this.#chunks.push(this.#line.splice(0).join('') + '\n');
    this.#write('\r\n');
    this.#wake?.();
  }

  #erase(chars: string[]): void {
    const columns = chars.reduce((sum, char) => sum + charWidth(char), 0);
    this.#write('\b \b'.repeat(columns));
  }
}

import { Input, Pipe } from './input.ts';

/** The terminal behind a program's standard input, if there is one. */
export const terminalOf = new WeakMap<Input, Terminal>();

/**
 * A terminal's line discipline (Linux n_tty in cooked mode): echoes what is typed, edits the line,
 * turns Ctrl-C into an interrupt and Ctrl-D into the end of input, and prints \n as \r\n.
 */
export class Terminal {
  readonly input: Input;
  /** Called for Ctrl-C. */
  onInterrupt: () => void = () => undefined;
  /** When set, takes the keys instead of the cooked line: a shell's own line editor. */
  onKeys: ((keys: string) => void) | undefined;
  /** Called when the terminal's size changes. */
  onResize: () => void = () => undefined;
  /** Called when the other side hangs up. */
  onHangup: () => void = () => undefined;
  /** Whether the other side has hung up. */
  closed = false;
  #pipe = new Pipe();
  #line = '';
  #out: (text: string) => void;

  constructor(source: AsyncIterable<string> | undefined, out: (text: string) => void) {
    this.#out = out;
    // Ctrl-D ends one read, not the terminal: what follows can be read again.
    this.input = new Input({
      [Symbol.asyncIterator]: () => ({
        next: () => this.#pipe.output[Symbol.asyncIterator]().next(),
      }),
    });
    if (source) void this.#read(source);
    else this.#hangUp();
  }

  print(text: string): void {
    this.#out(text.replace(/\r?\n/g, '\r\n'));
  }

  async #read(source: AsyncIterable<string>): Promise<void> {
    try {
      for await (const keys of source) this.#keys(keys);
    } finally {
      this.#hangUp();
    }
  }

  #hangUp(): void {
    this.closed = true;
    this.#pipe.close();
    this.onHangup();
  }

  /** Keys typed ahead come here again when the line editor has taken its line. */
  #keys(keys: string): void {
    for (let index = 0; index < keys.length; index++) {
      if (this.onKeys) {
        this.onKeys(keys.slice(index));
        return;
      }
      this.#key(keys[index]!);
    }
  }

  /** Gives back keys that the line editor did not use. */
  unread(keys: string): void {
    if (keys) this.#keys(keys);
  }

  #key(key: string): void {
    if (key === '\x03') {
      this.#line = '';
      this.print('^C');
      this.onInterrupt();
    } else if (key === '\x04') {
      if (this.#line) this.#pipe.write(this.#line);
      else this.#pipe.close();
      this.#line = '';
    } else if (key === '\x7f' || key === '\b') {
      if (!this.#line) return;
      this.#line = this.#line.slice(0, -1);
      this.#out('\b \b');
    } else if (key === '\x15') {
      this.#out('\b \b'.repeat(this.#line.length));
      this.#line = '';
    } else if (key === '\r' || key === '\n') {
      this.print('\n');
      this.#pipe.write(`${this.#line}\n`);
      this.#line = '';
    } else if (key >= ' ') {
      this.#line += key;
      this.#out(key);
    }
  }

  /** What was typed while a program ran and it did not read. */
  reclaim(): string {
    const text = this.#pipe.drain() + this.#line;
    this.#line = '';
    return text;
  }

  /** A foreground program's own input, until its end or the program's. */
  foreground(): Input {
    const ahead = this.#pipe.drain();
    this.#pipe = new Pipe();
    this.#pipe.write(ahead);
    if (this.closed) this.#pipe.close();
    return this.#pipe.output;
  }
}

/** Where a command's output goes. */
export interface Output {
  write(text: string): void;
  /** Whether it is the learner's terminal, as `test -t 1` asks. */
  readonly terminal: boolean;
}

/** What a command reads and where it prints. */
export interface Streams {
  stdin: Input;
  stdout: Output;
  stderr: Output;
  /** Descriptors from 3 on that a redirection opened. */
  others?: ReadonlyMap<number, Output>;
}

/**
 * A command's input, read piece by piece. What one reader leaves is there for the next, as with a file
 * descriptor that a loop's commands share.
 */
export class Input {
  /** Whether it is the learner's keyboard. */
  readonly terminal: boolean;
  /** Whether there is nothing to read and never will be, as in /dev/null. */
  readonly absent: boolean;
  readonly #open: () => AsyncIterator<string>;
  readonly #close: () => void;
  #source: AsyncIterator<string> | undefined;
  #rest = '';

  private constructor(
    open: () => AsyncIterator<string>,
    options: { terminal?: boolean; absent?: boolean; close?: () => void } = {},
  ) {
    this.#open = open;
    this.terminal = options.terminal ?? false;
    this.absent = options.absent ?? false;
    this.#close = options.close ?? (() => undefined);
  }

  static readonly none = new Input(() => empty(), { absent: true });

  static text(text: string): Input {
    const input = new Input(() => empty());
    input.#rest = text;
    return input;
  }

  /** @param close called when nobody reads any more */
  static of(source: AsyncIterable<string>, close?: () => void): Input {
    return new Input(() => source[Symbol.asyncIterator](), close ? { close } : {});
  }

  /** The keyboard: after its end (Ctrl-D) it can be read again. */
  static keyboard(open: () => AsyncIterable<string>): Input {
    return new Input(() => open()[Symbol.asyncIterator](), { terminal: true });
  }

  /** The next piece; undefined at the end. */
  async next(): Promise<string | undefined> {
    if (this.#rest !== '') {
      const text = this.#rest;
      this.#rest = '';
      return text;
    }
    this.#source ??= this.#open();
    const { value, done } = await this.#source.next();
    if (!done) return value;
    if (this.terminal) this.#source = undefined;
    return undefined;
  }

  /** The next line without its end; `ended` when the input ended before the line did. */
  async line(delimiter = '\n'): Promise<{ text: string; ended: boolean }> {
    let text = '';
    for (;;) {
      const piece = await this.next();
      if (piece === undefined) return { text, ended: true };
      const end = piece.indexOf(delimiter);
      if (end >= 0) {
        this.#rest = piece.slice(end + 1) + this.#rest;
        return { text: text + piece.slice(0, end), ended: false };
      }
      text += piece;
    }
  }

  async all(): Promise<string> {
    let text = '';
    for (let piece = await this.next(); piece !== undefined; piece = await this.next()) text += piece;
    return text;
  }

  unread(text: string): void {
    this.#rest = text + this.#rest;
  }

  /** Nobody will read it again: whoever writes to it gets SIGPIPE. */
  close(): void {
    this.#close();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (let piece = await this.next(); piece !== undefined; piece = await this.next()) yield piece;
  }
}

async function* empty(): AsyncGenerator<never> {
  // Ends at once.
}

/** A pipe between two commands that run side by side. */
export class Pipe implements Output {
  readonly terminal = false;
  readonly input: Input;
  readonly #broken: () => void;
  #pieces: string[] = [];
  #ended = false;
  #closed = false;
  #wake: (() => void) | undefined;

  /** @param broken called when something is written that nobody will read (SIGPIPE) */
  constructor(broken: () => void) {
    this.#broken = broken;
    this.input = Input.of({ [Symbol.asyncIterator]: () => this.#read() }, () => (this.#closed = true));
  }

  write(text: string): void {
    if (this.#closed) {
      this.#broken();
      return;
    }
    this.#pieces.push(text);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *#read(): AsyncGenerator<string> {
    for (;;) {
      const text = this.#pieces.join('');
      this.#pieces = [];
      if (text !== '') yield text;
      else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

/**
 * Stands between a job and its streams: a job that is stopped (Ctrl-Z) reads and prints nothing until it
 * goes on. What it prints meanwhile waits.
 */
export class Gate {
  #waiting: (() => void)[] | undefined;

  stop(): void {
    this.#waiting ??= [];
  }

  goOn(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const work of waiting) work();
  }

  get stopped(): boolean {
    return this.#waiting !== undefined;
  }

  output(output: Output): Output {
    return {
      terminal: output.terminal,
      write: (text) => {
        if (this.#waiting) this.#waiting.push(() => output.write(text));
        else output.write(text);
      },
    };
  }

  /** Resolves while the job is not stopped. */
  async passed(): Promise<void> {
    while (this.#waiting) await new Promise<void>((resolve) => this.#waiting?.push(resolve));
  }
}

/** Output that is kept. */
export class Capture implements Output {
  readonly terminal = false;
  text = '';

  write(text: string): void {
    this.text += text;
  }
}

export const nowhere: Output = { terminal: false, write: () => undefined };

/**
 * Standard input that several readers share one after the other, as processes share a file
 * descriptor: what one of them has not taken is there for the next.
 */
export class Input implements AsyncIterable<string> {
  #source: AsyncIterator<string>;
  #buffer = '';
  #ended = false;

  constructor(source: AsyncIterable<string>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  static of(source: AsyncIterable<string> | undefined): Input {
    return source instanceof Input ? source : new Input(source ?? nothing());
  }

  static text(text: string): Input {
    return new Input(once(text));
  }

  /** The next piece as it comes, undefined at the end. */
  async readSome(): Promise<string | undefined> {
    if (this.#buffer) {
      const text = this.#buffer;
      this.#buffer = '';
      return text;
    }
    if (this.#ended) return undefined;
    const next = await this.#source.next();
    if (next.done) {
      this.#ended = true;
      return undefined;
    }
    return next.value || this.readSome();
  }

  /** A line with its newline; the last one may have none; undefined at the end. */
  async readLine(): Promise<string | undefined> {
    let text = '';
    for (;;) {
      const some = await this.readSome();
      if (some === undefined) return text || undefined;
      text += some;
      const end = text.indexOf('\n');
      if (end >= 0) {
        this.#buffer = text.slice(end + 1);
        return text.slice(0, end + 1);
      }
    }
  }

  /** What has been taken from the source and not been read. */
  takeBuffer(): string {
    const text = this.#buffer;
    this.#buffer = '';
    return text;
  }

  async readAll(): Promise<string> {
    let text = '';
    for (let some; (some = await this.readSome()) !== undefined;) text += some;
    return text;
  }

  [Symbol.asyncIterator](): AsyncIterator<string> {
    // No `return`: a reader that stops early must not close the input for the next.
    return {
      next: async () => {
        const value = await this.readSome();
        return value === undefined ? { done: true, value: undefined } : { done: false, value };
      },
    };
  }
}

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

async function* nothing(): AsyncIterable<string> {
  // Reads end at once.
}

/** The two ends of a pipe: what is written comes out of `output`. */
export class Pipe {
  readonly output: Input;
  #chunks: string[] = [];
  #closed = false;
  #wake: () => void = () => undefined;
  /** Whether the reader has gone; a writer then gets SIGPIPE. */
  broken = false;

  constructor() {
    this.output = new Input({
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          for (;;) {
            const value = this.#chunks.shift();
            if (value !== undefined) return { done: false, value };
            if (this.#closed) return { done: true, value: undefined };
            await new Promise<void>((resolve) => (this.#wake = resolve));
          }
        },
      }),
    });
  }

  write(text: string): void {
    if (this.broken || !text) return;
    this.#chunks.push(text);
    this.#wake();
  }

  /** Takes what nobody has read. */
  drain(): string {
    return this.output.takeBuffer() + this.#chunks.splice(0).join('');
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }
}

/** Hands what is pushed to everybody who listens at the time. */
export class Broadcast<T = string> {
  readonly #listeners = new Set<(item: T) => void>();
  readonly #enders = new Set<() => void>();
  #ended = false;

  push(item: T): void {
    for (const listener of this.#listeners) listener(item);
  }

  end(): void {
    this.#ended = true;
    for (const ender of this.#enders) ender();
  }

  /** Listens until the signal aborts or the source ends. */
  listen(listener: (item: T) => void, signal?: AbortSignal): Promise<void> {
    if (this.#ended || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const finish = () => {
        this.#listeners.delete(listener);
        this.#enders.delete(finish);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      this.#listeners.add(listener);
      this.#enders.add(finish);
      signal?.addEventListener('abort', finish);
    });
  }
}

/** Text that is pushed on one side and iterated on the other, once. */
export class InputQueue implements AsyncIterable<string> {
  readonly #parts: string[] = [];
  #ended = false;
  #wake = () => {};

  push(text: string): void {
    this.#parts.push(text);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (;;) {
      const part = this.#parts.shift();
      if (part !== undefined) yield part;
      else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

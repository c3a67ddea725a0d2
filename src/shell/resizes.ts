import type { TerminalSize } from '../kube/cluster.ts';

/** The terminal's later sizes, for any number of programs that follow them. */
export class Resizes {
  readonly #waiting = new Set<(size: TerminalSize | undefined) => void>();

  push(size: TerminalSize): void {
    this.#tell(size);
  }

  end(): void {
    this.#tell(undefined);
  }

  /** Sizes from now on, until the signal is aborted. A size that nobody waited for is skipped. */
  async *watch(signal: AbortSignal): AsyncGenerator<TerminalSize> {
    while (!signal.aborted) {
      const size = await new Promise<TerminalSize | undefined>((resolve) => {
        this.#waiting.add(resolve);
        signal.addEventListener('abort', () => resolve(undefined), { once: true });
      });
      if (!size) return;
      yield size;
    }
  }

  #tell(size: TerminalSize | undefined): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve(size);
  }
}

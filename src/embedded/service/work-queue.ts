import type { Clock } from '../../kube/cluster.ts';
import { StatusError } from '../../kube/status.ts';

export interface WorkQueueOptions {
  clock: Clock;
  signal: AbortSignal;
  /** Brings one key's object into the wanted state. What it throws makes the key come again later. */
  sync: (key: string) => Promise<void>;
  /** Told about failures other than a write that lost a race. */
  onError?: (key: string, error: unknown) => void;
}

/** Keys to work on, each once at a time, again after a growing delay when it failed. Models client-go's workqueue. */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #waiting = new Set<string>();
  readonly #failures = new Map<string, number>();
  #running = false;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
  }

  add(key: string): void {
    this.#waiting.add(key);
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Lets everything that happens at this instant gather first.
    await Promise.resolve();
    for (const key of this.#waiting) {
      if (this.#options.signal.aborted) break;
      this.#waiting.delete(key);
      try {
        await this.#options.sync(key);
        this.#failures.delete(key);
      } catch (error) {
        this.#retry(key, error);
      }
    }
    this.#running = false;
  }

  #retry(key: string, error: unknown): void {
    const { clock, signal, onError } = this.#options;
    if (signal.aborted) return;
    if (!(error instanceof StatusError && error.code === 409)) onError?.(key, error);
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const delay = Math.min(5 * 2 ** failures, 60_000);
    void clock.sleep(delay, signal).then(
      () => this.add(key),
      () => {},
    );
  }
}

import type { Clock as EngineClock } from '@ngrok/webernetes';
import type { Clock } from '../../kube/cluster.ts';

/** What this file needs of the engine's clock beyond its public face; `canary.test.ts` watches over it. */
interface ClockInternals {
  tasks: Map<number, { dueAtMs: number; cancelled: boolean }>;
  microtasks: unknown[];
  simulatedNowMs: number;
}

/**
 * The cluster's time. It runs with real time, and while somebody hurries it (`hurry`), it jumps from one
 * due task to the next as fast as the CPU can, letting every consequence of a task play out in between.
 */
export class ClusterClock implements Clock {
  readonly #clock: EngineClock;
  readonly #internals: ClockInternals;
  #hurrying = 0;
  #running = false;
  #closed = false;

  /** @param start the time to begin with, in milliseconds since the epoch; by default the real one */
  constructor(clock: EngineClock, start?: number) {
    this.#clock = clock;
    this.#internals = clock as unknown as ClockInternals;
    if (start === undefined) return;
    if (this.#internals.tasks.size > 0) throw new Error('the clock has work to do at its old time');
    this.#internals.simulatedNowMs += start - clock.nowMs();
  }

  now(): number {
    return this.#clock.nowMs();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const onAbort = () => {
        this.#clock.clearTimeout(handle);
        reject(signal?.reason as Error);
      };
      const handle = this.#clock.setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Steps the clock until the returned function is called. */
  hurry(): () => void {
    this.#hurrying += 1;
    if (!this.#running) void this.#run();
    let done = false;
    return () => {
      if (!done) this.#hurrying -= 1;
      done = true;
    };
  }

  /**
   * Steps until `until` says true; asks it after every step that did something.
   * @param maxMs at most so much simulated time
   * @returns whether it became true in time
   */
  async fastForward(until: () => Promise<boolean>, maxMs = 300_000): Promise<boolean> {
    const deadline = this.now() + maxMs;
    const stop = this.hurry();
    try {
      for (;;) {
        if (await until()) return true;
        if (this.now() >= deadline || this.#closed) return false;
        await this.sleep(100);
      }
    } finally {
      stop();
    }
  }

  close(): void {
    this.#closed = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    const paused = this.#clock.isPaused();
    if (!paused) this.#clock.pause();
    while (this.#hurrying > 0 && !this.#closed) {
      await this.#settle();
      if (this.#hurrying <= 0 || this.#closed) break;
      const due = this.#nextDue();
      if (due !== undefined) this.#clock.step(Math.max(0, due - this.#clock.nowMs()));
    }
    this.#running = false;
    if (!paused && !this.#closed) this.#clock.resume();
  }

  /** Lets promises, streams and the engine's own microtasks run until nothing is left to do at this instant. */
  async #settle(): Promise<void> {
    do {
      if (this.#internals.microtasks.length > 0) this.#clock.step(0);
      await macrotask();
    } while (this.#internals.microtasks.length > 0);
  }

  #nextDue(): number | undefined {
    let due: number | undefined;
    for (const task of this.#internals.tasks.values()) {
      if (!task.cancelled && (due === undefined || task.dueAtMs < due)) due = task.dueAtMs;
    }
    return due;
  }
}

/** One turn of the event loop, without the 4 ms that browsers add to nested timers. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

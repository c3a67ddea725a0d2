import { errors } from '../../../kube/status.ts';
import type { Clock } from '../../../kube/cluster.ts';
import type { LogOptions } from '../../process.ts';

interface Line {
  time: number;
  text: string;
}

/** What one run of a container has printed; ends when the container does. */
export class ContainerLog {
  readonly #clock: Clock;
  readonly #lines: Line[] = [];
  #partial = '';
  #ended = false;
  #waiting = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  write(text: string): void {
    const parts = (this.#partial + text).split('\n');
    this.#partial = parts.pop() ?? '';
    for (const part of parts) this.#lines.push({ time: this.#clock.now(), text: `${part}\n` });
    if (parts.length > 0) this.#wake();
  }

  end(): void {
    if (this.#partial !== '') this.#lines.push({ time: this.#clock.now(), text: this.#partial });
    this.#partial = '';
    this.#ended = true;
    this.#wake();
  }

  /** The text so far, and with `follow` what comes until the container ends. */
  async *read(options: LogOptions): AsyncGenerator<string> {
    let next = this.#start(options);
    let left = options.limitBytes ?? Infinity;
    const wake = () => this.#wake();
    options.signal?.addEventListener('abort', wake);
    try {
      for (;;) {
        while (next < this.#lines.length) {
          const line = this.#lines[next++]!;
          const text = options.timestamps ? `${nanoTime(line.time)} ${line.text}` : line.text;
          yield text.slice(0, left);
          left -= text.length;
          if (left <= 0) return;
        }
        if (!options.follow || this.#ended || options.signal?.aborted) return;
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
      }
    } finally {
      options.signal?.removeEventListener('abort', wake);
    }
  }

  #start(options: LogOptions): number {
    let since = -Infinity;
    if (options.sinceSeconds !== undefined) since = this.#clock.now() - options.sinceSeconds * 1000;
    if (options.sinceTime !== undefined) since = Date.parse(options.sinceTime);
    let first = this.#lines.findIndex((line) => line.time >= since);
    if (first < 0) first = this.#lines.length;
    if (options.tailLines !== undefined) first = Math.max(first, this.#lines.length - options.tailLines);
    return first;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const resolve of waiting) resolve();
  }
}

function nanoTime(time: number): string {
  return new Date(time).toISOString().replace('Z', '000000Z');
}

/** The logs on all nodes: the current and the previous run of each container, as the kubelet keeps them. */
export class LogStore {
  readonly #clock: Clock;
  readonly #runs = new Map<string, ContainerLog[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(podUid: string, container: string): ContainerLog {
    const key = `${podUid}/${container}`;
    const log = new ContainerLog(this.#clock);
    this.#runs.set(key, [log, ...(this.#runs.get(key) ?? []).slice(0, 1)]);
    return log;
  }

  /** @throws StatusError as the kubelet answers when there was no such run */
  get(podUid: string, pod: string, container: string, previous: boolean): ContainerLog {
    const log = this.#runs.get(`${podUid}/${container}`)?.[previous ? 1 : 0];
    if (log) return log;
    if (previous) {
      throw errors.badRequest(`previous terminated container "${container}" in pod "${pod}" not found`);
    }
    throw errors.badRequest(
      `container "${container}" in pod "${pod}" is waiting to start: ContainerCreating`,
    );
  }

  forget(podUid: string): void {
    for (const key of this.#runs.keys()) if (key.startsWith(`${podUid}/`)) this.#runs.delete(key);
  }
}

import type { ProcessEntry } from './processes.ts';
import type { Gate } from '../io/streams.ts';

export interface Job {
  number: number;
  text: string;
  entry: ProcessEntry;
  /** Its exit code, once it has ended. */
  status: number | undefined;
  done: Promise<number>;
  /** Of a job that was started in the foreground: Ctrl-Z closes it. */
  gate: Gate | undefined;
}

/** The background jobs of one shell, in the order of their numbers. */
export class Jobs {
  /** Whether starts and ends are not told: in a subshell. */
  quiet = false;
  #jobs: Job[] = [];
  /** The most recent last: `%+` and `%-`. */
  #recent: Job[] = [];

  add(text: string, entry: ProcessEntry, running: Promise<number>, gate?: Gate): Job {
    const number = Math.max(0, ...this.#jobs.map((job) => job.number)) + 1;
    const job: Job = { number, text, entry, status: undefined, done: running, gate };
    job.done = running.then(
      (status) => (job.status = status),
      () => (job.status = 1),
    );
    this.#jobs.push(job);
    this.#recent.push(job);
    return job;
  }

  get all(): readonly Job[] {
    return this.#jobs;
  }

  get current(): Job | undefined {
    return this.#recent.at(-1);
  }

  /** Makes it the one that `%+` means. */
  touch(job: Job): void {
    this.#recent = [...this.#recent.filter((each) => each !== job), job];
  }

  remove(job: Job): void {
    this.#jobs = this.#jobs.filter((each) => each !== job);
    this.#recent = this.#recent.filter((each) => each !== job);
  }

  /** By `%1`, `%+`, `%%`, `%-`, `%name`, `%?part` or process id. */
  find(spec: string): Job | undefined {
    if (/^\d+$/.test(spec)) return this.#jobs.find(({ entry }) => entry.pid === Number(spec));
    const name = spec.slice(1);
    if (name === '' || name === '%' || name === '+') return this.current;
    if (name === '-') return this.#recent.at(-2) ?? this.current;
    if (/^\d+$/.test(name)) return this.#jobs.find((job) => job.number === Number(name));
    return this.#jobs.find(({ text }) =>
      name.startsWith('?') ? text.includes(name.slice(1)) : text.startsWith(name),
    );
  }

  /** A line of `jobs`, or a notice. */
  describe(job: Job, withPid = false): string {
    const mark = job === this.current ? '+' : job === this.#recent.at(-2) ? '-' : ' ';
    const state = stateOf(job);
    const pid = withPid ? `${job.entry.pid} ` : ' ';
    return `[${job.number}]${mark} ${pid}${state.padEnd(23)} ${job.text}${job.status === undefined && !job.gate?.stopped ? ' &' : ''}\n`;
  }

  /** Lines on the jobs that ended since, which are then forgotten. */
  notices(): string {
    const ended = this.#jobs.filter((job) => job.status !== undefined);
    const text = ended.map((job) => this.describe(job)).join('');
    for (const job of ended) this.remove(job);
    return text;
  }
}

function stateOf({ status, entry, gate }: Job): string {
  if (status === undefined) return gate?.stopped ? 'Stopped' : 'Running';
  const { aborted, reason } = entry.stop.signal;
  if (aborted && reason instanceof Error) return reason.message;
  return status === 0 ? 'Done' : `Exit ${status}`;
}

/** The signals that `kill -l` knows here, with Linux's numbers. */
export const signals = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
} as const;

export type SignalName = keyof typeof signals;

/** What bash calls the end by a signal. */
const deaths: Partial<Record<SignalName, string>> = {
  HUP: 'Hangup',
  INT: 'Interrupt',
  QUIT: 'Quit',
  KILL: 'Killed',
  USR1: 'User defined signal 1',
  USR2: 'User defined signal 2',
  PIPE: 'Broken pipe',
  ALRM: 'Alarm clock',
  TERM: 'Terminated',
};

/** The reason with which a process's AbortSignal is aborted. */
export class Killed extends Error {
  readonly signal: SignalName;

  constructor(signal: SignalName) {
    super(deaths[signal] ?? signal);
    this.signal = signal;
  }

  get exitCode(): number {
    return 128 + signals[this.signal];
  }
}

/** The exit code of what ended because this signal was aborted. */
export function exitCodeOf(signal: AbortSignal): number {
  return signal.reason instanceof Killed ? signal.reason.exitCode : 130;
}

export interface ProcessEntry {
  pid: number;
  command: string;
  /** Milliseconds since the epoch. */
  started: number;
  stop: AbortController;
}

/** Job processes of one shell, by their ids: what `$!`, `kill` and `ps` speak of. */
export class Processes {
  readonly #entries = new Map<number, ProcessEntry>();
  #next = 4310;

  start(command: string, now: number, stop = new AbortController()): ProcessEntry {
    this.#next += 1 + (this.#next % 3);
    const entry = { pid: this.#next, command, started: now, stop };
    this.#entries.set(entry.pid, entry);
    return entry;
  }

  end({ pid }: ProcessEntry): void {
    this.#entries.delete(pid);
  }

  get all(): ProcessEntry[] {
    return [...this.#entries.values()];
  }

  /** @returns whether there is such a process */
  kill(pid: number, signal: SignalName | undefined): boolean {
    const entry = this.#entries.get(pid);
    if (!entry) return false;
    if (signal !== undefined && signal in deaths) entry.stop.abort(new Killed(signal));
    return true;
  }
}

/** A signal by name or number (`TERM`, `SIGTERM`, `15`); `0` gives undefined, which only asks. */
export function signalNamed(text: string): { signal: SignalName | undefined } | undefined {
  if (text === '0') return { signal: undefined };
  const name = text.toUpperCase().replace(/^SIG/, '');
  for (const [signal, number] of Object.entries(signals))
    if (signal === name || String(number) === name) return { signal: signal as SignalName };
  return undefined;
}

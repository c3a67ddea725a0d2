import type { Process } from '../../process.ts';

/** A program of an image: runs to its exit code. `argv[0]` is the name that it was called by. */
export type Program = (process: Process, argv: readonly string[]) => Promise<number>;

/** The programs of one image, and how one of them starts another. */
export interface Programs {
  find(name: string): Program | undefined;
  names(): string[];
  /** Runs a program in a process of its own, listed by `ps`. @throws nothing for an unknown name: 127 */
  run(process: Process, argv: readonly string[]): Promise<number>;
}

/** Thrown by a program that ends with a message: `name: text` on stderr. */
export class Failure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A process like another but for what is given. The original may be a class instance: no spreading. */
export function derive(parent: Process, changes: Partial<Process>): Process {
  return {
    env: changes.env ?? parent.env,
    cwd: changes.cwd ?? parent.cwd,
    fs: parent.fs,
    hostname: parent.hostname,
    container: parent.container,
    stdin: 'stdin' in changes ? changes.stdin : parent.stdin,
    tty: changes.tty ?? parent.tty,
    size: parent.size,
    onResize: (listener) => parent.onResize?.(listener),
    stdout: changes.stdout ?? ((text) => parent.stdout(text)),
    stderr: changes.stderr ?? ((text) => parent.stderr(text)),
    clock: parent.clock,
    signal: changes.signal ?? parent.signal,
    dial: (address) => parent.dial(address),
    listen: changes.listen ?? ((listener) => parent.listen(listener)),
    api: parent.api,
  };
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/**
 * The promise's value, but no longer than the signal lets: a program that waits for its input when it
 * is killed is left behind, after the moment it may need for its last words. @throws the signal's reason
 */
export function untilAborted<T>(process: Process, signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const end = aborted(signal).then(async () => {
    await process.clock.sleep(1);
    throw signal.reason;
  });
  return Promise.race([promise, end]);
}

/** What the promise resolves to, or undefined when the time is up first. @throws the signal's reason */
export async function within<T>(process: Process, ms: number, promise: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController();
  const signal = AbortSignal.any([timer.signal, process.signal]);
  const limit = process.clock.sleep(ms, signal).then(
    () => undefined,
    (reason: unknown) => {
      if (timer.signal.aborted) return undefined;
      throw reason;
    },
  );
  try {
    return await Promise.race([promise, limit]);
  } finally {
    timer.abort();
    limit.catch(() => undefined);
  }
}

export const isIPv4 = (text: string) =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((octet) => Number(octet) < 256);

import type { IFileSystem } from 'just-bash/browser';
import type { Clock, TerminalSize } from '../../kube/cluster.ts';

/** The learner's terminal as the programs in it reach it. */
export interface Terminal {
  /** What is typed, as lines. */
  cooked(): AsyncIterable<string>;
  /** The keyboard, key by key: reading it puts the terminal into raw mode. */
  raw(signal: AbortSignal): AsyncIterable<string>;
  size(): TerminalSize;
  resizes(signal: AbortSignal): AsyncIterable<TerminalSize>;
  edit: ((name: string, text: string) => Promise<string | undefined>) | undefined;
}

/** What a program of the shell's own (kubectl, an editor, watch, …) sees while it runs. */
export interface ProgramContext {
  /** Absent: stdin is empty. Of a terminal: what is typed, as lines unless `raw` was asked for. */
  stdin: AsyncIterable<string> | undefined;
  /** A terminal's keyboard, key by key; undefined when stdin is not the terminal. */
  rawStdin: AsyncIterable<string> | undefined;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Whether stdin and stdout are the terminal. */
  tty: boolean;
  /** Whether stdout is the terminal. */
  stdoutIsTerminal: boolean;
  size: () => TerminalSize;
  resizes: () => AsyncIterable<TerminalSize>;
  cwd: string;
  env: Readonly<Record<string, string>>;
  signal: AbortSignal;
  clock: Clock;
  fs: IFileSystem;
  edit: ((name: string, text: string) => Promise<string | undefined>) | undefined;
  /** Runs another command and collects what it prints. */
  exec(
    command: string,
    options?: { args?: readonly string[]; stdin?: string },
  ): Promise<{ exitCode: number; stdout: string; stderr: string }>;
  /**
   * Runs another command by its words, on the same streams.
   * @param options signal ends it; env is added to the environment
   * @returns its exit code, 128 + n where a signal ended it
   */
  spawn(
    argv: readonly string[],
    options?: {
      signal?: AbortSignal;
      env?: Readonly<Record<string, string>>;
      /** Begins with an empty environment. */
      cleared?: boolean;
      /** The program that tells when there is no such command. */
      as?: string;
    },
  ): Promise<number>;
}

/**
 * A program by its words.
 * @returns the exit code
 */
export type Program = (args: readonly string[], context: ProgramContext) => Promise<number>;

/** The whole of an input; empty when there is none. */
export async function readAll(input: AsyncIterable<string> | undefined): Promise<string> {
  let text = '';
  if (input) for await (const chunk of input) text += chunk;
  return text;
}

export async function* once(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

/** Text of just-bash's byte strings, in which each character is one byte of UTF-8. */
export function fromBytes(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}

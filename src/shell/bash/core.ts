import type { Clock } from '../../kube/cluster.ts';
import type { Terminal } from '../programs/program.ts';
import type { Gate, Streams } from './io/streams.ts';
import type { Interpreter } from './interpreter.ts';
import type { Job, Jobs } from './processes/jobs.ts';
import type { Processes } from './processes/processes.ts';
import type { ShellState } from './state.ts';
import type { Command, FunctionDef, Statement } from './syntax/script.ts';

/**
 * A builtin command by its words, run in the shell itself.
 * @returns the exit code
 */
export type Builtin = (shell: Shell, args: readonly string[], streams: Streams) => Promise<number> | number;

/** The programs that a shell can start. */
export interface ProgramTable {
  readonly clock: Clock;
  /** Where a program lies, as `which` tells; undefined if there is none. */
  pathOf(shell: Shell, name: string): string | undefined;
  run(
    shell: Shell,
    argv: readonly string[],
    streams: Streams,
    env?: Readonly<Record<string, string>>,
  ): Promise<number>;
}

/** What all shells of one learner share. */
export interface World {
  interpreter: Interpreter;
  builtins: Readonly<Record<string, Builtin>>;
  programs: ProgramTable;
  processes: Processes;
  terminal: Terminal | undefined;
  /** Ends everything, background jobs too. */
  signal: AbortSignal;
}

/** A shell, as its builtins and the parts of the executor see it. */
export interface Shell {
  readonly world: World;
  readonly state: ShellState;
  /** Whether it talks to the learner: aliases, notices of jobs, errors without line numbers. */
  readonly interactive: boolean;
  readonly signal: AbortSignal;
  readonly jobs: Jobs;
  /** Saved variables of the functions that are running, for `local`. */
  readonly frames: Map<string, () => void>[];
  /** How many loops a `break` could leave. */
  loops: number;
  /** How many files are being sourced. */
  sourcing: number;
  /** Of the job that it runs: Ctrl-Z holds its commands up. */
  gate: Gate | undefined;
  /** The job that `fg` waits for. */
  foreground: Job | undefined;
  /** Resolves when Ctrl-Z stops that job. */
  stopped: Promise<undefined>;
  /** An error of the shell's own, as bash begins it: with the line in a script. */
  message(text: string): string;
  /** Messages of just-bash's, which never name the line. */
  placed(stderr: string): string;
  /** A copy of this shell, for what runs beside it or must not change it. */
  fork(signal?: AbortSignal): Shell;
  /** A shell for a script of its own: it inherits the environment, but no functions and options. */
  script(): Shell;
  subshell(statements: readonly Statement[], streams: Streams): Promise<number>;
  /**
   * The status that a whole shell ends with, be it by `exit`, by an error of its own, or killed.
   * @param own a signal that ends only this shell
   */
  finish(run: () => Promise<number>, streams: Streams, own?: AbortSignal): Promise<number>;
  /** Runs a script's text in this shell. */
  source(text: string, streams: Streams): Promise<number>;
  list(statements: readonly Statement[], streams: Streams): Promise<number>;
  /** Whether the list of an `if` or `while` succeeds. */
  condition(statements: readonly Statement[], streams: Streams): Promise<boolean>;
  /** Runs one command to its status, which is also `$?`. */
  command(command: Command, streams: Streams): Promise<number>;
  /** Calls a function. */
  call(definition: FunctionDef, args: readonly string[], streams: Streams): Promise<number>;
  /** Runs a command by its expanded words: builtin, program or script. */
  run(argv: readonly string[], streams: Streams, env?: Readonly<Record<string, string>>): Promise<number>;
}

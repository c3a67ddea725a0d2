import {
  Bash,
  defineCommand,
  type InMemoryFs,
  type IFileSystem,
  type ResolvedCommandContext,
} from 'just-bash/browser';
import type { Clock } from '../../kube/cluster.ts';
import type { Program, ProgramContext } from '../programs/program.ts';
import { fromBytes, once, readAll } from '../programs/program.ts';
import { adjusted } from '../programs/programs.ts';
import { routeToTerminal, terminalCommand } from './routing.ts';
import type { Script, Statement } from './script.ts';
import { ShellState } from './state.ts';

/** The terminal as running commands reach it. */
export type Terminal = Pick<
  ProgramContext,
  'stdout' | 'stderr' | 'stdin' | 'rawStdin' | 'size' | 'resizes' | 'edit'
>;

export interface RunResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface EngineOptions {
  fs: InMemoryFs;
  clock: Clock;
  home: string;
  env: Record<string, string>;
  programs: Readonly<Record<string, Program>>;
}

/** Commands that read the terminal when they are given no file. */
const readers: Readonly<Record<string, (operands: number) => boolean>> = {
  cat: (operands) => operands === 0,
  head: (operands) => operands === 0,
  sort: (operands) => operands === 0,
  tail: (operands) => operands === 0,
  tee: () => true,
  tr: () => true,
  uniq: (operands) => operands === 0,
  wc: (operands) => operands === 0,
  xargs: () => true,
  bash: (operands) => operands === 0,
  sh: (operands) => operands === 0,
  grep: (operands) => operands < 2,
  sed: (operands) => operands < 2,
  awk: (operands) => operands < 2,
  jq: (operands) => operands < 2,
};

/**
 * Runs scripts with just-bash, whose `exec` begins anew each time and answers at its end: carries
 * the shell's state from one to the next, and lets commands print while they run.
 */
export class Engine {
  readonly fs: IFileSystem;
  readonly state: ShellState;
  readonly #options: EngineOptions;
  readonly #bash: Bash;
  /** The statement that the next parse is replaced with. */
  #next: Script | undefined;
  #terminal: Terminal | undefined;
  #signal: AbortSignal = new AbortController().signal;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.fs = options.fs;
    this.state = new ShellState(options.env, options.home);
    this.#bash = new Bash({
      fs: options.fs,
      cwd: options.home,
      env: options.env,
      sleep: (ms) => options.clock.sleep(ms, this.#signal).catch(() => undefined),
      // The rest of the limits stays: a loop without end must not hang the page.
      executionLimits: { maxExecutionTimeMs: Infinity, maxExtensionCleanupTimeMs: 5000 },
      processInfo: { pid: 4242, ppid: 1, uid: 1000, gid: 1000 },
      customCommands: [
        ...Object.entries(options.programs).map(([name, program]) =>
          defineCommand(name, (args, context) => this.#runProgram(program, args, context)),
        ),
        ...Object.entries(adjusted).map(([name, adjust]) =>
          defineCommand(
            name,
            (args, { origCommand }) =>
              origCommand?.(adjust(args, options.clock)) ??
              Promise.resolve({ stdout: '', stderr: `${name}: not available\n`, exitCode: 127 }),
          ),
        ),
        defineCommand(terminalCommand, (args, context) => this.#runOnTerminal(args, context)),
        ...this.state.commands(),
      ],
    });
    this.#bash.registerTransformPlugin({
      name: 'statement',
      transform: ({ ast }) => {
        const next = this.#next;
        this.#next = undefined;
        return { ast: next ?? ast };
      },
    });
  }

  /** @throws an Error with bash's words if the text is no whole script */
  parse = (script: string): Script => this.#bash.transform(script).ast;

  /** Runs a whole script in a shell of its own, without a terminal. */
  async runScript(
    script: string,
    options: { signal?: AbortSignal; stdin?: string } = {},
  ): Promise<RunResult> {
    const { exitCode, stdout, stderr } = await this.#exec(script, {
      signal: options.signal ?? new AbortController().signal,
      stdin: options.stdin,
      env: this.#options.env,
      cwd: this.#options.home,
    });
    return { exitCode, stdout, stderr };
  }

  /**
   * Runs one statement of an interactive shell: the state goes in and comes out again.
   * @returns what it printed and did not print to the terminal itself
   */
  async runStatement(
    statement: Statement,
    terminal: Terminal,
    signal: AbortSignal,
  ): Promise<RunResult & { exited: boolean }> {
    const { state } = this;
    routeToTerminal(statement, {
      functions: new Set(state.functions.keys()),
      alias: (name) => state.alias(name, this.parse),
    });
    this.#terminal = terminal;
    const statements = [...state.restore(this.parse), statement, ...state.save(statement, this.parse)];
    this.#next = { type: 'Script', statements };
    try {
      const result = await this.#exec(':', { signal, env: state.exported, cwd: state.cwd });
      return { ...result, ...state.finish(result, statement) };
    } finally {
      this.#next = undefined;
      this.#terminal = undefined;
    }
  }

  async #exec(
    script: string,
    options: { signal: AbortSignal; stdin?: string; env: Record<string, string>; cwd: string },
  ): Promise<RunResult & { env: Record<string, string> }> {
    this.#signal = options.signal;
    const result = await this.#bash.exec(script, {
      rawScript: true,
      replaceEnv: true,
      env: options.env,
      cwd: options.cwd,
      signal: options.signal,
      ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
    });
    return options.signal.aborted ? { ...result, exitCode: 130, stderr: '' } : result;
  }

  /** A program in a pipe, a substitution or a script: input and output are collected. */
  async #runProgram(program: Program, args: string[], context: ResolvedCommandContext) {
    let stdout = '';
    let stderr = '';
    const exitCode = await this.#start(program, args, context, {
      stdin: bytesOf(context) === '' ? undefined : once(fromBytes(bytesOf(context))),
      rawStdin: undefined,
      stdout: (text) => (stdout += text),
      stderr: (text) => (stderr += text),
      tty: false,
      edit: undefined,
    });
    return { stdout, stderr, exitCode, stdoutKind: 'text' as const };
  }

  /** A command whose streams named in the first word are the terminal. */
  async #runOnTerminal(args: string[], context: ResolvedCommandContext) {
    const [streams = '', name = '', ...words] = args;
    const terminal = this.#terminal;
    if (!terminal) return { stdout: '', stderr: `${terminalCommand}: no terminal\n`, exitCode: 126 };
    let stdout = '';
    let stderr = '';
    const toStdout = streams.includes('1') ? terminal.stdout : (text: string) => void (stdout += text);
    const toStderr = streams.includes('2') ? terminal.stderr : (text: string) => void (stderr += text);
    const program = Object.hasOwn(this.#options.programs, name) ? this.#options.programs[name] : undefined;
    const fromTerminal = streams.includes('0') && bytesOf(context) === '';
    let exitCode: number;
    if (program) {
      exitCode = await this.#start(program, words, context, {
        stdin: fromTerminal
          ? terminal.stdin
          : bytesOf(context) === ''
            ? undefined
            : once(fromBytes(bytesOf(context))),
        rawStdin: fromTerminal ? terminal.rawStdin : undefined,
        stdout: toStdout,
        stderr: toStderr,
        tty: fromTerminal && streams.includes('1'),
        edit: terminal.edit,
      });
    } else {
      const operands = words.filter((word) => !word.startsWith('-') || word === '-').length;
      const typed = fromTerminal && (readers[name]?.(operands) ?? false);
      const result = await context.exec?.(quote(name), {
        cwd: context.cwd,
        args: words,
        stdin: typed ? await readAll(terminal.stdin) : bytesOf(context),
        stdinKind: typed ? 'text' : 'bytes',
        env: context.exportedEnv ?? {},
        replaceEnv: true,
        ...(context.signal ? { signal: context.signal } : {}),
      });
      exitCode = result?.exitCode ?? 126;
      const printed = result?.stdout ?? '';
      if (!context.signal?.aborted) {
        if (printed !== '') toStdout(result?.stdoutKind === 'text' ? printed : fromBytes(printed));
        if (result?.stderr) toStderr(result.stderr);
      }
    }
    return { stdout, stderr, exitCode, stdoutKind: 'text' as const };
  }

  async #start(
    program: Program,
    args: readonly string[],
    context: ResolvedCommandContext,
    streams: Pick<ProgramContext, 'stdin' | 'rawStdin' | 'stdout' | 'stderr' | 'tty' | 'edit'>,
  ): Promise<number> {
    const { exec, cwd } = context;
    const env = { ...context.exportedEnv };
    const signal = context.signal ?? this.#signal;
    try {
      return await program(args, {
        ...streams,
        size: this.#terminal?.size ?? (() => ({ columns: 80, rows: 24 })),
        resizes: this.#terminal?.resizes ?? nothing,
        cwd,
        env,
        signal,
        clock: this.#options.clock,
        fs: this.#options.fs,
        exec: async (command, options = {}) => {
          if (!exec) throw new Error('commands cannot be run from here');
          const result = await exec(command, {
            cwd,
            env,
            replaceEnv: true,
            signal,
            ...(options.args ? { args: [...options.args] } : {}),
            ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
          });
          const stdout = result.stdoutKind === 'text' ? result.stdout : fromBytes(result.stdout);
          return { exitCode: result.exitCode, stdout, stderr: result.stderr };
        },
      });
    } catch (error) {
      if (signal.aborted) return 130;
      streams.stderr(`error: ${error instanceof Error ? error.message : String(error)}\n`);
      return 1;
    }
  }
}

/** just-bash hides that its byte strings are strings. */
const bytesOf = (context: ResolvedCommandContext) => context.stdin as unknown as string;

async function* nothing(): AsyncGenerator<never> {
  // No terminal, no resizes.
}

const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

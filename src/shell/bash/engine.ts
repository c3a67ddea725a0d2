import {
  defineCommand,
  type CustomCommand,
  type InMemoryFs,
  type ResolvedCommandContext,
} from 'just-bash/browser';
import type { Clock } from '../../kube/cluster.ts';
import { adjusted } from '../programs/tools/adjusted.ts';
import { fromBytes, type Program, type Terminal } from '../programs/program.ts';
import { builtins } from './builtins/index.ts';
import type { World } from './core.ts';
import { Executor } from './executor.ts';
import { Interpreter, type Outcome } from './interpreter.ts';
import type { Job } from './processes/jobs.ts';
import { exitCodeOf, Killed, type Processes } from './processes/processes.ts';
import { Programs } from './processes/programs.ts';
import type { Script, Statement } from './syntax/script.ts';
import { ShellState } from './state.ts';
import { Capture, Gate, Input, type Output, type Streams } from './io/streams.ts';
import { Exit, Fault } from './control.ts';

export interface EngineOptions {
  fs: InMemoryFs;
  clock: Clock;
  home: string;
  env: Record<string, string>;
  programs: Readonly<Record<string, Program>>;
  processes: Processes;
  terminal: Terminal;
}

/** The shells of one learner: the interactive one, and those that run scripts beside it. */
export class Engine {
  readonly interpreter: Interpreter;
  readonly #options: EngineOptions;
  readonly #programs: Programs;
  readonly #closed = new AbortController();
  #interactive: Executor;
  #stop: (() => void) | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { fs, clock, home, env } = options;
    this.#programs = new Programs(options.programs, clock);
    this.interpreter = new Interpreter({ fs, clock, home, env, commands: this.#commands() });
    this.#interactive = new Executor({
      world: this.#world(options.terminal),
      state: new ShellState(env, home),
      signal: this.#closed.signal,
      interactive: true,
    });
    this.state.aliases.set('k', 'kubectl');
  }

  get state(): ShellState {
    return this.#interactive.state;
  }

  /** @throws an Error with bash's words if the text is no whole script */
  parse = (script: string): Script => this.interpreter.parse(script);

  /** What a name stands for in the interactive shell, for completion. */
  pathOf = (name: string): string | undefined => this.#programs.pathOf(this.#interactive, name);

  /** Runs a whole script in a shell of its own, without a terminal. */
  async runScript(script: string, options: { signal?: AbortSignal; stdin?: string } = {}): Promise<Outcome> {
    const { env, home } = this.#options;
    const signal = options.signal ?? new AbortController().signal;
    const shell = new Executor({
      world: this.#world(undefined),
      state: new ShellState(env, home),
      signal: AbortSignal.any([this.#closed.signal, signal]),
      interactive: false,
    });
    const [stdout, stderr] = [new Capture(), new Capture()];
    const stdin = options.stdin === undefined ? Input.none : Input.text(options.stdin);
    const streams: Streams = { stdin, stdout, stderr };
    let exitCode: number;
    try {
      exitCode = await shell.finish(() => shell.source(script, streams), streams);
    } catch (error) {
      if (!shell.signal.aborted) throw error;
      exitCode = exitCodeOf(shell.signal);
    }
    return { exitCode, stdout: stdout.text, stderr: stderr.text };
  }

  /**
   * Runs what was typed, in the interactive shell.
   * @param text as `jobs` shows it when it is stopped
   * @param signal Ctrl-C
   * @returns whether the shell ends with it
   */
  async runTyped(
    statements: readonly Statement[],
    text: string,
    output: Output,
    signal: AbortSignal,
  ): Promise<boolean> {
    const shell = this.#interactive;
    const { terminal } = this.#options;
    const gate = new Gate();
    const own = new AbortController();
    const streams: Streams = {
      stdin: Input.keyboard(() => terminal.cooked()),
      stdout: gate.output(output),
      stderr: gate.output(output),
    };
    const whole = AbortSignal.any([this.#closed.signal, signal, own.signal]);
    shell.signal = whole;
    shell.gate = gate;
    const running = this.#toEnd(shell, () => shell.list(statements, streams), streams, whole);
    const stopped = Promise.withResolvers<undefined>();
    shell.stopped = stopped.promise;
    this.#stop = () => {
      const job = shell.foreground ?? this.#suspend(shell, text, running, { gate, own });
      if (!job.gate) return;
      job.gate.stop();
      this.state.exitCode = 148;
      output.write(`\n${shell.jobs.describe(job)}`);
      stopped.resolve(undefined);
    };
    try {
      return (await Promise.race([running, stopped.promise]))?.left ?? false;
    } finally {
      this.#stop = undefined;
      this.#interactive.signal = this.#closed.signal;
      this.#interactive.gate = undefined;
    }
  }

  /** Ctrl-Z: what runs in the foreground becomes a stopped job. */
  stop(): void {
    this.#stop?.();
  }

  /** Leaves the running command to a shell of its own, and goes on in a copy. */
  #suspend(
    shell: Executor,
    text: string,
    running: Promise<{ status: number }>,
    { gate, own }: { gate: Gate; own: AbortController },
  ): Job {
    const { processes, clock } = this.#options;
    const entry = processes.start(text, clock.now(), own);
    const next = shell.fork(this.#closed.signal);
    next.jobs = shell.jobs;
    this.#interactive = next;
    const done = running.then(({ status }) => status);
    return next.jobs.add(
      text,
      entry,
      done.finally(() => processes.end(entry)),
      gate,
    );
  }

  /** Runs to the end of a line, which ends the shell only by `exit`. */
  async #toEnd(
    shell: Executor,
    run: () => Promise<number>,
    { stderr }: Streams,
    signal: AbortSignal,
  ): Promise<{ status: number; left: boolean }> {
    try {
      return { status: await run(), left: false };
    } catch (error) {
      let left = false;
      if (signal.aborted) shell.state.exitCode = exitCodeOf(signal);
      else if (error instanceof Exit) {
        shell.state.exitCode = error.status;
        left = true;
      } else if (error instanceof Fault) {
        if (error.message) stderr.write(shell.message(error.message));
        shell.state.exitCode = error.status;
      } else throw error;
      return { status: shell.state.exitCode, left };
    }
  }

  /** Lines on background jobs that ended, for before the next prompt. */
  notices(): string {
    return this.#interactive.jobs.notices();
  }

  dispose(): void {
    this.#closed.abort(new Killed('HUP'));
  }

  #world(terminal: Terminal | undefined): World {
    const { processes } = this.#options;
    return {
      interpreter: this.interpreter,
      builtins,
      programs: this.#programs,
      processes,
      terminal,
      signal: this.#closed.signal,
    };
  }

  /** What just-bash's own commands (xargs, find, `sh -c`) can start. */
  #commands(): CustomCommand[] {
    return [
      ...Object.keys(this.#options.programs)
        .filter((name) => !Object.hasOwn(adjusted, name))
        .map((name) => defineCommand(name, (args, context) => this.#collect(name, args, context))),
      ...Object.entries(adjusted).map(([name, adjust]) =>
        defineCommand(
          name,
          (args, { origCommand }) =>
            origCommand?.(adjust(args, this.#options.clock)) ??
            Promise.resolve({ stdout: '', stderr: `${name}: not available\n`, exitCode: 127 }),
        ),
      ),
    ];
  }

  async #collect(name: string, args: readonly string[], context: ResolvedCommandContext) {
    const shell = new Executor({
      world: this.#world(undefined),
      state: new ShellState({ ...context.exportedEnv }, context.cwd),
      signal: context.signal ?? this.#closed.signal,
      interactive: false,
    });
    const [stdout, stderr] = [new Capture(), new Capture()];
    // just-bash hides that its byte strings are strings.
    const bytes = context.stdin as unknown as string;
    const stdin = bytes === '' ? Input.none : Input.text(fromBytes(bytes));
    const streams: Streams = { stdin, stdout, stderr };
    const exitCode = await shell.finish(() => shell.run([name, ...args], streams), streams);
    return { stdout: stdout.text, stderr: stderr.text, exitCode, stdoutKind: 'text' as const };
  }
}

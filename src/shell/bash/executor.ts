import { Compounds } from './compounds.ts';
import type { Shell, World } from './core.ts';
import { Exit, Fault, Loop, Return } from './control.ts';
import { Jobs, type Job } from './processes/jobs.ts';
import { exitCodeOf, Killed } from './processes/processes.ts';
import type { Command, FunctionDef, Pipeline, Statement } from './syntax/script.ts';
import { Simple } from './simple.ts';
import { times } from './times.ts';
import { syntaxError } from './syntax/syntax-error.ts';
import { ShellState } from './state.ts';
import { Input, Pipe, type Gate, type Streams } from './io/streams.ts';

export interface ExecutorOptions {
  world: World;
  state: ShellState;
  signal: AbortSignal;
  /** Whether it talks to the learner: aliases, notices of jobs, errors without line numbers. */
  interactive: boolean;
}

/** A shell: runs syntax trees. Output comes as it is printed, the commands of a pipeline run side by side. */
export class Executor implements Shell {
  readonly world: World;
  readonly state: ShellState;
  readonly interactive: boolean;
  signal: AbortSignal;
  jobs = new Jobs();
  /** Saved variables of the functions that are running, for `local`. */
  readonly frames: Map<string, () => void>[] = [];
  /** How many loops a `break` could leave. */
  loops = 0;
  /** Of the job that it runs: Ctrl-Z holds its commands up. */
  gate: Gate | undefined;
  /** The job that `fg` waits for. */
  foreground: Job | undefined;
  /** Resolves when Ctrl-Z stops that job. */
  stopped: Promise<undefined> = new Promise(() => undefined);
  /** How many files are being sourced. */
  sourcing = 0;
  line = 1;
  readonly #simple = new Simple(this);
  readonly #compounds = new Compounds(this);
  /** Inside a condition `set -e` does not end the shell. */
  #conditions = 0;
  #steps = 0;
  /** The script that runs. */
  #text = '';

  constructor({ world, state, signal, interactive }: ExecutorOptions) {
    this.world = world;
    this.state = state;
    this.signal = signal;
    this.interactive = interactive;
  }

  /** An error of the shell's own, as bash begins it: with the line in a script. */
  message(text: string): string {
    return `bash: ${this.interactive ? '' : `line ${this.line}: `}${text}\n`;
  }

  /** Messages of just-bash's, which never name the line. */
  placed(stderr: string): string {
    return this.interactive ? stderr : stderr.replace(/^bash: (?!line \d)/gm, `bash: line ${this.line}: `);
  }

  /** A copy of this shell, for what runs beside it or must not change it. */
  fork(signal: AbortSignal = this.signal): Executor {
    const { world, interactive } = this;
    const fork = new Executor({ world, state: this.state.copy(), signal, interactive });
    fork.line = this.line;
    fork.gate = this.gate;
    fork.#conditions = this.#conditions;
    return fork;
  }

  /** A shell for a script of its own: it inherits the environment, but no functions and options. */
  script(): Executor {
    const { world, signal } = this;
    const state = new ShellState(this.state.exported, this.state.cwd);
    return new Executor({ world, state, signal, interactive: false });
  }

  async subshell(statements: readonly Statement[], streams: Streams): Promise<number> {
    const inner = this.fork();
    return inner.finish(() => inner.list(statements, streams), streams);
  }

  /**
   * The status that a whole shell ends with, be it by `exit`, by an error of its own, or killed.
   * @param own a signal that ends only this shell
   */
  async finish(run: () => Promise<number>, streams: Streams, own?: AbortSignal): Promise<number> {
    let status: number;
    try {
      status = await this.#status(run, streams);
    } catch (error) {
      if (!own?.aborted || error !== own.reason) throw error;
      return exitCodeOf(own);
    }
    const trap = this.state.traps.get('EXIT');
    if (trap) {
      this.state.traps.delete('EXIT');
      await this.#status(() => this.source(trap, streams), streams);
    }
    return status;
  }

  async #status(run: () => Promise<number>, streams: Streams): Promise<number> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof Exit || error instanceof Return) return error.status;
      if (error instanceof Loop) return this.state.exitCode;
      if (!(error instanceof Fault)) throw error;
      if (error.message) streams.stderr.write(this.message(error.message));
      return error.status;
    }
  }

  /** Runs a script's text in this shell. */
  async source(text: string, streams: Streams): Promise<number> {
    let statements: Statement[];
    this.#text = text;
    try {
      ({ statements } = this.world.interpreter.parse(text));
    } catch (error) {
      streams.stderr.write(syntaxError(error, text, this.interactive));
      throw new Fault('', 2, true);
    }
    return this.list(statements, streams);
  }

  async list(statements: readonly Statement[], streams: Streams): Promise<number> {
    const wrong = statements.find(({ deferredError }) => deferredError);
    if (wrong?.deferredError) {
      const error = new Error(wrong.deferredError.message);
      streams.stderr.write(syntaxError(error, this.#text, this.interactive));
      throw new Fault('', 2, true);
    }
    for (const statement of statements) {
      if (statement.background) this.#background(statement, streams);
      else await this.statement(statement, streams);
    }
    return this.state.exitCode;
  }

  #background(statement: Statement, streams: Streams): void {
    const { world, state } = this;
    const text = (statement.sourceText ?? '').replace(/\s*&\s*$/, '');
    const entry = world.processes.start(text, world.programs.clock.now());
    const signal = AbortSignal.any([world.signal, entry.stop.signal]);
    const inner = this.fork(signal);
    const own = { ...streams, stdin: Input.none };
    const done = inner
      .finish(() => inner.list([{ ...statement, background: false }], own), own, signal)
      .finally(() => world.processes.end(entry));
    const job = this.jobs.add(text, entry, done);
    state.lastJob = String(entry.pid);
    state.exitCode = 0;
    if (this.interactive && !this.jobs.quiet) streams.stderr.write(`[${job.number}] ${entry.pid}\n`);
  }

  async statement({ pipelines, operators }: Statement, streams: Streams): Promise<number> {
    const final = pipelines.length - 1;
    let checked = false;
    for (const [index, pipeline] of pipelines.entries()) {
      const operator = index === 0 ? ';' : operators[index - 1];
      if (operator === '&&' && this.state.exitCode !== 0) continue;
      if (operator === '||' && this.state.exitCode === 0) continue;
      await this.#asCondition(index < final, () => this.#pipeline(pipeline, streams));
      checked = index === final && !pipeline.negated;
    }
    const { options, exitCode } = this.state;
    if (checked && this.#conditions === 0 && options.has('errexit') && exitCode !== 0)
      throw new Exit(exitCode);
    return exitCode;
  }

  async #asCondition<T>(condition: boolean, run: () => Promise<T>): Promise<T> {
    if (!condition) return run();
    this.#conditions += 1;
    try {
      return await run();
    } finally {
      this.#conditions -= 1;
    }
  }

  /** Whether the list of an `if` or `while` succeeds. */
  condition(statements: readonly Statement[], streams: Streams): Promise<boolean> {
    return this.#asCondition(true, async () => (await this.list(statements, streams)) === 0);
  }

  async #pipeline(pipeline: Pipeline, streams: Streams): Promise<void> {
    const { commands, negated, timed } = pipeline;
    const { state } = this;
    const began = performance.now();
    const from = this.world.programs.clock.now();
    const [only] = commands;
    if (commands.length === 1 && only) state.pipeStatus = [await this.command(only, streams)];
    else if (commands.length > 1) state.pipeStatus = await this.#stages(pipeline, streams);
    const failed = state.options.has('pipefail')
      ? state.pipeStatus.findLast((code) => code !== 0)
      : undefined;
    state.exitCode = failed ?? state.pipeStatus.at(-1) ?? 0;
    if (negated) state.exitCode = state.exitCode === 0 ? 1 : 0;
    if (timed) {
      const real = Math.max(this.world.programs.clock.now() - from, performance.now() - began);
      streams.stderr.write(times(real, pipeline.timePosix ?? false));
    }
  }

  async #stages({ commands, pipeStderr }: Pipeline, outer: Streams): Promise<number[]> {
    let previous: Pipe | undefined;
    const running = commands.map((command, index) => {
      const broken = new AbortController();
      const input = previous;
      const output =
        index < commands.length - 1 ? new Pipe(() => broken.abort(new Killed('PIPE'))) : undefined;
      previous = output;
      const streams: Streams = { ...outer };
      if (input) streams.stdin = input.input;
      if (output) streams.stdout = output;
      if (output && pipeStderr?.[index]) streams.stderr = output;
      const inner = this.fork(AbortSignal.any([this.signal, broken.signal]));
      inner.jobs.quiet = true;
      return inner
        .finish(() => inner.command(command, streams), streams, broken.signal)
        .finally(() => {
          output?.end();
          input?.input.close();
        });
    });
    const results = await Promise.allSettled(running);
    this.signal.throwIfAborted();
    return results.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  }

  /** Runs one command to its status, which is also `$?`. */
  async command(command: Command, streams: Streams): Promise<number> {
    this.signal.throwIfAborted();
    if (this.gate?.stopped) await this.gate.passed();
    // A loop of builtins alone would never let a key press in.
    if (++this.#steps % 32 === 0) await new Promise((resolve) => setTimeout(resolve));
    let status: number;
    if (command.type === 'FunctionDef') {
      this.state.functions.set(command.name, command);
      status = 0;
    } else if (command.type === 'SimpleCommand') {
      this.line = command.line ?? this.line;
      status = await this.#simple.run(command, streams);
    } else status = await this.#compounds.run(command, streams);
    this.signal.throwIfAborted();
    return (this.state.exitCode = status);
  }

  /** Calls a function. */
  async call(definition: FunctionDef, args: readonly string[], streams: Streams): Promise<number> {
    const { state } = this;
    const outer = state.positional;
    if (this.frames.length >= 200)
      throw new Fault(`${definition.name}: maximum function nesting level exceeded (200)`);
    state.positional = args;
    const frame = new Map<string, () => void>();
    this.frames.push(frame);
    try {
      return await this.command(definition.body, streams);
    } catch (error) {
      if (error instanceof Return) return error.status;
      throw error;
    } finally {
      state.positional = outer;
      this.frames.pop();
      for (const restore of frame.values()) restore();
    }
  }

  /** Runs a command by its expanded words: builtin, program or script. */
  run(
    argv: readonly string[],
    streams: Streams,
    env: Readonly<Record<string, string>> = {},
  ): Promise<number> {
    const [name = '', ...args] = argv;
    const { builtins } = this.world;
    const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
    if (builtin) {
      Object.assign(this.state.exported, env);
      return Promise.resolve(builtin(this, args, streams));
    }
    return this.world.programs.run(this, argv, streams, env);
  }
}

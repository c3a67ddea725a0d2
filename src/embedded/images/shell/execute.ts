import type { Process } from '../../process.ts';
import { Input, Pipe } from '../runtime/input.ts';
import { derive, Failure, type Programs } from '../runtime/program.ts';
import { SyntaxFault, type AndOr, type Command, type List, type Pipeline } from './ast.ts';
import { builtins, special } from './builtins.ts';
import { expandPattern, expandText, expandWords, type ExpansionContext } from './expand.ts';
import { matches } from './pattern.ts';
import { Exit, Loop, Return, type ShellCore, type Streams } from './core.ts';
import { redirected } from './redirect.ts';
import type { ShellState } from './state.ts';
import { resolvePath } from '../runtime/files.ts';
import { parse } from './parse.ts';
import { enter, leave } from '../runtime/processes.ts';

/** A shell that runs syntax trees. Output streams as it is printed, pipelines run side by side. */
export class Shell implements ShellCore {
  readonly process: Process;
  readonly programs: Programs;
  state: ShellState;
  signal: AbortSignal;
  readonly jobs: { pid: number; done: Promise<number> }[] = [];
  #steps = 0;
  /** Inside a condition `set -e` does not end the shell. */
  #conditions = 0;
  #loops = 0;

  constructor(process: Process, programs: Programs, state: ShellState) {
    this.process = process;
    this.programs = programs;
    this.state = state;
    this.signal = process.signal;
  }

  /** ash's message: with the line in a script, without on a command line. */
  message(text: string, line?: number): string {
    if (this.state.dialect === 'bash') {
      const where = this.state.script ?? 'bash';
      const numbered = this.state.script !== undefined || this.state.fromArgument;
      return `${where}: ${numbered ? `line ${line ?? 1}: ` : ''}${text}\n`;
    }
    const place =
      this.state.script !== undefined ? `${this.state.script}: line ${line ?? 1}: ` : `${this.#ownName()}: `;
    return `${place}${text}\n`;
  }

  #ownName(): string {
    return this.process.tty || this.state.script === undefined ? 'sh' : this.state.name;
  }

  context(streams: Streams): ExpansionContext {
    const { state } = this;
    return {
      get: (name) => state.get(name),
      set: (name, value) => state.set(name, value),
      positional: state.positional,
      fs: this.process.fs,
      cwd: state.cwd,
      nounset: state.options.nounset,
      substitute: async (body) => {
        let text = '';
        const status = await this.subshell(body, { ...streams, stdout: (piece) => (text += piece) });
        state.status = status;
        return text;
      },
    };
  }

  /** Runs a list in a copy of this shell. */
  async subshell(body: List, streams: Streams): Promise<number> {
    const inner = new Shell(this.process, this.programs, this.state.copy());
    inner.signal = this.signal;
    return inner.toStatus(() => inner.list(body, streams), streams);
  }

  /** The status that something ends with, be it by `exit` or by an error of the shell. */
  async toStatus(run: () => Promise<number>, streams: Streams): Promise<number> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof Exit) return error.status;
      if (error instanceof Return || error instanceof Loop) return this.state.status;
      if (error instanceof Failure || error instanceof SyntaxFault) {
        const text = error instanceof Failure ? error.message : `syntax error: ${error.message}`;
        if (text) streams.stderr(this.message(text));
        return error instanceof Failure ? error.exitCode : 2;
      }
      throw error;
    }
  }

  async source(text: string, streams: Streams): Promise<number> {
    return this.list(parse(text), streams);
  }

  async list(list: List, streams: Streams): Promise<number> {
    for (const item of list) {
      if (item.background) this.#background(item, streams);
      else await this.#andOr(item, streams);
    }
    return this.state.status;
  }

  #background(item: AndOr, streams: Streams): void {
    const stop = new AbortController();
    const process = derive(this.process, { signal: AbortSignal.any([this.process.signal, stop.signal]) });
    const inner = new Shell(process, this.programs, this.state.copy());
    const entry = enter(process, ['sh', '-c', item.source], () => stop.abort(new Error('killed')));
    const quiet = { ...streams, stdin: Input.text('') };
    const done = inner
      .toStatus(() => inner.list([{ ...item, background: false }], quiet), quiet)
      .catch((error: unknown) => {
        if (process.signal.aborted) return 143;
        throw error;
      })
      .finally(() => leave(process, entry));
    this.jobs.push({ pid: entry.pid, done });
    this.state.variables.set('!', { value: String(entry.pid), exported: false, readonly: false });
    this.state.status = 0;
  }

  async #andOr(item: AndOr, streams: Streams): Promise<void> {
    const final = item.steps.length - 1;
    let ran = 0;
    for (const [index, { operator, pipeline }] of item.steps.entries()) {
      if (operator === '&&' && this.state.status !== 0) continue;
      if (operator === '||' && this.state.status === 0) continue;
      ran = index;
      if (index < final) this.#conditions++;
      try {
        await this.#pipeline(pipeline, streams);
      } finally {
        if (index < final) this.#conditions--;
      }
    }
    const checked = ran === final && !item.steps[ran]!.pipeline.negated && this.#conditions === 0;
    if (checked && this.state.options.errexit && this.state.status !== 0) throw new Exit(this.state.status);
  }

  async #condition(list: List, streams: Streams): Promise<boolean> {
    this.#conditions++;
    try {
      return (await this.list(list, streams)) === 0;
    } finally {
      this.#conditions--;
    }
  }

  async #pipeline(pipeline: Pipeline, streams: Streams): Promise<void> {
    const { commands } = pipeline;
    if (commands.length === 1) this.state.status = await this.#command(commands[0]!, streams);
    else {
      let previous: Pipe | undefined;
      const running = commands.map((command, index) => {
        const input = previous;
        const output = index < commands.length - 1 ? new Pipe() : undefined;
        previous = output;
        return this.#stage(command, streams, input, output);
      });
      this.state.status = (await Promise.all(running)).at(-1)!;
    }
    if (pipeline.negated) this.state.status = this.state.status === 0 ? 1 : 0;
  }

  /** One command of a pipeline, in a subshell. Writing to a pipe that nobody reads ends it (SIGPIPE). */
  async #stage(
    command: Command,
    outer: Streams,
    input: Pipe | undefined,
    output: Pipe | undefined,
  ): Promise<number> {
    const broken = new AbortController();
    const inner = new Shell(this.process, this.programs, this.state.copy());
    inner.signal = AbortSignal.any([this.signal, broken.signal]);
    const streams = { ...outer };
    if (input) streams.stdin = input.output;
    if (output)
      streams.stdout = (text) => {
        if (output.broken) broken.abort(new Error('broken pipe'));
        else output.write(text);
      };
    try {
      return await inner.toStatus(() => inner.#command(command, streams), streams);
    } catch (error) {
      if (broken.signal.aborted && !this.signal.aborted) return 141;
      throw error;
    } finally {
      output?.close();
      if (input) input.broken = true;
    }
  }

  /** Runs one command to its status, which is also `$?`. */
  async #command(command: Command, outer: Streams): Promise<number> {
    this.signal.throwIfAborted();
    // A loop of builtins alone would never let anything else run.
    if (++this.#steps % 64 === 0) await this.process.clock.sleep(1, this.signal);
    if (command.kind === 'simple') return (this.state.status = await this.#simple(command, outer));
    const streams = await redirected(this, command.redirects, outer);
    if (!streams) return (this.state.status = 1);
    return (this.state.status = await this.#compound(command, streams));
  }

  async #compound(command: Exclude<Command, { kind: 'simple' }>, streams: Streams): Promise<number> {
    switch (command.kind) {
      case 'group':
        return this.list(command.body, streams);
      case 'subshell':
        return this.subshell(command.body, streams);
      case 'function':
        this.state.functions.set(command.name, command.body);
        return 0;
      case 'if':
        for (const { condition, body } of command.clauses)
          if (await this.#condition(condition, streams)) return this.list(body, streams);
        return command.otherwise ? this.list(command.otherwise, streams) : 0;
      case 'while': {
        let status = 0;
        await this.#loop(async () => {
          if ((await this.#condition(command.condition, streams)) === command.until) return false;
          status = await this.list(command.body, streams);
          return true;
        });
        return status;
      }
      case 'for': {
        const values = command.words
          ? await expandWords(this.context(streams), command.words)
          : [...this.state.positional];
        let status = 0;
        await this.#loop(async () => {
          const value = values.shift();
          if (value === undefined) return false;
          this.state.set(command.name, value);
          status = await this.list(command.body, streams);
          return true;
        });
        return status;
      }
      case 'case': {
        const text = await expandText(this.context(streams), command.word);
        for (const { patterns, body } of command.items)
          for (const pattern of patterns)
            if (matches(await expandPattern(this.context(streams), pattern), text)) {
              this.state.status = 0;
              return this.list(body, streams);
            }
        return 0;
      }
    }
  }

  async #loop(round: () => Promise<boolean>): Promise<void> {
    this.#loops++;
    try {
      for (;;) {
        try {
          if (!(await round())) return;
        } catch (error) {
          if (!(error instanceof Loop)) throw error;
          if (error.levels > 1 && this.#loops > 1) {
            error.levels--;
            throw error;
          }
          if (error.kind === 'break') return;
        }
        if (++this.#steps % 64 === 0) await this.process.clock.sleep(1, this.signal);
      }
    } finally {
      this.#loops--;
    }
  }

  async #simple(command: Extract<Command, { kind: 'simple' }>, outer: Streams): Promise<number> {
    const context = this.context(outer);
    const before = this.state.status;
    let argv = await expandWords(context, command.words);
    const alias = argv[0] !== undefined && this.state.aliases.get(argv[0]);
    if (alias) argv = [...alias.trim().split(/\s+/), ...argv.slice(1)];
    const values: [string, string][] = [];
    if (argv.length) this.state.status = before;
    else this.state.status = 0;
    for (const { name, value } of command.assignments) values.push([name, await expandText(context, value)]);
    if (this.state.options.xtrace)
      outer.stderr(`+ ${[...values.map(([name, value]) => `${name}=${value}`), ...argv].join(' ')}\n`);
    const streams = await redirected(this, command.redirects, outer);
    if (!streams) return 1;
    if (argv.length === 0) {
      for (const [name, value] of values) this.#assign(name, value);
      return this.state.status;
    }
    const name = argv[0]!;
    if (special.has(name)) for (const [key, value] of values) this.#assign(key, value);
    const body = this.state.functions.get(name);
    if (body && !special.has(name))
      return this.#withAssignments(values, () => this.#call(body, argv.slice(1), streams));
    const builtin = builtins.get(name);
    if (builtin)
      return this.#withAssignments(special.has(name) ? [] : values, () => builtin(this, argv, streams));
    return this.external(argv, streams, Object.fromEntries(values), command.line);
  }

  #assign(name: string, value: string): void {
    try {
      this.state.set(name, value);
    } catch (error) {
      throw new Failure((error as Error).message, 2);
    }
  }

  /** Assignments before a function or builtin hold while it runs. */
  async #withAssignments(values: [string, string][], run: () => Promise<number>): Promise<number> {
    const saved = values.map(([name]) => [name, this.state.variables.get(name)] as const);
    for (const [name, value] of values)
      this.state.variables.set(name, { value, exported: true, readonly: false });
    try {
      return await run();
    } finally {
      for (const [name, variable] of saved)
        if (variable) this.state.variables.set(name, variable);
        else this.state.variables.delete(name);
    }
  }

  async #call(body: Command, args: string[], streams: Streams): Promise<number> {
    const { positional } = this.state;
    this.state.positional = args;
    this.state.locals.push(new Map());
    if (this.state.locals.length > 200) throw new Failure('maximum recursion depth exceeded', 2);
    try {
      return await this.#command(body, streams);
    } catch (error) {
      if (error instanceof Return) return this.state.status;
      throw error;
    } finally {
      this.state.positional = positional;
      for (const [name, variable] of this.state.locals.pop()!)
        if (variable) this.state.variables.set(name, variable);
        else this.state.variables.delete(name);
    }
  }

  /** Runs a program of the image or a script, in a process of its own. */
  async external(
    argv: readonly string[],
    streams: Streams,
    env: Record<string, string> = {},
    line?: number,
  ): Promise<number> {
    const name = argv[0]!;
    const process = derive(this.process, {
      ...streams,
      env: { ...this.state.environment(), ...env },
      cwd: this.state.cwd,
      signal: this.signal,
    });
    if (this.programs.find(name)) {
      const status = await this.programs.run(process, argv);
      this.signal.throwIfAborted();
      return status;
    }
    const path = resolvePath(this.state.cwd, name);
    const script = name.includes('/') ? this.process.fs.read(path) : undefined;
    if (script !== undefined) return this.programs.run(process, ['sh', ...argv]);
    const unknown =
      this.state.dialect !== 'bash'
        ? 'not found'
        : name.includes('/')
          ? 'No such file or directory'
          : 'command not found';
    streams.stderr(this.message(`${name}: ${unknown}`, line));
    return 127;
  }
}

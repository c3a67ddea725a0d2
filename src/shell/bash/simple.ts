import { declaring, interpreted } from './builtins/interpreted.ts';
import { Fault } from './control.ts';
import type { Shell } from './core.ts';
import { Expansion } from './expansion.ts';
import { redirected } from './io/redirect.ts';
import {
  literalText,
  simpleCommand,
  statementOf,
  type Assignment,
  type SimpleCommand,
  type Statement,
} from './syntax/script.ts';
import type { Streams } from './io/streams.ts';

/** Simple commands: assignments, words, redirections, and then whatever the first word names. */
export class Simple {
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async run(command: SimpleCommand, outer: Streams): Promise<number> {
    const alias = this.#aliased(command, new Set());
    if (alias) return this.#shell.list(alias, outer);
    return this.#run(command, outer);
  }

  async #run(command: SimpleCommand, outer: Streams): Promise<number> {
    const shell = this.#shell;
    const { state } = shell;
    const expansion = new Expansion(shell, outer);
    let flush: (() => Promise<void>) | undefined;
    try {
      const name = literalText(command.name);
      const declares = name !== undefined && declaring.has(name) && !state.functions.has(name);
      const argv =
        declares || command.name === null ? [] : await expansion.words([command.name, ...command.args]);
      const opened = await redirected(shell, command.redirections, outer, expansion);
      const { streams } = opened;
      ({ flush } = opened);
      if (state.options.has('xtrace') && argv.length > 0) outer.stderr.write(`+ ${argv.join(' ')}\n`);
      if (declares) return await this.#declare(command, name, streams);
      if (argv.length === 0) return await this.#assign(command.assignments, expansion);
      // `exec` without a command keeps its redirections for the rest of the shell.
      if (argv.length === 1 && argv[0] === 'exec') {
        Object.assign(outer, streams);
        return 0;
      }
      return await this.#call(argv, streams, await this.#environment(command.assignments, expansion));
    } catch (error) {
      if (!(error instanceof Fault) || (error.fatal && !shell.interactive)) throw error;
      if (error.message) outer.stderr.write(shell.message(error.message));
      return error.status;
    } finally {
      await flush?.();
      for (const work of expansion.afterwards) await work();
    }
  }

  async #call(
    argv: readonly string[],
    streams: Streams,
    env: Readonly<Record<string, string>>,
  ): Promise<number> {
    const shell = this.#shell;
    const [name = '', ...args] = argv;
    const definition = shell.state.functions.get(name);
    const own = Object.hasOwn(shell.world.builtins, name);
    if (!definition && !interpreted(argv) && !own) return shell.run(argv, streams, env);
    const restore = this.#during(env);
    try {
      if (own && !definition) return await shell.run(argv, streams);
      if (definition) return await shell.call(definition, args, streams);
      return await this.#interpret(simpleCommand(...argv), argv, streams);
    } finally {
      restore();
    }
  }

  /** Sets variables for as long as a function or builtin runs. */
  #during(env: Readonly<Record<string, string>>): () => void {
    const { state } = this.#shell;
    const saved = Object.keys(env).map((name) => [name, state.exported[name]] as const);
    Object.assign(state.exported, env);
    return () => {
      for (const [name, value] of saved)
        if (value === undefined) Reflect.deleteProperty(state.exported, name);
        else state.exported[name] = value;
    };
  }

  /** A builtin that just-bash runs, on the shell's own variables. */
  async #interpret(statement: Statement, argv: readonly string[], streams: Streams): Promise<number> {
    const reads = /^(mapfile|readarray)$/.test(argv[0] ?? '');
    const stdin = reads ? await streams.stdin.all() : undefined;
    const { exitCode, stdout } = await new Expansion(this.#shell, streams).evaluate(statement, stdin);
    if (stdout) streams.stdout.write(stdout);
    return exitCode;
  }

  /** `declare`, `export`, `local` and the like, whose arguments are assignments and are not split. */
  async #declare(command: SimpleCommand, name: string, streams: Streams): Promise<number> {
    const expansion = new Expansion(this.#shell, streams);
    const prepared = await expansion.prepare({ ...command, assignments: [], redirections: [] });
    const scoped = name === 'local' || (this.#shell.frames.length > 0 && /^(declare|typeset)$/.test(name));
    if (name === 'local' && this.#shell.frames.length === 0)
      throw new Fault('local: can only be used in a function');
    if (scoped) {
      const names = prepared.args.map((word) => /^\w+/.exec(firstText(word))?.[0] ?? '');
      for (const each of names.filter(Boolean)) this.#localize(each);
      prepared.name = literal('declare');
      const bare = prepared.args.map((word) => literalText(word)).filter((word) => /^\w+$/.test(word ?? ''));
      for (const each of bare) this.#shell.state.set(each ?? '', '');
    }
    const { exitCode, stdout } = await expansion.evaluate(statementOf(prepared));
    if (stdout) streams.stdout.write(stdout);
    return exitCode;
  }

  #localize(name: string): void {
    const frame = this.#shell.frames.at(-1);
    const { state } = this.#shell;
    if (!frame || frame.has(name)) return;
    const [variable, exported] = [state.variables[name], state.exported[name]];
    const belongs = (line: string) => line.startsWith(`${name}=`) || line.endsWith(` ${name}`);
    const declarations = state.declarations.filter(belongs);
    state.declarations = state.declarations.filter((line) => !belongs(line));
    frame.set(name, () => {
      Reflect.deleteProperty(state.variables, name);
      Reflect.deleteProperty(state.exported, name);
      if (variable !== undefined) state.variables[name] = variable;
      if (exported !== undefined) state.exported[name] = exported;
      state.declarations = [...state.declarations.filter((line) => !belongs(line)), ...declarations];
    });
  }

  async #assign(assignments: readonly Assignment[], expansion: Expansion): Promise<number> {
    if (assignments.length === 0) return expansion.status ?? 0;
    const { state } = this.#shell;
    const [only] = assignments;
    // The commonest one needs no interpreter.
    const text = only && assignments.length === 1 ? literalText(only.value) : undefined;
    if (
      only &&
      text !== undefined &&
      !only.append &&
      only.array === null &&
      /^[A-Za-z]\w*$/.test(only.name) &&
      !state.isDeclared(only.name)
    ) {
      state.set(only.name, text);
      return 0;
    }
    const command = simpleCommand(':').pipelines[0]!.commands[0] as SimpleCommand;
    command.name = null;
    command.assignments = await expansion.prepare([...assignments]);
    const { exitCode } = await expansion.evaluate(statementOf(command));
    return expansion.status ?? exitCode;
  }

  /** The values of assignments before a command. */
  async #environment(
    assignments: readonly Assignment[],
    expansion: Expansion,
  ): Promise<Record<string, string>> {
    const env: Record<string, string> = {};
    for (const { name, value } of assignments) env[name] = value ? await expansion.text(value) : '';
    return env;
  }

  /** What stands for a command whose name is an alias. */
  #aliased(command: SimpleCommand, seen: ReadonlySet<string>): Statement[] | undefined {
    const shell = this.#shell;
    if (!shell.interactive || command.name?.parts[0]?.type !== 'Literal') return undefined;
    const name = literalText(command.name);
    const text = name !== undefined && !seen.has(name) ? shell.state.aliases.get(name) : undefined;
    if (name === undefined || text === undefined) return undefined;
    const { statements } = shell.world.interpreter.parse(text);
    const last = statements.at(-1)?.pipelines.at(-1)?.commands.at(-1);
    if (last?.type !== 'SimpleCommand') return undefined;
    last.args.push(...command.args);
    last.redirections.push(...command.redirections);
    last.assignments.unshift(...command.assignments);
    if (command.line !== undefined) last.line = command.line;
    // `alias watch='watch '`: the word behind is looked up too.
    const next = text.endsWith(' ') ? command.args[0] : undefined;
    const inner = next && this.#plainAlias(literalText(next));
    if (inner) last.args.splice(last.args.length - command.args.length, 1, ...inner);
    const first = statements[0]?.pipelines[0]?.commands[0];
    const alone = first === last && statements.length === 1;
    const further = alone ? this.#aliased(last, new Set([...seen, name])) : undefined;
    if (further) return further;
    return statements.map((statement) => ({
      ...statement,
      pipelines: statement.pipelines.map((each) => this.#final(each)),
    }));
  }

  /** Its own words are not looked up again. */
  #final(pipeline: Statement['pipelines'][number]): Statement['pipelines'][number] {
    return {
      ...pipeline,
      commands: pipeline.commands.map((command) =>
        command.type === 'SimpleCommand' && command.name
          ? {
              ...command,
              name: { ...command.name, parts: [{ type: 'DoubleQuoted', parts: command.name.parts }] },
            }
          : command,
      ),
    };
  }

  #plainAlias(name: string | undefined) {
    const text = name === undefined ? undefined : this.#shell.state.aliases.get(name);
    if (text === undefined) return undefined;
    const [command] = this.#shell.world.interpreter.parse(text).statements[0]?.pipelines[0]?.commands ?? [];
    return command?.type === 'SimpleCommand' && command.name ? [command.name, ...command.args] : undefined;
  }
}

const literal = (value: string) => ({ type: 'Word' as const, parts: [{ type: 'Literal' as const, value }] });

function firstText(word: SimpleCommand['args'][number]): string {
  const [part] = word.parts;
  return part?.type === 'Literal' ? part.value : '';
}

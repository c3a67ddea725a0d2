import { Bash, defineCommand, getCommandNames, type CustomCommand, type InMemoryFs } from 'just-bash/browser';
import type { Clock } from '../../kube/cluster.ts';
import {
  contains,
  literalWord,
  simpleCommand,
  statementOf,
  type Script,
  type Statement,
  type Word,
} from './syntax/script.ts';
import type { ShellState } from './state.ts';

export interface InterpreterOptions {
  fs: InMemoryFs;
  clock: Clock;
  home: string;
  env: Record<string, string>;
  /** Programs that just-bash's own commands (xargs, find) can start. */
  commands: CustomCommand[];
}

export interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** What ran so far of a script that notes down its progress. */
interface Note {
  argv?: string[];
  ended?: { exitCode: number; exported: Record<string, string> };
  declared?: string;
  matched?: number;
}

const runCommand = '__run';

/**
 * just-bash as the executor uses it: it parses, expands words, runs single builtins on the shell's
 * variables, and runs text tools. Each call begins anew there, so the shell's state goes in and out.
 */
export class Interpreter {
  readonly fs: InMemoryFs;
  readonly #bash: Bash;
  readonly #scripts = new Map<string, Script>();
  readonly #notes = new Map<string, Note>();
  readonly #tools = new Set<string>(getCommandNames());
  #count = 0;

  constructor(options: InterpreterOptions) {
    this.fs = options.fs;
    this.#bash = new Bash({
      fs: options.fs,
      cwd: options.home,
      env: options.env,
      // The rest of the limits stays: a loop without end must not hang the page.
      executionLimits: { maxExecutionTimeMs: Infinity, maxExtensionCleanupTimeMs: 5000 },
      processInfo: { pid: 4242, ppid: 1, uid: 1000, gid: 1000 },
      customCommands: [...options.commands, ...this.#noting()],
    });
    this.#bash.registerTransformPlugin({
      name: 'prepared',
      transform: ({ ast }) => {
        const command = ast.statements[0]?.pipelines[0]?.commands[0];
        if (command?.type !== 'SimpleCommand' || command.name?.parts[0]?.type !== 'Literal') return { ast };
        if (command.name.parts[0].value !== runCommand) return { ast };
        const id = command.args[0]?.parts[0];
        return { ast: (id?.type === 'Literal' && this.#scripts.get(id.value)) || ast };
      },
    });
  }

  /** @throws an Error with bash's words if the text is no whole script */
  parse = (script: string): Script => this.#bash.transform(script).ast;

  /** Whether just-bash has a program of this name. */
  hasTool(name: string): boolean {
    return this.#tools.has(name);
  }

  /**
   * Runs one statement on the shell's state, which takes over what it changes.
   * @returns also the variables that it left
   */
  async evaluate(
    state: ShellState,
    statement: Statement,
    options: { stdin?: string; signal: AbortSignal },
  ): Promise<Outcome & { env: Record<string, string> }> {
    const arrays = state.mayHaveArrays(statement);
    const { result, note } = await this.#run(
      state,
      (id) => [
        statement,
        ...this.parse(`__end ${id} "$?"${arrays ? `\n__arrays ${id} "$(declare -p)"` : ''}`).statements,
      ],
      options,
    );
    if (note.ended) state.take(result.env, note.ended.exported, note.declared);
    return { ...result, exitCode: note.ended?.exitCode ?? result.exitCode };
  }

  /** Expands words to what a command is called with; undefined when that failed, as the error says. */
  async expand(
    state: ShellState,
    words: readonly Word[],
    signal: AbortSignal,
  ): Promise<Outcome & { argv: string[] | undefined }> {
    const { result, note } = await this.#run(
      state,
      (id) => {
        const statement = simpleCommand('__argv');
        const command = statement.pipelines[0]!.commands[0]!;
        if (command.type === 'SimpleCommand') command.args = [literalWord(id), ...words];
        return [statement, ...this.parse(`__end ${id} "$?"`).statements];
      },
      { signal },
    );
    if (note.ended && contains(words, assigns)) state.take(result.env, note.ended.exported, undefined);
    return { ...result, argv: note.argv };
  }

  /** Which item of a `case` is the first that fits. */
  async match(
    state: ShellState,
    word: Word,
    items: readonly (readonly Word[])[],
    signal: AbortSignal,
  ): Promise<number | undefined> {
    const { note } = await this.#run(
      state,
      (id) => [
        statementOf({
          type: 'Case',
          word,
          redirections: [],
          items: items.map((patterns, index) => ({
            type: 'CaseItem',
            patterns: [...patterns],
            body: [simpleCommand('__matched', id, String(index))],
            terminator: ';;',
          })),
        }),
      ],
      { signal },
    );
    return note.matched;
  }

  /** Runs one of just-bash's programs on a whole input. */
  async tool(
    argv: readonly string[],
    options: {
      cwd: string;
      env: Record<string, string>;
      stdin: string;
      stdinIsBytes?: boolean;
      signal: AbortSignal;
    },
  ): Promise<Outcome & { bytes: boolean }> {
    const [name = '', ...args] = argv;
    const result = await this.#bash.exec(`'${name.replaceAll("'", `'\\''`)}'`, {
      rawScript: true,
      replaceEnv: true,
      args,
      cwd: options.cwd,
      env: options.env,
      stdin: options.stdin,
      stdinKind: options.stdinIsBytes ? 'bytes' : 'text',
      signal: options.signal,
    });
    return { ...result, bytes: result.stdoutKind !== 'text' };
  }

  async #run(
    state: ShellState,
    script: (id: string) => Statement[],
    options: { stdin?: string; signal: AbortSignal },
  ) {
    const id = String((this.#count += 1));
    const note: Note = {};
    this.#notes.set(id, note);
    this.#scripts.set(id, {
      type: 'Script',
      statements: [...state.restore(this.parse), ...script(id)],
    });
    try {
      const result = await this.#bash.exec(`${runCommand} ${id}`, {
        rawScript: true,
        replaceEnv: true,
        env: state.exported,
        cwd: state.cwd,
        signal: options.signal,
        ...(options.stdin === undefined ? {} : { stdin: options.stdin }),
      });
      return { result, note };
    } finally {
      this.#notes.delete(id);
      this.#scripts.delete(id);
    }
  }

  #noting(): CustomCommand[] {
    const done = (code: string | undefined) =>
      Promise.resolve({ stdout: '', stderr: '', exitCode: Number(code ?? 0) });
    const note = (id: string | undefined) => this.#notes.get(id ?? '');
    return [
      defineCommand('__status', ([code]) => done(code)),
      defineCommand('__argv', ([id, ...argv]) => {
        const found = note(id);
        if (found) found.argv = argv;
        return done('0');
      }),
      defineCommand('__matched', ([id, index]) => {
        const found = note(id);
        if (found) found.matched = Number(index);
        return done('0');
      }),
      defineCommand('__end', ([id, code], { exportedEnv }) => {
        const found = note(id);
        if (found) found.ended = { exitCode: Number(code), exported: { ...exportedEnv } };
        return done(code);
      }),
      defineCommand('__arrays', ([id, text]) => {
        const found = note(id);
        if (found && text !== undefined) found.declared = text;
        return done('0');
      }),
    ];
  }
}

/** Whether this node of a word sets a variable: `${x:=1}`, `$((x++))`. */
function assigns(node: Readonly<Record<string, unknown>>): boolean {
  const { type, operator } = node;
  return (
    type === 'AssignDefault' ||
    type === 'ArithAssignment' ||
    type === 'ArithDynamicAssignment' ||
    (type === 'ArithUnary' && (operator === '++' || operator === '--'))
  );
}

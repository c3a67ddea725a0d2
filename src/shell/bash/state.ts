import { defineCommand, type Command } from 'just-bash/browser';
import {
  commandsIn,
  literalText,
  simpleCommand,
  type FunctionDef,
  type Parse,
  type SimpleCommand,
  type Statement,
} from './script.ts';

/** Variables that the interpreter keeps itself. */
const kept = new Set(
  (
    '? _ PWD OLDPWD PATH OPTIND SHELLOPTS BASHOPTS OSTYPE MACHTYPE HOSTTYPE HOSTNAME PIPESTATUS ' +
    'BASH_VERSION BASHPID RANDOM SECONDS UID EUID PPID SHLVL LINENO FUNCNAME BASH_SOURCE BASH_LINENO'
  ).split(' '),
);

const aliasPrefix = 'BASH_ALIAS_';

/** Words after which there can be arrays, which just-bash's `env` does not tell of. */
const declaring = new Set(['declare', 'typeset', 'local', 'readonly', 'mapfile', 'readarray', 'read']);

/**
 * What an interactive shell remembers from one command to the next: variables and whether they are
 * exported, working directory, `$?`, options, functions, aliases, arrays.
 */
export class ShellState {
  cwd: string;
  exitCode = 0;
  exported: Record<string, string>;
  readonly functions = new Map<string, FunctionDef>();
  #variables: Record<string, string> = { [`${aliasPrefix}k`]: 'kubectl' };
  #options: string[] = [];
  #arrays: string[] = [];
  #mayHaveArrays = false;
  #ended: { exitCode: number; exported: Record<string, string> } | undefined;
  #declared: string | undefined;

  constructor(env: Record<string, string>, cwd: string) {
    this.exported = { ...env };
    this.cwd = cwd;
  }

  /** Value of a variable or exported variable. */
  variable(name: string): string | undefined {
    return this.#variables[name] ?? this.exported[name];
  }

  get variableNames(): string[] {
    return Object.keys({ ...this.#variables, ...this.exported }).filter(
      (name) => !name.startsWith(aliasPrefix),
    );
  }

  get aliases(): string[] {
    return Object.keys({ ...this.#variables, ...this.exported })
      .filter((name) => name.startsWith(aliasPrefix))
      .map((name) => name.slice(aliasPrefix.length));
  }

  /** What an alias stands for, where that is one plain command. */
  alias(name: string, parse: Parse): SimpleCommand | undefined {
    const text = this.variable(aliasPrefix + name);
    if (text === undefined) return undefined;
    const { statements } = parse(text);
    const [command, ...others] = statements.flatMap(({ pipelines }) =>
      pipelines.flatMap((each) => each.commands),
    );
    const plain =
      command?.type === 'SimpleCommand' &&
      others.length === 0 &&
      command.assignments.length + command.redirections.length === 0;
    return plain ? command : undefined;
  }

  /** Statements that bring the state back, to run before the user's. */
  restore(parse: Parse): Statement[] {
    const assignments = Object.entries(this.#variables).map(([name, value]) => ({
      type: 'Assignment' as const,
      name,
      value: { type: 'Word' as const, parts: [{ type: 'SingleQuoted' as const, value }] },
      append: false,
      array: null,
    }));
    const variables = simpleCommand(':');
    const command = variables.pipelines[0]?.commands[0];
    if (command?.type === 'SimpleCommand') {
      command.name = null;
      command.assignments = assignments;
    }
    const script = [...this.#options, ...this.#arrays].join('\n');
    return [
      ...[...this.functions.values()].map((definition): Statement => ({
        type: 'Statement',
        operators: [],
        background: false,
        pipelines: [{ type: 'Pipeline', negated: false, commands: [definition] }],
      })),
      ...(assignments.length > 0 ? [variables] : []),
      simpleCommand('shopt', '-s', 'expand_aliases'),
      ...(script === '' ? [] : parse(script).statements),
      simpleCommand('__status', String(this.exitCode)),
    ];
  }

  /** Statements that note the state down, to run behind the user's. */
  save(statement: Statement, parse: Parse): Statement[] {
    this.#ended = undefined;
    this.#declared = undefined;
    for (const command of commandsIn([statement])) {
      if (command.type !== 'SimpleCommand') continue;
      this.#mayHaveArrays ||=
        command.assignments.some(({ array, name }) => array !== null || name.includes('[')) ||
        declaring.has(literalText(command.name) ?? '');
    }
    return parse(this.#mayHaveArrays ? '__end "$?"\n__arrays "$(declare -p)"' : '__end "$?"').statements;
  }

  /** The commands of `restore` and `save`. */
  commands(): Command[] {
    return [
      defineCommand('__status', ([code]) =>
        Promise.resolve({ stdout: '', stderr: '', exitCode: Number(code) }),
      ),
      defineCommand('__end', ([code], { exportedEnv }) => {
        this.#ended = { exitCode: Number(code), exported: { ...exportedEnv } };
        return Promise.resolve({ stdout: '', stderr: '', exitCode: Number(code) });
      }),
      defineCommand('__arrays', ([text]) => {
        this.#declared = text;
        return Promise.resolve({ stdout: '', stderr: '', exitCode: this.#ended?.exitCode ?? 0 });
      }),
    ];
  }

  /** Takes over the state that the statement left. */
  finish(
    result: { exitCode: number; env: Record<string, string> },
    statement: Statement,
  ): { exitCode: number; exited: boolean } {
    const ended = this.#ended;
    this.exitCode = ended?.exitCode ?? result.exitCode;
    for (const command of commandsIn([statement])) {
      if (command.type === 'FunctionDef') this.functions.set(command.name, command);
      else if (command.type === 'SimpleCommand' && literalText(command.name) === 'unset') {
        for (const word of command.args) this.functions.delete(literalText(word) ?? '');
      }
    }
    if (ended) this.#takeVariables(result.env, ended.exported);
    if (this.#declared !== undefined) {
      this.#arrays = this.#declared.split('\n').flatMap((line) => {
        const [, flags = '', name = '', value = ''] = /^declare -(\w*[aA]\w*) (\w+)=(.*)$/.exec(line) ?? [];
        // As an assignment of its own: just-bash's declare splits quoted elements at their blanks.
        return name === '' || kept.has(name) ? [] : [`declare -${flags} ${name}`, `${name}=${value}`];
      });
    }
    // Not reached its end, and not for an error: the user said exit.
    const saidExit = [...commandsIn([statement, ...this.#functionStatements()])].some(
      (command) =>
        command.type === 'SimpleCommand' &&
        command.args
          .concat(command.name ?? [])
          .some((word) => /^(exit|logout)$/.test(literalText(word) ?? '')),
    );
    return { exitCode: this.exitCode, exited: !ended && saidExit };
  }

  #functionStatements(): Statement[] {
    return [...this.functions.values()].flatMap((definition) =>
      definition.body.type === 'Group' ? definition.body.body : [],
    );
  }

  #takeVariables(env: Record<string, string>, exported: Record<string, string>): void {
    this.cwd = env['PWD'] ?? this.cwd;
    this.exported = exported;
    this.#variables = {};
    for (const [name, value] of Object.entries(env)) {
      if (!kept.has(name) && exported[name] === undefined && /^\w+$/.test(name))
        this.#variables[name] = value;
    }
    // An interactive shell that ends at the first failing command would only be a nuisance: -e is not kept.
    const options = (env['SHELLOPTS'] ?? '').split(':');
    this.#options = ['nounset', 'noglob', 'pipefail', 'noclobber']
      .filter((name) => options.includes(name))
      .map((name) => `set -o ${name}`);
  }
}

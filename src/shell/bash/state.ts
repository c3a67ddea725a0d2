import {
  commandsIn,
  literalText,
  simpleCommand,
  singleQuoted,
  type FunctionDef,
  type Parse,
  type Statement,
} from './syntax/script.ts';

/** Variables that the interpreter keeps itself. */
const kept = new Set(
  (
    '? _ PWD OLDPWD PATH SHELLOPTS BASHOPTS OSTYPE MACHTYPE HOSTTYPE HOSTNAME PIPESTATUS ' +
    'BASH_VERSION BASHPID RANDOM SECONDS UID EUID PPID SHLVL LINENO FUNCNAME BASH_SOURCE BASH_LINENO'
  ).split(' '),
);

/** Options that change how just-bash reads words; the others are the executor's. */
const interpreted = ['nounset', 'noglob', 'noclobber'];

/** Words after which there can be arrays, which just-bash's `env` does not tell of. */
const declaring = new Set(['declare', 'typeset', 'local', 'readonly', 'mapfile', 'readarray', 'read']);

const aliasPrefix = 'BASH_ALIAS_';

/** What a shell remembers from one command to the next; a subshell begins with a copy. */
export class ShellState {
  cwd: string;
  exitCode = 0;
  exported: Record<string, string>;
  variables: Record<string, string> = {};
  functions = new Map<string, FunctionDef>();
  aliases = new Map<string, string>();
  traps = new Map<string, string>();
  /** `$0` */
  name = 'bash';
  positional: readonly string[] = [];
  /** Long names of options, as `set -o` gives them. */
  options = new Set<string>();
  /** What `shopt` has set beyond the defaults, as commands. */
  shopts: string[] = [];
  /** Declarations of arrays and of variables with attributes, as commands. */
  declarations: string[] = [];
  /** Process id of the last background job. */
  lastJob = '';
  /** Exit codes of the last pipeline's commands. */
  pipeStatus: number[] = [0];
  /** Variables of the command that is being expanded. */
  temporary: Record<string, string> = {};
  #mayHaveArrays = false;
  #restored: { script: string; statements: Statement[] } | undefined;

  constructor(env: Record<string, string>, cwd: string) {
    this.exported = { ...env };
    this.cwd = cwd;
  }

  copy(): ShellState {
    const copy = Object.assign(new ShellState(this.exported, this.cwd), this);
    copy.exported = { ...this.exported };
    copy.variables = { ...this.variables };
    copy.functions = new Map(this.functions);
    copy.aliases = new Map(this.aliases);
    copy.traps = new Map();
    copy.temporary = {};
    copy.options = new Set(this.options);
    copy.#mayHaveArrays = this.#mayHaveArrays;
    return copy;
  }

  /** Value of a variable or exported variable that is no array. */
  variable(name: string): string | undefined {
    return this.variables[name] ?? this.exported[name];
  }

  get variableNames(): string[] {
    return Object.keys({ ...this.variables, ...this.exported });
  }

  set(name: string, value: string): void {
    if (Object.hasOwn(this.exported, name)) this.exported[name] = value;
    else this.variables[name] = value;
  }

  /** Whether the name is declared with attributes or as an array. */
  isDeclared(name: string): boolean {
    return this.declarations.some((line) => line.startsWith(`${name}=`) || line.endsWith(` ${name}`));
  }

  /** Statements that bring the state into just-bash, to run before a command. */
  restore(parse: Parse): Statement[] {
    const assignments = Object.entries({
      ...this.variables,
      ...this.temporary,
      __bang: this.lastJob,
      __zero: this.name,
    }).map(([name, value]) => ({
      type: 'Assignment' as const,
      name,
      value: singleQuoted(value),
      append: false,
      array: null,
    }));
    const variables = simpleCommand(':');
    const command = variables.pipelines[0]?.commands[0];
    if (command?.type === 'SimpleCommand') {
      command.name = null;
      command.assignments = assignments;
    }
    const options = interpreted.filter((name) => this.options.has(name)).map((name) => `set -o ${name}`);
    const script = [
      `__pipestatus=(${this.pipeStatus.join(' ')})`,
      ...this.declarations,
      ...this.shopts,
      ...options,
    ].join('\n');
    if (this.#restored?.script !== script) this.#restored = { script, statements: parse(script).statements };
    return [
      ...[...this.functions.values()].map((definition): Statement => ({
        type: 'Statement',
        operators: [],
        background: false,
        pipelines: [{ type: 'Pipeline', negated: false, commands: [definition] }],
      })),
      variables,
      ...this.#restored.statements,
      simpleCommand('set', '--', ...this.positional),
      simpleCommand('__status', String(this.exitCode)),
    ];
  }

  /** Whether arrays must be asked for after this statement. */
  mayHaveArrays(statement: Statement): boolean {
    for (const command of commandsIn([statement])) {
      if (command.type === 'ConditionalCommand') this.#mayHaveArrays = true;
      if (command.type !== 'SimpleCommand') continue;
      this.#mayHaveArrays ||=
        command.assignments.some(({ array, name }) => array !== null || name.includes('[')) ||
        declaring.has(literalText(command.name) ?? '');
    }
    return this.#mayHaveArrays;
  }

  /**
   * Takes over what a command left in just-bash.
   * @param declared the output of `declare -p`, if it was asked for
   */
  take(env: Record<string, string>, exported: Record<string, string>, declared: string | undefined): void {
    const from = this.cwd;
    this.cwd = env['PWD'] ?? this.cwd;
    const internal = (name: string) => name.startsWith('__') || name.startsWith(aliasPrefix);
    this.exported = Object.fromEntries(Object.entries(exported).filter(([name]) => !internal(name)));
    if (this.cwd !== from) this.exported['OLDPWD'] = from;
    this.exported['PWD'] = this.cwd;
    this.variables = {};
    for (const [name, value] of Object.entries(env)) {
      if (!kept.has(name) && exported[name] === undefined && /^\w+$/.test(name) && !internal(name))
        this.variables[name] = value;
    }
    if (declared === undefined) return;
    this.declarations = declared.split('\n').flatMap((line) => {
      const [, flags = '', name = '', value = ''] = /^declare -(\w*[aAilu]\w*) (\w+)=?(.*)$/.exec(line) ?? [];
      // As an assignment of its own: just-bash's declare splits quoted elements at their blanks.
      if (name === '' || kept.has(name) || internal(name)) return [];
      return [`declare -${flags.replace('r', '')} ${name}`, ...(value === '' ? [] : [`${name}=${value}`])];
    });
  }
}

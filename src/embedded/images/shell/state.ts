import type { Command } from './ast.ts';

export interface Variable {
  value: string | undefined;
  exported: boolean;
  readonly: boolean;
}

/** Whose words a shell uses. */
export type Dialect = 'ash' | 'bash';

/** What a shell knows; a subshell gets a copy. */
export class ShellState {
  variables = new Map<string, Variable>();
  functions = new Map<string, Command>();
  aliases = new Map<string, string>();
  traps = new Map<string, string>();
  positional: string[] = [];
  /** `$0` */
  name: string;
  cwd: string;
  status = 0;
  pid: number;
  /** Saved values of `local` variables, a map a function call. */
  locals: Map<string, Variable | undefined>[] = [];
  options = { errexit: false, nounset: false, xtrace: false };
  /** Set while a script file runs: its line numbers appear in messages. */
  script: string | undefined;
  dialect: Dialect = 'ash';
  /** The host's name, for bash's prompt. */
  host = '';
  /** Whether the commands came with `-c`: bash then names the line in its messages. */
  fromArgument = false;

  constructor(name: string, cwd: string, env: Readonly<Record<string, string>>, pid: number) {
    this.name = name;
    this.cwd = cwd;
    this.pid = pid;
    for (const [key, value] of Object.entries(env))
      this.variables.set(key, { value, exported: true, readonly: false });
    this.variables.set('SHLVL', {
      value: String((Number(env['SHLVL']) || 0) + 1),
      exported: true,
      readonly: false,
    });
    this.variables.set('PWD', { value: cwd, exported: true, readonly: false });
    if (!this.variables.has('IFS'))
      this.variables.set('IFS', { value: ' \t\n', exported: false, readonly: false });
  }

  copy(): ShellState {
    const copy = Object.assign(Object.create(ShellState.prototype) as ShellState, this);
    copy.variables = new Map([...this.variables].map(([name, variable]) => [name, { ...variable }]));
    copy.functions = new Map(this.functions);
    copy.aliases = new Map(this.aliases);
    copy.traps = new Map();
    copy.positional = [...this.positional];
    copy.options = { ...this.options };
    copy.locals = [];
    return copy;
  }

  /** What an interactive shell of root shows before a command. */
  prompt(): string {
    const directory = this.cwd === this.get('HOME') ? '~' : this.cwd;
    return this.dialect === 'bash' ? `root@${this.host}:${directory}# ` : `${directory} # `;
  }

  get(name: string): string | undefined {
    if (/^\d+$/.test(name)) return name === '0' ? this.name : this.positional[Number(name) - 1];
    switch (name) {
      case '?':
        return String(this.status);
      case '#':
        return String(this.positional.length);
      case '$':
        return String(this.pid);
      case '-':
        return [this.options.errexit && 'e', this.options.nounset && 'u', this.options.xtrace && 'x']
          .filter(Boolean)
          .join('');
      case '!':
        return this.variables.get('!')?.value;
    }
    return this.variables.get(name)?.value;
  }

  /** @throws Error when it is read-only */
  set(name: string, value: string): void {
    const variable = this.variables.get(name);
    if (variable?.readonly) throw new Error(`${name}: is read only`);
    if (variable) variable.value = value;
    else this.variables.set(name, { value, exported: false, readonly: false });
  }

  environment(): Record<string, string> {
    const env: Record<string, string> = {};
    for (const [name, { value, exported }] of this.variables)
      if (exported && value !== undefined) env[name] = value;
    return env;
  }
}

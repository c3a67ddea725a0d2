import { directories, resolvePath } from '../runtime/files.ts';
import { Failure } from '../runtime/program.ts';
import { Exit, Loop, Return, type ShellCore as Shell, type Streams } from './core.ts';
import { isName } from './words.ts';

export type Builtin = (shell: Shell, argv: readonly string[], streams: Streams) => Promise<number>;

/** POSIX special builtins: assignments before them stay. */
export const special = new Set([
  '.',
  ':',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'trap',
  'unset',
]);

const number = (name: string, text: string | undefined, fallback: number): number => {
  if (text === undefined) return fallback;
  if (!/^-?\d+$/.test(text)) throw new Failure(`${name}: Illegal number: ${text}`, 2);
  return Number(text);
};

/** Makes synchronous builtins look like the others. */
const sync =
  (run: (shell: Shell, argv: readonly string[], streams: Streams) => number): Builtin =>
  async (shell, argv, streams) =>
    run(shell, argv, streams);

const quote = (value: string) => `'${value.replace(/'/g, `'"'"'`)}'`;

const declare = (attribute: 'exported' | 'readonly') =>
  sync((shell, argv, { stdout }) => {
    const names = argv.slice(1).filter((arg) => arg !== '-p');
    const word = attribute === 'exported' ? 'export' : 'readonly';
    if (names.length === 0)
      for (const [name, variable] of [...shell.state.variables].sort(([a], [b]) => (a < b ? -1 : 1)))
        if (variable[attribute])
          stdout(`${word} ${name}${variable.value === undefined ? '' : `=${quote(variable.value)}`}\n`);
    for (const arg of names) {
      const [name, ...rest] = arg.split('=');
      if (!isName(name!)) throw new Failure(`${word}: ${name}: bad variable name`, 2);
      if (rest.length) shell.state.set(name!, rest.join('='));
      const variable = shell.state.variables.get(name!) ?? {
        value: undefined,
        exported: false,
        readonly: false,
      };
      shell.state.variables.set(name!, { ...variable, [attribute]: true });
    }
    return 0;
  });

async function read(shell: Shell, argv: readonly string[], streams: Streams): Promise<number> {
  const raw = argv.some((arg) => /^-.*r/.test(arg));
  const prompt = argv.indexOf('-p');
  const names = argv
    .slice(1)
    .filter((arg, index) => !arg.startsWith('-') && (prompt < 0 || index !== prompt));
  if (prompt > 0) streams.stderr(argv[prompt + 1] ?? '');
  let line = '';
  let ended = false;
  for (;;) {
    const next = await streams.stdin.readLine();
    if (next === undefined) ended = true;
    else if (!next.endsWith('\n')) ended = true;
    line += (next ?? '').replace(/\n$/, '');
    if (ended || raw || !/(?<!\\)(?:\\\\)*\\$/.test(line)) break;
    line = line.slice(0, -1);
  }
  if (!raw) line = line.replace(/\\([^])/g, '$1');
  const targets = names.length ? names : ['REPLY'];
  const ifs = shell.state.get('IFS') ?? ' \t\n';
  const blank = new RegExp(`[${ifs.replace(/[\\\]^-]/g, '\\$&') || '\0'}]+`);
  let rest = names.length ? line.replace(new RegExp(`^${blank.source}`), '') : line;
  targets.forEach((name, index) => {
    const at = index < targets.length - 1 ? blank.exec(rest) : null;
    const value = at
      ? rest.slice(0, at.index)
      : index < targets.length - 1
        ? rest
        : names.length
          ? rest.replace(new RegExp(`${blank.source}$`), '')
          : rest;
    shell.state.set(name, value);
    rest = at ? rest.slice(at.index + at[0].length) : index < targets.length - 1 ? '' : rest;
  });
  return ended ? 1 : 0;
}

function setOptions(shell: Shell, argv: readonly string[], streams: Streams): number {
  const { options } = shell.state;
  const letters = { e: 'errexit', u: 'nounset', x: 'xtrace' } as const;
  const args = argv.slice(1);
  if (args.length === 0)
    for (const [name, { value }] of [...shell.state.variables].sort(([a], [b]) => (a < b ? -1 : 1)))
      if (value !== undefined) streams.stdout(`${name}=${quote(value)}\n`);
  while (args.length) {
    const arg = args[0]!;
    if (arg === '--') {
      args.shift();
      shell.state.positional = args;
      return 0;
    }
    if (!/^[-+]./.test(arg)) {
      shell.state.positional = args;
      return 0;
    }
    args.shift();
    for (const letter of arg.slice(1)) {
      if (letter === 'o') args.shift();
      else if (letter in letters) options[letters[letter as 'e']] = arg.startsWith('-');
      else if (!'fhimnv'.includes(letter)) throw new Failure(`set: illegal option -${letter}`, 2);
    }
  }
  return 0;
}

function cd(shell: Shell, argv: readonly string[], streams: Streams): number {
  const { state } = shell;
  const target = argv[1] === '-' ? state.get('OLDPWD') : (argv[1] ?? state.get('HOME') ?? '/');
  if (target === undefined) throw new Failure('cd: OLDPWD not set', 2);
  const path = resolvePath(state.cwd, target);
  const kind = directories(shell.process.fs).kind(path);
  if (kind !== 'directory') {
    streams.stderr(
      shell.message(`cd: can't cd to ${target}: ${kind ? 'Not a directory' : 'No such file or directory'}`),
    );
    return 2;
  }
  if (argv[1] === '-') streams.stdout(`${path}\n`);
  state.variables.set('OLDPWD', { value: state.cwd, exported: true, readonly: false });
  state.cwd = path;
  state.set('PWD', path);
  return 0;
}

function describe(shell: Shell, name: string): string | undefined {
  if (shell.state.functions.has(name)) return `${name} is a function`;
  if (builtins.has(name)) return `${name} is a ${special.has(name) ? 'special ' : ''}shell builtin`;
  return shell.programs.find(name) ? `${name} is /bin/${name.replace(/.*\//, '')}` : undefined;
}

async function command(shell: Shell, argv: readonly string[], streams: Streams): Promise<number> {
  if (argv[1] === '-v' || argv[1] === '-V') {
    const name = argv[2] ?? '';
    const found = describe(shell, name);
    if (!found) {
      if (argv[1] === '-V') streams.stderr(`${name}: not found\n`);
      return 127;
    }
    const plain = found.includes(' is /') ? found.replace(/.* is /, '') : name;
    streams.stdout(`${argv[1] === '-v' ? plain : found}\n`);
    return 0;
  }
  const rest = argv.slice(argv[1] === '-p' ? 2 : 1);
  if (rest.length === 0) return 0;
  const builtin = builtins.get(rest[0]!);
  return builtin ? builtin(shell, rest, streams) : shell.external(rest, streams);
}

async function kill(shell: Shell, argv: readonly string[], streams: Streams): Promise<number> {
  return shell.external(['kill', ...argv.slice(1)], streams);
}

async function source(shell: Shell, argv: readonly string[], streams: Streams): Promise<number> {
  const name = argv[1] ?? '';
  const text = shell.process.fs.read(resolvePath(shell.state.cwd, name));
  if (text === undefined) throw new Failure(`.: can't open '${name}': No such file or directory`, 2);
  try {
    return await shell.source(text, streams);
  } catch (error) {
    if (error instanceof Return) return shell.state.status;
    throw error;
  }
}

async function wait(shell: Shell, argv: readonly string[]): Promise<number> {
  const pids = argv.slice(1).map(Number);
  const jobs = shell.jobs.filter((job) => pids.length === 0 || pids.includes(job.pid));
  if (pids.length && jobs.length === 0) return 127;
  const ended = await Promise.all(jobs.map((job) => job.done));
  return pids.length ? ended.at(-1)! : 0;
}

export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', sync(() => 0)],
  ['true', sync(() => 0)],
  ['false', sync(() => 1)],
  ['cd', sync(cd)],
  ['pwd', sync((shell, _argv, { stdout }) => (stdout(`${shell.state.cwd}\n`), 0))],
  [
    'exit',
    sync((shell, argv) => {
      throw new Exit(number('exit', argv[1], shell.state.status));
    }),
  ],
  [
    'return',
    sync((shell, argv) => {
      shell.state.status = number('return', argv[1], shell.state.status);
      throw new Return();
    }),
  ],
  [
    'break',
    sync((_shell, argv) => {
      throw new Loop('break', number('break', argv[1], 1));
    }),
  ],
  [
    'continue',
    sync((_shell, argv) => {
      throw new Loop('continue', number('continue', argv[1], 1));
    }),
  ],
  ['export', declare('exported')],
  ['readonly', declare('readonly')],
  [
    'unset',
    sync((shell, argv) => {
      for (const name of argv.slice(1))
        if (argv[1] === '-f') shell.state.functions.delete(name);
        else shell.state.variables.delete(name);
      return 0;
    }),
  ],
  ['set', sync(setOptions)],
  [
    'shift',
    sync((shell, argv) => {
      const count = number('shift', argv[1], 1);
      if (count > shell.state.positional.length) return 1;
      shell.state.positional = shell.state.positional.slice(count);
      return 0;
    }),
  ],
  [
    'local',
    sync((shell, argv) => {
      const frame = shell.state.locals.at(-1);
      if (!frame) throw new Failure('local: not in a function', 2);
      for (const arg of argv.slice(1)) {
        const [name, ...rest] = arg.split('=');
        if (!frame.has(name!)) frame.set(name!, shell.state.variables.get(name!));
        shell.state.variables.set(name!, {
          value: rest.length ? rest.join('=') : undefined,
          exported: false,
          readonly: false,
        });
      }
      return 0;
    }),
  ],
  ['read', read],
  ['eval', (shell, argv, streams) => shell.source(argv.slice(1).join(' '), streams)],
  ['.', source],
  ['source', source],
  [
    'exec',
    async (shell, argv, streams) => {
      if (argv.length === 1) return 0;
      throw new Exit(await shell.external(argv.slice(1), streams));
    },
  ],
  ['wait', wait],
  ['jobs', sync(() => 0)],
  ['kill', kill],
  ['umask', sync((_shell, argv, { stdout }) => (argv.length === 1 && stdout('0022\n'), 0))],
  [
    'trap',
    sync((shell, argv) => {
      for (const name of argv.slice(2))
        shell.state.traps.set(name.replace(/^SIG/, '').replace(/^0$/, 'EXIT'), argv[1] ?? '');
      return 0;
    }),
  ],
  [
    'alias',
    sync((shell, argv, { stdout }) => {
      if (argv.length === 1)
        for (const [name, value] of shell.state.aliases) stdout(`${name}=${quote(value)}\n`);
      for (const arg of argv.slice(1)) {
        const [name, ...rest] = arg.split('=');
        if (rest.length) shell.state.aliases.set(name!, rest.join('='));
      }
      return 0;
    }),
  ],
  ['unalias', sync((shell, argv) => (argv.slice(1).forEach((name) => shell.state.aliases.delete(name)), 0))],
  [
    'type',
    sync((shell, argv, { stdout }) => {
      let status = 0;
      for (const name of argv.slice(1)) {
        const found = describe(shell, name);
        stdout(`${found ?? `${name}: not found`}\n`);
        if (!found) status = 127;
      }
      return status;
    }),
  ],
  ['command', command],
  ['times', sync((_shell, _argv, { stdout }) => (stdout('0m0.00s 0m0.00s\n0m0.00s 0m0.00s\n'), 0))],
  ['history', sync(() => 0)],
]);

import { Exit, Loop, Return } from '../control.ts';
import type { Builtin, Shell } from '../core.ts';

const number = (shell: Shell, text: string | undefined) =>
  text === undefined ? shell.state.exitCode : Number.parseInt(text, 10) & 255;

const exit: Builtin = (shell, [code], { stderr }) => {
  if (code !== undefined && !/^-?\d+$/.test(code)) {
    stderr.write(shell.message(`exit: ${code}: numeric argument required`));
    throw new Exit(2);
  }
  throw new Exit(number(shell, code));
};

const leave =
  (kind: 'break' | 'continue'): Builtin =>
  (shell, [levels], { stderr }) => {
    if (shell.loops > 0) throw new Loop(kind, Math.max(1, Number(levels ?? 1)));
    stderr.write(shell.message(`${kind}: only meaningful in a \`for', \`while', or \`until' loop`));
    return 0;
  };

const source: Builtin = async (shell, [name, ...args], streams) => {
  const { fs } = shell.world.interpreter;
  if (name === undefined) {
    streams.stderr.write(shell.message('source: filename argument required'));
    return 2;
  }
  const path = fs.resolvePath(shell.state.cwd, name);
  if (!(await fs.exists(path))) {
    streams.stderr.write(shell.message(`${name}: No such file or directory`));
    return 1;
  }
  const outer = shell.state.positional;
  if (args.length > 0) shell.state.positional = args;
  shell.sourcing += 1;
  try {
    return await shell.source(await fs.readFile(path), streams);
  } catch (error) {
    if (error instanceof Return) return error.status;
    throw error;
  } finally {
    shell.sourcing -= 1;
    shell.state.positional = outer;
  }
};

const letters: Readonly<Record<string, string>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  C: 'noclobber',
  b: 'notify',
  m: 'monitor',
};

const set: Builtin = async (shell, args, { stdout, stderr }) => {
  const { options } = shell.state;
  if (args.length === 0) {
    const values = { ...shell.state.exported, ...shell.state.variables };
    for (const name of Object.keys(values).sort()) stdout.write(`${name}=${values[name] ?? ''}\n`);
    return 0;
  }
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--') {
      shell.state.positional = args.slice(at + 1);
      return 0;
    }
    if (!/^[-+]\w/.test(word)) {
      shell.state.positional = args.slice(at);
      return 0;
    }
    const change = (name: string) => (word.startsWith('-') ? options.add(name) : options.delete(name));
    for (const letter of word.slice(1)) {
      if (letter === 'o' && args[at + 1] !== undefined) change(args[++at] ?? '');
      else if (letter === 'o') {
        for (const name of [...new Set([...Object.values(letters), 'pipefail'])].sort())
          stdout.write(`${name.padEnd(15)}\t${options.has(name) ? 'on' : 'off'}\n`);
      } else if (letters[letter]) change(letters[letter]);
      else {
        stderr.write(shell.message(`set: ${word.slice(0, 1)}${letter}: invalid option`));
        return 2;
      }
    }
  }
  return 0;
};

const trap: Builtin = (shell, args, { stdout }) => {
  const { traps } = shell.state;
  if (args.length === 0 || args[0] === '-p') {
    for (const [name, action] of traps) stdout.write(`trap -- '${action}' ${name}\n`);
    return 0;
  }
  const [action = '', ...conditions] = args;
  for (const condition of conditions) {
    const name = condition === '0' ? 'EXIT' : condition.toUpperCase().replace(/^SIG/, '');
    if (action === '-') traps.delete(name);
    else traps.set(name, action);
  }
  return 0;
};

/** Builtins that direct the flow of a script. */
export const flow: Readonly<Record<string, Builtin>> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  exit,
  logout: exit,
  return: (shell, [code], { stderr }) => {
    if (shell.frames.length === 0 && shell.sourcing === 0) {
      stderr.write(shell.message("return: can only `return' from a function or sourced script"));
      return 2;
    }
    throw new Return(number(shell, code));
  },
  break: leave('break'),
  continue: leave('continue'),
  source,
  '.': source,
  eval: (shell, args, streams) => shell.source(args.join(' '), streams),
  exec: async (shell, args, streams) => {
    throw new Exit(await shell.run(args, streams));
  },
  shift: (shell, [count = '1']) => {
    const { positional } = shell.state;
    if (Number(count) > positional.length) return 1;
    shell.state.positional = positional.slice(Number(count));
    return 0;
  },
  set,
  trap,
};

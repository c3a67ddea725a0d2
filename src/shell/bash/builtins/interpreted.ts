import type { Builtin } from '../core.ts';

/** Builtins whose arguments are assignments. */
export const declaring: ReadonlySet<string> = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);

const ofInterpreter = new Set(
  (
    'cd unset shopt let getopts mapfile readarray pushd popd dirs umask ulimit hash help compgen complete ' +
    'compopt bind enable caller times test ['
  ).split(' '),
);

/** Whether just-bash runs this command on the shell's variables. */
export function interpreted([name = '', ...args]: readonly string[]): boolean {
  if (name === 'printf') return args[0] === '-v';
  return ofInterpreter.has(name) || declaring.has(name);
}

/** Words that `type` knows as builtins, and Tab completes. */
export const builtinNames = (builtins: Readonly<Record<string, Builtin>>): string[] => [
  ...Object.keys(builtins).filter((name) => name !== 'bash' && name !== 'sh'),
  ...declaring,
  ...ofInterpreter,
  ...'echo printf pwd'.split(' '),
];

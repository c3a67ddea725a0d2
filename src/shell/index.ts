import { complete, runKubectl } from '../kubectl/index.ts';
import { createShellWith, type Shell, type ShellOptions } from './shell.ts';

export type { Program, ProgramContext } from './programs/program.ts';
export type { Shell, ShellOptions } from './shell.ts';

/** A bash-like shell with our kubectl in it. */
export function createShell(options: ShellOptions): Shell {
  return createShellWith({ run: runKubectl, complete }, options);
}

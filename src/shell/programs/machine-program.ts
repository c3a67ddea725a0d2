import type { ExecOptions } from '../../kube/cluster.ts';
import type { Machine } from '../../kube/machine.ts';
import type { Program, ProgramContext } from './program.ts';

/** The streams of a program of the shell's, for one that runs elsewhere. */
export function execOptions(
  context: ProgramContext,
  { stdin = true, tty = false }: { stdin?: boolean; tty?: boolean } = {},
): ExecOptions {
  const input = tty ? (context.rawStdin ?? context.stdin) : context.stdin;
  return {
    stdout: context.stdout,
    stderr: context.stderr,
    signal: context.signal,
    ...(stdin && input ? { stdin: input } : {}),
    ...(tty ? { tty, size: context.size(), resizes: context.resizes() } : {}),
  };
}

/** A program of the computer, such as curl. */
export const machineProgram =
  (machine: Machine, name: string): Program =>
  async (args, context) =>
    (await machine.run([name, ...args], execOptions(context))).exitCode;

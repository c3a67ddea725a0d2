import type { Machine } from '../../kube/machine.ts';
import type { Kubectl, KubectlIO } from '../../kubectl/types.ts';
import { kubectlEditor } from './kubectl-editor.ts';
import type { Program } from './program.ts';

export type RunKubectl = (argv: readonly string[], io: KubectlIO, kubectl: Kubectl) => Promise<number>;

/** kubectl as a program of the shell. */
export function kubectlProgram(run: RunKubectl, kubectl: Kubectl, machine?: Machine): Program {
  return async (args, context) => {
    const { fs, cwd } = context;
    const edit = kubectlEditor(context);
    const resolve = (path: string) => fs.resolvePath(cwd, path);
    const raw = wantsTerminal(args) && context.tty;
    return run(
      args,
      {
        stdin: raw ? context.rawStdin : context.stdin,
        stdout: context.stdout,
        stderr: context.stderr,
        tty: context.tty,
        size: context.size(),
        resizes: context.resizes(),
        readFile: async (path) => {
          const full = resolve(path);
          if (!(await fs.exists(full)) || (await fs.stat(full)).isDirectory) return undefined;
          return fs.readFile(full);
        },
        writeFile: (path, text) => fs.writeFile(resolve(path), text),
        readDirectory: async (path) => {
          const full = resolve(path);
          if (!(await fs.exists(full)) || !(await fs.stat(full)).isDirectory) return undefined;
          return fs.readdir(full);
        },
        env: context.env,
        signal: context.signal,
        clock: context.clock,
        ...(edit ? { edit } : {}),
        ...(machine ? { machine } : {}),
      },
      kubectl,
    );
  };
}

/** Whether these words ask kubectl for a terminal in the container: `-t`, `-it`, `--tty`. */
export function wantsTerminal(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const command = own.find((word) => ['exec', 'run', 'attach', 'debug'].includes(word));
  if (command === undefined) return false;
  return own.some((word) => word === '--tty' || word === '--tty=true' || /^-i?t[iq]*$/.test(word));
}

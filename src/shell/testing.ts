import { realClock } from '../kube/cluster.ts';
import type { Kubectl, KubectlIO } from '../kubectl/types.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { createShellWith, type ShellOptions } from './shell.ts';

export const kubectl: Kubectl = {
  cluster: {
    fetch: () => Promise.reject(new Error('no cluster')),
    exec: () => Promise.reject(new Error('no cluster')),
    attach: () => Promise.reject(new Error('no cluster')),
    portForward: () => Promise.reject(new Error('no cluster')),
    close: () => Promise.resolve(),
  },
  config: { currentContext: '', contexts: [], server: '' },
};

/** A kubectl that shows how it was called. */
async function run(argv: readonly string[], io: KubectlIO): Promise<number> {
  const [verb] = argv;
  if (verb === 'fail') {
    io.stderr('Error from server (NotFound)\n');
    return 1;
  }
  if (verb === 'watch') {
    io.stdout('first\n');
    await io.clock.sleep(60_000, io.signal);
  }
  if (verb === 'exec' || verb === 'apply') {
    io.stdout(`tty=${io.tty}\n`);
    for await (const chunk of io.stdin ?? []) {
      io.stdout(`[${JSON.stringify(chunk)}]\n`);
      if (chunk.includes('\x04')) return 7;
    }
    return 0;
  }
  if (verb === 'edit') {
    io.stdout(`saved ${(await io.edit?.('svc.yaml', 'port: 80\n')) ?? 'nothing'}\n`);
    return 0;
  }
  io.stdout(`kubectl ${argv.join(' ')}\n`);
  return 0;
}

/** A shell on a terminal of its own, with a kubectl that needs no cluster. */
export function open(options: Partial<ShellOptions> = {}, columns = 80) {
  const terminal = new FakeTerminal(columns);
  const shell = createShellWith(
    {
      run,
      complete: (words) =>
        ['get', 'describe', 'delete'].filter((word) => word.startsWith(words.at(-1) ?? '')),
    },
    { kubectl, clock: realClock, write: terminal.write, size: { columns, rows: 24 }, ...options },
  );
  return { shell, terminal };
}

/** Long enough for what was typed to be done. */
export const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** The screen after typing all of it, one piece at a time. */
export async function typed(
  pieces: string[],
  options: Partial<ShellOptions> = {},
  columns = 80,
): Promise<string[]> {
  const { shell, terminal } = open(options, columns);
  for (const piece of pieces) {
    shell.input(piece);
    await settle();
  }
  shell.dispose();
  return terminal.screen();
}

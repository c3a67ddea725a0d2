import type { Image, Process } from '../../process.ts';
import { Input } from './input.ts';
import { directories } from './files.ts';
import { enter, leave, processTable } from './processes.ts';
import { derive, Failure, untilAborted, type Program, type Programs } from './program.ts';
import { Terminal, terminalOf } from './terminal.ts';

/** Runs programs of a table, each in the container's list of processes. */
export function programs(table: ReadonlyMap<string, Program>): Programs {
  const find = (name: string) =>
    table.get(name) ??
    (/^\/(usr\/)?(local\/)?s?bin\//.test(name) ? table.get(name.replace(/.*\//, '')) : undefined);
  return { find, names: () => [...table.keys()], run: (process, argv) => runProgram(find, process, argv) };
}

async function runProgram(
  find: (name: string) => Program | undefined,
  parent: Process,
  argv: readonly string[],
): Promise<number> {
  const name = argv[0]!;
  const program = find(name);
  if (!program) return 127;
  const killer = new AbortController();
  let killedBy = 15;
  const process = derive(parent, { signal: AbortSignal.any([parent.signal, killer.signal]) });
  const entry = enter(process, argv, (signal) => {
    killedBy = signal;
    killer.abort(new Error('killed'));
  });
  try {
    return await untilAborted(process, process.signal, program(process, argv));
  } catch (error) {
    if (process.signal.aborted) return 128 + killedBy;
    if (!(error instanceof Failure)) throw error;
    if (error.message) process.stderr(`${name.replace(/.*\//, '')}: ${error.message}\n`);
    return error.exitCode;
  } finally {
    leave(process, entry);
    // With its first process a container's others end, daemons too.
    if (entry.pid === 1) for (const other of [...processTable(process).values()]) other.kill(9);
  }
}

/** An image made of programs. Puts a terminal's line discipline between a TTY and the program. */
export function image(
  description: Pick<Image, 'references' | 'entrypoint' | 'cmd' | 'env'>,
  all: Programs,
): Image {
  return {
    ...description,
    has: (name) => all.find(name) !== undefined,
    run: async (process, argv) => {
      directories(process.fs).setPrograms(all.names());
      if (!process.tty) return all.run(derive(process, { stdin: Input.of(process.stdin) }), argv);
      const terminal = new Terminal(process.stdin, (text) => process.stdout(text));
      process.onResize?.(() => terminal.onResize());
      const interrupt = new AbortController();
      terminal.onInterrupt = () => interrupt.abort(new Error('interrupted'));
      const inner = derive(process, {
        stdin: terminal.input,
        stdout: (text) => terminal.print(text),
        stderr: (text) => terminal.print(text),
        signal: AbortSignal.any([process.signal, interrupt.signal]),
      });
      terminalOf.set(inner.stdin as Input, terminal);
      const code = await all.run(inner, argv);
      return interrupt.signal.aborted && !process.signal.aborted ? 130 : code;
    },
  };
}

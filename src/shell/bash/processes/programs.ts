import type { Clock } from '../../../kube/cluster.ts';
import { fromBytes, type Program, type ProgramContext } from '../../programs/program.ts';
import { corrected, readsStdin, streamed } from '../../programs/tools/filters.ts';
import type { ProgramTable, Shell } from '../core.ts';
import { Capture, Input, type Streams } from '../io/streams.ts';

/** How long a program may take to end after a signal, in real milliseconds. */
const grace = 200;

const binaries = /^(?:\/usr)?(?:\/local)?\/s?bin\//;

/** Finds and runs programs: ours, just-bash's, and scripts among the files. */
export class Programs implements ProgramTable {
  readonly clock: Clock;
  readonly own: Readonly<Record<string, Program>>;

  constructor(own: Readonly<Record<string, Program>>, clock: Clock) {
    this.own = own;
    this.clock = clock;
  }

  /** Where a program lies, as `which` tells; undefined if there is none. */
  pathOf(shell: Shell, name: string): string | undefined {
    if (Object.hasOwn(this.own, name))
      return shell.world.interpreter.hasTool(name) ? `/usr/bin/${name}` : `/usr/local/bin/${name}`;
    return shell.world.interpreter.hasTool(name) ? `/usr/bin/${name}` : undefined;
  }

  async run(
    shell: Shell,
    argv: readonly string[],
    outer: Streams,
    env: Readonly<Record<string, string>> = {},
  ): Promise<number> {
    const [word = '', ...args] = argv;
    const name = word.replace(binaries, '');
    const { state, signal } = shell;
    // What is written after the end would stand in the middle of something else.
    let open = true;
    const guarded = (output: Streams['stdout']) => ({
      terminal: output.terminal,
      write: (text: string) => {
        if (open) output.write(text);
      },
    });
    const streams = { ...outer, stdout: guarded(outer.stdout), stderr: guarded(outer.stderr) };
    const environment = { ...state.exported, ...env };
    let running: Promise<number>;
    if (Object.hasOwn(this.own, name))
      running = this.#own(this.own[name]!, args, shell, streams, environment);
    else if (shell.world.interpreter.hasTool(name))
      running = this.#tool(shell, [name, ...args], streams, environment);
    else running = this.#file(shell, argv, streams);
    try {
      return await untilStopped(running, signal);
    } finally {
      open = false;
    }
  }

  async #own(
    program: Program,
    args: readonly string[],
    shell: Shell,
    streams: Streams,
    env: Record<string, string>,
  ): Promise<number> {
    try {
      return await program(args, contextOf(shell, streams, env));
    } catch (error) {
      if (shell.signal.aborted) throw shell.signal.reason;
      streams.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
      return 1;
    }
  }

  async #tool(
    shell: Shell,
    argv: readonly string[],
    { stdin, stdout, stderr }: Streams,
    env: Record<string, string>,
  ): Promise<number> {
    const { state, signal, world } = shell;
    const run = async (text: string) => {
      const result = await world.interpreter.tool(argv, { cwd: state.cwd, env, stdin: text, signal });
      signal.throwIfAborted();
      return corrected(argv, { ...result, stdout: result.bytes ? fromBytes(result.stdout) : result.stdout });
    };
    const reads = readsStdin(argv);
    if (reads && !stdin.absent && streamed(argv)) {
      // Fed with all that has come so far, again and again: what is new in its output is what came of the new.
      let [read, printed, exitCode] = ['', '', 0];
      let complaint = '';
      for (let ended = false; !ended;) {
        const piece = await stdin.next();
        signal.throwIfAborted();
        ended = piece === undefined;
        read += piece ?? '';
        if (!ended && !read.endsWith('\n')) continue;
        const result = await run(read);
        if (!ended && (result.stderr !== '' || !result.stdout.startsWith(printed))) continue;
        stdout.write(result.stdout.startsWith(printed) ? result.stdout.slice(printed.length) : result.stdout);
        printed = result.stdout;
        ({ exitCode, stderr: complaint } = result);
      }
      stderr.write(shell.placed(complaint));
      return exitCode;
    }
    const result = await run(reads ? await stdin.all() : '');
    if (result.stdout) stdout.write(result.stdout);
    if (result.stderr) stderr.write(shell.placed(result.stderr));
    return result.exitCode;
  }

  async #file(shell: Shell, [name = '', ...args]: readonly string[], streams: Streams): Promise<number> {
    const { fs } = shell.world.interpreter;
    const complain = (text: string, status: number) => {
      streams.stderr.write(shell.message(`${name}: ${text}`));
      return status;
    };
    if (!name.includes('/')) return complain('command not found', 127);
    const path = fs.resolvePath(shell.state.cwd, name);
    if (!(await fs.exists(path))) return complain('No such file or directory', 127);
    const stat = await fs.stat(path);
    if (stat.isDirectory) return complain('Is a directory', 126);
    if ((stat.mode & 0o111) === 0) return complain('Permission denied', 126);
    return runScript(shell, await fs.readFile(path), args, streams, name);
  }
}

/** Runs a script's text in a shell of its own, as `bash FILE` does. */
export async function runScript(
  shell: Shell,
  text: string,
  args: readonly string[],
  streams: Streams,
  name?: string,
): Promise<number> {
  const inner = shell.script();
  inner.state.positional = args;
  if (name !== undefined) inner.state.name = name;
  return inner.finish(() => inner.source(text, streams), streams);
}

/** @throws the signal's reason once it is aborted and the program has had its time to end */
async function untilStopped(running: Promise<number>, signal: AbortSignal): Promise<number> {
  let stop: (() => void) | undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = () => setTimeout(resolve, grace);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    const status = await Promise.race([running, stopped]);
    signal.throwIfAborted();
    return status as number;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

function contextOf(shell: Shell, streams: Streams, env: Record<string, string>): ProgramContext {
  const { world, signal, state } = shell;
  const { stdin, stdout, stderr } = streams;
  const { terminal } = world;
  const spawn: ProgramContext['spawn'] = async (argv, options = {}) => {
    const own = options.signal ? AbortSignal.any([signal, options.signal]) : signal;
    const inner = shell.fork(own);
    if (options.cleared) inner.state.exported = { PATH: env['PATH'] ?? '' };
    const [command = ''] = argv;
    if (
      options.as !== undefined &&
      !Object.hasOwn(world.builtins, command) &&
      (await isMissing(shell, command))
    ) {
      streams.stderr.write(`${options.as}: failed to run command ‘${command}’: No such file or directory\n`);
      return 127;
    }
    const run = () => inner.run(argv, streams, options.env);
    return inner.finish(run, streams, options.signal);
  };
  return {
    stdin: stdin.absent ? undefined : stdin,
    rawStdin: stdin.terminal && terminal ? terminal.raw(signal) : undefined,
    stdout: (text) => stdout.write(text),
    stderr: (text) => stderr.write(text),
    tty: stdin.terminal && stdout.terminal,
    stdoutIsTerminal: stdout.terminal,
    size: terminal?.size ?? (() => ({ columns: 80, rows: 24 })),
    resizes: () => terminal?.resizes(signal) ?? nothing(),
    cwd: state.cwd,
    env,
    signal,
    clock: world.programs.clock,
    fs: world.interpreter.fs,
    edit: stdin.terminal && stdout.terminal ? terminal?.edit : undefined,
    exec: async (command, options = {}) => {
      const [out, err] = [new Capture(), new Capture()];
      const input = options.stdin === undefined ? Input.none : Input.text(options.stdin);
      const own = { stdin: input, stdout: out, stderr: err };
      const inner = shell.fork();
      const run = () =>
        options.args ? inner.run([command, ...options.args], own) : inner.source(command, own);
      const exitCode = await inner.finish(run, own);
      return { exitCode, stdout: out.text, stderr: err.text };
    },
    spawn,
  };
}

async function* nothing(): AsyncGenerator<never> {
  // No terminal, no resizes.
}

async function isMissing(shell: Shell, word: string): Promise<boolean> {
  const { programs, interpreter } = shell.world;
  if (programs.pathOf(shell, word.replace(binaries, '')) !== undefined) return false;
  return (
    !word.includes('/') || !(await interpreter.fs.exists(interpreter.fs.resolvePath(shell.state.cwd, word)))
  );
}

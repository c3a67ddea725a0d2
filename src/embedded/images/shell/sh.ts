import type { Process } from '../../process.ts';
import { Input } from '../runtime/input.ts';
import { directories, resolvePath } from '../runtime/files.ts';
import { processTable } from '../runtime/processes.ts';
import { Failure, untilAborted, type Program, type Programs } from '../runtime/program.ts';
import { terminalOf } from '../runtime/terminal.ts';
import { Incomplete, SyntaxFault } from './ast.ts';
import { Exit, type Streams } from './core.ts';
import { INTERRUPTED, LineEditor } from './editor.ts';
import { Shell } from './execute.ts';
import { parse } from './parse.ts';
import { ShellState, type Dialect } from './state.ts';

/**
 * A shell: `sh -c`, `sh file`, a script on standard input, or interactive on a terminal.
 * @param dialect whose words and prompt it uses: busybox's ash, or bash
 */
export const sh =
  (programs: Programs, dialect: Dialect = 'ash'): Program =>
  async (process, argv) => {
    directories(process.fs).setPrograms(programs.names());
    const pid = [...processTable(process).keys()].at(-1) ?? 1;
    const state = new ShellState(dialect === 'bash' ? 'bash' : 'sh', process.cwd, process.env, pid);
    state.dialect = dialect;
    state.host = process.hostname;
    const shell = new Shell(process, programs, state);
    const input = Input.of(process.stdin);
    const streams: Streams = {
      stdin: input,
      stdout: (text) => process.stdout(text),
      stderr: (text) => process.stderr(text),
    };
    const args = argv.slice(1);
    let command: string | undefined;
    let interactive = false;
    while (args[0]?.startsWith('-') && args[0].length > 1) {
      const option = args.shift()!;
      if (option === '--') break;
      for (const letter of option.slice(1)) {
        if (letter === 'c') command = '';
        else if (letter === 'e') state.options.errexit = true;
        else if (letter === 'u') state.options.nounset = true;
        else if (letter === 'x') state.options.xtrace = true;
        else if (letter === 'i') interactive = true;
        else if (letter === 'o') args.shift();
        else if (!'ls'.includes(letter)) throw new Failure(`illegal option -${letter}`, 2);
      }
    }
    const finish = async (run: () => Promise<number>) => {
      const status = await shell.toStatus(run, streams);
      const trap = state.traps.get('EXIT');
      if (trap) await shell.toStatus(() => shell.source(trap, streams), streams);
      return status;
    };
    if (command !== undefined) {
      const text = args.shift();
      if (text === undefined) throw new Failure('-c requires an argument', 2);
      state.fromArgument = true;
      state.name = args.shift() ?? state.name;
      state.positional = args;
      return finish(() => lines(shell, text, streams));
    }
    const file = args.shift();
    if (file !== undefined) {
      const path = resolvePath(process.cwd, file);
      const text = process.fs.read(path);
      if (text === undefined) throw new Failure(`can't open '${file}': No such file or directory`, 2);
      state.name = file;
      state.script = file;
      state.positional = args;
      return finish(() => lines(shell, text, streams));
    }
    const terminal = terminalOf.get(input);
    if (terminal) return interact(process, shell, streams, new LineEditor(terminal));
    if (interactive) throw new Failure("can't access tty; job control turned off", 2);
    return finish(() => fromInput(shell, input, streams));
  };

/** Runs a whole text. What comes before a syntax error runs, as in ash, which reads line by line. */
async function lines(shell: Shell, text: string, streams: Streams): Promise<number> {
  let pending = '';
  const all = text.split('\n');
  for (const [index, line] of all.entries()) {
    pending += line + (index < all.length - 1 ? '\n' : '');
    let list;
    try {
      list = parse(pending);
    } catch (error) {
      if (error instanceof Incomplete && index < all.length - 1) continue;
      throw error;
    }
    // Keeps line numbers: what has run stays as empty lines.
    pending = '\n'.repeat(index + 1);
    await shell.list(list, streams);
  }
  return shell.state.status;
}

/** Commands from standard input, a line at a time, so that they can read the rest of it themselves. */
async function fromInput(shell: Shell, input: Input, streams: Streams): Promise<number> {
  let pending = '';
  for (;;) {
    const line = await input.readLine();
    if (line === undefined && !pending) return shell.state.status;
    pending += line ?? '';
    let list;
    try {
      list = parse(pending);
    } catch (error) {
      if (error instanceof Incomplete && line !== undefined) continue;
      throw error;
    }
    pending = '';
    await shell.list(list, streams);
    if (line === undefined) return shell.state.status;
  }
}

/** A session on a terminal: prompts, history, Ctrl-C ends what runs in the foreground. */
async function interact(
  process: Process,
  shell: Shell,
  streams: Streams,
  editor: LineEditor,
): Promise<number> {
  const { terminal } = editor;
  // Ctrl-C ends the command, not the shell: the command gets a signal of its own.
  let foreground: AbortController | undefined;
  terminal.onInterrupt = () => foreground?.abort(new Error('interrupted'));
  let pending = '';
  for (;;) {
    const line = await editor.readLine(pending ? '> ' : shell.state.prompt(), process.signal);
    if (line === INTERRUPTED) {
      pending = '';
      shell.state.status = 130;
      continue;
    }
    if (line === undefined) {
      if (shell.state.dialect === 'bash') streams.stderr('exit\n');
      if (pending) streams.stderr('sh: syntax error: unexpected end of file\n');
      return shell.state.status;
    }
    pending += `${line}\n`;
    let list;
    try {
      list = parse(pending);
    } catch (error) {
      if (error instanceof Incomplete) continue;
      if (!(error instanceof SyntaxFault)) throw error;
      streams.stderr(`sh: syntax error: ${error.message}\n`);
      shell.state.status = 2;
      pending = '';
      continue;
    }
    pending = '';
    foreground = new AbortController();
    shell.signal = AbortSignal.any([process.signal, foreground.signal]);
    const own = { ...streams, stdin: terminal.foreground() };
    try {
      await untilAborted(process, foreground.signal, shell.list(list, own));
    } catch (error) {
      if (error instanceof Exit) return error.status;
      if (foreground.signal.aborted && !process.signal.aborted) shell.state.status = 130;
      else {
        const failed = error as Error;
        shell.state.status = await shell.toStatus(() => Promise.reject(failed), streams);
      }
    } finally {
      if (foreground.signal.aborted) terminal.print('\n');
      foreground = undefined;
      shell.signal = process.signal;
    }
  }
}

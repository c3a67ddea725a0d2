import { Fault } from '../control.ts';
import type { Shell } from '../core.ts';
import type { Expansion } from '../expansion.ts';
import type { Redirection } from '../syntax/script.ts';
import { Input, nowhere, type Output, type Streams } from './streams.ts';

/** A command's streams behind its redirections, and what must be written out when it has ended. */
export interface Redirected {
  streams: Streams;
  flush(): Promise<void>;
}

/**
 * Opens a command's redirections, from left to right.
 * @throws Fault when a file cannot be opened
 */
export async function redirected(
  shell: Shell,
  redirections: readonly Redirection[],
  outer: Streams,
  expansion: Expansion,
): Promise<Redirected> {
  const files: FileOutput[] = [];
  let streams = outer;
  const set = (fd: number, output: Output) => {
    if (fd === 1) streams = { ...streams, stdout: output };
    else if (fd === 2) streams = { ...streams, stderr: output };
    else streams = { ...streams, others: new Map([...(streams.others ?? []), [fd, output]]) };
  };
  for (const { operator, fd, target } of redirections) {
    if (target.type === 'HereDoc') {
      const text = target.quoted
        ? target.content.parts.map((part) => ('value' in part ? part.value : '')).join('')
        : await expansion.text(target.content);
      if ((fd ?? 0) === 0) streams = { ...streams, stdin: Input.text(text) };
      continue;
    }
    const text = await expansion.text(target);
    switch (operator) {
      case '<<<':
        streams = { ...streams, stdin: Input.text(text + '\n') };
        break;
      case '<':
      case '<>':
        if ((fd ?? 0) === 0) streams = { ...streams, stdin: await reading(shell, text, outer) };
        break;
      case '<&':
        if (text === '-') streams = { ...streams, stdin: Input.none };
        break;
      case '>&':
        if (/^\d+$/.test(text)) set(fd ?? 1, outputOf(streams, Number(text)));
        else if (text === '-') set(fd ?? 1, nowhere);
        else {
          const both = await writing(shell, text, '>', outer, files);
          set(1, both);
          set(2, both);
        }
        break;
      case '&>':
      case '&>>': {
        const both = await writing(shell, text, operator.slice(1), outer, files);
        set(1, both);
        set(2, both);
        break;
      }
      default:
        set(fd ?? 1, await writing(shell, text, operator, outer, files));
    }
  }
  return {
    streams,
    flush: async () => {
      for (const file of files) await file.flush();
    },
  };
}

function outputOf(streams: Streams, fd: number): Output {
  const output = fd === 1 ? streams.stdout : fd === 2 ? streams.stderr : streams.others?.get(fd);
  if (!output) throw new Fault(`${fd}: Bad file descriptor`);
  return output;
}

async function reading({ world, state }: Shell, name: string, { stdin }: Streams): Promise<Input> {
  const { fs } = world.interpreter;
  if (name === '/dev/null') return Input.none;
  if (name === '/dev/stdin' || name === '/dev/tty') return stdin;
  const path = fs.resolvePath(state.cwd, name);
  if (!(await fs.exists(path))) throw new Fault(`${name}: No such file or directory`);
  if ((await fs.stat(path)).isDirectory) throw new Fault(`${name}: Is a directory`);
  return Input.text(await fs.readFile(path));
}

async function writing(
  { world, state }: Shell,
  name: string,
  operator: string,
  { stdout, stderr }: Streams,
  files: FileOutput[],
): Promise<Output> {
  const { fs } = world.interpreter;
  if (name === '/dev/null') return nowhere;
  if (name === '/dev/stdout' || name === '/dev/tty') return stdout;
  if (name === '/dev/stderr') return stderr;
  if (name === '') throw new Fault(': No such file or directory');
  const path = fs.resolvePath(state.cwd, name);
  const exists = await fs.exists(path);
  if (exists && (await fs.stat(path)).isDirectory) throw new Fault(`${name}: Is a directory`);
  if (!(await fs.exists(path.replace(/\/[^/]*$/, '') || '/')))
    throw new Fault(`${name}: No such file or directory`);
  if (exists && operator === '>' && state.options.has('noclobber'))
    throw new Fault(`${name}: cannot overwrite existing file`);
  if (!exists || operator !== '>>') await fs.writeFile(path, '');
  const file = new FileOutput((text) => fs.appendFile(path, text));
  files.push(file);
  return file;
}

/** Appends to a file, piece by piece and in order. */
class FileOutput implements Output {
  readonly terminal = false;
  readonly #append: (text: string) => Promise<void>;
  #written: Promise<void> = Promise.resolve();

  constructor(append: (text: string) => Promise<void>) {
    this.#append = append;
  }

  write(text: string): void {
    this.#written = this.#written.then(() => this.#append(text));
  }

  flush(): Promise<void> {
    return this.#written;
  }
}

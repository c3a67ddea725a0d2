import { Input } from '../runtime/input.ts';
import { resolvePath, writeFile, directories } from '../runtime/files.ts';
import type { Redirect } from './ast.ts';
import type { ShellCore, Streams } from './core.ts';
import { expandText } from './expand.ts';

/** The streams with the redirections applied; undefined, and a message printed, when one fails. */
export async function redirected(
  shell: ShellCore,
  redirects: readonly Redirect[],
  outer: Streams,
): Promise<Streams | undefined> {
  const streams = { ...outer };
  const { fs } = shell.process;
  const set = (fd: number, sink: (text: string) => void) => {
    if (fd === 2) streams.stderr = sink;
    else if (fd === 1) streams.stdout = sink;
  };
  const fail = (text: string) => {
    outer.stderr(shell.message(text));
    return undefined;
  };
  for (const { fd, operator, target } of redirects) {
    const text = await expandText(shell.context(outer), target);
    const path = resolvePath(shell.state.cwd, text);
    switch (operator) {
      case '<<':
        streams.stdin = Input.text(text);
        break;
      case '<':
      case '<>': {
        if (path === '/dev/null') streams.stdin = Input.text('');
        else if (path !== '/dev/stdin') {
          const content = fs.read(path);
          if (content === undefined) {
            const directory = directories(fs).kind(path) === 'directory';
            return fail(`can't open ${text}: ${directory ? 'Is a directory' : 'no such file'}`);
          }
          streams.stdin = Input.text(content);
        }
        break;
      }
      case '>&':
      case '<&': {
        if (text === '-') set(fd, () => undefined);
        else if (text === '1') set(fd, streams.stdout);
        else if (text === '2') set(fd, streams.stderr);
        else if (text !== '0') return fail(`dup2(${text},${fd}): Bad file descriptor`);
        break;
      }
      default: {
        if (path === '/dev/stdout') set(fd, streams.stdout);
        else if (path === '/dev/stderr') set(fd, streams.stderr);
        else if (path === '/proc/1/fd/1') set(fd, (piece) => shell.process.stdout(piece));
        else {
          const error = writeFile(fs, path, '', operator === '>>');
          if (error)
            return fail(
              `can't create ${text}: ${error === 'No such file or directory' ? 'nonexistent directory' : error}`,
            );
          set(fd, (piece) => void writeFile(fs, path, piece, true));
        }
      }
    }
  }
  return streams;
}

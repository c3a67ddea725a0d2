import { Bash } from 'just-bash/browser';
import type { Process } from '../../process.ts';
import { Input } from '../runtime/input.ts';
import { directories, resolvePath } from '../runtime/files.ts';
import { last, parseOptions } from '../runtime/options.ts';
import { Failure, type Program } from '../runtime/program.ts';
import { sort } from './sort.ts';
import { orAborted } from '../network/connect.ts';
import { fsView } from './fs-view.ts';

/** Utilities that just-bash has; they read all of their input first. */
const borrowed = [
  'awk',
  'base64',
  'basename',
  'comm',
  'cut',
  'diff',
  'dirname',
  'du',
  'egrep',
  'expand',
  'expr',
  'fgrep',
  'find',
  'fold',
  'grep',
  'md5sum',
  'nl',
  'od',
  'paste',
  'printf',
  'rev',
  'sed',
  'seq',
  'sha1sum',
  'sha256sum',
  'strings',
  'tac',
  'tail',
  'tr',
] as const;

/** Whether the program, called like this, reads standard input at all. */
function readsInput(name: string, argv: readonly string[], process: Process): boolean {
  if (['basename', 'dirname', 'du', 'expr', 'find', 'printf', 'seq'].includes(name)) return false;
  const last = argv.at(-1)!;
  const isFile = (path: string) => directories(process.fs).kind(resolvePath(process.cwd, path)) !== undefined;
  return argv.length === 1 || last === '-' || argv.includes('-') || !isFile(last);
}

/** Runs one of just-bash's utilities. Its time limit is real time, which only a runaway program meets. */
const borrow =
  (name: (typeof borrowed)[number]): Program =>
  async (process, argv) => {
    const { clock } = process;
    const stdin = readsInput(name, argv, process)
      ? await orAborted(process, Input.of(process.stdin).readAll())
      : '';
    const bash = new Bash({
      fs: fsView(process.fs, () => clock.now()),
      cwd: process.cwd,
      env: { ...process.env },
      commands: [name],
      defenseInDepth: false,
      sleep: (ms) => clock.sleep(ms, process.signal),
    });
    const result = await bash.exec(name, {
      args: argv.slice(1),
      stdin,
      signal: process.signal,
      rawScript: true,
    });
    process.stdout(result.stdout);
    process.stderr(result.stderr.replace(/^bash: /gm, ''));
    return result.exitCode;
  };

/** Reads the operands, or standard input, in busybox's words for what is missing. */
async function* contents(
  process: Process,
  name: string,
  operands: readonly string[],
  status: { code: number },
) {
  for (const operand of operands.length ? operands : ['-']) {
    const text =
      operand === '-'
        ? await orAborted(process, Input.of(process.stdin).readAll())
        : process.fs.read(resolvePath(process.cwd, operand));
    if (text === undefined) {
      process.stderr(`${name}: ${operand}: No such file or directory\n`);
      status.code = 1;
    } else yield { operand, text };
  }
}

const wc: Program = async (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), 'lwcmL');
  const shown = ['l', 'w', 'm', 'c', 'L'].filter((flag) => flags.has(flag));
  const columns = shown.length ? shown : ['l', 'w', 'c'];
  const count = (text: string): Record<string, number> => ({
    l: text.split('\n').length - 1,
    w: text.split(/\s+/).filter(Boolean).length,
    m: [...text].length,
    c: new TextEncoder().encode(text).length,
    L: Math.max(...text.split('\n').map((line) => line.length)),
  });
  // One figure of standard input stands alone; else columns of nine.
  const print = (counts: Record<string, number>, name: string) => {
    const cells = columns.map((column) => String(counts[column]));
    const padded =
      cells.length === 1 && operands.length < 2 ? cells[0]! : cells.map((cell) => cell.padStart(9)).join(' ');
    process.stdout(`${padded}${name ? ` ${name}` : ''}\n`);
  };
  const status = { code: 0 };
  const total: Record<string, number> = {};
  for await (const { operand, text } of contents(process, 'wc', operands, status)) {
    const counts = count(text);
    for (const column of columns) total[column] = (total[column] ?? 0) + counts[column]!;
    print(counts, operand === '-' && operands.length === 0 ? '' : operand);
  }
  if (operands.length > 1) print(total, 'total');
  return status.code;
};

const uniq: Program = async (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), 'cdui');
  const status = { code: 0 };
  for await (const { text } of contents(process, 'uniq', operands.slice(0, 1), status)) {
    const groups: { line: string; count: number }[] = [];
    const key = (line: string) => (flags.has('i') ? line.toLowerCase() : line);
    for (const line of text.replace(/\n$/, '').split('\n')) {
      const group = groups.at(-1);
      if (group && key(group.line) === key(line)) group.count++;
      else groups.push({ line, count: 1 });
    }
    if (text === '') return 0;
    for (const { line, count } of groups) {
      if ((flags.has('d') && count === 1) || (flags.has('u') && count > 1)) continue;
      process.stdout(`${flags.has('c') ? `${String(count).padStart(7)} ` : ''}${line}\n`);
    }
  }
  return status.code;
};

/** Reads no more than it prints, so that it ends a pipeline that would go on for ever. */
const head: Program = async (process, argv) => {
  const args = argv.slice(1).map((arg) => arg.replace(/^-(\d+)$/, '-n$1'));
  const { flags, operands } = parseOptions(args, 'n:c:qv');
  const lines = Number(last({ flags, operands }, 'n') ?? 10);
  const bytes = last({ flags, operands }, 'c');
  if (Number.isNaN(lines)) throw new Failure(`invalid number '${last({ flags, operands }, 'n') ?? ''}'`);
  let status = 0;
  for (const [index, operand] of (operands.length ? operands : ['-']).entries()) {
    const text = operand === '-' ? undefined : process.fs.read(resolvePath(process.cwd, operand));
    if (operand !== '-' && text === undefined) {
      process.stderr(`head: ${operand}: No such file or directory\n`);
      status = 1;
      continue;
    }
    if (operands.length > 1 && !flags.has('q'))
      process.stdout(`${index > 0 ? '\n' : ''}==> ${operand} <==\n`);
    const input = text === undefined ? Input.of(process.stdin) : Input.text(text);
    if (bytes !== undefined || lines < 0) {
      const all = await orAborted(process, input.readAll());
      process.stdout(
        bytes !== undefined
          ? all.slice(0, Number(bytes))
          : all
              .split(/(?<=\n)/)
              .slice(0, lines)
              .join(''),
      );
      continue;
    }
    for (let count = 0; count < lines; count++) {
      const line = await orAborted(process, input.readLine());
      if (line === undefined) break;
      process.stdout(line);
    }
  }
  return status;
};

/** `tail -f`: goes on with what is appended, looked for once a second as busybox does. */
const tail: Program = async (process, argv) => {
  const follow = argv.find((arg) => /^-[0-9nqv]*[fF]$/.test(arg));
  if (!follow) return borrow('tail')(process, argv);
  const rest = argv.filter((arg) => arg !== follow);
  const { operands } = parseOptions(rest.slice(1), 'n:c:qvs:');
  const status = operands.length ? await borrow('tail')(process, rest) : 0;
  const paths = operands.map((operand) => resolvePath(process.cwd, operand));
  const seen = new Map(paths.map((path) => [path, (process.fs.read(path) ?? '').length]));
  if (paths.every((path) => directories(process.fs).kind(path) === undefined) && status !== 0)
    throw new Failure('no files');
  for (;;) {
    await process.clock.sleep(1000, process.signal);
    for (const path of paths) {
      const text = process.fs.read(path) ?? '';
      const from = seen.get(path)!;
      if (text.length > from) process.stdout(text.slice(from));
      seen.set(path, text.length);
    }
  }
};

/** Text utilities. Those that just-bash lends print at the end of their input only. */
export const textPrograms: Readonly<Record<string, Program>> = {
  ...Object.fromEntries(borrowed.map((name) => [name, borrow(name)])),
  sort,
  wc,
  uniq,
  head,
  tail,
};

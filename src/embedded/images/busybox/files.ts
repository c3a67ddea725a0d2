import type { Process } from '../../process.ts';
import { Input } from '../runtime/input.ts';
import { directories, parentOf, resolvePath, writeFile } from '../runtime/files.ts';
import { parseOptions } from '../runtime/options.ts';
import { Failure, type Program } from '../runtime/program.ts';

const missing = 'No such file or directory';

/** Runs over operands; each failure is printed and makes the status 1. */
async function each(
  process: Process,
  name: string,
  operands: readonly string[],
  run: (operand: string, path: string) => string | undefined | Promise<string | undefined>,
): Promise<number> {
  let status = 0;
  for (const operand of operands) {
    const error = await run(operand, resolvePath(process.cwd, operand));
    if (error === undefined) continue;
    process.stderr(`${name}: ${error}\n`);
    status = 1;
  }
  return status;
}

const cat: Program = async (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), 'nAbetuv');
  let line = 0;
  const numbered = (text: string) =>
    flags.has('n') ? text.replace(/^(?=[^])/gm, () => `${String(++line).padStart(6)}\t`) : text;
  return each(process, 'cat', operands.length ? operands : ['-'], async (operand, path) => {
    if (operand === '-' || path === '/dev/stdin') {
      for await (const text of Input.of(process.stdin)) process.stdout(numbered(text));
      return undefined;
    }
    if (path === '/dev/null') return undefined;
    const text = process.fs.read(path);
    if (text !== undefined) process.stdout(numbered(text));
    else if (directories(process.fs).kind(path) === 'directory') return `read error: Is a directory`;
    else return `can't open '${operand}': ${missing}`;
    return undefined;
  });
};

const ls: Program = async (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), '1alAdhRrtSFinpC');
  const folders = directories(process.fs);
  const columns = process.tty && !flags.has('1') ? (process.size?.columns ?? 80) : 1;
  const print = (names: string[], base: string) => {
    if (flags.has('l')) {
      for (const name of names) process.stdout(`${long(process, resolvePath(base, name), name)}\n`);
      return;
    }
    const width = Math.max(0, ...names.map((name) => name.length)) + 2;
    const perRow = Math.max(1, Math.floor(columns / width));
    const rows = Math.ceil(names.length / perRow);
    for (let row = 0; row < rows; row++) {
      const cells = names.filter((_, index) => index % rows === row);
      process.stdout(
        `${cells.map((name, index) => (index < cells.length - 1 ? name.padEnd(width) : name)).join('')}\n`,
      );
    }
  };
  const targets = operands.length ? operands : ['.'];
  let printed = false;
  return each(process, 'ls', targets, (operand, path) => {
    const kind = folders.kind(path);
    if (kind === undefined) return `${operand}: ${missing}`;
    if (kind !== 'directory' || flags.has('d')) print([operand], process.cwd);
    else {
      if (targets.length > 1) process.stdout(`${printed ? '\n' : ''}${operand}:\n`);
      const names = folders
        .list(path)!
        .filter((name) => flags.has('a') || flags.has('A') || !name.startsWith('.'));
      if (flags.has('l')) process.stdout(`total ${names.length * 4}\n`);
      print(flags.has('a') ? ['.', '..', ...names] : names, path);
    }
    printed = true;
    return undefined;
  });
};

function long(process: Process, path: string, name: string): string {
  const kind = directories(process.fs).kind(path);
  const mode =
    kind === 'directory'
      ? 'drwxr-xr-x'
      : kind === 'program'
        ? '-rwxr-xr-x'
        : kind === 'device'
          ? 'crw-rw-rw-'
          : '-rw-r--r--';
  const size =
    kind === 'file'
      ? new TextEncoder().encode(process.fs.read(path) ?? '').length
      : kind === 'directory'
        ? 4096
        : 0;
  const date = new Date(process.clock.now()).toUTCString();
  const when = `${date.slice(8, 11)} ${date.slice(5, 7)} ${date.slice(17, 22)}`;
  return `${mode}    1 root     root     ${String(size).padStart(9)} ${when} ${name}`;
}

const mkdir: Program = (process, argv) => {
  const options = parseOptions(argv.slice(1), 'pm:');
  const folders = directories(process.fs);
  return each(process, 'mkdir', options.operands, (operand, path) => {
    const parents = options.flags.has('p');
    if (folders.kind(path))
      return parents && folders.kind(path) === 'directory'
        ? undefined
        : `can't create directory '${operand}': File exists`;
    if (!parents && folders.kind(parentOf(path)) !== 'directory')
      return `can't create directory '${operand}': ${missing}`;
    for (let one = path; one !== '/'; one = parentOf(one)) folders.make(one);
    return undefined;
  });
};

const rmdir: Program = (process, argv) => {
  const folders = directories(process.fs);
  return each(process, 'rmdir', parseOptions(argv.slice(1), 'p').operands, (operand, path) => {
    if (!folders.kind(path)) return `'${operand}': ${missing}`;
    if (folders.kind(path) !== 'directory') return `'${operand}': Not a directory`;
    if (folders.list(path)!.length) return `'${operand}': Directory not empty`;
    folders.remove(path);
    return undefined;
  });
};

const rm: Program = (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), 'rRfi');
  const folders = directories(process.fs);
  return each(process, 'rm', operands, (operand, path) => {
    const kind = folders.kind(path);
    if (!kind) return flags.has('f') ? undefined : `can't remove '${operand}': ${missing}`;
    if (kind === 'directory') {
      if (!flags.has('r') && !flags.has('R')) return `'${operand}' is a directory`;
      folders.remove(path);
      return undefined;
    }
    if (kind !== 'file') return `can't remove '${operand}': Operation not permitted`;
    folders.make(parentOf(path));
    process.fs.delete(path);
    return undefined;
  });
};

const touch: Program = (process, argv) =>
  each(process, 'touch', parseOptions(argv.slice(1), 'camt:d:r:').operands, (operand, path) => {
    if (directories(process.fs).kind(path)) return undefined;
    const error = writeFile(process.fs, path, '');
    return error && `${operand}: ${error}`;
  });

/** The files of a copy: source and destination paths. */
function plan(process: Process, source: string, target: string): [string, string][] {
  const folders = directories(process.fs);
  const from = resolvePath(process.cwd, source);
  let to = resolvePath(process.cwd, target);
  if (folders.kind(to) === 'directory') to = resolvePath(to, from.replace(/.*\//, ''));
  if (folders.kind(from) !== 'directory') return [[from, to]];
  folders.make(to);
  const inside = process.fs.paths().filter((path) => path.startsWith(`${from}/`));
  return inside.map((path) => [path, to + path.slice(from.length)]);
}

const copyOrMove =
  (move: boolean): Program =>
  (process, argv) => {
    const name = move ? 'mv' : 'cp';
    const { flags, operands } = parseOptions(argv.slice(1), 'rRafpdiLnuT');
    const target = operands.pop();
    if (target === undefined || operands.length === 0) throw new Failure('missing operand');
    const folders = directories(process.fs);
    return each(process, name, operands, (operand, path) => {
      const kind = folders.kind(path);
      if (!kind)
        return move ? `can't rename '${operand}': ${missing}` : `can't stat '${operand}': ${missing}`;
      if (kind === 'directory' && !move && !['r', 'R', 'a'].some((flag) => flags.has(flag)))
        return `omitting directory '${operand}'`;
      for (const [from, to] of plan(process, operand, target)) {
        for (let parent = parentOf(to); kind === 'directory' && parent !== '/'; parent = parentOf(parent))
          folders.make(parent);
        const error = writeFile(process.fs, to, process.fs.read(from) ?? '');
        if (error) return `can't create '${target}': ${error}`;
        if (move) process.fs.delete(from);
      }
      if (move && kind === 'directory') folders.remove(path);
      return undefined;
    });
  };

const tee: Program = async (process, argv) => {
  const { flags, operands } = parseOptions(argv.slice(1), 'ai');
  const paths = operands.map((operand) => resolvePath(process.cwd, operand));
  const status = await each(process, 'tee', operands, (operand, path) => {
    const error = writeFile(process.fs, path, '', flags.has('a'));
    return error && `${operand}: ${error}`;
  });
  for await (const text of Input.of(process.stdin)) {
    process.stdout(text);
    for (const path of paths) writeFile(process.fs, path, text, true);
  }
  return status;
};

const chmod: Program = (process, argv) =>
  each(process, 'chmod', parseOptions(argv.slice(1), 'R').operands.slice(1), (operand, path) =>
    directories(process.fs).kind(path) ? undefined : `${operand}: ${missing}`,
  );

/** `test` and `[`. */
const test: Program = async (process, argv) => {
  const args = argv.slice(1);
  if (argv[0] === '[' && args.pop() !== ']') throw new Failure('missing ]', 2);
  let at = 0;
  const kind = (operand: string) => directories(process.fs).kind(resolvePath(process.cwd, operand));
  const integer = (text: string) => {
    if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new Failure(`${text}: bad number`, 2);
    return Number(text);
  };
  const unary: Readonly<Record<string, (operand: string) => boolean>> = {
    '-z': (text) => text === '',
    '-n': (text) => text !== '',
    '-e': (path) => kind(path) !== undefined,
    '-f': (path) => kind(path) === 'file' || kind(path) === 'program',
    '-d': (path) => kind(path) === 'directory',
    '-r': (path) => kind(path) !== undefined,
    '-w': (path) => kind(path) !== undefined,
    '-x': (path) => kind(path) === 'directory' || kind(path) === 'program',
    '-s': (path) => Boolean(process.fs.read(resolvePath(process.cwd, path))),
    '-t': () => process.tty,
    '-L': () => false,
    '-h': () => false,
  };
  const binary: Readonly<Record<string, (left: string, right: string) => boolean>> = {
    '=': (a, b) => a === b,
    '==': (a, b) => a === b,
    '!=': (a, b) => a !== b,
    '-eq': (a, b) => integer(a) === integer(b),
    '-ne': (a, b) => integer(a) !== integer(b),
    '-lt': (a, b) => integer(a) < integer(b),
    '-le': (a, b) => integer(a) <= integer(b),
    '-gt': (a, b) => integer(a) > integer(b),
    '-ge': (a, b) => integer(a) >= integer(b),
  };
  const primary = (): boolean => {
    const word = args[at++];
    if (word === undefined) throw new Failure('argument expected', 2);
    const operator = binary[args[at] ?? ''];
    if (operator && args[at + 1] !== undefined) {
      at += 2;
      return operator(word, args[at - 1]!);
    }
    if (word === '!') return !primary();
    if (word === '(') {
      const value = or();
      if (args[at++] !== ')') throw new Failure('closing paren expected', 2);
      return value;
    }
    const check = unary[word];
    if (check && args[at] !== undefined) return check(args[at++]!);
    return word !== '';
  };
  const and = (): boolean => {
    let value = primary();
    while (args[at] === '-a') {
      at++;
      value = primary() && value;
    }
    return value;
  };
  const or = (): boolean => {
    let value = and();
    while (args[at] === '-o') {
      at++;
      value = and() || value;
    }
    return value;
  };
  if (args.length === 0) return 1;
  const value = or();
  if (at < args.length) throw new Failure(`${args[at]!}: unknown operand`, 2);
  return value ? 0 : 1;
};

export const filePrograms: Readonly<Record<string, Program>> = {
  cat,
  ls,
  mkdir,
  rmdir,
  rm,
  touch,
  cp: copyOrMove(false),
  mv: copyOrMove(true),
  tee,
  chmod,
  test,
  '[': test,
};

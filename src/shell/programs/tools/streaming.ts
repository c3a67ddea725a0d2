import type { Program, ProgramContext } from '../program.ts';

/** Text of a file, or what is wrong with it. */
async function readFile(
  { fs, cwd, stderr }: ProgramContext,
  name: string,
  program: string,
): Promise<string | undefined> {
  const path = fs.resolvePath(cwd, name);
  const wrong = !(await fs.exists(path))
    ? 'No such file or directory'
    : (await fs.stat(path)).isDirectory
      ? 'Is a directory'
      : undefined;
  if (wrong === undefined) return fs.readFile(path);
  stderr(
    program === 'head'
      ? `head: cannot open '${name}' for reading: ${wrong}\n`
      : `${program}: ${name}: ${wrong}\n`,
  );
  return undefined;
}

const cat: Program = async (args, context) => {
  const options = args.filter((word) => /^-./.test(word));
  if (options.some((word) => !/^-u+$/.test(word))) return numbered(args, context);
  const files = args.filter((word) => !/^-./.test(word));
  let status = 0;
  for (const file of files.length > 0 ? files : ['-']) {
    if (file === '-') for await (const piece of context.stdin ?? []) context.stdout(piece);
    else {
      const text = await readFile(context, file, 'cat');
      if (text === undefined) status = 1;
      else context.stdout(text);
    }
  }
  return status;
};

/** `cat -n`, `-b`, `-A`, `-E`, `-T`, `-s`. */
async function numbered(args: readonly string[], context: ProgramContext): Promise<number> {
  const letters = args.filter((word) => /^-\w/.test(word)).join('');
  const wrong = /[^-AbeEnstTuv]/.exec(letters)?.[0];
  if (wrong !== undefined || args.some((word) => /^--./.test(word))) {
    const word = args.find((each) => /^--./.test(each));
    context.stderr(
      `cat: ${word ? `unrecognized option '${word}'` : `invalid option -- '${wrong ?? ''}'`}\nTry 'cat --help' for more information.\n`,
    );
    return 1;
  }
  const files = args.filter((word) => !/^-./.test(word));
  let count = 0;
  let rest = '';
  let empty = false;
  const show = (piece: string, last: boolean) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (last && rest !== '') lines.push(rest);
    for (const [index, line] of lines.entries()) {
      if (letters.includes('s') && line === '' && empty) continue;
      empty = line === '';
      const number = letters.includes('b') ? line !== '' : letters.includes('n');
      const tabs = /[AtT]/.test(letters) ? line.replaceAll('\t', '^I') : line;
      const end =
        last && index === lines.length - 1 && rest !== '' ? '' : `${/[AeE]/.test(letters) ? '$' : ''}\n`;
      context.stdout(`${number ? `${String((count += 1)).padStart(6)}\t` : ''}${tabs}${end}`);
    }
  };
  let status = 0;
  for (const file of files.length > 0 ? files : ['-']) {
    if (file === '-') for await (const piece of context.stdin ?? []) show(piece, false);
    else {
      const text = await readFile(context, file, 'cat');
      if (text === undefined) status = 1;
      else show(text, false);
    }
  }
  show('', true);
  return status;
}

/** The first lines or bytes: ends as soon as it has them, so that what writes to it ends as well. */
const head: Program = async (args, context) => {
  let lines = 10;
  let bytes: number | undefined;
  let quiet = false;
  const files: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    const [, letter, attached] = /^-([nc])(.*)$/.exec(word) ?? /^--(lines|bytes)=(.*)$/.exec(word) ?? [];
    if (letter !== undefined) {
      const value = attached || (args[++at] ?? '');
      if (!/^-?\d+$/.test(value)) {
        context.stderr(
          `head: invalid number of ${letter.startsWith('n') || letter === 'lines' ? 'lines' : 'bytes'}: ‘${value}’\n`,
        );
        return 1;
      }
      if (letter === 'n' || letter === 'lines') lines = Number(value);
      else bytes = Number(value);
    } else if (/^-\d+$/.test(word)) lines = Number(word.slice(1));
    else if (word === '-q' || word === '--quiet') quiet = true;
    else if (/^-./.test(word)) {
      context.stderr(
        `head: invalid option -- '${word.slice(1, 2)}'\nTry 'head --help' for more information.\n`,
      );
      return 1;
    } else files.push(word);
  }
  let status = 0;
  for (const [index, file] of (files.length > 0 ? files : ['-']).entries()) {
    const text = file === '-' ? context.stdin : await readFile(context, file, 'head');
    if (text === undefined) {
      if (file !== '-') status = 1;
      continue;
    }
    if (files.length > 1 && !quiet) context.stdout(`${index > 0 ? '\n' : ''}==> ${file} <==\n`);
    await begin(typeof text === 'string' ? pieces(text) : text, { lines, bytes }, context);
  }
  return status;
};

async function* pieces(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

async function begin(
  input: AsyncIterable<string>,
  { lines, bytes }: { lines: number; bytes: number | undefined },
  { stdout }: ProgramContext,
): Promise<void> {
  let left = bytes ?? lines;
  // All but the last so many: only the end tells which these are.
  if (left < 0) {
    let text = '';
    for await (const piece of input) text += piece;
    const parts = bytes === undefined ? (text.match(/[^\n]*\n|[^\n]+$/g) ?? []) : [...text];
    stdout(parts.slice(0, left).join(''));
    return;
  }
  if (left === 0) return;
  for await (const piece of input) {
    const parts = bytes === undefined ? (piece.match(/[^\n]*\n|[^\n]+$/g) ?? []) : [...piece];
    const taken = parts.slice(0, left);
    stdout(taken.join(''));
    left -= bytes === undefined ? taken.filter((part) => part.endsWith('\n')).length : taken.length;
    if (left <= 0) return;
  }
}

const tee: Program = async (args, { fs, cwd, stdin, stdout }) => {
  const append = args.some((word) => /^(-\w*a\w*|--append)$/.test(word));
  const paths = args
    .filter((word) => !word.startsWith('-') && word !== '/dev/null')
    .map((word) => fs.resolvePath(cwd, word));
  if (!append) for (const path of paths) await fs.writeFile(path, '');
  for await (const piece of stdin ?? []) {
    stdout(piece);
    for (const path of paths) await fs.appendFile(path, piece);
  }
  return 0;
};

const yes: Program = async (args, { stdout, signal }) => {
  const line = `${args.length > 0 ? args.join(' ') : 'y'}\n`;
  for (;;) {
    signal.throwIfAborted();
    stdout(line.repeat(100));
    await new Promise((resolve) => setTimeout(resolve));
  }
};

/** Programs that pass on their input as it comes. */
export const streaming: Readonly<Record<string, Program>> = { cat, head, tee, yes };

import { orAborted } from '../network/connect.ts';
import { resolvePath, writeFile } from '../runtime/files.ts';
import { Input } from '../runtime/input.ts';
import { last, parseOptions } from '../runtime/options.ts';
import { Failure, type Program } from '../runtime/program.ts';

interface Key {
  /** From field, in it from character, both from 1; to the end of a field when `endCharacter` is 0. */
  start: number;
  startCharacter: number;
  end: number;
  endCharacter: number;
  letters: string;
}

/** sort by bytes, as busybox does without locales. Has -n -r -u -f -b -t -k -s -c -o. */
export const sort: Program = async (process, argv) => {
  const options = parseOptions(argv.slice(1), 'nrufbsct:k:o:');
  const { flags, operands } = options;
  const separator = last(options, 't');
  const letters = [...flags.keys()].join('');
  const keys = (flags.get('k') ?? []).map(parseKey);
  let text = '';
  for (const operand of operands.length > 0 ? operands : ['-']) {
    const part =
      operand === '-'
        ? await orAborted(process, Input.of(process.stdin).readAll())
        : process.fs.read(resolvePath(process.cwd, operand));
    if (part === undefined) throw new Failure(`${operand}: No such file or directory`);
    text += part === '' || part.endsWith('\n') ? part : `${part}\n`;
  }
  const lines = text.split('\n').slice(0, -1);
  const byKeys = (a: string, b: string): number => {
    if (keys.length === 0) return compare(a, b, letters);
    for (const key of keys) {
      const own = key.letters === '' ? letters : key.letters;
      const order = compare(cut(a, key, separator), cut(b, key, separator), own);
      if (order !== 0) return order;
    }
    return 0;
  };
  const whole = (a: string, b: string) =>
    byKeys(a, b) || (letters.includes('s') ? 0 : compare(a, b, letters.includes('r') ? 'r' : ''));
  if (flags.has('c')) {
    const wrong = lines.findIndex((line, index) => index > 0 && byKeys(lines[index - 1]!, line) > 0);
    if (wrong < 0) return 0;
    process.stderr(`sort: -:${wrong + 1}: disorder: ${lines[wrong]!}\n`);
    return 1;
  }
  let sorted = [...lines].sort(whole);
  if (flags.has('u'))
    sorted = sorted.filter((line, index) => index === 0 || byKeys(sorted[index - 1]!, line) !== 0);
  const result = sorted.map((line) => `${line}\n`).join('');
  const output = last(options, 'o');
  if (output === undefined) process.stdout(result);
  else {
    const error = writeFile(process.fs, resolvePath(process.cwd, output), result);
    if (error) throw new Failure(`${output}: ${error}`);
  }
  return 0;
};

/** `2`, `2,3`, `2.3n,4` @throws Failure when it is none of these */
function parseKey(text: string): Key {
  const found = /^(\d+)(?:\.(\d+))?([a-z]*)(?:,(\d+)(?:\.(\d+))?([a-z]*))?$/.exec(text);
  if (!found) throw new Failure('bad field specification');
  const [, start, startCharacter = '1', letters, end = '0', endCharacter = '0', more = ''] = found;
  return {
    start: Number(start),
    startCharacter: Number(startCharacter),
    end: Number(end),
    endCharacter: Number(endCharacter),
    letters: `${letters ?? ''}${more}`,
  };
}

function cut(line: string, key: Key, separator: string | undefined): string {
  // Without a separator a field begins with the blanks before it.
  const fields = separator === undefined ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);
  const chosen = fields.slice(key.start - 1, key.end === 0 ? undefined : key.end);
  if (key.endCharacter > 0 && chosen.length > 0)
    chosen[chosen.length - 1] = chosen.at(-1)!.slice(0, key.endCharacter);
  return chosen.join(separator ?? '').slice(key.startCharacter - 1);
}

function compare(a: string, b: string, letters: string): number {
  const has = (letter: string) => letters.includes(letter);
  const plain = (text: string) => {
    const trimmed = has('b') ? text.trimStart() : text;
    return has('f') ? trimmed.toUpperCase() : trimmed;
  };
  const [left, right] = [plain(a), plain(b)];
  const order = has('n')
    ? (Number.parseFloat(left) || 0) - (Number.parseFloat(right) || 0)
    : left < right
      ? -1
      : Number(left > right);
  return has('r') ? -order : order;
}

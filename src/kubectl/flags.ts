import { FlagError } from './errors.ts';

/**
 * string  one value
 * bool    `--x`, `--x=false`
 * int     whole number
 * duration Go syntax (`30s`, `1m30s`); `0` is allowed; read as milliseconds
 * strings repeated, each also a comma list (pflag StringSlice)
 * array   repeated, commas kept (pflag StringArray)
 */
export type FlagKind = 'string' | 'bool' | 'int' | 'duration' | 'strings' | 'array';

export interface Flag {
  /** Without dashes. */
  name: string;
  short?: string;
  kind: FlagKind;
  /** As printed by `--help`: `''`, `false`, `0s`, `[]` if absent, by kind. Also the value when not given. */
  default?: string;
  /** Value of a bare `--name`; the flag then never takes the following word (pflag NoOptDefVal). */
  bare?: string;
  help: string;
  /** Not listed in `--help`. */
  hidden?: boolean;
}

const defaults: Record<FlagKind, string> = {
  string: '',
  bool: 'false',
  int: '0',
  duration: '0s',
  strings: '',
  array: '',
};

/** Values of a command line, by flag name. Asking for a flag that the command does not declare is a programming error. */
export class FlagValues {
  readonly #flags: Map<string, Flag>;
  readonly #given = new Map<string, string[]>();

  constructor(flags: readonly Flag[]) {
    this.#flags = new Map(flags.map((flag) => [flag.name, flag]));
  }

  /** @throws FlagError if the text is no value of the flag's kind */
  set(flag: Flag, text: string, written: string): void {
    const problem = checkValue(flag.kind, text);
    if (problem) throw new FlagError(`invalid argument "${text}" for "${written}" flag: ${problem}`);
    const list = this.#given.get(flag.name);
    if (list && (flag.kind === 'strings' || flag.kind === 'array')) list.push(text);
    else this.#given.set(flag.name, [text]);
  }

  /** Whether the flag stands on the command line. */
  changed(name: string): boolean {
    return this.#given.has(name);
  }

  /** Whether the command has such a flag. */
  has(name: string): boolean {
    return this.#flags.has(name);
  }

  string(name: string): string {
    const flag = this.#flags.get(name);
    if (!flag) throw new Error(`flag accessed but not defined: ${name}`);
    return this.#given.get(name)?.at(-1) ?? flag.default ?? defaults[flag.kind];
  }

  bool(name: string): boolean {
    return parseBool(this.string(name)) ?? false;
  }

  int(name: string): number {
    return Number(this.string(name));
  }

  /** Milliseconds. */
  duration(name: string): number {
    return parseDuration(this.string(name)) ?? 0;
  }

  list(name: string): string[] {
    const flag = this.#flags.get(name);
    const inherited = flag?.default?.replace(/^\[(.*)\]$/, '$1');
    const texts = this.#given.get(name) ?? (inherited ? [inherited] : []);
    if (flag?.kind === 'array') return [...texts];
    return texts.flatMap((text) => (text === '' ? [] : text.split(',')));
  }
}

function checkValue(kind: FlagKind, text: string): string | undefined {
  if (kind === 'bool' && parseBool(text) === undefined) {
    return `strconv.ParseBool: parsing "${text}": invalid syntax`;
  }
  if (kind === 'int' && !/^[+-]?(\d+|0x[\da-f]+)$/i.test(text)) {
    return `strconv.ParseInt: parsing "${text}": invalid syntax`;
  }
  if (kind === 'duration' && parseDuration(text) === undefined) return durationProblem(text);
  return undefined;
}

function durationProblem(text: string): string {
  if (text === '') return 'time: invalid duration ""';
  if (/^[+-]?[\d.]*\d$/.test(text)) return `time: missing unit in duration "${text}"`;
  const unit = /^[+-]?(?:[\d.]+(?:ns|us|µs|ms|s|m|h))*[\d.]+([^\d.]+)/.exec(text)?.[1];
  if (unit) return `time: unknown unit "${unit}" in duration "${text}"`;
  return `time: invalid duration "${text}"`;
}

export function parseBool(text: string): boolean | undefined {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  return undefined;
}

const units: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A Go duration in milliseconds, or undefined if it is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.exec(text);
  if (!match) return /^[+-]?0$/.test(text) ? 0 : undefined;
  let total = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)) {
    total += Number(number) * units[unit!]!;
  }
  return match[1] === '-' ? -total : total;
}

export interface ParsedLine {
  flags: FlagValues;
  args: string[];
  /** How many of `args` stood before `--`; -1 if there was no `--`. */
  argsLengthAtDash: number;
}

/**
 * Reads a command line. Models github.com/spf13/pflag FlagSet.Parse.
 * @param declared every flag that is valid, global ones included
 * @param interspersed false: the first word that is no flag ends the flags (not used by most commands)
 * @throws FlagError
 */
export function parseFlags(
  words: readonly string[],
  declared: readonly Flag[],
  interspersed = true,
): ParsedLine {
  const flags = new FlagValues(declared);
  const byName = new Map(declared.map((flag) => [flag.name, flag]));
  const byShort = new Map(declared.flatMap((flag) => (flag.short ? [[flag.short, flag] as const] : [])));
  const args: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--') {
      const length = args.length;
      args.push(...words.slice(i + 1));
      return { flags, args, argsLengthAtDash: length };
    }
    if (word.startsWith('--')) i += parseLong(word, words[i + 1], byName, flags);
    else if (word.startsWith('-') && word !== '-') i += parseShort(word, words[i + 1], byShort, flags);
    else if (interspersed) args.push(word);
    else return { flags, args: words.slice(i), argsLengthAtDash: -1 };
  }
  return { flags, args, argsLengthAtDash: -1 };
}

/** What a bare flag means, if it may stand without a value. */
export function bareValue(flag: Flag): string | undefined {
  return flag.bare ?? (flag.kind === 'bool' ? 'true' : undefined);
}

/** Both return how many further words they used. */
function parseLong(
  word: string,
  next: string | undefined,
  byName: Map<string, Flag>,
  flags: FlagValues,
): 0 | 1 {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
  if (name === '' || name.startsWith('-')) throw new FlagError(`bad flag syntax: ${word}`);
  const flag = byName.get(name);
  if (!flag) {
    if (name === 'help') throw new HelpRequested();
    throw new FlagError(`unknown flag: --${name}`);
  }
  const written = flag.short ? `-${flag.short}, --${name}` : `--${name}`;
  if (equals >= 0) return (flags.set(flag, word.slice(equals + 1), written), 0);
  const bare = bareValue(flag);
  if (bare !== undefined) return (flags.set(flag, bare, written), 0);
  if (next === undefined) throw new FlagError(`flag needs an argument: --${name}`);
  flags.set(flag, next, written);
  return 1;
}

function parseShort(
  word: string,
  next: string | undefined,
  byShort: Map<string, Flag>,
  flags: FlagValues,
): 0 | 1 {
  for (let rest = word.slice(1); rest !== '';) {
    const letter = rest[0]!;
    const flag = byShort.get(letter);
    if (!flag) {
      if (letter === 'h') throw new HelpRequested();
      throw new FlagError(`unknown shorthand flag: '${letter}' in -${rest}`);
    }
    const written = `-${letter}, --${flag.name}`;
    if (rest.length > 2 && rest[1] === '=') return (flags.set(flag, rest.slice(2), written), 0);
    const bare = bareValue(flag);
    if (bare !== undefined) {
      flags.set(flag, bare, written);
      rest = rest.slice(1);
      continue;
    }
    if (rest.length > 1) return (flags.set(flag, rest.slice(1), written), 0);
    if (next === undefined) throw new FlagError(`flag needs an argument: '${letter}' in -${rest}`);
    flags.set(flag, next, written);
    return 1;
  }
  return 0;
}

/** Thrown by the parser at `--help` and `-h` where the command declares no such flag. */
export class HelpRequested extends Error {
  override name = 'HelpRequested';
}

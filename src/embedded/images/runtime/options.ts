import { Failure } from './program.ts';

export interface Options {
  flags: Map<string, string[]>;
  operands: string[];
}

/**
 * Reads options as getopt does: `spec` lists the letters, one with a `:` takes a value (`T:q`);
 * `long` maps long names to a letter. With `+` first in `spec` the first operand ends the options.
 * @throws Failure for an unknown option, in busybox's words
 */
export function parseOptions(
  args: readonly string[],
  spec: string,
  long: Readonly<Record<string, string>> = {},
): Options {
  const stopAtOperand = spec.startsWith('+');
  const takesValue = (letter: string) => spec[spec.indexOf(letter) + 1] === ':';
  const flags = new Map<string, string[]>();
  const operands: string[] = [];
  const set = (letter: string, value: string) => flags.set(letter, [...(flags.get(letter) ?? []), value]);
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!;
    if (arg === '--') {
      operands.push(...args.slice(index + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const [name, ...rest] = arg.slice(2).split('=');
      const letter = long[name!];
      if (letter === undefined) throw new Failure(`unrecognized option '${arg}'`);
      if (!takesValue(letter)) set(letter, '');
      else if (rest.length) set(letter, rest.join('='));
      else if (++index < args.length) set(letter, args[index]!);
      else throw new Failure(`option requires an argument '--${name}'`);
    } else if (arg.startsWith('-') && arg.length > 1) {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at]!;
        if (letter === ':' || !spec.includes(letter)) throw new Failure(`invalid option -- '${letter}'`);
        if (!takesValue(letter)) {
          set(letter, '');
          continue;
        }
        if (at + 1 < arg.length) set(letter, arg.slice(at + 1));
        else if (++index < args.length) set(letter, args[index]!);
        else throw new Failure(`option requires an argument -- '${letter}'`);
        break;
      }
    } else {
      operands.push(arg);
      if (stopAtOperand) {
        operands.push(...args.slice(index + 1));
        break;
      }
    }
  }
  return { flags, operands };
}

export const last = (options: Options, letter: string) => options.flags.get(letter)?.at(-1);

/** `1`, `0.5`, `2s`, `3m`, `1h`, `infinity` → milliseconds. */
export function duration(text: string): number | undefined {
  if (text === 'infinity' || text === 'inf') return Infinity;
  const match = /^(\d+(?:\.\d+)?|\.\d+)([smhd]?)$/.exec(text);
  if (!match) return undefined;
  const unit = { '': 1, s: 1, m: 60, h: 3600, d: 86400 }[match[2] as '' | 's' | 'm' | 'h' | 'd'];
  return Number(match[1]) * unit * 1000;
}

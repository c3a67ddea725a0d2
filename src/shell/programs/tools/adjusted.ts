import type { Clock } from '../../../kube/cluster.ts';

/**
 * Built-in commands of just-bash whose words are put right first.
 * @returns the words to call the built-in one with
 */
export const adjusted: Record<string, (args: readonly string[], clock: Clock) => string[]> = {
  /** It wants `-n 1` and `-I {}` with a space. */
  xargs: (args) => {
    const words: string[] = [];
    let own = true;
    for (const word of args) {
      const attached = own ? /^-([nIPLd])(.+)$/.exec(word) : null;
      if (attached) words.push(`-${attached[1] ?? ''}`, attached[2] ?? '');
      else words.push(word);
      if (!word.startsWith('-') && !/^-[nIPLd]$/.test(words.at(-2) ?? '')) own = false;
    }
    return words;
  },
  grep: onePattern,
  egrep: onePattern,
  fgrep: onePattern,
  /** It shows the machine's time; the cluster's can run ahead. */
  date: (args, clock) =>
    args.some((word) => /^(-d|--date|-r|--reference)/.test(word))
      ? [...args]
      : ['-d', new Date(clock.now()).toISOString(), ...args],
};

/**
 * Of several `-e` it takes the last, and it knows neither `--regexp` nor an `-e` behind other letters.
 * @returns the same with one `-e`, whose lines are the patterns, as POSIX has a list of them
 */
function onePattern(args: readonly string[]): string[] {
  const patterns: string[] = [];
  const words: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--') {
      words.push(...args.slice(at));
      break;
    }
    // A letter that takes a value ends the letters: what comes behind it is no option.
    const short = /^-([^-ABCmfe]*)e(.*)$/s.exec(word);
    const long = /^--regexp(?:=(.*))?$/s.exec(word);
    if (short || long) {
      if (short?.[1]) words.push(`-${short[1]}`);
      const attached = short ? short[2] || undefined : long?.[1];
      patterns.push(attached ?? args[(at += 1)] ?? '');
    } else {
      words.push(word);
      if (/^-[^-ABCmf]*[ABCmf]$/.test(word) && at + 1 < args.length) words.push(args[(at += 1)]!);
    }
  }
  return patterns.length === 0 ? words : ['-e', patterns.join('\n'), ...words];
}

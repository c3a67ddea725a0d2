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
  /** It shows the machine's time; the cluster's can run ahead. */
  date: (args, clock) =>
    args.some((word) => /^(-d|--date|-r|--reference)/.test(word))
      ? [...args]
      : ['-d', new Date(clock.now()).toISOString(), ...args],
};

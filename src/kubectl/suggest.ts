import type { Command } from './command.ts';

/** Commands that a mistyped word is near to. Models github.com/spf13/cobra Command.SuggestionsFor (distance 2). */
export function suggestions(word: string, commands: readonly Command[]): string[] {
  return commands
    .filter(({ hidden }) => !hidden)
    .map(({ name }) => name)
    .filter((name) => distance(word.toLowerCase(), name) <= 2 || name.startsWith(word.toLowerCase()));
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same));
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * Splits a command line into the words of each stage of its pipeline, as sh does: quotes and
 * backslashes are taken off. Operators other than `|` are words of their own.
 *
 * @returns undefined when a quote is left open
 */
export function pipeline(line: string): string[][] | undefined {
  const stages: string[][] = [[]];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  const end = (): void => {
    if (word !== undefined) stages.at(-1)!.push(word);
    word = undefined;
  };
  const joined = line.replace(/\\\n/g, ' ').trim();
  for (let at = 0; at < joined.length; at++) {
    const character = joined[at]!;
    if (quote) {
      if (character === quote) quote = undefined;
      else if (character === '\\' && quote === '"' && /["\\$`]/.test(joined[at + 1] ?? ''))
        word += joined[++at]!;
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\') {
      word = (word ?? '') + (joined[++at] ?? '');
    } else if (/\s/.test(character)) {
      end();
    } else if (/[;&<>]/.test(character)) {
      end();
      stages.at(-1)!.push(character);
    } else if (character === '|') {
      end();
      stages.push([]);
    } else {
      word = (word ?? '') + character;
    }
  }
  end();
  return quote ? undefined : stages;
}

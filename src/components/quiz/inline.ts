/** Splits a text at its backticks: odd pieces are code. Nothing else is markup. */
export function inline(text: string): { code: boolean; text: string }[] {
  return text
    .split('`')
    .map((piece, index) => ({ code: index % 2 === 1, text: piece }))
    .filter((piece) => piece.text !== '');
}

/** The text without its backticks, for labels. */
export const plain = (text: string): string => text.replaceAll('`', '');

/**
 * An order for `items` that is never the given one and is the same in every build, so that a page
 * does not change without a reason.
 */
export function shuffled<T extends { id: string }>(items: T[], seed: string): T[] {
  const weight = (id: string): number => {
    let hash = 2166136261;
    for (const character of seed + id) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619) >>> 0;
    return hash;
  };
  const result = [...items].sort((a, b) => weight(a.id) - weight(b.id));
  return result.every((item, at) => item === items[at]) ? [...result.slice(1), result[0]!] : result;
}

/** Characters of Han a minute, and other words a minute: unhurried reading of technical text. */
const pace = { han: 350, words: 200 };

/** Minutes it takes to read a lesson's MDX, at least one. Code counts as words; markup does not. */
export function readingMinutes(mdx: string): number {
  const text = mdx
    .replace(/^---\n.*?\n---\n/s, '')
    .replace(/^(import|export) .*$/gm, '')
    .replace(/<\/?[A-Z][^>]*>/g, '');
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.replace(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return Math.max(1, Math.round(han / pace.han + words / pace.words));
}

/**
 * Chinese is indexed character by character (src/lab-server/search): the index and the browser would cut
 * sentences into words by different dictionaries, and a word is found only where both cut alike. These
 * functions are the browser's half.
 */

/**
 * What to ask Pagefind for. `words` finds and ranks the pages that have all of it somewhere; of these only such
 * count as answer to each of `phrases` as well, the runs of Chinese as they were typed.
 * `无头 service` → `无 头 service` and `"无 头"`.
 */
export function searchesFor(text: string): { words: string; phrases: string[] } {
  const runs = text.match(/\p{Script=Han}{2,}/gu) ?? [];
  return {
    words: text
      .replace(/\p{Script=Han}/gu, ' $& ')
      .replace(/\s+/g, ' ')
      .trim(),
    phrases: [...new Set(runs)].map((run) => `"${[...run].join(' ')}"`),
  };
}

const han = String.raw`\p{Script=Han}`;
const punctuation = String.raw`[\u3000-\u303F\uFF00-\uFFEF“”‘’…—·]`;
const tags = '(?:</?mark>)*';
const between = new RegExp(`(?<=${han}${tags}) +(?=${tags}${han})`, 'gu');
const beforePunctuation = new RegExp(` +(?=${tags}${punctuation})`, 'gu');
const afterPunctuation = new RegExp(`(?<=${punctuation}${tags}) +`, 'gu');

/** An excerpt or a title from that index without the spaces that were put between the characters. */
export function unspaced(html: string): string {
  return html
    .replaceAll(' </mark>', '</mark> ')
    .replace(between, '')
    .replace(beforePunctuation, '')
    .replace(afterPunctuation, '')
    .replaceAll('</mark><mark>', '');
}

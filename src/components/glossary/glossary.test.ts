import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pageId } from '../site/parts.ts';
import { entry } from './schema.ts';

const content = new URL('../../content/', import.meta.url);
const glossary = parse(readFileSync(new URL('glossary.yaml', content), 'utf8')) as Record<string, unknown>;
const entries = Object.entries(glossary).map(([id, value]) => ({ id, ...entry.parse(value) }));
const pages = ['zh', 'en'].flatMap((language) =>
  readdirSync(new URL(`docs/${language}/`, content), { recursive: true })
    .map((name) => `${language}/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.mdx')),
);
const lessons = new Set(pages.map((page) => pageId(page).replace(/^[^/]+\//, '')));

test('each word is taught in a lesson that exists, and points at words that do', () => {
  expect(entries.filter(({ lesson }) => !lessons.has(lesson)).map(({ id, lesson }) => [id, lesson])).toEqual(
    [],
  );
  const gone = entries.flatMap(({ id, see }) => see.filter((one) => one === id || !(one in glossary)));
  expect(gone).toEqual([]);
});

test.each(['zh', 'en'] as const)(
  'in %s no two words are the same, and each is defined briefly',
  (language) => {
    const terms = entries.map(({ term }) => term[language].toLowerCase());
    expect(new Set(terms).size).toBe(terms.length);
    const sentences = (text: string) => text.match(/[。；]|[.;](?=\s|$)/gu)?.length ?? 0;
    const long = entries.filter(({ definition }) => sentences(definition[language]) > 3);
    expect(long.map(({ id }) => id)).toEqual([]);
  },
);

test('the Chinese is Chinese and the English is not', () => {
  for (const { id, term, definition } of entries) {
    expect(definition.zh, id).toMatch(/\p{Script=Han}/u);
    expect(definition.en + term.en, id).not.toMatch(/\p{Script=Han}/u);
  }
});

describe.each(pages)('%s', (page) => {
  const path = new URL(`docs/${page}`, content);
  test('links words that there are, each once', () => {
    const ids = [...readFileSync(path, 'utf8').matchAll(/<Term id="([^"]*)">/g)].map(([, id]) => id!);
    expect(ids.filter((id) => !(id in glossary))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { outline } from '../src/scenario/lint/outline.ts';

const content = new URL('../src/content/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, content), 'utf8');
const pages = (language: string): string[] =>
  readdirSync(new URL(`docs/${language}/`, content), { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => /\.mdx?$/.test(name))
    .sort();

test('both languages have the same pages', () => {
  expect(pages('zh')).toEqual(pages('en'));
});

describe.each(pages('en'))('%s', (page) => {
  test('has the same structure in both languages', () => {
    expect(outline(read(`docs/zh/${page}`))).toEqual(outline(read(`docs/en/${page}`)));
  });

  test.each(['zh', 'en'])(
    'in %s links to the site by relative addresses, which hold under any base',
    (language) => {
      expect(outline(read(`docs/${language}/${page}`)).links.filter((link) => link.startsWith('/'))).toEqual(
        [],
      );
    },
  );
});

describe('the outline of a page', () => {
  const source = [
    '---',
    'title: A',
    '---',
    "import Lab from './Lab.astro';",
    '# One',
    '```yaml',
    '# a comment',
    'port: 80 # why',
    'name: a#b',
    '```',
    '## Two `<NotOne>` [here](../labs/)',
    '<Lab scenario="a" />',
    '<ServicePath broken="pod" labels={{ pod: \'> 80\' }} caption="x" />',
    ':::note[Mind]',
    '| a | b |',
  ].join('\n');

  test('holds what a translation must keep', () => {
    expect(outline(source)).toEqual({
      frontmatter: ['title'],
      imports: ["import Lab from './Lab.astro';"],
      headings: [1, 2],
      code: [{ language: 'yaml', text: '\nport: 80\nname: a#b' }],
      components: ['Lab scenario="a"', 'ServicePath broken="pod" caption=… labels=…'],
      asides: ['note'],
      links: ['../labs/'],
      tableRows: 1,
    });
  });

  test.each([
    ['code', 'port: 80', 'port: 81'],
    ['headings', '## Two', '### Two'],
    ['components', 'scenario="a"', 'scenario="b"'],
    ['links', '../labs/', '../lab/'],
  ])('tells a change of %s', (field, from, to) => {
    const changed = outline(source.replace(from, to));
    const differing = Object.entries(outline(source)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(changed[name as keyof typeof changed]),
    );
    expect(differing.map(([name]) => name)).toEqual([field]);
  });
});

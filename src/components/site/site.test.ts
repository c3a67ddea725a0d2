import { describe, expect, test } from 'vitest';
import { languageOf, pageUrl } from './language.ts';
import { pageId } from './parts.ts';
import { readingMinutes } from './reading-time.ts';

describe('addresses', () => {
  test.each(['/', '/course/'])('under %s', (base) => {
    expect(pageUrl('zh', '', base)).toBe(`${base}zh/`);
    expect(pageUrl('en', 'labs/dns-off', base)).toBe(`${base}en/labs/dns-off/`);
    expect(pageUrl('en', 'services/ports#quiz', base)).toBe(`${base}en/services/ports/#quiz`);
    expect(languageOf(new URL(`https://x.test${base}en/labs/`), base)).toBe('en');
    expect(languageOf(new URL(`https://x.test${base}zh/`), base)).toBe('zh');
  });

  test('leave out the numbers that order the files', () => {
    expect(pageId('zh/01-services/02-ports.mdx')).toBe('zh/services/ports');
    expect(pageId('en/debugging.mdx')).toBe('en/debugging');
  });
});

describe('reading time', () => {
  test('counts Han by the character and the rest by the word', () => {
    expect(readingMinutes('端口'.repeat(700))).toBe(4);
    expect(readingMinutes('port '.repeat(600))).toBe(3);
  });
  test('leaves out frontmatter, imports and tags, and is never nothing', () => {
    expect(
      readingMinutes(`---\ntitle: ${'a '.repeat(900)}\n---\nimport X from 'y'\n<Quiz bank="b" />\n`),
    ).toBe(1);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { pageId } from '../site/parts.ts';
import { pretest } from './plan.ts';

const content = new URL('../../content/', import.meta.url);

/** The banks in the order of the lessons that ask them, with the part. */
const lessons = readdirSync(new URL('docs/en/', content), { recursive: true })
  .map((name) => String(name).replaceAll('\\', '/'))
  .filter((name) => /^\d+-.*\.mdx$/.test(name))
  .sort()
  .flatMap((path) => {
    const bank = /<Quiz\s+bank="([^"]+)"/.exec(
      readFileSync(new URL(`docs/en/${path}`, content), 'utf8'),
    )?.[1];
    return bank ? [{ bank, part: pageId(path).split('/')[0]! }] : [];
  });

test('the pretest asks single choices that exist, of every part, in the order of the course', () => {
  const places = pretest.map((name) => {
    const [bank, id] = name.split('/');
    const { questions } = parse(readFileSync(new URL(`quizzes/${bank}.yaml`, content), 'utf8')) as {
      questions: { id: string; type: string }[];
    };
    expect(questions.find((one) => one.id === id)?.type, name).toBe('single');
    return lessons.findIndex((lesson) => lesson.bank === bank);
  });
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(new Set(places.map((at) => lessons[at]!.part))).toEqual(new Set(lessons.map(({ part }) => part)));
});

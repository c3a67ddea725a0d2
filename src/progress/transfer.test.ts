import { describe, expect, test } from 'vitest';
import { merge } from './merge.ts';
import { ProgressStore } from './progress.ts';
import { exam } from './testing.ts';
import { empty, type Progress } from './schema.ts';
import { readFile, writeFile } from './transfer.ts';

const everything: Progress = {
  version: 1,
  quizzes: { ports: { q1: { given: ['a'], right: true, at: 5 } } },
  labs: { 'dns-off': { passedAt: 6, passes: 2 } },
  lessons: { 'services/ports': 7 },
  reviews: { 'ports/q1': [{ at: 5, right: true }] },
  exams: [{ seed: 'x', length: 'full', startedAt: 1, finishedAt: 2, passed: 3, drills: 4 }],
  exam,
};

describe('a file', () => {
  test('brings everything into another browser', () => {
    expect(readFile(writeFile(everything, 9))).toEqual({ progress: everything });
    expect(readFile(`\uFEFF${writeFile(empty(), 9)}`)).toEqual({ progress: empty() });
  });

  const changed = (change: (file: { progress: Record<string, unknown> }) => void): string => {
    const file = JSON.parse(writeFile(everything, 9)) as { progress: Record<string, unknown> };
    change(file);
    return JSON.stringify(file);
  };

  test.each([
    ['a picture', '\x89PNG', { kind: 'not-json' }],
    ['a file cut off', writeFile(everything, 9).slice(0, 200), { kind: 'not-json' }],
    ['somebody else’s JSON', '{"version":1,"quizzes":{}}', { kind: 'not-ours' }],
    ['a newer site', changed(({ progress }) => (progress['version'] = 2)), { kind: 'newer' }],
    [
      'a lab without its time',
      changed(({ progress }) => (progress['labs'] = { 'dns-off': { passes: 1 } })),
      { kind: 'damaged', path: 'labs.dns-off.passedAt' },
    ],
    [
      'an answer that is none',
      changed(
        ({ progress }) => (progress['quizzes'] = { ports: { q1: { given: 'a', right: true, at: 5 } } }),
      ),
      { kind: 'damaged', path: 'quizzes.ports.q1.given' },
    ],
    [
      'an exam that cannot be',
      changed(({ progress }) => (progress['exam'] = { ...exam, turns: [{ drill: 3, at: 1 }] })),
      { kind: 'damaged', path: 'exam.turns' },
    ],
    [
      'a part missing',
      changed(({ progress }) => delete progress['reviews']),
      { kind: 'damaged', path: 'reviews' },
    ],
    ['something more', changed(({ progress }) => (progress['script'] = 'x')), { kind: 'damaged', path: '' }],
  ])('of %s is refused, with the reason', (_, content, refusal) => {
    expect(readFile(content)).toEqual({ refusal });
  });

  test('cannot reach behind the objects', () => {
    const sly = writeFile(everything, 9).replace('"dns-off"', '"__proto__"');
    readFile(sly);
    expect(({} as Record<string, unknown>)['passes']).toBeUndefined();
  });
});

describe('two browsers', () => {
  const here: Progress = {
    ...empty(),
    quizzes: {
      ports: { q1: { given: ['a'], right: true, at: 5 }, q2: { given: ['a'], right: false, at: 5 } },
    },
    labs: { a: { passedAt: 6, passes: 2 } },
    lessons: { one: 7 },
    reviews: { 'ports/q1': [{ at: 5, right: true }] },
    exams: [{ seed: 'x', length: 'full', startedAt: 5, finishedAt: 6, passed: 3, drills: 4 }],
  };
  const there: Progress = {
    ...empty(),
    quizzes: {
      ports: { q1: { given: ['b'], right: false, at: 4 }, q2: { given: ['c'], right: true, at: 9 } },
      dns: { q1: { given: ['a'], right: true, at: 1 } },
    },
    labs: { a: { passedAt: 3, passes: 1 }, b: { passedAt: 1, passes: 1 } },
    lessons: { one: 2, two: 3 },
    reviews: { 'ports/q1': [{ at: 5 + 3 * 86_400_000, right: false }] },
    exams: [{ seed: 'y', length: 'short', startedAt: 1, finishedAt: 2, passed: 0, drills: 2 }],
  };
  const together: Progress = {
    ...empty(),
    quizzes: {
      ports: { q1: { given: ['a'], right: true, at: 5 }, q2: { given: ['c'], right: true, at: 9 } },
      dns: { q1: { given: ['a'], right: true, at: 1 } },
    },
    labs: { a: { passedAt: 3, passes: 2 }, b: { passedAt: 1, passes: 1 } },
    lessons: { one: 2, two: 3 },
    reviews: {
      'ports/q1': [
        { at: 5, right: true },
        { at: 5 + 3 * 86_400_000, right: false },
      ],
    },
    exams: [there.exams[0]!, here.exams[0]!],
  };

  test('know together what either knew, whichever takes in the other, and once is enough', () => {
    expect(merge(here, there)).toEqual(together);
    expect(merge(there, here)).toEqual(together);
    expect(merge(together, there)).toEqual(together);
  });

  test('an exam under way is not taken away; else the later one stays', () => {
    const done = { ...exam, startedAt: 99, finishedAt: 100 };
    expect(merge({ ...here, exam }, { ...there, exam: done }).exam).toEqual(exam);
    expect(merge({ ...here, exam: { ...exam, finishedAt: 60 } }, { ...there, exam: done }).exam).toEqual(
      done,
    );
    expect(merge(here, { ...there, exam: done }).exam).toEqual(done);
  });

  test('a file is stored when it is taken in', () => {
    const values: Record<string, string> = {};
    const store = {
      getItem: (name: string) => values[name] ?? null,
      setItem: (name: string, value: string) => void (values[name] = value),
    };
    const progress = new ProgressStore(store, () => 6);
    progress.takeIn(here);
    progress.takeIn(there);
    expect(new ProgressStore(store).all()).toEqual(together);
  });
});

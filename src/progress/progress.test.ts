import { describe, expect, test } from 'vitest';
import { ProgressStore } from './progress.ts';
import type { Store } from './progress.ts';
import { empty, parse } from './schema.ts';
import { exam } from './testing.ts';

const key = 'service-clinic:progress';

function memoryStore(initial: Record<string, string> = {}): Store & { values: Record<string, string> } {
  const values = { ...initial };
  return {
    values,
    getItem: (name) => values[name] ?? null,
    setItem: (name, value) => {
      values[name] = value;
    },
  };
}

const stored = (store: { values: Record<string, string> }): unknown => JSON.parse(store.values[key]!);

describe('answers', () => {
  test('are there again after a reload', () => {
    const store = memoryStore();
    new ProgressStore(store, () => 5).saveAnswer('ports', 'q1', ['b', 'c'], true);
    expect(new ProgressStore(store).answer('ports', 'q1')).toEqual({ given: ['b', 'c'], right: true, at: 5 });
    expect(stored(store)).toEqual({
      ...empty(),
      quizzes: { ports: { q1: { given: ['b', 'c'], right: true, at: 5 } } },
      reviews: { 'ports/q1': [{ at: 5, right: true }] },
    });
  });

  test('clearing one leaves the others', () => {
    const progress = new ProgressStore(memoryStore(), () => 1);
    progress.saveAnswer('ports', 'q1', ['a'], false);
    progress.saveAnswer('ports', 'q2', ['b'], true);
    progress.clearAnswer('ports', 'q1');
    expect(progress.answer('ports', 'q1')).toBeUndefined();
    expect(progress.answer('ports', 'q2')).toEqual({ given: ['b'], right: true, at: 1 });
  });

  test('of two open tabs are both kept', () => {
    const store = memoryStore();
    const [one, two] = [new ProgressStore(store, () => 1), new ProgressStore(store, () => 2)];
    one.saveAnswer('ports', 'q1', ['a'], true);
    two.saveAnswer('ports', 'q2', ['b'], true);
    one.saveAnswer('ports', 'q3', ['c'], true);
    const { quizzes } = stored(store) as { quizzes: { ports: object } };
    expect(Object.keys(quizzes.ports)).toEqual(['q1', 'q2', 'q3']);
  });
});

describe('labs', () => {
  test('keep the time of the first pass and count the later ones', () => {
    let now = 10;
    const progress = new ProgressStore(memoryStore(), () => now);
    expect(progress.lab('dns-off')).toBeUndefined();
    progress.labPassed('dns-off');
    now = 20;
    progress.labPassed('dns-off');
    expect(progress.lab('dns-off')).toEqual({ passedAt: 10, passes: 2 });
  });

  test('a listener hears of a change until it stops', () => {
    const progress = new ProgressStore(memoryStore());
    let heard = 0;
    const stop = progress.onChange(() => (heard += 1));
    progress.labPassed('dns-off');
    stop();
    progress.labPassed('dns-off');
    expect(heard).toBe(1);
  });
});

describe('an exam', () => {
  test('is there again after a reload, goes on from what is stored, and can be left behind', () => {
    const store = memoryStore();
    const [one, two] = [new ProgressStore(store), new ProgressStore(store)];
    one.updateExam(() => exam);
    expect(two.exam()).toEqual(exam);
    two.updateExam((before) => ({ ...before!, finishedAt: 50 }));
    expect(one.exam()).toEqual({ ...exam, finishedAt: 50 });
    one.updateExam(() => undefined);
    expect(two.exam()).toBeUndefined();
    // What is left is that it was taken.
    const taken = { seed: 'abc', length: 'short', startedAt: 10, finishedAt: 50, passed: 0, drills: 1 };
    expect(stored(store)).toEqual({ ...empty(), exams: [taken] });
  });

  test.each([
    ['no turns', { ...exam, turns: [] }],
    ['a turn of no drill', { ...exam, turns: [{ drill: 1, at: 10 }] }],
    ['a time that is none', { ...exam, finishedAt: 'soon' }],
    ['a damaged check', { ...exam, drills: [{ ...exam.drills[0], checks: [{ at: 1, verdict: 'maybe' }] }] }],
  ])('with %s is none, and costs nothing else', (_, damaged) => {
    const labs = { a: { passedAt: 1, passes: 1 } };
    const text = JSON.stringify({ version: 1, quizzes: {}, labs, exam: damaged });
    expect(parse(text)).toEqual({ ...empty(), labs });
  });
});

describe('without storage', () => {
  const closed: Store = {
    getItem: () => {
      throw new DOMException('denied', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  test.each([
    ['none', undefined],
    ['closed', closed],
  ])('%s: works while the page is open', (_, store) => {
    const progress = new ProgressStore(store, () => 1);
    progress.saveAnswer('ports', 'q1', ['a'], true);
    progress.saveAnswer('ports', 'q2', ['b'], false);
    progress.labPassed('dns-off');
    expect(progress.answer('ports', 'q1')).toEqual({ given: ['a'], right: true, at: 1 });
    expect(progress.answer('ports', 'q2')).toEqual({ given: ['b'], right: false, at: 1 });
    expect(progress.lab('dns-off')).toEqual({ passedAt: 1, passes: 1 });
    expect(progress.storage()).toBe('closed');
  });

  test('is told apart from one that works', () => {
    expect(new ProgressStore(memoryStore()).storage()).toBe('kept');
    expect(new ProgressStore(memoryStore({ [key]: '{"version":2}' })).storage()).toBe('newer');
  });
});

describe('the review log', () => {
  const noon = new Date(2026, 2, 1, 12).getTime();

  test('has the first answer of each day, also those from before there was a log', () => {
    const before = { ports: { q1: { given: ['a'], right: false, at: noon - 86_400_000 } } };
    const store = memoryStore({ [key]: JSON.stringify({ version: 1, quizzes: before, labs: {} }) });
    let now = noon;
    const progress = new ProgressStore(store, () => now);
    progress.saveAnswer('ports', 'q1', ['a'], false);
    now += 60_000;
    progress.saveAnswer('ports', 'q1', ['b'], true);
    expect(progress.all().reviews).toEqual({
      'ports/q1': [
        { at: noon - 86_400_000, right: false },
        { at: noon, right: false },
      ],
    });
    progress.clearAnswer('ports', 'q1');
    expect(progress.all().reviews['ports/q1']).toHaveLength(2);
  });

  test('a drill that was given up is told by its card', () => {
    const progress = new ProgressStore(memoryStore(), () => noon);
    progress.review('lab:dns-off', false);
    expect(progress.all().reviews).toEqual({ 'lab:dns-off': [{ at: noon, right: false }] });
  });
});

test('a lesson keeps the time when it was first read', () => {
  let now = 7;
  const progress = new ProgressStore(memoryStore(), () => now);
  progress.lessonRead('services/ports');
  now = 9;
  progress.lessonRead('services/ports');
  expect(progress.all().lessons).toEqual({ 'services/ports': 7 });
});

test('a reset forgets everything, and only then', () => {
  const store = memoryStore();
  const progress = new ProgressStore(store, () => 1);
  progress.saveAnswer('ports', 'q1', ['a'], true);
  progress.labPassed('dns-off');
  const copy = progress.all();
  copy.labs = {};
  expect(progress.lab('dns-off')).toBeDefined();
  progress.reset();
  expect(stored(store)).toEqual(empty());
});

describe('what is stored', () => {
  test('by a newer version is neither read nor overwritten', () => {
    const newer = JSON.stringify({ version: 2, quizzes: 'another shape' });
    const store = memoryStore({ [key]: newer });
    const progress = new ProgressStore(store, () => 1);
    progress.saveAnswer('ports', 'q1', ['a'], true);
    expect(progress.answer('ports', 'q1')?.given).toEqual(['a']);
    expect(store.values[key]).toBe(newer);
  });

  test('and damaged in one place keeps the rest', () => {
    const good = { given: ['a'], right: true, at: 1 };
    const taken = { seed: 'x', length: 'full', startedAt: 1, finishedAt: 2, passed: 3, drills: 4 };
    const text = JSON.stringify({
      version: 1,
      quizzes: { ports: { q1: good, q2: { given: 'a' } }, dns: 7 },
      labs: { a: { passedAt: 1, passes: 1 }, b: null },
      lessons: { 'services/ports': 3, 'discovery/dns': 'yes', far: 1e300 },
      reviews: { 'ports/q1': [{ at: 1, right: true }, { at: 'once' }], 'ports/q2': 7 },
      exams: [taken, { seed: 'y' }],
    });
    expect(parse(text)).toEqual({
      ...empty(),
      quizzes: { ports: { q1: good } },
      labs: { a: { passedAt: 1, passes: 1 } },
      lessons: { 'services/ports': 3 },
      reviews: { 'ports/q1': [{ at: 1, right: true }] },
      exams: [taken],
    });
  });

  test.each(['', '{', 'null', '[]', '{"version":3}'])(
    'and is no progress (%j) reads as undefined',
    (text) => {
      expect(parse(text)).toBeUndefined();
    },
  );
});

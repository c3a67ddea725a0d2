import { describe, expect, test } from 'vitest';
import type { ExamRecord } from './exam.ts';
import { ProgressStore } from './progress.ts';
import type { Store } from './progress.ts';
import { parse } from './schema.ts';

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
      version: 1,
      quizzes: { ports: { q1: { given: ['b', 'c'], right: true, at: 5 } } },
      labs: {},
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
  const exam: ExamRecord = {
    seed: 'abc',
    length: 'short',
    startedAt: 10,
    endsAt: 1_200_010,
    turns: [{ drill: 0, at: 10 }],
    drills: [
      {
        id: 'drill-1-5',
        starts: [{ at: 20, where: 'page' }],
        commands: [{ at: 30, line: 'kubectl get svc' }],
        checks: [{ at: 40, verdict: 'fail', held: ['dns'] }],
        promises: [{ id: 'dns', station: 'name', zh: '名称', en: 'names' }],
      },
    ],
  };

  test('is there again after a reload, goes on from what is stored, and can be left behind', () => {
    const store = memoryStore();
    const [one, two] = [new ProgressStore(store), new ProgressStore(store)];
    one.updateExam(() => exam);
    expect(two.exam()).toEqual(exam);
    two.updateExam((before) => ({ ...before!, finishedAt: 50 }));
    expect(one.exam()).toEqual({ ...exam, finishedAt: 50 });
    one.updateExam(() => undefined);
    expect(two.exam()).toBeUndefined();
    expect(stored(store)).toEqual({ version: 1, quizzes: {}, labs: {} });
  });

  test.each([
    ['no turns', { ...exam, turns: [] }],
    ['a turn of no drill', { ...exam, turns: [{ drill: 1, at: 10 }] }],
    ['a time that is none', { ...exam, finishedAt: 'soon' }],
    ['a damaged check', { ...exam, drills: [{ ...exam.drills[0], checks: [{ at: 1, verdict: 'maybe' }] }] }],
  ])('with %s is none, and costs nothing else', (_, damaged) => {
    const labs = { a: { passedAt: 1, passes: 1 } };
    const text = JSON.stringify({ version: 1, quizzes: {}, labs, exam: damaged });
    expect(parse(text)).toEqual({ version: 1, quizzes: {}, labs });
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
  });
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
    const text = JSON.stringify({
      version: 1,
      quizzes: { ports: { q1: good, q2: { given: 'a' } }, dns: 7 },
      labs: { a: { passedAt: 1, passes: 1 }, b: null },
    });
    expect(parse(text)).toEqual({
      version: 1,
      quizzes: { ports: { q1: good } },
      labs: { a: { passedAt: 1, passes: 1 } },
    });
  });

  test.each(['', '{', 'null', '[]', '{"version":3}'])(
    'and is no progress (%j) reads as undefined',
    (text) => {
      expect(parse(text)).toBeUndefined();
    },
  );
});

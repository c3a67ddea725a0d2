import { describe, expect, test } from 'vitest';
import { deckOf, dueDay, session, type Card, type Course } from './deck.ts';
import { dayOf, withReviews } from './reviews.ts';
import { empty, type Progress } from './schema.ts';

const day = 86_400_000;
/** Some noon where the tests run, and the noons after it. */
const start = new Date(2026, 2, 1, 12).getTime();
const on = (days: number, right = true) => ({ at: start + days * day, right });
const first = dayOf(start);
const course: Course = { banks: { ports: ['a', 'b'], dns: ['a'] }, labs: { 'dns-off': 2, 'no-pod': 1 } };
const progressWith = (part: Partial<Progress>): Progress => ({ ...empty(), ...part });

describe('a day', () => {
  test('ends at midnight of the learner, not of Greenwich', () => {
    const evening = new Date(2026, 2, 1, 23, 59).getTime();
    const night = new Date(2026, 2, 2, 0, 1).getTime();
    expect(dayOf(night) - dayOf(evening)).toBe(1);
    expect(dayOf(new Date(2026, 2, 2, 23, 59).getTime())).toBe(dayOf(night));
  });

  test('counts once in a log, with its first review', () => {
    const log = withReviews([on(0, false)], on(2), { at: start + 60_000, right: true });
    expect(log).toEqual([on(0, false), on(2)]);
  });
});

describe('a card', () => {
  test.each([
    ['right', [on(0)], 3],
    ['wrong', [on(0, false)], 1],
    ['right twice', [on(0), on(3)], 17],
    ['forgotten', [on(0), on(3), on(17, false)], 19],
    ['wrong, then right', [on(0, false), on(1)], 4],
  ])('%s is due again', (_, log, days) => {
    expect(dueDay(log) - first).toBe(days);
  });

  test('that is always right comes ever later, within a year', () => {
    const log = [on(0)];
    const gaps: number[] = [];
    for (let times = 0; times < 7; times += 1) {
      const due = dueDay(log) - first;
      gaps.push(due - Math.round((log.at(-1)!.at - start) / day));
      log.push(on(due));
    }
    expect(gaps).toEqual([...gaps].sort((one, other) => one - other));
    expect(gaps.at(-1)).toBe(365);
  });
});

describe('the deck', () => {
  test('of a newcomer is empty', () => {
    expect(deckOf(empty(), course)).toEqual([]);
  });

  test('has what was answered, before there was a deck too, and nothing that is gone from the course', () => {
    const given = { given: ['x'], right: true, at: start };
    const progress = progressWith({
      quizzes: { ports: { b: given, gone: given } },
      reviews: { 'ports/a': [on(0, false)], 'ports/gone': [on(0)], 'old/a': [on(0)] },
      labs: { 'gone-too': { passedAt: start, passes: 1 } },
    });
    expect(deckOf(progress, course)).toEqual([
      { kind: 'question', id: 'ports/a', bank: 'ports', question: 'a', due: first + 1 },
      { kind: 'question', id: 'ports/b', bank: 'ports', question: 'b', due: first + 3 },
    ]);
  });

  const drill = (progress: Progress) => {
    const [card] = deckOf(progress, course);
    if (card?.kind !== 'drill') throw new Error('no drill');
    return card;
  };
  const labs = { 'dns-off': { passedAt: start, passes: 1 } };

  test("asks a passed lab as a drill of the lab's level, the same everywhere", () => {
    const card = drill(progressWith({ labs }));
    expect(card).toEqual({
      kind: 'drill',
      id: 'lab:dns-off',
      scenario: 'dns-off',
      drill: expect.stringMatching(/^drill-2-r[a-z0-9]{1,19}$/) as string,
      due: first + 3,
    });
    expect(drill(progressWith({ labs }))).toEqual(card);
  });

  test('passing that drill counts, and another one is next', () => {
    const before = drill(progressWith({ labs }));
    const after = drill(
      progressWith({ labs: { ...labs, [before.drill]: { passedAt: on(3).at, passes: 2 } } }),
    );
    expect(after.due).toBe(first + 17);
    expect(after.drill).not.toBe(before.drill);
  });

  test('giving it up brings another tomorrow', () => {
    const before = drill(progressWith({ labs }));
    const after = drill(progressWith({ labs, reviews: { 'lab:dns-off': [on(3, false)] } }));
    expect(after.due).toBe(first + 4);
    expect(after.drill).not.toBe(before.drill);
    // What was given up does not come back by being passed later.
    const later = { ...labs, [before.drill]: { passedAt: on(5).at, passes: 1 } };
    expect(drill(progressWith({ labs: later, reviews: { 'lab:dns-off': [on(3, false)] } }))).toEqual(after);
  });
});

describe('a session', () => {
  const question = (id: string, due: number): Card => ({
    kind: 'question',
    id: `bank/${id}`,
    bank: 'bank',
    question: id,
    due,
  });
  const drill = (scenario: string, due: number): Card => ({
    kind: 'drill',
    id: `lab:${scenario}`,
    scenario,
    drill: 'drill-1-x',
    due,
  });
  const ids = (cards: Card[]) => cards.map(({ id }) => id);

  test('has what is due and not put off, one drill, and stays for the day', () => {
    const cards = [drill('one', 4), question('a', 5), drill('two', 6), question('b', 7), question('c', 8)];
    const now = session(cards, 7, new Set(['bank/b']));
    expect(ids(now).sort()).toEqual(['bank/a', 'lab:one']);
    expect(session(cards, 7, new Set(['bank/b']))).toEqual(now);
    expect(ids(session(cards, 7, new Set(['lab:one']))).sort()).toEqual(['bank/a', 'bank/b', 'lab:two']);
  });

  test('mixes the banks, differently each day, and is no longer than twenty questions', () => {
    const cards = Array.from({ length: 30 }, (_, at) => question(`q${at}`, 1));
    const [monday, tuesday] = [session(cards, 10, new Set()), session(cards, 11, new Set())];
    expect(monday).toHaveLength(20);
    expect(ids(monday)).not.toEqual(ids(cards).slice(0, 20));
    expect(ids(monday)).not.toEqual(ids(tuesday));
  });
});

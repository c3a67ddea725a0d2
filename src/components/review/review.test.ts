import { describe, expect, test } from 'vitest';
import type { Card } from '../../progress/deck.ts';
import { inDays } from './texts.ts';
import { upcoming } from './upcoming.ts';

const due = (day: number): Card => ({
  kind: 'question',
  id: `b/${day}`,
  bank: 'b',
  question: String(day),
  due: day,
});

test('what comes next is told by the day for a week, and together after that', () => {
  const cards = [99, 100, 101, 101, 107, 108, 300].map(due);
  expect(upcoming(cards, 100)).toEqual({
    days: [
      { inDays: 1, count: 2 },
      { inDays: 7, count: 1 },
    ],
    later: 2,
  });
  expect(upcoming([], 100)).toEqual({ days: [], later: 0 });
});

describe('a day is called', () => {
  test.each([
    [-1, 'today', '今天'],
    [0, 'today', '今天'],
    [1, 'tomorrow', '明天'],
    [14, 'in 14 days', '14 天后'],
  ])('%i', (days, en, zh) => {
    expect([inDays(days, 'en'), inDays(days, 'zh')]).toEqual([en, zh]);
  });
});

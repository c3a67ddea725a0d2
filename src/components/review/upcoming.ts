import type { Card } from '../../progress/deck.ts';

/** Days looked ahead, today not among them. */
const horizon = 7;

/** How many cards come when: the days of the next week that have any, and all that come after. */
export function upcoming(
  cards: readonly Card[],
  today: number,
): { days: { inDays: number; count: number }[]; later: number } {
  const on = (days: number) => cards.filter(({ due }) => due - today === days).length;
  return {
    days: Array.from({ length: horizon }, (_, at) => ({ inDays: at + 1, count: on(at + 1) })).filter(
      ({ count }) => count > 0,
    ),
    later: cards.filter(({ due }) => due - today > horizon).length,
  };
}

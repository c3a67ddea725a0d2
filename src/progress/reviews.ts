/** One time that a card was asked. */
export interface Review {
  /** Milliseconds since the epoch. */
  at: number;
  right: boolean;
}

/** The card of a question. Neither part can hold the separator. */
export const questionCard = (bank: string, question: string): string => `${bank}/${question}`;

/** The card of a lab: it asks for drills of that lab's level. */
export const labCard = (scenario: string): string => `lab:${scenario}`;

/**
 * The calendar day of a time where the learner is, counted from 1970-01-01. What is due is due on a day,
 * not at an hour: who repeats in the morning what was answered at night is not too early.
 */
export function dayOf(at: number): number {
  const date = new Date(at);
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/**
 * The log with these reviews, in order of time. Of one day only the first counts: an answer that was just
 * explained, or has just been given, shows nothing about remembering.
 */
export function withReviews(log: readonly Review[], ...more: Review[]): Review[] {
  const days = new Set<number>();
  return [...log, ...more]
    .sort((one, other) => one.at - other.at)
    .filter(({ at }) => {
      const day = dayOf(at);
      return !days.has(day) && days.add(day);
    })
    .map(({ at, right }) => ({ at, right }));
}

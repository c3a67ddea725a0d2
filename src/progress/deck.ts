import { createEmptyCard, fsrs, Rating } from 'ts-fsrs';
import { dayOf, labCard, questionCard, withReviews, type Review } from './reviews.ts';
import type { Progress } from './schema.ts';

/**
 * The review deck. No card is stored: when each is due is computed anew from the log of its reviews, so that
 * a better scheduler, or a log joined with another browser's, simply gives better dates.
 */
export type Card =
  | { kind: 'question'; id: string; bank: string; question: string; due: number }
  | {
      kind: 'drill';
      id: string;
      /** The lab that was passed. */
      scenario: string;
      /** The drill to pass now, `drill-2-r5k3f`. */
      drill: string;
      due: number;
    };

/** What there is to ask: what is no longer part of the course has no card. */
export interface Course {
  /** Ids of the questions by bank. */
  banks: Record<string, readonly string[]>;
  /** Difficulty by scenario id. */
  labs: Record<string, number>;
}

/** Days: the course is to be seen again within a year, however well it is known. */
const longest = 365;

/** By days: the course is repeated once a day at most, so there are no steps of minutes. */
const scheduler = fsrs({ enable_short_term: false, enable_fuzz: false, maximum_interval: longest });

const noon = (day: number): Date => new Date(day * 86_400_000 + 43_200_000);

/** The day (as in `dayOf`) on which a card with this log is to be asked again. The log is not empty. */
export function dueDay(log: readonly Review[]): number {
  const [first] = log;
  if (!first) throw new Error('a card without a review');
  let card = createEmptyCard(noon(dayOf(first.at)));
  let day = 0;
  for (const { at, right } of log) {
    day = dayOf(at);
    card = scheduler.next(card, noon(day), right ? Rating.Good : Rating.Again).card;
  }
  return day + Math.min(card.scheduled_days, longest);
}

/** All cards, the one that is due first in front. */
export function deckOf(progress: Progress, course: Course): Card[] {
  const cards: Card[] = [];
  for (const [bank, questions] of Object.entries(course.banks)) {
    for (const question of questions) {
      const id = questionCard(bank, question);
      const answer = progress.quizzes[bank]?.[question];
      // An answer may be older than the deck.
      const log = progress.reviews[id] ?? (answer ? [answer] : []);
      if (log.length > 0) cards.push({ kind: 'question', id, bank, question, due: dueDay(withReviews(log)) });
    }
  }
  for (const [scenario, level] of Object.entries(course.labs)) {
    const passed = progress.labs[scenario];
    if (passed) cards.push(drillCard(scenario, level, passed.passedAt, progress));
  }
  return cards.sort((one, other) => one.due - other.due || (one.id < other.id ? -1 : 1));
}

/**
 * Which drill comes next is known from how many came before: one that was passed is among the labs, one that
 * was given up is in the log.
 */
function drillCard(scenario: string, level: number, passedAt: number, progress: Progress): Card {
  const id = labCard(scenario);
  const givenUp = [...(progress.reviews[id] ?? [])].sort((one, other) => one.at - other.at);
  const log: Review[] = [{ at: passedAt, right: true }];
  for (;;) {
    const drill = drillOf(scenario, level, log.length);
    const passed = progress.labs[drill];
    const next = givenUp[0];
    if (passed && !(next && next.at < passed.passedAt)) log.push({ at: passed.passedAt, right: true });
    else if (next) log.push(givenUp.shift()!);
    else return { kind: 'drill', id, scenario, drill, due: dueDay(withReviews(log)) };
  }
}

/** The same in every browser, so that a drill passed in one counts in the other. */
function drillOf(scenario: string, level: number, turn: number): string {
  return `drill-${level}-r${hash(`${scenario} ${turn}`).toString(36)}`;
}

/** How many questions are asked in a row before the page asks whether to go on. */
const most = 20;

/**
 * What to ask now: questions of all banks mixed, in an order that stays for the day, and one drill among
 * them: it takes as long as twenty questions. The drill that has waited longest.
 *
 * @param skipped ids of cards that the learner put off
 */
export function session(cards: readonly Card[], today: number, skipped: ReadonlySet<string>): Card[] {
  const due = cards.filter((card) => card.due <= today && !skipped.has(card.id));
  const questions = due
    .filter(({ kind }) => kind === 'question')
    .map((card) => ({ card, place: hash(`${today} ${card.id}`) }))
    .sort((one, other) => one.place - other.place)
    .map(({ card }) => card)
    .slice(0, most);
  const drill = due.find(({ kind }) => kind === 'drill');
  if (drill) questions.splice(Math.min(5, questions.length), 0, drill);
  return questions;
}

/** FNV-1a, its bits mixed once more: last characters alone would move the low ones only. */
function hash(text: string): number {
  let value = 2166136261;
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 16777619) >>> 0;
  return Math.imul(value ^ (value >>> 15), 2246822519) >>> 0;
}

import { readExam, type ExamLength, type ExamRecord } from './exam.ts';
import type { Review } from './reviews.ts';

/**
 * What a learner did, as it is stored. Bump `version` when a field changes its meaning and teach
 * `parse` the older form; a field that is only added needs no new version.
 */
export interface Progress {
  version: 1;
  /** By bank, then by question id. */
  quizzes: Record<string, Record<string, SavedAnswer>>;
  /** By scenario id; drills are among them. */
  labs: Record<string, LabRecord>;
  /** When a lesson was first read to its end, in milliseconds since the epoch; by `services/ports`. */
  lessons: Record<string, number>;
  /** What the review deck is scheduled from, by the card's id (reviews.ts). */
  reviews: Record<string, Review[]>;
  /** The exams that came to an end, oldest first. */
  exams: ExamTaken[];
  /** The exam under way, or the last one. */
  exam?: ExamRecord;
}

/** One answer as given, which is judged again when shown: a corrected bank corrects old answers too. */
export interface SavedAnswer {
  /** Chosen options, items in the order given, or the text of each blank. */
  given: string[];
  right: boolean;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface LabRecord {
  /** Milliseconds since the epoch of the first check that passed. */
  passedAt: number;
  /** Checks that passed. */
  passes: number;
}

/** What is kept of an exam when the next one begins. */
export interface ExamTaken {
  seed: string;
  length: ExamLength;
  /** Milliseconds since the epoch. */
  startedAt: number;
  finishedAt: number;
  passed: number;
  drills: number;
}

export const empty = (): Progress => ({
  version: 1,
  quizzes: {},
  labs: {},
  lessons: {},
  reviews: {},
  exams: [],
});

/**
 * Reads stored progress. Entries that do not fit are left out, so one damaged entry costs that entry only.
 *
 * @returns undefined when the text is no progress at all, or comes from a newer version of the site
 *   (which must then not be overwritten by an older page that is still open).
 */
export function parse(text: string): Progress | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['version'] !== 1) return undefined;
  const progress = empty();
  for (const [bank, answers] of entries(value['quizzes'])) {
    const kept = entries(answers).filter((entry): entry is [string, SavedAnswer] => isAnswer(entry[1]));
    if (kept.length > 0) progress.quizzes[bank] = Object.fromEntries(kept);
  }
  for (const [id, lab] of entries(value['labs'])) {
    if (isLabRecord(lab)) progress.labs[id] = lab;
  }
  for (const [id, at] of entries(value['lessons'])) {
    if (isTime(at)) progress.lessons[id] = at;
  }
  for (const [card, log] of entries(value['reviews'])) {
    const kept = Array.isArray(log) ? log.filter(isReview) : [];
    if (kept.length > 0) progress.reviews[card] = kept;
  }
  if (Array.isArray(value['exams'])) progress.exams = value['exams'].filter(isTaken);
  const exam = readExam(value['exam']);
  if (exam) progress.exam = exam;
  return progress;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entries(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value).filter(([key]) => key !== '__proto__') : [];
}

/** A day can be told from it: a number that a Date takes. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}

function isAnswer(value: unknown): value is SavedAnswer {
  return (
    isRecord(value) &&
    Array.isArray(value['given']) &&
    value['given'].every((item) => typeof item === 'string') &&
    typeof value['right'] === 'boolean' &&
    isTime(value['at'])
  );
}

function isLabRecord(value: unknown): value is LabRecord {
  return isRecord(value) && isTime(value['passedAt']) && typeof value['passes'] === 'number';
}

function isReview(value: unknown): value is Review {
  return isRecord(value) && isTime(value['at']) && typeof value['right'] === 'boolean';
}

function isTaken(value: unknown): value is ExamTaken {
  return (
    isRecord(value) &&
    typeof value['seed'] === 'string' &&
    (value['length'] === 'short' || value['length'] === 'full') &&
    isTime(value['startedAt']) &&
    isTime(value['finishedAt']) &&
    typeof value['passed'] === 'number' &&
    typeof value['drills'] === 'number'
  );
}

import type { ExamRecord } from './exam.ts';
import { withReviews } from './reviews.ts';
import { empty, type ExamTaken, type Progress } from './schema.ts';

/**
 * What two browsers know, together. Nothing of either is lost but answers that were given again: the newer
 * one stays. Of a lab the first pass and the higher count stay, of an exam under way the one that is here.
 */
export function merge(here: Progress, there: Progress): Progress {
  const merged: Progress = {
    ...empty(),
    labs: both(here.labs, there.labs, (one, other) => ({
      passedAt: Math.min(one.passedAt, other.passedAt),
      passes: Math.max(one.passes, other.passes),
    })),
    quizzes: both(here.quizzes, there.quizzes, (ours, theirs) =>
      both(ours, theirs, (one, other) => (other.at > one.at ? other : one)),
    ),
    lessons: both(here.lessons, there.lessons, Math.min),
    reviews: both(here.reviews, there.reviews, (one, other) => withReviews(one, ...other)),
    exams: mergeExams(here.exams, there.exams),
  };
  const exam = laterExam(here.exam, there.exam);
  if (exam) merged.exam = exam;
  return merged;
}

function both<T>(
  here: Record<string, T>,
  there: Record<string, T>,
  join: (here: T, there: T) => T,
): Record<string, T> {
  const merged = { ...here };
  for (const [key, value] of Object.entries(there)) {
    merged[key] = Object.hasOwn(here, key) ? join(here[key]!, value) : value;
  }
  return merged;
}

/** An exam is known by when it began. */
export function mergeExams(here: readonly ExamTaken[], there: readonly ExamTaken[]): ExamTaken[] {
  const known = new Map([...there, ...here].map((exam) => [`${exam.startedAt} ${exam.seed}`, exam]));
  return [...known.values()].sort((one, other) => one.startedAt - other.startedAt);
}

function laterExam(here: ExamRecord | undefined, there: ExamRecord | undefined): ExamRecord | undefined {
  if (!here || !there) return here ?? there;
  const underWay = here.finishedAt === undefined;
  return underWay || here.startedAt >= there.startedAt ? here : there;
}

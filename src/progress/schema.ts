import { readExam, type ExamRecord } from './exam.ts';

/**
 * What a learner did, as it is stored. Bump `version` when a field changes its meaning and teach
 * `parse` the older form; a field that is only added needs no new version.
 */
export interface Progress {
  version: 1;
  /** By bank, then by question id. */
  quizzes: Record<string, Record<string, SavedAnswer>>;
  /** By scenario id. */
  labs: Record<string, LabRecord>;
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

export const empty = (): Progress => ({ version: 1, quizzes: {}, labs: {} });

/**
 * Reads stored or imported progress. Entries that do not fit are left out, so one damaged entry
 * costs that entry only.
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

function isAnswer(value: unknown): value is SavedAnswer {
  return (
    isRecord(value) &&
    Array.isArray(value['given']) &&
    value['given'].every((item) => typeof item === 'string') &&
    typeof value['right'] === 'boolean' &&
    typeof value['at'] === 'number'
  );
}

function isLabRecord(value: unknown): value is LabRecord {
  return isRecord(value) && typeof value['passedAt'] === 'number' && typeof value['passes'] === 'number';
}

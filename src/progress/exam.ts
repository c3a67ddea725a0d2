/**
 * An exam, as it is stored: the one under way, or the last one until the next begins. What it means, and
 * how it goes on, is components/exam's to say. All times are milliseconds since the epoch.
 */
export interface ExamRecord {
  seed: string;
  length: ExamLength;
  startedAt: number;
  /** When time is over. */
  endsAt: number;
  /** Absent while it is under way. */
  finishedAt?: number;
  /** Which drill (its place in `drills`) was in front of the learner from when on. */
  turns: { drill: number; at: number }[];
  drills: ExamDrill[];
}

export type ExamLength = 'short' | 'full';

export interface ExamDrill {
  id: string;
  /** Each time a cluster was started for it, and where. */
  starts: { at: number; where: 'page' | 'kind' }[];
  /** Lines entered in the terminal. */
  commands: { at: number; line: string }[];
  checks: ExamCheck[];
  /** What the checks looked at, in the order of the report. */
  promises: ExamPromise[];
}

export interface ExamCheck {
  at: number;
  verdict: 'pass' | 'fail' | 'error';
  /** Ids of the promises that held. */
  held: string[];
}

export interface ExamPromise {
  id: string;
  station: string;
  zh: string;
  en: string;
}

/** @returns undefined when any of it does not fit: half an exam cannot be judged */
export function readExam(value: unknown): ExamRecord | undefined {
  return isExam(value) ? value : undefined;
}

type Shape = Record<string, (value: unknown) => boolean>;

const isString = (value: unknown) => typeof value === 'string';
const isNumber = (value: unknown) => Number.isFinite(value);
const isOneOf = (words: readonly string[]) => (value: unknown) =>
  typeof value === 'string' && words.includes(value);
const isListOf = (isItem: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(isItem);

function has(shape: Shape) {
  return (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    const record = value as Record<string, unknown>;
    return Object.entries(shape).every(([name, fits]) => fits(record[name]));
  };
}

const isDrill = has({
  id: isString,
  starts: isListOf(has({ at: isNumber, where: isOneOf(['page', 'kind']) })),
  commands: isListOf(has({ at: isNumber, line: isString })),
  checks: isListOf(
    has({ at: isNumber, verdict: isOneOf(['pass', 'fail', 'error']), held: isListOf(isString) }),
  ),
  promises: isListOf(has({ id: isString, station: isString, zh: isString, en: isString })),
});

const isWhole = has({
  seed: isString,
  length: isOneOf(['short', 'full']),
  startedAt: isNumber,
  endsAt: isNumber,
  finishedAt: (value) => value === undefined || isNumber(value),
  turns: isListOf(has({ drill: isNumber, at: isNumber })),
  drills: isListOf(isDrill),
});

function isExam(value: unknown): value is ExamRecord {
  if (!isWhole(value)) return false;
  const { turns, drills } = value as ExamRecord;
  return turns.length > 0 && turns.every(({ drill }) => drills[drill] !== undefined);
}

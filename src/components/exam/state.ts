import type { Report } from '../../checker/report.ts';
import type { ExamDrill, ExamLength, ExamRecord } from '../../progress/exam.ts';
import { examDrills, plans } from './plan.ts';

/**
 * How an exam goes on. Each function takes the exam and the time (milliseconds since the epoch) and
 * returns the exam after it; once it has ended nothing changes it any more.
 */
export function begin(seed: string, length: ExamLength, now: number): ExamRecord {
  return {
    seed,
    length,
    startedAt: now,
    endsAt: now + plans[length].minutes * 60_000,
    turns: [{ drill: 0, at: now }],
    drills: examDrills(seed, length).map((id) => ({
      id,
      starts: [],
      commands: [],
      checks: [],
      promises: [],
    })),
  };
}

/** When it ended; undefined while it is under way. */
export function endOf({ finishedAt, endsAt }: ExamRecord, now: number): number | undefined {
  return finishedAt ?? (now >= endsAt ? endsAt : undefined);
}

/** Milliseconds that are left. */
export function timeLeft(exam: ExamRecord, now: number): number {
  return exam.endsAt - (endOf(exam, now) ?? now);
}

/** Which drill is in front of the learner, by its place. */
export function currentOf({ turns }: ExamRecord): number {
  return turns.at(-1)!.drill;
}

/** A drill is passed once a check of it has passed. */
export function isPassed({ checks }: ExamDrill): boolean {
  return checks.some(({ verdict }) => verdict === 'pass');
}

export function turnTo(exam: ExamRecord, drill: number, now: number): ExamRecord {
  if (endOf(exam, now) !== undefined || drill === currentOf(exam) || !exam.drills[drill]) return exam;
  return { ...exam, turns: [...exam.turns, { drill, at: now }] };
}

export function labStarted(exam: ExamRecord, id: string, where: 'page' | 'kind', now: number): ExamRecord {
  return onDrill(exam, id, now, (drill) => ({ ...drill, starts: [...drill.starts, { at: now, where }] }));
}

/** More would fill the browser's storage: a longer line is cut, and the oldest lines go. */
const most = { lines: 1000, characters: 2000 };

export function commandEntered(exam: ExamRecord, id: string, line: string, now: number): ExamRecord {
  const kept = line.length > most.characters ? `${line.slice(0, most.characters)}…` : line;
  return onDrill(exam, id, now, (drill) => ({
    ...drill,
    commands: [...drill.commands, { at: now, line: kept }].slice(-most.lines),
  }));
}

export function checked(exam: ExamRecord, { scenario, verdict, probes }: Report, now: number): ExamRecord {
  const held = probes.filter(({ state }) => state === 'passed').map(({ id }) => id);
  return onDrill(exam, scenario, now, (drill) => {
    const known = new Set(drill.promises.map(({ id }) => id));
    const added = probes
      .filter(({ id }) => !known.has(id))
      .map(({ id, station, title: { zh, en } }) => ({ id, station, zh, en }));
    return {
      ...drill,
      checks: [...drill.checks, { at: now, verdict, held }],
      promises: [...drill.promises, ...added],
    };
  });
}

export function finish(exam: ExamRecord, now: number): ExamRecord {
  return { ...exam, finishedAt: endOf(exam, now) ?? now };
}

function onDrill(
  exam: ExamRecord,
  id: string,
  now: number,
  change: (drill: ExamDrill) => ExamDrill,
): ExamRecord {
  if (endOf(exam, now) !== undefined) return exam;
  return { ...exam, drills: exam.drills.map((drill) => (drill.id === id ? change(drill) : drill)) };
}

/** Minutes before the end at which the learner is warned. */
export const warnings = [5, 1] as const;

/** The warning that is due between two looks at the clock, the later one if both are. */
export function warningBetween(leftBefore: number, leftNow: number): number | undefined {
  return warnings.findLast((minutes) => leftBefore > minutes * 60_000 && leftNow <= minutes * 60_000);
}

/** `4:05`, `1:00:00`; a second that has begun counts whole, so that `0:00` is the end. */
export function clockFace(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

import { stations, type Localized, type Station } from '../../checker/report.ts';
import type { ExamDrill, ExamLength, ExamPromise, ExamRecord } from '../../progress/exam.ts';
import type { Drill, DrillFault } from '../../scenario/drill/index.ts';
import { stationsLookedAt } from '../flow/lab/looks-at.ts';
import { plans } from './plan.ts';
import { endOf, isPassed } from './state.ts';

/** What an exam came to. All times are milliseconds since its begin. It is also the form of the saved file. */
export interface ExamReport {
  exam: { seed: string; length: ExamLength; minutes: number };
  /** Milliseconds since the epoch. */
  startedAt: number;
  tookMs: number;
  endedBy: 'learner' | 'time';
  passed: number;
  drills: DrillReport[];
}

export interface DrillReport {
  id: string;
  title: Localized;
  level: number;
  outcome: 'passed' | 'not passed' | 'not started';
  /** Of the first check that passed. */
  passedAt?: number;
  /** A check after that one did not pass: something was broken again, or the cluster was started anew. */
  failedLater: boolean;
  /** How long it was in front of the learner. */
  spentMs: number;
  planted: readonly DrillFault[];
  starts: { at: number; where: 'page' | 'kind' }[];
  checks: { at: number; verdict: 'pass' | 'fail' | 'error'; held: number; of: number }[];
  /** What no check had seen hold before, in the order of the checks. */
  repaired: { at: number; station: Station; title: Localized; check: number }[];
  /** What no check has seen hold. */
  open: { station: Station; title: Localized }[];
  /** Where the learner's commands looked, in order; one station counts once in a row. */
  looked: { at: number; station: Station; line: string }[];
  commands: { at: number; line: string }[];
}

/** What the report says of a drill besides what was done in it. */
export type DrillFacts = Pick<Drill, 'title' | 'level' | 'faults'>;

/** @param now milliseconds since the epoch; the report of an exam under way ends there */
export function reportOf(exam: ExamRecord, facts: (id: string) => DrillFacts, now: number): ExamReport {
  const { seed, length, startedAt, endsAt, drills } = exam;
  const end = endOf(exam, now) ?? now;
  const since = (at: number) => Math.max(0, at - startedAt);
  return {
    exam: { seed, length, minutes: plans[length].minutes },
    startedAt,
    tookMs: since(end),
    endedBy: end >= endsAt ? 'time' : 'learner',
    passed: drills.filter(isPassed).length,
    drills: drills.map((drill, place) => ({
      id: drill.id,
      ...named(facts(drill.id)),
      ...outcomeOf(drill, since),
      spentMs: spentOn(exam, place, end),
      starts: drill.starts.map(({ at, where }) => ({ at: since(at), where })),
      checks: drill.checks.map(({ at, verdict, held }) => ({
        at: since(at),
        verdict,
        held: held.length,
        of: drill.promises.length,
      })),
      ...promisesOf(drill, since),
      looked: lookedAt(drill, since),
      commands: drill.commands.map(({ at, line }) => ({ at: since(at), line })),
    })),
  };
}

const named = ({ title, level, faults }: DrillFacts) => ({ title, level, planted: faults });

type Since = (at: number) => number;

function outcomeOf(
  drill: ExamDrill,
  since: Since,
): Pick<DrillReport, 'outcome' | 'passedAt' | 'failedLater'> {
  const first = drill.checks.findIndex(({ verdict }) => verdict === 'pass');
  if (first < 0)
    return { outcome: drill.starts.length > 0 ? 'not passed' : 'not started', failedLater: false };
  return {
    outcome: 'passed',
    passedAt: since(drill.checks[first]!.at),
    failedLater: drill.checks.slice(first).some(({ verdict }) => verdict === 'fail'),
  };
}

function spentOn({ turns }: ExamRecord, place: number, end: number): number {
  return turns.reduce((sum, { drill, at }, index) => {
    const until = turns[index + 1]?.at ?? end;
    return drill === place ? sum + Math.max(0, until - at) : sum;
  }, 0);
}

/** A promise that held at the first check was not for the learner to repair, or was repaired before it. */
function promisesOf({ checks, promises }: ExamDrill, since: Since): Pick<DrillReport, 'repaired' | 'open'> {
  const firstHeld = (promise: ExamPromise) => checks.findIndex(({ held }) => held.includes(promise.id));
  const told = ({ station, zh, en }: ExamPromise) => ({
    station: stations.find((name) => name === station) ?? 'client',
    title: { zh, en },
  });
  return {
    repaired: promises
      .map((promise) => ({ promise, check: firstHeld(promise) }))
      .filter(({ check }) => check > 0)
      .sort((one, other) => one.check - other.check)
      .map(({ promise, check }) => ({ at: since(checks[check]!.at), ...told(promise), check: check + 1 })),
    open: promises.filter((promise) => firstHeld(promise) < 0).map(told),
  };
}

function lookedAt({ commands }: ExamDrill, since: Since): DrillReport['looked'] {
  return commands
    .flatMap(({ at, line }) => stationsLookedAt(line).map((station) => ({ at: since(at), station, line })))
    .filter(({ station }, index, all) => station !== all[index - 1]?.station);
}

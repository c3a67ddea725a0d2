import { describe, expect, test } from 'vitest';
import type { ProbeState, Report, Station } from '../../checker/report.ts';
import type { ExamRecord } from '../../progress/exam.ts';
import { drillOf } from '../../scenario/drill/index.ts';
import { examDrills } from './plan.ts';
import { reportText } from './report-text.ts';
import { reportOf } from './report.ts';
import {
  begin,
  checked,
  clockFace,
  commandEntered,
  currentOf,
  endOf,
  finish,
  isPassed,
  labStarted,
  timeLeft,
  turnTo,
  warningBetween,
} from './state.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 2, 3, 4, 5);

function checkOf(scenario: string, states: Record<string, ProbeState>): Report {
  const station: Record<string, Station> = { shop: 'client', slice: 'endpointslice', dns: 'name' };
  const all = Object.values(states);
  return {
    scenario,
    verdict: all.includes('error') ? 'error' : all.every((state) => state === 'passed') ? 'pass' : 'fail',
    probes: Object.entries(states).map(([id, state]) => ({
      id,
      station: station[id]!,
      title: { zh: `${id} 中`, en: `${id} in English` },
      state,
      expected: { zh: '', en: '' },
      seen: { zh: '', en: '' },
      command: '',
    })),
    at: 0,
    durationMs: 0,
  };
}

describe('the drills of an exam', () => {
  test('are the same for the same seed, of rising levels, and no two alike', () => {
    expect(examDrills('abc', 'full')).toEqual(examDrills('abc', 'full'));
    expect(examDrills('abc', 'short').map((id) => drillOf(id).level)).toEqual([1, 2]);
    for (let seed = 1; seed <= 40; seed++) {
      const drills = examDrills(String(seed), 'full').map(drillOf);
      expect(drills.map(({ level }) => level)).toEqual([1, 2, 2, 3]);
      expect(new Set(drills.map(({ namespace }) => namespace)).size).toBe(4);
    }
  });

  test('differ between seeds and lengths', () => {
    const ids = Array.from({ length: 200 }, (_, seed) => examDrills(`team${seed}`, 'full')[0]);
    expect(new Set(ids).size).toBeGreaterThan(195);
    expect(new Set(ids.slice(0, 60).map((id) => drillOf(id!).namespace)).size).toBeGreaterThan(8);
    expect(examDrills('abc', 'short')[0]).not.toBe(examDrills('abc', 'full')[0]);
  });
});

describe('the way through an exam', () => {
  test('begins at the first drill, with its whole time', () => {
    const exam = begin('abc', 'short', start);
    expect([currentOf(exam), timeLeft(exam, start), endOf(exam, start)]).toEqual([0, 20 * minute, undefined]);
    expect(exam.drills.map(({ id }) => id)).toEqual(examDrills('abc', 'short'));
  });

  test('turns to drills that there are, and once to each', () => {
    let exam = begin('abc', 'short', start);
    for (const drill of [0, 2, -1, 1, 1, 0]) exam = turnTo(exam, drill, start + minute);
    expect(exam.turns.map(({ drill }) => drill)).toEqual([0, 1, 0]);
  });

  test('a drill once passed stays passed', () => {
    let exam = begin('abc', 'short', start);
    const [id] = examDrills('abc', 'short') as [string];
    expect(exam.drills.map(isPassed)).toEqual([false, false]);
    exam = checked(exam, checkOf(id, { dns: 'error' }), start + 1);
    exam = checked(exam, checkOf(id, { dns: 'passed' }), start + 2);
    exam = checked(exam, checkOf(id, { dns: 'failed' }), start + 3);
    expect(exam.drills.map(isPassed)).toEqual([true, false]);
  });

  test('ends by itself, and nothing that comes later counts', () => {
    const exam = begin('abc', 'short', start);
    const late = start + 20 * minute;
    const { id } = exam.drills[0]!;
    expect(endOf(exam, late - 1)).toBeUndefined();
    expect(endOf(exam, late + minute)).toBe(late);
    expect(turnTo(exam, 1, late)).toEqual(exam);
    expect(labStarted(exam, id, 'page', late)).toEqual(exam);
    expect(commandEntered(exam, id, 'ls', late)).toEqual(exam);
    expect(checked(exam, checkOf(id, { dns: 'passed' }), late)).toEqual(exam);
    expect(finish(exam, late + minute).finishedAt).toBe(late);
  });

  test('can be finished before, once', () => {
    const exam = finish(begin('abc', 'short', start), start + 5 * minute);
    expect(endOf(exam, start + 6 * minute)).toBe(start + 5 * minute);
    expect(finish(exam, start + 7 * minute)).toEqual(exam);
    expect(timeLeft(exam, start + 9 * minute)).toBe(15 * minute);
    expect(turnTo(exam, 1, start + 6 * minute)).toEqual(exam);
  });

  test('keeps the newest thousand lines, none of them endless', () => {
    let exam = begin('abc', 'short', start);
    const { id } = exam.drills[0]!;
    for (let line = 0; line < 1005; line++) exam = commandEntered(exam, id, `echo ${line}`, start + line);
    exam = commandEntered(exam, id, 'x'.repeat(5000), start + 2000);
    const { commands } = exam.drills[0]!;
    expect([commands.length, commands[0]!.line, commands.at(-1)!.line.length]).toEqual([
      1000,
      'echo 6',
      2001,
    ]);
  });
});

test('warnings come once, also to a page that slept through the first', () => {
  expect(warningBetween(5 * minute + 1, 5 * minute)).toBe(5);
  expect(warningBetween(5 * minute, 5 * minute - 1)).toBeUndefined();
  expect(warningBetween(6 * minute, 30_000)).toBe(1);
  expect(warningBetween(30_000, 0)).toBeUndefined();
});

test('the clock shows whole seconds, the last one to its end', () => {
  expect([60 * minute, 59 * minute + 59_001, 245_000, 1, 0, -5].map(clockFace)).toEqual([
    '1:00:00',
    '1:00:00',
    '4:05',
    '0:01',
    '0:00',
    '0:00',
  ]);
});

describe('the report', () => {
  const [first, second] = examDrills('abc', 'short') as [string, string];
  const facts = (id: string) => ({
    title: { zh: `题 ${id}`, en: `Drill ${id}` },
    level: id === first ? (1 as const) : (2 as const),
    faults: [
      { id: 'selector-typo', station: 'endpointslice' as const, title: { zh: '选择器', en: 'Selector' } },
    ],
  });

  function taken(): ExamRecord {
    let exam = begin('abc', 'short', start);
    const at = (minutes: number) => start + minutes * minute;
    exam = labStarted(exam, first, 'page', at(0.5));
    exam = commandEntered(exam, first, 'kubectl get svc', at(1));
    exam = commandEntered(exam, first, 'kubectl describe svc web', at(1.5));
    exam = checked(exam, checkOf(first, { shop: 'failed', slice: 'failed', dns: 'passed' }), at(2));
    exam = turnTo(exam, 1, at(3));
    exam = turnTo(exam, 0, at(4));
    exam = commandEntered(exam, first, 'kubectl get ep,pods', at(4.5));
    exam = checked(exam, checkOf(first, { shop: 'failed', slice: 'passed', dns: 'passed' }), at(5));
    exam = checked(exam, checkOf(first, { shop: 'passed', slice: 'passed', dns: 'passed' }), at(6));
    exam = checked(exam, checkOf(first, { shop: 'passed', slice: 'passed', dns: 'failed' }), at(7));
    return finish(exam, at(8));
  }

  test('says what was planted, found and done, and when', () => {
    const report = reportOf(taken(), facts, start + 90 * minute);
    const promise = (name: string) => ({ zh: `${name} 中`, en: `${name} in English` });
    expect(report).toEqual({
      exam: { seed: 'abc', length: 'short', minutes: 20 },
      startedAt: start,
      tookMs: 8 * minute,
      endedBy: 'learner',
      passed: 1,
      drills: [
        {
          id: first,
          title: facts(first).title,
          level: 1,
          planted: facts(first).faults,
          outcome: 'passed',
          passedAt: 6 * minute,
          failedLater: true,
          spentMs: 7 * minute,
          starts: [{ at: 30_000, where: 'page' }],
          checks: [
            { at: 2 * minute, verdict: 'fail', held: 1, of: 3 },
            { at: 5 * minute, verdict: 'fail', held: 2, of: 3 },
            { at: 6 * minute, verdict: 'pass', held: 3, of: 3 },
            { at: 7 * minute, verdict: 'fail', held: 2, of: 3 },
          ],
          repaired: [
            { at: 5 * minute, station: 'endpointslice', title: promise('slice'), check: 2 },
            { at: 6 * minute, station: 'client', title: promise('shop'), check: 3 },
          ],
          open: [],
          looked: [
            { at: minute, station: 'service', line: 'kubectl get svc' },
            { at: 4.5 * minute, station: 'endpointslice', line: 'kubectl get ep,pods' },
            { at: 4.5 * minute, station: 'pod', line: 'kubectl get ep,pods' },
          ],
          commands: [
            { at: minute, line: 'kubectl get svc' },
            { at: 1.5 * minute, line: 'kubectl describe svc web' },
            { at: 4.5 * minute, line: 'kubectl get ep,pods' },
          ],
        },
        {
          id: second,
          title: facts(second).title,
          level: 2,
          planted: facts(second).faults,
          outcome: 'not started',
          failedLater: false,
          spentMs: minute,
          starts: [],
          checks: [],
          repaired: [],
          open: [],
          looked: [],
          commands: [],
        },
      ],
    });
  });

  test('of an exam whose time ran out says so, and what stayed broken', () => {
    let exam = begin('abc', 'short', start);
    exam = labStarted(exam, first, 'kind', start + 1);
    exam = checked(exam, checkOf(first, { shop: 'failed', dns: 'passed' }), start + minute);
    const { endedBy, tookMs, drills } = reportOf(exam, facts, start + 30 * minute);
    expect([endedBy, tookMs, drills[0]!.outcome, drills[0]!.spentMs]).toEqual([
      'time',
      20 * minute,
      'not passed',
      20 * minute,
    ]);
    expect(drills[0]!.open).toEqual([{ station: 'client', title: { zh: 'shop 中', en: 'shop in English' } }]);
  });

  test('as a text, in both languages', () => {
    const report = reportOf(taken(), facts, start + 90 * minute);
    const when = new Date(start).toLocaleString('en');
    expect(reportText(report, 'en')).toBe(`Service Clinic: exam report

1 of 2 drills passed
Seed abc, short: 2 drills, 20 minutes. Begun ${when}, finished after 8:00.

1. Drill ${first} (level 1): passed after 6:00 of the exam, 7:00 on this drill
A later check did not pass.
Planted: EndpointSlice – Selector
Checks:
  2:00  not passed, 1 of 3 hold
  5:00  not passed, 2 of 3 hold
  6:00  passed, 3 of 3 hold
  7:00  not passed, 2 of 3 hold
Repaired, in the order of the checks:
  5:00  EndpointSlice – slice in English
  6:00  client – shop in English
Stations looked at, judged by the commands: Service → EndpointSlice → Pod
Commands:
  1:00  kubectl get svc
  1:30  kubectl describe svc web
  4:30  kubectl get ep,pods

2. Drill ${second} (level 2): not started, 1:00 on this drill
Planted: EndpointSlice – Selector
`);
    expect(reportText(report, 'zh')).toContain(
      `1. 题 ${first}（级别 1）：通过，考试开始后 6:00，本题用时 7:00`,
    );
  });
});

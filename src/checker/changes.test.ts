import { expect, test } from 'vitest';
import { changes } from './changes.ts';
import type { ProbeResult, ProbeState, Report } from './report.ts';

const both = (text: string) => ({ en: text, zh: `${text}（中）` });

function probe(id: string, state: ProbeState, seen: string): ProbeResult {
  return {
    id,
    station: 'service',
    title: both(id),
    state,
    expected: both(`${id} is fine`),
    seen: both(seen),
    command: `kubectl get ${id}`,
  };
}

function report(...probes: ProbeResult[]): Report {
  return { scenario: 'demo', verdict: 'pass', probes, at: 0, durationMs: 1 };
}

test('a probe that held and fails now is told with both sights', () => {
  const before = report(probe('web', 'passed', '3 of 3'), probe('dns', 'passed', 'an address'));
  const after = report(probe('web', 'failed', '1 of 3'), probe('dns', 'passed', 'another address'));
  expect(changes(before, after)).toEqual([
    {
      id: 'web',
      station: 'service',
      title: both('web'),
      kind: 'broke',
      expected: both('web is fine'),
      before: both('3 of 3'),
      after: both('1 of 3'),
      command: 'kubectl get web',
    },
  ]);
});

test.each<[ProbeState, ProbeState, string[]]>([
  ['passed', 'failed', ['broke']],
  ['passed', 'error', ['lost']],
  ['failed', 'error', ['lost']],
  ['failed', 'passed', ['held']],
  ['passed', 'skipped', []],
  ['skipped', 'failed', []],
  ['error', 'passed', []],
  ['failed', 'failed', []],
])('from %s to %s: %j', (then, now, kinds) => {
  const found = changes(report(probe('web', then, 'a')), report(probe('web', now, 'b')));
  expect(found.map(({ kind }) => kind)).toEqual(kinds);
});

test('what only one report has, or another scenario, is no change', () => {
  const before = report(probe('old', 'passed', 'a'), probe('web', 'passed', 'a'));
  expect(changes(before, report(probe('new', 'failed', 'b')))).toEqual([]);
  expect(changes(before, { ...report(probe('web', 'failed', 'b')), scenario: 'other' })).toEqual([]);
});

import { expect, test } from 'vitest';
import {
  stations,
  type ProbeResult,
  type ProbeState,
  type Report,
  type Station,
} from '../../../checker/report.ts';
import { languages, probeStates, textsFor, verdicts } from '../texts.ts';
import { stationState } from './view.ts';

const text = { zh: '', en: '' };

function probe(station: Station, state: ProbeState): ProbeResult {
  return { id: `${station}-${state}`, station, state, title: text, expected: text, seen: text, command: '' };
}

test('a station shows its worst probe, and nothing where the check does not look', () => {
  const report: Report = {
    scenario: 'dns-off',
    verdict: 'error',
    at: 0,
    durationMs: 0,
    probes: [
      probe('client', 'failed'),
      probe('client', 'error'),
      probe('name', 'passed'),
      probe('name', 'failed'),
      probe('service', 'passed'),
      probe('kube-proxy', 'passed'),
      probe('kube-proxy', 'skipped'),
    ],
  };
  expect(Object.fromEntries(stations.map((station) => [station, stationState(report, station)]))).toEqual({
    client: 'error',
    name: 'failed',
    service: 'passed',
    endpointslice: undefined,
    'kube-proxy': 'skipped',
    pod: undefined,
  });
});

test('every word is there in both languages, every state has a sign of its own', () => {
  const [first, ...others] = languages.map((language) => Object.keys(textsFor(language)).sort());
  for (const keys of others) expect(keys).toEqual(first);
  for (const table of [probeStates, verdicts]) {
    const looks = Object.values(table);
    expect(new Set(looks.map(({ sign }) => sign)).size).toBe(looks.length);
    for (const { en, zh } of looks) expect([en, zh]).not.toContain('');
  }
});

import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  checkDifferences,
  differencesFile,
  readDifferences,
  updated,
  type Differences,
} from './differences.ts';
import { readTranscript, transcriptsAt } from './recordings.ts';

const listed: Differences = {
  reasons: { gone: 'there is no such thing here' },
  differences: {
    a: [
      { index: 1, what: 'one', reason: 'gone' },
      { index: 3, what: 'three', reason: 'gone', sometimes: true },
    ],
    b: [{ index: 1, what: 'kept', reason: 'gone' }],
  },
};
const outcome = (index: number, what: string, matched: boolean) => ({ where: 'a', index, what, matched });

test('a list that says what differs is current; what was not measured is not looked at', () => {
  const outcomes = [outcome(1, 'one', false), outcome(2, 'two', true), outcome(3, 'three', true)];
  expect(checkDifferences(listed, outcomes)).toEqual([]);
});

test('says what is missing, stale, unexplained or of no command', () => {
  const wrong = {
    ...listed,
    differences: { a: [...listed.differences['a']!, { index: 4, what: 'four', reason: '?' }] },
  };
  expect(
    checkDifferences(wrong, [outcome(1, 'one', true), outcome(2, 'two', false), outcome(4, 'four', false)]),
  ).toEqual([
    'listed, but equal now: a 1: one',
    'not listed: a 2: two',
    'without a reason: a 4: four',
    'listed, but there is no such command: a 3: three',
  ]);
});

test('an update keeps reasons and what chance decides', () => {
  const outcomes = [outcome(1, 'one', true), outcome(2, 'two', false), outcome(3, 'three', true)];
  expect(updated(listed, outcomes)).toEqual({
    reasons: listed.reasons,
    differences: {
      a: [
        { index: 2, what: 'two', reason: 'unexplained' },
        { index: 3, what: 'three', reason: 'gone', sometimes: true },
      ],
      b: listed.differences['b'],
    },
  });
});

test('nine of ten recorded commands are equal, and every reason that is given is used', () => {
  const { reasons, differences } = readDifferences(differencesFile);
  const folder = fileURLToPath(new URL('../recordings/transcripts', import.meta.url));
  const commands = transcriptsAt(folder)
    .flatMap(readTranscript)
    .filter(({ cmd }) => !cmd.startsWith('# ')).length;
  const all = Object.values(differences).flat();
  expect(all.length / commands).toBeLessThan(0.1);
  expect(Object.keys(reasons).sort()).toEqual([...new Set(all.map(({ reason }) => reason))].sort());
});

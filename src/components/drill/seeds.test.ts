import { expect, test } from 'vitest';
import { drillId, parseDrillId } from '../../scenario/drill/index.ts';
import { nextSeed, randomSeed, readSeed } from './seeds.ts';

test('what is typed is read as people write it', () => {
  expect(['abc', ' Team7 ', '', 'a-b', 'x'.repeat(20), 'x'.repeat(21)].map(readSeed)).toEqual([
    'abc',
    'team7',
    undefined,
    undefined,
    'x'.repeat(20),
    undefined,
  ]);
});

test.each([
  ['abc', 'abc2'],
  ['team9', 'team10'],
  ['007', '008'],
  ['9'.repeat(18), `1${'0'.repeat(18)}`],
  ['9'.repeat(20), 'thrown'],
  ['x'.repeat(20), 'thrown'],
])('after %s comes %s', (seed, next) => {
  expect(nextSeed(seed, () => 'thrown')).toBe(next);
});

test('a thrown seed makes a drill, and another each time', () => {
  const seeds = Array.from({ length: 50 }, randomSeed);
  expect(new Set(seeds).size).toBe(50);
  for (const seed of seeds) expect(parseDrillId(drillId(seed, 2))).toEqual({ seed, level: 2 });
});

import { expect, test } from 'vitest';
import { Random } from './random.ts';

const draws = (seed: string) => {
  const random = new Random(seed);
  return Array.from({ length: 8 }, () => random.below(1000));
};

test('a seed draws the same for ever: these numbers are part of every drill', () => {
  expect(draws('a')).toMatchInlineSnapshot(`
    [
      138,
      796,
      776,
      66,
      762,
      181,
      525,
      453,
    ]
  `);
  expect(draws('b')).not.toEqual(draws('a'));
});

test('whole numbers come evenly, both ends included', () => {
  const random = new Random('even');
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < 4000; draw++) counts[random.between(1, 4) - 1]! += 1;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

test('a shuffled list has the same members, and the given one is left alone', () => {
  const given = [1, 2, 3, 4, 5, 6, 7];
  const shuffled = new Random('list').shuffle(given);
  expect(given).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(shuffled).not.toEqual(given);
  expect([...shuffled].sort()).toEqual(given);
});

import { expect, test } from 'vitest';
import { parseQuantity } from './quantity.ts';

test.each([
  ['100m', 0.1],
  ['2', 2],
  ['1Gi', 2 ** 30],
  ['1E', 1e18],
  ['1e3', 1000],
  ['.5', 0.5],
  ['-1k', -1000],
  ['1e3k', undefined],
  ['nonsense', undefined],
  ['', undefined],
])('the quantity %j is %s', (text, amount) => {
  expect(parseQuantity(text)).toBe(amount);
});

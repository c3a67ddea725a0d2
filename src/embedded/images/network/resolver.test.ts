import { expect, test } from 'vitest';
import { preferred } from './resolver.ts';

// Recorded on kind: a client on the node with one of three Pods reached that Pod in 30 of 30 requests, and
// one beside two of three reached these two, about equally often.
test('addresses of the own node come first, the longest common prefix leading', () => {
  expect(preferred('10.244.2.5', ['10.244.1.84', '10.244.1.83', '10.244.2.72'])).toEqual([
    '10.244.2.72',
    '10.244.1.84',
    '10.244.1.83',
  ]);
  expect(preferred('10.244.1.4', ['10.244.1.130', '10.244.2.4', '10.244.1.6'])).toEqual([
    '10.244.1.6',
    '10.244.1.130',
    '10.244.2.4',
  ]);
});

test('what is equally far keeps the order in which DNS gave it', () => {
  expect(preferred('10.244.0.4', ['10.244.2.3', '10.244.1.3', '203.0.113.9'])).toEqual([
    '10.244.2.3',
    '10.244.1.3',
    '203.0.113.9',
  ]);
  expect(preferred('10.244.1.4', ['10.244.1.117', '10.244.1.116'])).toEqual(['10.244.1.117', '10.244.1.116']);
});

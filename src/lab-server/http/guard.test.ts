import { expect, test } from 'vitest';
import { Guard } from './guard.ts';

test('only its own names are its host', () => {
  const guard = new Guard(4321);
  expect(guard.isOwnHost('127.0.0.1:4321')).toBe(true);
  expect(guard.isOwnHost('localhost:4321')).toBe(true);
  for (const host of [undefined, '', 'localhost', 'localhost:80', 'rebound.example:4321', '0.0.0.0:4321']) {
    expect(guard.isOwnHost(host)).toBe(false);
  }
});

test('only its own pages are its origin', () => {
  const guard = new Guard(4321);
  expect(guard.isOwnOrigin('http://127.0.0.1:4321')).toBe(true);
  for (const origin of [
    undefined,
    'null',
    'http://evil.example',
    'https://127.0.0.1:4321',
    'http://127.0.0.1:4322',
  ]) {
    expect(guard.isOwnOrigin(origin)).toBe(false);
  }
});

test('a token is good once, for a minute', () => {
  let now = 0;
  const guard = new Guard(4321, () => now);
  const first = guard.issueToken();
  const second = guard.issueToken();
  expect(guard.redeemToken('x'.repeat(first.length))).toBe(false);
  expect(guard.redeemToken(undefined)).toBe(false);
  expect(guard.redeemToken(first)).toBe(true);
  expect(guard.redeemToken(first)).toBe(false);
  now = 61_000;
  expect(guard.redeemToken(second)).toBe(false);
});

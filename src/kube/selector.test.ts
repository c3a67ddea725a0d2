import { expect, test } from 'vitest';
import { matchesRequirements, parseSelector, SelectorError } from './selector.ts';

const labels = { app: 'web', tier: 'front' };

test.each([
  ['', true],
  ['app=web', true],
  ['app==web', true],
  ['app=db', false],
  ['app!=db', true],
  ['missing!=x', true],
  ['app in (web,db), tier', true],
  ['app notin (web)', false],
  ['!missing', true],
  ['!app', false],
  ['app=web,tier=back', false],
])('%s → %s', (text, expected) => {
  expect(matchesRequirements(labels, parseSelector(text))).toBe(expected);
});

test('what cannot be read is an error', () => {
  expect(() => parseSelector('app=web,,x')).toThrow(SelectorError);
  expect(() => parseSelector('a b c')).toThrow('unable to parse requirement: a b c');
});

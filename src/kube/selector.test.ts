import { expect, test } from 'vitest';
import { matchesRequirements, parseSelector, SelectorError } from './selector.ts';

const labels = { app: 'web', tier: 'front', size: '10' };

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
  ['app in (,web)', true],
  ['size>5', true],
  ['size<5', false],
  ['app>5', false],
])('%s → %s', (text, expected) => {
  expect(matchesRequirements(labels, parseSelector(text))).toBe(expected);
});

test.each([
  ['app=web,,x', "found ',', expected: identifier after ','"],
  ['app=web,', "found '', expected: identifier after ','"],
  ['a b c', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ['a=b=c', "found '=', expected: ',' or 'end of string'"],
  ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
  ['a in b', "unable to parse requirement: found 'b' expected: '('"],
  ['=a', "found '=', expected: !, identifier, or 'end of string'"],
  ['!', "unable to parse requirement: found '', expected: identifier"],
])('%s cannot be read', (text, message) => {
  expect(() => parseSelector(text)).toThrow(new SelectorError(message));
});

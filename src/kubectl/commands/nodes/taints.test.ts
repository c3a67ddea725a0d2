import { expect, test } from 'vitest';
import { changedTaints, parseTaints } from './taints.ts';

test('reads taints to add and to remove', () => {
  expect(parseTaints(['a=b:NoSchedule', 'c:NoExecute', 'd-', 'e:NoSchedule-'])).toEqual({
    add: [
      { key: 'a', value: 'b', effect: 'NoSchedule' },
      { key: 'c', effect: 'NoExecute' },
    ],
    remove: [
      { key: 'd', effect: '' },
      { key: 'e', effect: 'NoSchedule' },
    ],
  });
});

test.each([
  ['a=b:Bad', 'invalid taint effect: Bad, unsupported taint effect'],
  ['a=b=c:NoSchedule', 'invalid taint spec: a=b=c:NoSchedule'],
  ['a:b:NoSchedule', 'invalid taint spec: a:b:NoSchedule'],
  ['a', 'invalid taint spec: a'],
])('refuses %s', (spec, message) => {
  expect(() => parseTaints([spec])).toThrow(message);
});

test('the word for a change tells what was done', () => {
  const old = [{ key: 'a', effect: 'NoSchedule' }];
  const change = (...specs: string[]) => changedTaints(old, parseTaints(specs), false);
  expect(change('b:NoSchedule')).toEqual({
    taints: [
      { key: 'b', effect: 'NoSchedule' },
      { key: 'a', effect: 'NoSchedule' },
    ],
    operation: 'tainted',
  });
  expect(change('a-')).toEqual({ taints: [], operation: 'untainted' });
  expect(changedTaints(old, parseTaints(['a=x:NoSchedule']), true)).toEqual({
    taints: [{ key: 'a', value: 'x', effect: 'NoSchedule' }],
    operation: 'modified',
  });
  expect(() => change('zzz-')).toThrow('taint "zzz" not found');
});

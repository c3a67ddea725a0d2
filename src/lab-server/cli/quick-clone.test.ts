import { expect, test } from 'vitest';
import { quickClone } from './quick-clone.ts';

test('plain data is copied, all of it', () => {
  const value = { a: [1, { b: null, c: undefined }], d: new Date(5), e: 'text' };
  const copied = quickClone(value);
  expect(copied).toEqual(value);
  expect([copied === value, copied.a[1] === value.a[1], copied.d === value.d]).toEqual([false, false, false]);
});

test('everything else goes the usual way', () => {
  const cycle: Record<string, unknown> = { map: new Map([[1, 2]]) };
  cycle['self'] = cycle;
  const copied = quickClone(cycle);
  expect([copied['self'] === copied, copied['map']]).toEqual([true, new Map([[1, 2]])]);
  expect(() => quickClone({ run: () => {} })).toThrow('could not be cloned');
});

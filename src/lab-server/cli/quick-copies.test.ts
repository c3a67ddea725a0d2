import { expect, test } from 'vitest';
import { quickClone, quickParse } from './quick-copies.ts';

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

test('a reviver sees every part, the inner ones first', () => {
  const text = '{"at":"1970-01-01T00:00:00Z","drop":1,"list":[1,{"drop":2,"at":"x"},null],"__proto__":3}';
  const seenBy = (parse: typeof JSON.parse) => {
    const seen: unknown[] = [];
    const value: unknown = parse(text, function (this: unknown, key, part: unknown) {
      seen.push([key, JSON.stringify(part), JSON.stringify(this)]);
      return key === 'drop' ? undefined : key === 'at' ? new Date(String(part)) : part;
    });
    return { value, seen };
  };
  expect(seenBy(quickParse as typeof JSON.parse)).toEqual(seenBy(JSON.parse));
});

test('without a reviver it parses', () => {
  expect(quickParse('[1]')).toEqual([1]);
  expect(() => quickParse('[')).toThrow(SyntaxError);
});

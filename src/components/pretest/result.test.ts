import { describe, expect, test } from 'vitest';
import { placementOf, type Asked } from './result.ts';

const lessons = [
  { id: 'services/why', part: '01' },
  { id: 'services/ports', part: '01' },
  { id: 'types/cluster-ip', part: '02' },
  { id: 'types/headless', part: '02' },
  { id: 'way/kube-proxy', part: '03' },
];
const asked = (...right: (boolean | undefined)[]): Asked[] =>
  [lessons[1]!, lessons[1]!, lessons[3]!, lessons[4]!].map(({ id, part }, at) => ({
    lesson: id,
    part,
    right: right[at],
  }));

describe('the reader starts', () => {
  test.each([
    [
      'at the beginning, when nothing is known',
      [],
      'services/why',
      ['services/ports', 'types/headless', 'way/kube-proxy'],
    ],
    [
      'with the lesson, when only some of its part was missed',
      [true, false, true, true],
      'services/ports',
      [],
    ],
    [
      'with the part, when all of it was missed',
      [true, true, false, true],
      'types/cluster-ip',
      ['types/headless'],
    ],
    ['later, when what comes before is known', [true, true, true, undefined], 'way/kube-proxy', []],
    ['nowhere, when everything is known', [true, true, true, true], undefined, []],
  ])('%s', (_, right, start, also) => {
    const placement = placementOf(asked(...right), lessons);
    expect([placement.start, placement.also]).toEqual([start, also]);
  });

  test('and is told how each part went', () => {
    expect(placementOf(asked(true, false, undefined, true), lessons).parts).toEqual([
      { part: '01', right: 1, of: 2 },
      { part: '02', right: 0, of: 1 },
      { part: '03', right: 1, of: 1 },
    ]);
  });
});

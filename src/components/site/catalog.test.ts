import { expect, test } from 'vitest';
import { byTopic, samples } from './catalog.ts';

const lab = (id: string, difficulty: number, ...steps: number[]) => ({ id, data: { difficulty, steps } });
const labs = [
  lab('dns', 2, 4, 2),
  lab('selector', 2, 7, 8),
  lab('crash', 1, 8, 9),
  lab('proxy', 3, 10),
  lab('missing', 1, 1),
];

test('labs stand where the flow first gets a wrong answer, easier ones first', () => {
  expect(byTopic(labs).map(({ id, scenarios }) => [id, scenarios.map((scenario) => scenario.id)])).toEqual([
    ['exists', ['missing']],
    ['name', ['dns']],
    ['endpointslice', ['crash', 'selector']],
    ['pod', ['proxy']],
  ]);
});

test('every step of the flow belongs to one topic', () => {
  const all = Array.from({ length: 10 }, (_, step) => lab(`s${step}`, 1, step + 1));
  expect(byTopic(all).flatMap(({ scenarios }) => scenarios)).toHaveLength(10);
});

test('a few of them come from as many topics as there are', () => {
  expect(samples(labs, 4).map(({ id }) => id)).toEqual(['missing', 'dns', 'crash', 'proxy']);
  expect(samples(labs, 9).map(({ id }) => id)).toEqual(['missing', 'dns', 'crash', 'proxy', 'selector']);
});

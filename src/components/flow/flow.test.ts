import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { injectors } from '../../scenario/drill/injectors/index.ts';
import { pageId } from '../site/parts.ts';
import { flow } from './data/index.ts';
import { defaults, fill } from './fill.ts';
import { looksAt } from './lab/looks-at.ts';
import { flowSchema } from './schema.ts';
import { stepsTo } from './way.ts';

const content = new URL('../../content/', import.meta.url);
const docs = (language: string) => new URL(`docs/${language}/`, content);
const scenarios = new Map(
  readdirSync(new URL('scenarios/', content))
    .filter((id) => existsSync(new URL(`scenarios/${id}/scenario.yaml`, content)))
    .map((id) => {
      const text = readFileSync(new URL(`scenarios/${id}/scenario.yaml`, content), 'utf8');
      return [id, parse(text) as { steps: number[] }];
    }),
);

test('the flow is whole: both languages, no dead end, everything is reached', () => {
  expect(flowSchema.safeParse(flow).error?.issues ?? []).toEqual([]);
});

describe('the schema refuses', () => {
  const [first, ...rest] = flow.steps;
  test.each([
    ['a lost language', { ...flow, steps: [{ ...first, question: { zh: '怎样失败？' } }, ...rest] }],
    ['a dead end', { ...flow, findings: flow.findings.slice(1) }],
    [
      'a finding that nothing leads to',
      { ...flow, findings: [...flow.findings, { ...flow.findings[0]!, id: 'lost' }] },
    ],
    ['steps out of order', { ...flow, steps: [first, ...rest.toReversed()] }],
    [
      'a step without a good answer',
      { ...flow, steps: [{ ...first, answers: first!.answers.filter(({ good }) => !good) }, ...rest] },
    ],
  ])('%s', (_, wrong) => {
    expect(flowSchema.safeParse(wrong).success).toBe(false);
  });
});

test('there are ten questions, and how it fails', () => {
  expect(flow.steps.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('every scenario is trained by a finding, and there is no other', () => {
  const named = flow.findings.flatMap(({ labs }) => labs);
  expect([...new Set(named)].sort()).toEqual([...scenarios.keys()].sort());
});

test('every step of every scenario is one of the flow', () => {
  const numbers = new Set(flow.steps.map(({ number }) => number));
  const unknown = [...scenarios].filter(([, { steps }]) => steps.some((step) => !numbers.has(step)));
  expect(unknown).toEqual([]);
});

test('every fault of a drill belongs to one finding', () => {
  const named = flow.findings.flatMap(({ drills }) => drills);
  expect(named.toSorted()).toEqual(injectors.map(({ id }) => id).toSorted());
});

test('every finding is a few steps away', () => {
  const far = flow.findings.filter(({ id }) => ![1, 2, 3, 4, 5, 6].includes(stepsTo(flow, id).length));
  expect(far.map(({ id }) => [id, stepsTo(flow, id)])).toEqual([]);
});

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  const pages = readdirSync(docs(language), { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => /\.mdx?$/.test(name))
    .map(pageId);

  test('every lesson that a finding names exists', () => {
    expect(flow.findings.map(({ lesson }) => lesson).filter((lesson) => !pages.includes(lesson))).toEqual([]);
  });

  test('the page has the steps, each below its question', () => {
    const page = readFileSync(new URL('debugging.mdx', docs(language)), 'utf8');
    const shown = [...page.matchAll(/<FlowStep step="([a-z-]+)">\s+#{2,3} (.*)/g)].map(([, id, heading]) => [
      id,
      heading,
    ]);
    const steps = flow.steps.map(({ id, number, question }) => [
      id,
      number === 0 ? question[language] : `${number}. ${question[language]}`,
    ]);
    expect(shown).toEqual(steps);
  });

  test('code is the same in every text', () => {
    const code = (text: string) => text.match(/`[^`]*`/g)?.toSorted() ?? [];
    const texts = [
      ...flow.steps.flatMap(({ note, answers }) => [
        note,
        ...answers.flatMap(({ seen, means }) => [seen, means]),
      ]),
      ...flow.findings.flatMap(({ symptom, cause, look }) => [symptom, cause, look]),
    ];
    expect(texts.filter(({ zh, en }) => code(zh).join() !== code(en).join())).toEqual([]);
  });
});

test.each(flow.steps.map((step) => [step.number, step] as const))(
  'the commands of step %i are known for what they ask',
  (number, { commands }) => {
    const place = { namespace: defaults.namespace };
    const looks = commands.flatMap((command) => looksAt(fill(command, defaults), place));
    expect(looks.map(({ step }) => step)).toContain(number);
  },
);

import { describe, expect, test } from 'vitest';
import { bank, builtBank } from './schema.ts';

const text = (en: string) => ({ zh: en, en });
const match = {
  id: 'm',
  type: 'match',
  text: text('Match.'),
  pairs: ['a', 'b', 'c'].map((id) => ({ id, left: text(id), right: text(`${id}!`), explanation: text('x') })),
};
const mistake = {
  id: 'f',
  type: 'mistake',
  text: text('Which line?'),
  manifest: 'kind: Service\n\nspec: {}\n',
  lines: [{ line: 3, correct: true, explanation: text('x') }],
  otherwise: text('no'),
};
const predict = {
  id: 'p',
  type: 'predict',
  text: text('What is printed?'),
  playground: 'shop',
  command: 'echo 1',
  explanation: text('x'),
  wrong: [
    { id: 'two', output: '2', explanation: text('x') },
    { id: 'none', output: '', explanation: text('x') },
  ],
};
const line = { line: 3, correct: true, explanation: text('x') };

/** What is wrong with it, with its place. */
const complaints = (schema: typeof bank | typeof builtBank, question: unknown): string[] =>
  (schema.safeParse({ questions: [question] }).error?.issues ?? []).map(({ path, message }) =>
    [path.slice(2).join('.'), message].filter(Boolean).join(': '),
  );

test.each([match, mistake, predict])('a $type question is accepted', (question) => {
  expect(complaints(bank, question)).toEqual([]);
});

describe('refused is', () => {
  const [a, b, c] = match.pairs as [object, object, object];
  test.each([
    ['two pairs', { ...match, pairs: [a, b] }, 'pairs: Too small: expected array to have >=3 items'],
    [
      'a right side of two left sides',
      { ...match, pairs: [a, b, { ...c, right: text('a!') }] },
      'two right sides are the same',
    ],
    [
      'a left side twice, in one language only',
      { ...match, pairs: [a, b, { ...c, left: { zh: 'a', en: 'c' } }] },
      'two left sides are the same',
    ],
    ['a pair of another’s id', { ...match, pairs: [a, b, { ...c, id: 'a' }] }, 'pairs: two have the same id'],
    [
      'a line that is not there',
      { ...mistake, lines: [line, { ...line, line: 4 }] },
      'lines.1.line: the manifest has 3 lines',
    ],
    [
      'an empty line',
      { ...mistake, lines: [line, { ...line, line: 2 }] },
      'lines.1.line: line 2 is empty and cannot be chosen',
    ],
    ['a line twice', { ...mistake, lines: [line, line] }, 'lines: two entries are for the same line'],
    [
      'no mistake',
      { ...mistake, lines: [{ ...line, correct: false }] },
      'at least one line is correct (the one with the mistake)',
    ],
    ['two commands', { ...predict, command: 'a\nb' }, 'command: one command line'],
    [
      'the same wrong output twice',
      { ...predict, wrong: [...predict.wrong, { ...predict.wrong[0]!, id: 'three', output: ' 2\n' }] },
      'wrong: two wrong outputs are the same',
    ],
    [
      'the id of the right output',
      { ...predict, wrong: [predict.wrong[1]!, { ...predict.wrong[0]!, id: 'right' }] },
      "wrong.1.id: 'right' is the id of the computed output",
    ],
    ['an output that is written down', { ...predict, output: '1' }, 'Unrecognized key: "output"'],
  ])('%s', (_, question, complaint) => {
    expect(complaints(bank, question)).toEqual([complaint]);
  });
});

describe('with its output, a predict question', () => {
  test('is accepted', () => {
    expect(complaints(builtBank, { ...predict, output: '1' })).toEqual([]);
  });

  test('must have it', () => {
    expect(complaints(builtBank, predict)).toEqual([
      'output: Invalid input: expected string, received undefined',
    ]);
  });

  test('must not call it wrong, whatever the blanks', () => {
    expect(complaints(builtBank, { ...predict, output: '2\n' })).toEqual([
      'wrong: p: the wrong output two is what the command prints: "2\\n"',
    ]);
  });
});

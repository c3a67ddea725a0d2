import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { judge } from './meaning/meaning.ts';
import { bank } from './schema.ts';

const folder = new URL('../../content/quizzes/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe.each(files)('%s', (file) => {
  const { questions } = bank.parse(parse(readFileSync(new URL(file, folder), 'utf8')));

  test('has at least six questions', () => {
    expect(questions.length).toBeGreaterThanOrEqual(6);
  });

  for (const question of questions) {
    if (question.type !== 'complete') continue;
    test(`${question.id}: each answer is told apart from the others`, () => {
      const fills = question.answers.map((answer) => answer.fill);
      const judged = fills.map((fill) => judge(question, fill, fills));
      expect(judged).toEqual(fills.map((_, answer) => ({ kind: 'means', answer })));
    });
  }
});

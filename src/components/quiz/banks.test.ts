import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { judge } from './meaning/meaning.ts';
import { bank } from './schema.ts';
import type { WrittenQuestion } from './schema.ts';

const content = new URL('../../content/', import.meta.url);
const folder = new URL('quizzes/', content);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

/** What is wrong with a bank, by question: `ports.yaml: which-port: options.0.text.en: …`. */
function problems(file: string, data: unknown): string[] {
  const { error } = bank.safeParse(data);
  return (error?.issues ?? []).map(({ path, message }) => {
    const [list, at, ...inside] = path;
    const ids = (data as { questions?: { id?: string }[] } | null)?.questions;
    const name =
      list === 'questions' && typeof at === 'number' ? (ids?.[at]?.id ?? `question ${at + 1}`) : '';
    const place = name ? [name, inside.join('.')] : [path.join('.')];
    return [file, ...place.filter((part) => part !== ''), message].join(': ');
  });
}

const read = (file: string): unknown => parse(readFileSync(new URL(file, folder), 'utf8'));
const banks: { file: string; questions: WrittenQuestion[] }[] = [];
const broken: string[] = [];
for (const file of files) {
  try {
    const data = read(file);
    const wrong = problems(file, data);
    if (wrong.length > 0) broken.push(...wrong);
    else banks.push({ file, questions: bank.parse(data).questions });
  } catch (error) {
    broken.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

test('every bank has the form of schema.ts', () => {
  expect(broken).toEqual([]);
});

describe.each(banks)('$file', ({ questions }) => {
  test('has at least six questions', () => {
    expect(questions.length).toBeGreaterThanOrEqual(6);
  });

  for (const question of questions) {
    if (question.type === 'predict') {
      test(`${question.id}: its playground exists`, () => {
        expect(existsSync(new URL(`playgrounds/${question.playground}.yaml`, content))).toBe(true);
      });
    }
    if (question.type !== 'complete') continue;
    test(`${question.id}: each answer is told apart from the others`, () => {
      const fills = question.answers.map((answer) => answer.fill);
      const judged = fills.map((fill) => judge(question, fill, fills));
      expect(judged).toEqual(fills.map((_, answer) => ({ kind: 'means', answer })));
    });
  }
});

describe('all banks together', () => {
  const all = banks.flatMap(({ file, questions }) => questions.map((question) => ({ file, question })));

  test('hold at least 200 questions', () => {
    expect(all.length).toBeGreaterThanOrEqual(200);
  });

  test.each(['zh', 'en'] as const)('ask nothing twice in %s', (language) => {
    const where = new Map<string, string[]>();
    for (const { file, question } of all) {
      const text = JSON.stringify(asked(question, language));
      where.set(text, [...(where.get(text) ?? []), `${file}: ${question.id}`]);
    }
    expect([...where.values()].filter((places) => places.length > 1)).toEqual([]);
  });
});

/** The question as a reader sees it: two may both ask what is wrong here, of different manifests. */
function asked(question: WrittenQuestion, language: 'zh' | 'en'): unknown {
  const text = question.text[language].replace(/\s+/g, ' ').trim();
  if (question.type === 'mistake') return [text, question.manifest];
  if (question.type === 'predict') return [text, question.playground, question.setup, question.command];
  if (question.type === 'complete') return [text, question.template];
  return [text];
}

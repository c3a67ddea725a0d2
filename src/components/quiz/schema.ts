import { z } from 'astro/zod';
import { blanks } from './meaning/template.ts';

/**
 * A question bank: src/content/quizzes/<lesson>.yaml. Both languages stand side by side, and every
 * answer that can be given, right or wrong, has an explanation.
 *
 * Texts may use `code` in backticks. Option, item and question ids are stored with the learner's
 * answers: keep them when the wording changes, give a new one when the meaning does.
 */
const localized = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');

const common = { id, text: localized };

const option = z.strictObject({ id, text: localized, correct: z.boolean(), explanation: localized });

const single = z
  .strictObject({ ...common, type: z.literal('single'), options: z.array(option).min(2) })
  .refine((question) => question.options.filter((one) => one.correct).length === 1, {
    message: 'a single choice has exactly one correct option',
  });

const multiple = z
  .strictObject({ ...common, type: z.literal('multiple'), options: z.array(option).min(2) })
  .refine((question) => question.options.some((one) => one.correct), {
    message: 'a multiple choice has at least one correct option',
  });

/** `items` stand in the right order; the page shows them in another. */
const order = z.strictObject({
  ...common,
  type: z.literal('order'),
  items: z.array(z.strictObject({ id, text: localized, explanation: localized })).min(3),
});

/**
 * A text with blanks, written `___`. A blank alone on its line takes several lines, indented as it is.
 * Judged by meaning: the filled-in text must mean the same as the template filled in with one of
 * `answers`, the first that does explains. List likely wrong answers too.
 */
const complete = z
  .strictObject({
    ...common,
    type: z.literal('complete'),
    syntax: z.enum(['yaml', 'command']),
    template: z.string(),
    answers: z
      .array(z.strictObject({ fill: z.array(z.string()), correct: z.boolean(), explanation: localized }))
      .min(1),
    /** Explains an answer that none of the above means. */
    otherwise: localized,
  })
  .refine((question) => question.answers.some((answer) => answer.correct), {
    message: 'at least one answer is correct',
  })
  .refine((question) => blanks(question.template) > 0, { message: 'the template has no blank (___)' })
  .refine((question) => question.answers.every((a) => a.fill.length === blanks(question.template)), {
    message: 'each answer fills every blank',
  });

export const question = z.union([single, multiple, order, complete]);

export const bank = z
  .strictObject({ questions: z.array(question).min(1) })
  .refine(({ questions }) => new Set(questions.map((one) => one.id)).size === questions.length, {
    message: 'two questions have the same id',
  });

export type Question = z.infer<typeof question>;
export type Bank = z.infer<typeof bank>;

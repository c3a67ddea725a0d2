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

const repeats = (values: unknown[]): boolean => new Set(values).size < values.length;
/** No two read the same, in either language. */
const differ = (texts: { zh: string; en: string }[]): boolean =>
  (['zh', 'en'] as const).every((language) => !repeats(texts.map((text) => text[language])));

/** Parts of a question, told apart by their ids in the answers that are kept. */
const parts = <T extends z.ZodType<{ id: string }>>(part: T, least: number) =>
  z
    .array(part)
    .min(least)
    .refine((all) => !repeats(all.map((one) => one.id)), { message: 'two have the same id' });

const common = { id, text: localized };

const option = z.strictObject({ id, text: localized, correct: z.boolean(), explanation: localized });

const single = z
  .strictObject({ ...common, type: z.literal('single'), options: parts(option, 2) })
  .refine((question) => question.options.filter((one) => one.correct).length === 1, {
    message: 'a single choice has exactly one correct option',
  });

const multiple = z
  .strictObject({ ...common, type: z.literal('multiple'), options: parts(option, 2) })
  .refine((question) => question.options.some((one) => one.correct), {
    message: 'a multiple choice has at least one correct option',
  });

/** `items` stand in the right order; the page shows them in another. */
const order = z.strictObject({
  ...common,
  type: z.literal('order'),
  items: parts(z.strictObject({ id, text: localized, explanation: localized }), 3),
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

/** Left sides stand as written; the right sides are shown in another order. */
const match = z
  .strictObject({
    ...common,
    type: z.literal('match'),
    pairs: parts(z.strictObject({ id, left: localized, right: localized, explanation: localized }), 3),
  })
  .refine(({ pairs }) => differ(pairs.map((pair) => pair.left)), { message: 'two left sides are the same' })
  .refine(({ pairs }) => differ(pairs.map((pair) => pair.right)), {
    message: 'two right sides are the same',
  });

/** Find the line of a manifest that is wrong. Lines are stored by number: a longer manifest is a new question. */
const mistake = z
  .strictObject({
    ...common,
    type: z.literal('mistake'),
    manifest: z.string().min(1),
    /** `correct`: the mistake is here. Lines that are likely to be blamed stand here too, with why not. */
    lines: z
      .array(z.strictObject({ line: z.number().int().min(1), correct: z.boolean(), explanation: localized }))
      .min(1),
    /** Explains any other line. */
    otherwise: localized,
  })
  .refine((question) => question.lines.some((one) => one.correct), {
    message: 'at least one line is correct (the one with the mistake)',
  })
  .superRefine(({ manifest, lines }, context) => {
    const texts = manifestLines(manifest);
    lines.forEach(({ line }, at) => {
      const path = ['lines', at, 'line'];
      if (line > texts.length)
        context.addIssue({ code: 'custom', path, message: `the manifest has ${texts.length} lines` });
      else if (texts[line - 1]!.trim() === '')
        context.addIssue({ code: 'custom', path, message: `line ${line} is empty and cannot be chosen` });
    });
    if (repeats(lines.map(({ line }) => line)))
      context.addIssue({ code: 'custom', path: ['lines'], message: 'two entries are for the same line' });
  });

/** The lines of a `mistake` question, first to last, as they are numbered. */
export function manifestLines(manifest: string): string[] {
  return manifest.replace(/\n+$/, '').split('\n');
}

/** The id of the computed output among the choices. */
export const predicted = 'right';

/** Outputs that differ in blanks only cannot be told apart by a reader. */
export const sameOutput = (a: string, b: string): boolean => squeeze(a) === squeeze(b);
const squeeze = (output: string): string => output.replace(/\s+/g, ' ').trim();

/**
 * What does this command print? The right answer is not written down: it is what the embedded cluster
 * prints when the site is built (src/lab-server/predict), after the playground's objects are ready, `setup` has
 * run and two seconds of the cluster's time have passed. It must be the same in every run: no ages, addresses,
 * Pod hashes.
 */
const predictFields = {
  ...common,
  type: z.literal('predict'),
  /** src/content/playgrounds/<name>.yaml; its first namespace is kubectl's. */
  playground: id,
  /** A shell script that must succeed. */
  setup: z.string().min(1).optional(),
  /** One line. It may fail: the error text is then the output. */
  command: z.string().regex(/^\S[^\n]*$/, 'one command line'),
  /** Of the right output. */
  explanation: localized,
  wrong: parts(
    z.strictObject({
      id: id.refine((value) => value !== predicted, {
        message: "'right' is the id of the computed output",
      }),
      output: z.string(),
      explanation: localized,
    }),
    2,
  ),
};
const noTwin = ({ wrong }: { wrong: { output: string }[] }): boolean =>
  !repeats(wrong.map(({ output }) => squeeze(output)));
const twin = { path: ['wrong'], message: 'two wrong outputs are the same' };
const predict = z.strictObject(predictFields).refine(noTwin, twin);
const predictWithOutput = z
  .strictObject({ ...predictFields, output: z.string() })
  .refine(noTwin, twin)
  .superRefine(({ id, output, wrong }, context) => {
    const same = wrong.find((one) => sameOutput(one.output, output));
    if (!same) return;
    const message = `${id}: the wrong output ${same.id} is what the command prints: ${JSON.stringify(output)}`;
    context.addIssue({ code: 'custom', path: ['wrong'], message });
  });

const written = z.discriminatedUnion('type', [single, multiple, order, complete, match, mistake, predict]);
const question = z.discriminatedUnion('type', [
  single,
  multiple,
  order,
  complete,
  match,
  mistake,
  predictWithOutput,
]);

const distinct = ({ questions }: { questions: { id: string }[] }): boolean =>
  !repeats(questions.map((one) => one.id));
const twice = { message: 'two questions have the same id' };

/** A bank as it is written. */
export const bank = z.strictObject({ questions: z.array(written).min(1) }).refine(distinct, twice);
/** A bank as pages get it: what the cluster printed is in it. */
export const builtBank = z.strictObject({ questions: z.array(question).min(1) }).refine(distinct, twice);

export type WrittenQuestion = z.infer<typeof written>;
export type Predict = z.infer<typeof predict>;
export type Question = z.infer<typeof question>;
export type Bank = z.infer<typeof bank>;

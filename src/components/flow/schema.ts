import { z } from 'astro/zod';
import { stations } from '../../checker/report.ts';
import type { Flow } from './types.ts';

const localized = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'lower-case words joined by hyphens');

const answer = z.strictObject({
  id,
  good: z.literal(true).optional(),
  seen: localized,
  output: z.string().min(1).optional(),
  means: localized,
  to: id,
});

const step = z.strictObject({
  id,
  number: z.int().min(0).max(10),
  station: z.enum(stations),
  question: localized,
  commands: z.array(z.string().min(1)).min(1),
  note: localized,
  answers: z
    .array(answer)
    .min(2)
    .refine((all) => all.some(({ good }) => good), 'one answer is good')
    .refine(
      (all) => new Set(all.map(({ id }) => id)).size === all.length,
      'each answer has an id of its own',
    ),
});

const finding = z.strictObject({
  id,
  station: z.enum(stations),
  symptom: localized,
  cause: localized,
  look: localized,
  command: z.string().min(1).optional(),
  lesson: z.string().regex(/^[a-z-]+\/[a-z-]+$/),
  labs: z.array(z.string()).min(1),
  drills: z.array(z.string()),
});

/** What the flow must be to be walked: whole, and without dead ends. */
export const flowSchema: z.ZodType<Flow> = z
  .strictObject({ steps: z.array(step), findings: z.array(finding) })
  .superRefine(({ steps, findings }, context) => {
    const fail = (message: string) => context.addIssue({ code: 'custom', message });
    steps.forEach(({ id, number }, at) => number === at || fail(`step ${id} stands at ${at}, not ${number}`));
    const ids = [...steps, ...findings].map(({ id }) => id);
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) fail(`there are two of ${id}`);
    const reached = new Set(steps.slice(0, 1).map(({ id }) => id));
    // A set goes on over what is added meanwhile.
    for (const id of reached) {
      for (const { to } of steps.find((step) => step.id === id)?.answers ?? []) {
        if (ids.includes(to)) reached.add(to);
        else fail(`${id} leads to ${to}, which there is not`);
      }
    }
    for (const id of ids) if (!reached.has(id)) fail(`nothing leads to ${id}`);
  });

import { z } from 'astro/zod';

const localized = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/**
 * A word of src/content/glossary.yaml. Definitions are one to three sentences and may use `code` in backticks;
 * `lesson` is where it is taught (`services/ports`), `see` are ids of others.
 */
export const entry = z.strictObject({
  term: localized,
  definition: localized,
  lesson: z.string().regex(/^[a-z]+\/[a-z-]+$/, 'a lesson: services/ports'),
  see: z.array(z.string()).default([]),
});

export type Entry = z.infer<typeof entry>;

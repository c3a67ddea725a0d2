import { docsLoader, i18nLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
import { file, glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { entry } from './components/glossary/schema.ts';
import { builtBank } from './components/quiz/schema.ts';
import { pageId } from './components/site/parts.ts';
import { withOutputs } from './lab-server/predict/loader.ts';

const localized = z.object({ zh: z.string().min(1), en: z.string().min(1) });

/** What the site shows of a scenario. The whole of it is the scenario room's to read. */
const scenario = z.looseObject({
  id: z.string(),
  title: localized,
  summary: localized,
  difficulty: z.number().int().min(1).max(3),
  minutes: z.number().positive(),
  /** Steps of the debugging flow that it trains. */
  steps: z.array(z.number().int().positive()),
});

export const collections = {
  docs: defineCollection({
    loader: docsLoader({ generateId: ({ entry }) => pageId(entry) }),
    // What the lesson's commands run on: src/content/playgrounds/<name>.yaml.
    schema: docsSchema({ extend: z.object({ playground: z.string().optional() }) }),
  }),
  i18n: defineCollection({ loader: i18nLoader(), schema: i18nSchema() }),
  quizzes: defineCollection({
    loader: withOutputs(glob({ base: 'src/content/quizzes', pattern: '*.yaml' })),
    schema: builtBank,
  }),
  scenarios: defineCollection({
    loader: glob({
      base: 'src/content/scenarios',
      pattern: '*/scenario.yaml',
      generateId: ({ entry }) => entry.split('/')[0]!,
    }),
    schema: scenario,
  }),
  glossary: defineCollection({ loader: file('src/content/glossary.yaml'), schema: entry }),
};

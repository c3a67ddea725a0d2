import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader } from 'astro/loaders';
import { ask } from './ask.ts';
import { bankFolder, predictQuestions, readBanks, readPlayground, type PredictQuestion } from './banks.ts';
import type { Predicted } from './outputs.ts';

/**
 * A loader of banks that adds to each `predict` question its `output`: what the command prints. All of them are
 * run at once, before the first bank is loaded; an output is kept until its question, its playground or the
 * engine changes. Fails when one cannot be run, and names bank and question.
 *
 * @param banks loads the banks as they are written
 */
export function withOutputs(banks: Loader, run: typeof ask = ask): Loader {
  return {
    name: 'banks-with-outputs',
    async load(context) {
      const { logger, meta } = context;
      const project = fileURLToPath(context.config.root);
      const engine = await engineDigest(project);
      const kept = new Map<string, string>(JSON.parse(meta.get('outputs') ?? '[]') as [string, string][]);

      const keyOf = async ({ playground, setup, command }: PredictQuestion): Promise<string> => {
        const manifests = await readPlayground(project, playground).catch(() => undefined);
        return digest([engine, playground, manifests, setup, command]);
      };

      /** @returns by bank, then by question; @throws Error with all that cannot be run */
      const outputsOf = async (all: Map<string, PredictQuestion[]>) => {
        const asked = await Promise.all(
          [...all].flatMap(([bank, questions]) =>
            questions.map(async (question) => ({ bank, question, key: await keyOf(question) })),
          ),
        );
        const missing = asked.filter(({ key }) => !kept.has(key));
        const problems: string[] = [];
        if (missing.length > 0) {
          logger.info(`running ${missing.length} predict question(s) on the embedded cluster…`);
          const started = performance.now();
          const results: Predicted[] = await run(
            missing.map(({ question }) => question),
            project,
          );
          logger.info(`… took ${((performance.now() - started) / 1000).toFixed(1)} s`);
          for (const [at, { bank, question, key }] of missing.entries()) {
            const result = results[at]!;
            if ('output' in result) kept.set(key, result.output);
            else problems.push(`${bankFolder}/${bank}.yaml: ${question.id}: ${result.problem}`);
          }
        }
        if (problems.length > 0) throw new Error(problems.join('\n'));
        return asked.map(({ bank, question, key }) => [bank, question.id, key] as const);
      };

      const used = (await outputsOf(await readBanks(project))).map(([, , key]) => key);
      for (const key of kept.keys()) if (!used.includes(key)) kept.delete(key);
      meta.set('outputs', JSON.stringify([...kept]));
      const outputs = digest([...kept].sort());

      await banks.load({
        ...context,
        // Astro does not look again at a file that is as before; but what is printed may have changed.
        generateDigest: (data) => context.generateDigest(digest([data, outputs])),
        parseData: async (props) => {
          const data: unknown = structuredClone(props.data);
          const questions = predictQuestions(data);
          const keys = await outputsOf(new Map([[props.id, questions]]));
          for (const [at, question] of questions.entries())
            Object.assign(question, { output: kept.get(keys[at]![2]) });
          return context.parseData({ ...props, data: data as typeof props.data });
        },
      });
    },
  };
}

/** The rooms that decide what a command prints. */
const rooms = ['kube', 'checker', 'scenario', 'kubectl', 'shell', 'embedded', 'lab', 'lab-server/predict'];

async function engineDigest(project: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(project, 'package-lock.json')));
  for (const room of rooms) {
    const folder = join(project, 'src', room);
    const entries = await readdir(folder, { recursive: true });
    const files = entries.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).sort();
    const texts = await Promise.all(files.map((name) => readFile(join(folder, name))));
    for (const [at, name] of files.entries()) hash.update(`\0${room}/${name}\0`).update(texts[at]!);
  }
  return hash.digest('hex');
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

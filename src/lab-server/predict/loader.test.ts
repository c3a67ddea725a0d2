import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Loader } from 'astro/loaders';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { withOutputs } from './loader.ts';
import type { Predicted, Prediction } from './outputs.ts';

let project: string;
const bankPath = (name: string) => join(project, 'src/content/quizzes', `${name}.yaml`);
const engineFile = () => join(project, 'src/kube/a.ts');
const playground = () => join(project, 'src/content/playgrounds/shop.yaml');
const rooms = ['kube', 'checker', 'scenario', 'kubectl', 'shell', 'embedded', 'lab', 'lab-server/predict'];

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'banks-'));
  for (const folder of ['content/quizzes', 'content/playgrounds', ...rooms])
    await mkdir(join(project, 'src', folder), { recursive: true });
  await writeFile(join(project, 'package-lock.json'), '{}');
  await writeFile(playground(), 'kind: Namespace');
  await writeFile(engineFile(), '1');
  await writeBank('ports', 'one', 'two');
  await writeBank('dns', 'three');
});
afterEach(() => rm(project, { recursive: true }));

const writeBank = (name: string, ...commands: string[]) =>
  writeFile(
    bankPath(name),
    stringify({
      questions: [
        { id: 'choice', type: 'single' },
        ...commands.map((command) => ({ id: `q-${command}`, type: 'predict', playground: 'shop', command })),
      ],
    }),
  );

/** Loads as Astro's glob does. */
const glob: Loader = {
  name: 'glob',
  async load({ parseData, generateDigest, store }) {
    for (const file of (await readdir(join(project, 'src/content/quizzes'))).sort()) {
      const id = file.replace('.yaml', '');
      const contents = await readFile(bankPath(id), 'utf8');
      const data = await parseData({ id, data: parse(contents) as Record<string, unknown> });
      store.set({ id, data, digest: generateDigest(contents) });
    }
  },
};

/** One start of the site after another, with what Astro keeps between them. */
function site(
  answer: (question: Prediction) => Predicted = ({ command }) => ({ output: command.toUpperCase() }),
) {
  const kept = new Map<string, string>();
  return async () => {
    const asked: string[] = [];
    const entries: Record<string, { outputs: unknown[]; digest: unknown }> = {};
    const loader = withOutputs(glob, (questions) => {
      asked.push(...questions.map(({ command }) => command));
      return Promise.resolve(questions.map(answer));
    });
    const context = {
      config: { root: pathToFileURL(`${project}/`) },
      logger: { info: () => undefined },
      meta: {
        get: (name: string) => kept.get(name),
        set: (name: string, text: string) => kept.set(name, text),
      },
      generateDigest: (data: unknown) => String(data),
      parseData: ({ data }: { data: unknown }) => Promise.resolve(data),
      store: {
        set: ({
          id,
          data,
          digest,
        }: {
          id: string;
          data: { questions: { output?: string }[] };
          digest: string;
        }) => {
          entries[id] = { outputs: data.questions.map(({ output }) => output), digest };
        },
      },
    };
    await loader.load(context as unknown as Parameters<Loader['load']>[0]);
    return { asked, entries };
  };
}

test('gives each predict question its output, and asks for all at once', async () => {
  const { asked, entries } = await site()();
  expect(asked).toEqual(['three', 'one', 'two']);
  expect(entries['ports']!.outputs).toEqual([undefined, 'ONE', 'TWO']);
  expect(entries['dns']!.outputs).toEqual([undefined, 'THREE']);
});

test('asks again only for what may have changed', async () => {
  const start = site();
  await start();
  expect((await start()).asked).toEqual([]);
  await writeBank('ports', 'one', 'four');
  expect((await start()).asked).toEqual(['four']);
  await writeFile(playground(), 'kind: Namespace # another');
  expect((await start()).asked).toEqual(['three', 'one', 'four']);
  await writeFile(engineFile(), '2');
  expect((await start()).asked).toEqual(['three', 'one', 'four']);
  await cp(engineFile(), join(project, 'src/kube/a.test.ts'));
  expect((await start()).asked).toEqual([]);
});

test('an output that changed makes Astro look at an unchanged bank again', async () => {
  let output = 'old';
  const start = site(() => ({ output }));
  const before = (await start()).entries['ports']!.digest;
  expect((await start()).entries['ports']!.digest).toBe(before);
  output = 'new';
  await writeFile(engineFile(), '2');
  expect((await start()).entries['ports']!.digest).not.toBe(before);
});

test('a question that cannot be run fails the build, with its bank, and all of them at once', async () => {
  const start = site(({ command }) => (command === 'one' ? { output: '1' } : { problem: 'no such thing' }));
  await expect(start()).rejects.toThrow(
    [
      'src/content/quizzes/dns.yaml: q-three: no such thing',
      'src/content/quizzes/ports.yaml: q-two: no such thing',
    ].join('\n'),
  );
});

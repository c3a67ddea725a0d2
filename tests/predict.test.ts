import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readBanks, readPlayground } from '../src/lab-server/predict/banks.ts';
import { predict } from '../src/lab-server/predict/outputs.ts';

const project = fileURLToPath(new URL('../', import.meta.url));
const questions = [...(await readBanks(project))].flatMap(([bank, all]) =>
  all.map((question) => ({ ...question, name: `${bank}/${question.id}` })),
);
const manifests = (name: string) => readPlayground(project, name);

/** Question → what it prints, or why it cannot be run. */
async function outputs(order: typeof questions, start: number): Promise<Record<string, unknown>> {
  const results = await predict(order, { manifests, start });
  return Object.fromEntries(order.map(({ name }, at) => [name, results[at]]).sort());
}

// On another cluster, years later, after other questions: whatever chance or the clock draws would differ.
test('what a predict question prints is the same in every run', { timeout: 300_000 }, async () => {
  expect(questions.length).toBeGreaterThan(0);
  const first = await outputs(questions, Date.UTC(2026, 4, 6, 7, 8, 9));
  const second = await outputs(questions.toReversed(), Date.UTC(2031, 10, 30, 21, 43, 54));
  expect(second).toEqual(first);
  expect(Object.entries(first).filter(([, result]) => !Object.hasOwn(result as object, 'output'))).toEqual(
    [],
  );
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';
import type { Predicted, Prediction } from './outputs.ts';

/** Fewer are not worth a process of their own, which needs a cluster of its own. */
const share = 8;

/**
 * What `predict` returns, from other processes: the engine needs Node's module hooks, which a bundler's modules
 * do not go through, and changes of built-in functions that suit it alone.
 * @throws Error when such a process breaks
 */
export async function ask(questions: readonly Prediction[], project: string): Promise<Predicted[]> {
  const processes = Math.min(availableParallelism(), Math.ceil(questions.length / share));
  const size = Math.ceil(questions.length / processes);
  const parts = Array.from({ length: processes }, (_, at) => questions.slice(at * size, (at + 1) * size));
  return (await Promise.all(parts.map((part) => askOne(part, project)))).flat();
}

async function askOne(questions: readonly Prediction[], project: string): Promise<Predicted[]> {
  const child = spawn(process.execPath, ['--import', './scripts/register.mjs', 'scripts/predict.ts'], {
    cwd: project,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(child, 'close') as Promise<[number | null]>;
  child.stdin.end(JSON.stringify(questions));
  const [answer, [code]] = await Promise.all([text(child.stdout), exit]);
  if (code !== 0) throw new Error(`scripts/predict.ts ended with exit code ${code}`);
  return JSON.parse(answer) as Predicted[];
}

import { openEmbedded } from '../../src/lab/embedded.ts';
import { loadScenario } from '../../src/lab-server/scenarios.ts';
import { OpenScenario } from '../../src/scenario/lifecycle.ts';
import { bootPlain } from '../../src/embedded/webernetes/plain.ts';

export interface StartTimes {
  scenario: string;
  /** Milliseconds of real time, medians over the runs. */
  lab: number;
  plain: number;
  /** lab / plain, the median of the pairs. */
  ratio: number;
}

/**
 * From nothing to a broken, ready lab in Node, beside webernetes' own boot of the same objects, in turn, so
 * that the ratio holds when the machine's speed drifts.
 */
export async function startTimes(id: string, runs: number): Promise<StartTimes> {
  const scenario = await loadScenario(id);
  const pairs: { lab: number; plain: number }[] = [];
  for (let run = 0; run <= runs; run++) {
    const plain = await time(() => bootPlain(scenario.healthy));
    const lab = await time(async () => {
      const bench = await openEmbedded({ namespace: scenario.namespace });
      await bench.hurry(() => new OpenScenario(scenario, bench.runtime).start());
      return () => bench.close();
    });
    // The first pair only warms up.
    if (run > 0) pairs.push({ lab, plain });
  }
  return {
    scenario: id,
    lab: median(pairs.map((pair) => pair.lab)),
    plain: median(pairs.map((pair) => pair.plain)),
    ratio: median(pairs.map((pair) => pair.lab / pair.plain)),
  };
}

/** Times `work`, then lets what it returns clean up, untimed. */
async function time(work: () => Promise<() => Promise<void>>): Promise<number> {
  const started = performance.now();
  const close = await work();
  const ms = performance.now() - started;
  await close();
  return ms;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

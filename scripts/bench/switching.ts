import { openEmbedded } from '../../src/lab/embedded.ts';
import { loadScenario } from '../../src/lab-server/scenarios.ts';
import { OpenScenario } from '../../src/scenario/lifecycle.ts';
import { median } from './start-lab.ts';

export interface SwitchTime {
  what: string;
  /** Milliseconds of real time, median over the runs. */
  ms: number;
}

/**
 * On one cluster that stays: from a broken, ready scenario to the same anew, and to another one and back.
 * The other should break kube-system, whose repair is then part of the way back.
 */
export async function switchTimes(id: string, other: string, runs: number): Promise<SwitchTime[]> {
  const [one, two] = await Promise.all([loadScenario(id), loadScenario(other)]);
  const bench = await openEmbedded();
  const found: Record<'reset' | 'there' | 'back', number[]> = { reset: [], there: [], back: [] };
  const time = async (work: () => Promise<void>) => {
    const started = performance.now();
    await bench.hurry(work);
    return performance.now() - started;
  };
  try {
    await time(() => new OpenScenario(one, bench.runtime).start());
    for (let run = 0; run < runs; run++) {
      found.reset.push(await time(() => new OpenScenario(one, bench.runtime).reset()));
      found.there.push(await time(() => new OpenScenario(two, bench.runtime).start()));
      found.back.push(await time(() => new OpenScenario(one, bench.runtime).start()));
    }
  } finally {
    await bench.close();
  }
  return [
    { what: `reset ${id}`, ms: median(found.reset) },
    { what: `${id} → ${other}`, ms: median(found.there) },
    { what: `${other} → ${id}`, ms: median(found.back) },
  ];
}

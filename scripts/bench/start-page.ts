import { inLabPage, startLab } from './chromium.ts';
import { median } from './start-lab.ts';

/**
 * From the press of Start lab to a prompt, in Chromium, on a page whose lab code is not loaded yet.
 * @returns the median in milliseconds
 */
export async function startInPage(dist: string, scenario: string, runs: number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await inLabPage(dist, scenario, startLab));
  return median(times);
}

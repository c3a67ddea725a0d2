import { parentPort, workerData } from 'node:worker_threads';
import { openEmbedded } from '../../lab/embedded.ts';
import { Bench, verifyScenario } from '../../lab/verify.ts';
import { loadScenario } from '../scenarios.ts';
import { quickClone, quickParse } from './quick-copies.ts';
import type { FromWorker } from './verify-pool.ts';

// A thread of the pool: proves the scenarios that it is given until it is given none.
globalThis.structuredClone = quickClone;
JSON.parse = quickParse;
const port = parentPort!;
const { most } = workerData as { most: number };
const say = (message: FromWorker) => port.postMessage(message);

port.on('message', (id: string | undefined) => {
  if (id === undefined) void bench.close().then(() => port.close());
  else void prove(id);
});

/** A cluster gets slower with what its engine keeps of former scenarios; a new one takes a second. */
const casesOnOne = 40;
/** Opens a cluster when it is needed, and after `close` a new one. */
const bench = new Bench(() => openEmbedded({ clock: 'fast' }));
let cases = 0;

async function prove(id: string): Promise<void> {
  const scenario = await loadScenario(id);
  await verifyScenario(
    scenario,
    bench,
    (result) => {
      cases += 1;
      say({ result });
    },
    most,
  );
  if (cases >= casesOnOne) {
    await bench.close();
    cases = 0;
  }
  say({ next: true });
}

say({ next: true });

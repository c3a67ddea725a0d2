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
  if (id === undefined) port.close();
  else void prove(id);
});

async function prove(id: string): Promise<void> {
  // A cluster of its own for each: what an engine keeps of former ones makes it slower and slower.
  const bench = new Bench(() => openEmbedded({ clock: 'fast' }));
  await verifyScenario(await loadScenario(id), bench, (result) => say({ result }), most);
  await bench.close();
  say({ next: true });
}

say({ next: true });

import { parentPort } from 'node:worker_threads';
import { openEmbedded } from '../../lab/embedded.ts';
import { verifyScenario } from '../../lab/verify.ts';
import { loadScenario } from '../scenarios.ts';
import type { FromWorker } from './verify-pool.ts';

// A thread of the pool: proves the scenarios that it is given until it is given none.
const port = parentPort!;
const say = (message: FromWorker) => port.postMessage(message);

port.on('message', (id: string | undefined) => {
  if (id === undefined) port.close();
  else void prove(id);
});

async function prove(id: string): Promise<void> {
  const open = () => openEmbedded({ clock: 'fast' });
  await verifyScenario(await loadScenario(id), open, (result) => say({ result }));
  say({ next: true });
}

say({ next: true });

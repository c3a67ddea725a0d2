import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { VerifyCase } from '../../lab/verify.ts';

/** What a worker says: a case is proved, or it wants the next scenario. */
export type FromWorker = { result: VerifyCase } | { next: true };

/** Proves scenarios on embedded clusters, one worker thread a processor, each taking the next that is left. */
export async function verifyInParallel(
  ids: readonly string[],
  most: number,
  report: (result: VerifyCase) => void,
): Promise<void> {
  const left = [...ids];
  const count = Math.min(availableParallelism(), ids.length);
  await Promise.all(Array.from({ length: count }, () => work(left, most, report)));
}

function work(left: string[], most: number, report: (result: VerifyCase) => void): Promise<void> {
  // Short-lived objects in plenty: a larger young generation saves a tenth of the time.
  const worker = new Worker(new URL('verify-worker.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 128 },
    workerData: { most },
  });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if ('result' in message) report(message.result);
      else worker.postMessage(left.shift());
    });
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
  });
}

import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { filesUnder, noModel, readTranscript, transcriptNames } from './recordings.ts';
import { preparations, replay, type CommandResult } from './transcripts.ts';

export type TranscriptResults = Record<string, CommandResult[]>;

interface Job {
  folder: string;
  name: string;
}

/** One transcript on a cluster of its own. */
export function replayOne({ folder, name }: Job): Promise<CommandResult[]> {
  return replay(readTranscript(folder, name), filesUnder(join(folder, 'manifests')), preparations[name]);
}

/**
 * All transcripts of a folder but those that are no model, in as many threads as there are processors.
 * @param only names, when not all are wanted
 */
export async function replayAll(folder: string, only?: readonly string[]): Promise<TranscriptResults> {
  const names = transcriptNames(folder).filter((name) =>
    only ? only.includes(name) : noModel[name] === undefined,
  );
  const waiting = [...names];
  const found = new Map<string, CommandResult[]>();
  const work = async () => {
    const worker = new Worker(new URL(import.meta.url));
    try {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
        found.set(name, await ask(worker, { folder, name }));
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), names.length) }, work));
  return Object.fromEntries(names.map((name) => [name, found.get(name)!]));
}

function ask(worker: Worker, job: Job): Promise<CommandResult[]> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      then();
    };
    const answered = (results: CommandResult[]) => settle(() => resolve(results));
    const failed = (error: unknown) => settle(() => reject(error as Error));
    const ended = () => settle(() => reject(new Error(`${job.name}: its replay came to a standstill`)));
    worker.on('message', answered).on('error', failed).on('exit', ended);
    worker.postMessage(job);
  });
}

if (!isMainThread && parentPort && process.env['VITEST'] === undefined) {
  const port = parentPort;
  port.on('message', (job: Job) => {
    replayOne(job).then(
      (results) => port.postMessage(results),
      (error: unknown) => {
        throw error;
      },
    );
  });
}

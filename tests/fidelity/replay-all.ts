import { availableParallelism } from 'node:os';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { filesUnder, readTranscript, type Transcript } from './recordings.ts';
import { replay, type CommandResult, type Progress } from './transcripts.ts';

export type TranscriptResults = Record<string, CommandResult[]>;

/** How long a transcript may take in real time, in seconds: a hundred times what one takes. */
export const defaultLimit = 300;

export interface ReplayOptions {
  /** Seconds of real time for each transcript. */
  limit?: number;
  /** Told when a transcript begins, ends or fails. */
  report?: (line: string) => void;
}

export interface ReplayOutcome {
  results: TranscriptResults;
  /** Transcripts that came to no end, and why; all their commands count as differing. */
  failures: Record<string, string>;
}

/** One transcript on a cluster of its own. */
export function replayOne(transcript: Transcript, progress?: Progress): Promise<CommandResult[]> {
  return replay(readTranscript(transcript), filesUnder(transcript.files), progress);
}

/** Transcripts, in as many threads as there are processors. */
export async function replayAll(
  transcripts: readonly Transcript[],
  { limit = defaultLimit, report = () => {} }: ReplayOptions = {},
): Promise<ReplayOutcome> {
  // All are read before the first is replayed, so that a damaged one is told at once.
  const recorded = new Map(transcripts.map((transcript) => [transcript.name, readTranscript(transcript)]));
  const waiting = [...transcripts];
  const found = new Map<string, CommandResult[]>();
  const failures: Record<string, string> = {};
  const work = async () => {
    let worker: Worker | undefined;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      worker ??= new Worker(new URL(import.meta.url));
      const started = performance.now();
      try {
        const results = await ask(worker, next, limit);
        found.set(next.name, results);
        const equal = results.filter(({ matched }) => matched).length;
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        report(
          `${found.size} of ${transcripts.length}: ${next.name}, ${equal} of ${results.length} (${seconds} s)`,
        );
      } catch (error) {
        failures[next.name] = (error as Error).message;
        found.set(next.name, allDiffering(recorded.get(next.name)!, (error as Error).message));
        report(`${found.size} of ${transcripts.length}: ${next.name}: ${(error as Error).message}`);
        await worker.terminate();
        worker = undefined;
      }
    }
    await worker?.terminate();
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), transcripts.length) }, work));
  return {
    results: Object.fromEntries(transcripts.map(({ name }) => [name, found.get(name)!])),
    failures,
  };
}

const allDiffering = (recorded: readonly { cmd: string }[], why: string): CommandResult[] =>
  recorded
    .filter(({ cmd }) => !cmd.startsWith('# '))
    .map(({ cmd }, index) => ({ index: index + 1, cmd, matched: false, expected: '', got: why }));

type Message = { at: number; cmd: string } | { results: CommandResult[] } | { failed: string };

/** @throws Error when the replay fails, ends without a word, or takes longer than the limit */
function ask(worker: Worker, transcript: Transcript, limit: number): Promise<CommandResult[]> {
  return new Promise((resolve, reject) => {
    let last = 'before its first command';
    const settle = (then: () => void) => {
      clearTimeout(timer);
      worker.off('message', told).off('error', failed).off('exit', ended);
      then();
    };
    const fail = (why: string) => settle(() => reject(new Error(`${why}, ${last}`)));
    const told = (message: Message) => {
      if ('at' in message) last = `at command ${message.at}: ${message.cmd}`;
      else if ('results' in message) settle(() => resolve(message.results));
      else fail(message.failed);
    };
    const failed = (error: unknown) => fail((error as Error).message);
    const ended = () => fail('its replay came to a standstill');
    const timer = setTimeout(() => fail(`no end after ${limit} seconds`), limit * 1000);
    worker.on('message', told).on('error', failed).on('exit', ended);
    worker.postMessage(transcript);
  });
}

if (!isMainThread && parentPort && process.env['VITEST'] === undefined) {
  const port = parentPort;
  port.on('message', (transcript: Transcript) => {
    replayOne(transcript, (at, cmd) => port.postMessage({ at, cmd } satisfies Message)).then(
      (results) => port.postMessage({ results } satisfies Message),
      (error: unknown) => port.postMessage({ failed: (error as Error).message } satisfies Message),
    );
  });
}

import { openEmbedded, type EmbeddedBench } from '../../lab/embedded.ts';
import { OpenScenario } from '../../scenario/lifecycle.ts';
import { playgroundOf } from '../../scenario/playground.ts';
import type { Clock } from '../../kube/cluster.ts';
import { createShell, type Shell } from '../../shell/index.ts';

/** What a question asks to be run. */
export interface Prediction {
  /** src/content/playgrounds/<name>.yaml */
  playground: string;
  /** A shell script that must succeed. */
  setup?: string;
  /** A command line; it may fail. */
  command: string;
}

/** What is on the screen afterwards, or why nothing could be run. */
export type Predicted = { output: string } | { problem: string };

export interface PredictOptions {
  /** The manifests of a playground. Rejects when there is none of that name. */
  manifests: (playground: string) => Promise<string>;
  /** Where the clusters' clock begins, in milliseconds since the epoch. The real time if absent. */
  start?: number;
  /** Called after each. */
  done?: () => void;
}

/** Time for what the setup caused, on the cluster's clock. */
const settling = 2_000;
/** A command that does not end by then never does: `kubectl get -w`, say. On the cluster's clock. */
const patience = 300_000;

/**
 * Runs each command on an embedded cluster in which its playground is ready and its setup was run. They share a
 * cluster: between two of them it is put back as between two labs, which is many times faster than a new one.
 * Never rejects because of a question.
 */
export async function predict(
  questions: readonly Prediction[],
  { manifests, start, done }: PredictOptions,
): Promise<Predicted[]> {
  const results: Predicted[] = [];
  let bench: EmbeddedBench | undefined;
  for (const question of questions) {
    try {
      const text = await manifests(question.playground);
      bench ??= await openEmbedded({ clock: 'fast', ...(start === undefined ? {} : { start }) });
      results.push({ output: await run(question, text, bench) });
    } catch (error) {
      results.push({ problem: error instanceof Error ? error.message : String(error) });
      // Who knows what is left of it.
      await bench?.close();
      bench = undefined;
    }
    done?.();
  }
  await bench?.close();
  return results;
}

async function run(question: Prediction, manifests: string, bench: EmbeddedBench): Promise<string> {
  const playground = playgroundOf(question.playground, manifests);
  await new OpenScenario(playground, bench.runtime).start();
  const { clock, machine } = bench.cluster;
  const { contexts, ...config } = bench.kubectl.config;
  const { namespace } = playground;
  const shell = createShell({
    kubectl: {
      ...bench.kubectl,
      config: { ...config, contexts: contexts.map((context) => ({ ...context, namespace })) },
    },
    clock,
    machine,
    write: () => {},
    size: { columns: 120, rows: 40 },
  });
  try {
    if (question.setup !== undefined) {
      const { exitCode, stdout } = await onScreen(shell, clock, `set -euo pipefail\n${question.setup}`);
      if (exitCode !== 0) throw new Error(`its setup failed with exit code ${exitCode}: ${stdout.trim()}`);
    }
    await clock.sleep(settling);
    const { stdout } = await onScreen(shell, clock, question.command);
    const drawn = firstDrawn(stdout, [question.setup, question.command, manifests].join('\n'));
    if (drawn !== undefined) throw new Error(`prints what a cluster draws, another time another: ${drawn}`);
    return stdout.replace(/\n+$/, '');
  } finally {
    shell.dispose();
  }
}

/** Pod IPs, allocated clusterIPs, uids, names of a Deployment's Pods, times, ages at the end of a row. */
const drawings =
  /\b10\.(?:244|96)\.\d+\.\d+\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-|-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\b|\b\d{4}-\d\d-\d\dT|(?<= {2})(?:\d+[smhd])+$/gm;

/** @param chosen what commands and manifests name, and so is no chance */
function firstDrawn(output: string, chosen: string): string | undefined {
  return [...output.matchAll(drawings)]
    .map(([value]) => value)
    .find((value) => !chosen.includes(value) && !/^10\.96\.0\.(?:1|10)$/.test(value));
}

/** Runs a script with its errors where they would be on a screen. @throws Error when it does not end in time */
async function onScreen(shell: Shell, clock: Clock, script: string) {
  const limit = new AbortController();
  const ended = new AbortController();
  const late = clock.sleep(patience, ended.signal).then(
    () => {
      limit.abort(new Error('too late'));
      return true;
    },
    () => false,
  );
  const result = await shell.run(`{\n${script}\n} 2>&1`, { signal: limit.signal });
  ended.abort();
  if (await late) throw new Error(`does not end within ${patience / 1000} seconds: ${script}`);
  return result;
}

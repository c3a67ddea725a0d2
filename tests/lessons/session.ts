import { openEmbedded } from '../../src/lab/embedded.ts';
import { OpenScenario } from '../../src/scenario/lifecycle.ts';
import { playgroundOf } from '../../src/scenario/playground.ts';
import { createShell } from '../../src/shell/index.ts';

/** Somebody who reads a lesson in front of a cluster of their own. */
export interface Session {
  /** Runs what a reader types. @returns what is on the screen, and the exit code */
  run(script: string): Promise<{ output: string; exitCode: number }>;
  close(): Promise<void>;
}

/** What a reader takes to look at an output, on the cluster's clock. */
const reading = 2_000;

/** @param manifests of the playground */
export async function openSession(name: string, manifests: string): Promise<Session> {
  const playground = playgroundOf(name, manifests);
  const bench = await openEmbedded({ clock: 'fast', namespace: playground.namespace });
  await new OpenScenario(playground, bench.runtime).start();
  const shell = createShell({
    kubectl: bench.kubectl,
    clock: bench.cluster.clock,
    machine: bench.cluster.machine,
    write: () => {},
    size: { columns: 120, rows: 40 },
  });
  return {
    async run(script) {
      const { stdout, exitCode } = await shell.run(`{\n${script}\n} 2>&1`);
      await bench.cluster.clock.sleep(reading);
      return { output: stdout, exitCode };
    },
    async close() {
      shell.dispose();
      await bench.close();
    },
  };
}

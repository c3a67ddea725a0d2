import type { Cluster } from '../../src/kube/cluster.ts';
import { createEmbeddedCluster, type EmbeddedCluster } from '../../src/embedded/index.ts';
import { createShell, type Shell } from '../../src/shell/index.ts';

/** An embedded cluster by the name that the recorded one had, and the shell of its host. */
export interface Bench {
  cluster: EmbeddedCluster;
  run: Shell['run'];
  close(): Promise<void>;
}

/** A kubectl that has to be started and connects anew asks this much later, in milliseconds. */
const requestTook = 40;

/** The cluster as a kubectl sees it that is a program of its own: no request is answered at once. */
function overTheWire(cluster: EmbeddedCluster): Cluster {
  return {
    fetch: async (request) => {
      await cluster.clock.sleep(requestTook);
      return cluster.fetch(request);
    },
    exec: (...args) => cluster.exec(...args),
    attach: (...args) => cluster.attach(...args),
    portForward: (...args) => cluster.portForward(...args),
    close: () => cluster.close(),
  };
}

/** @param files by path relative to the folder in which the commands run */
export async function openBench(files: Readonly<Record<string, string>> = {}): Promise<Bench> {
  const cluster = await createEmbeddedCluster({ clock: 'fast', name: 'kind' });
  const shell = createShell({
    kubectl: {
      cluster: overTheWire(cluster),
      config: {
        currentContext: 'kind-kind',
        contexts: [{ name: 'kind-kind', cluster: 'kind-kind', user: 'kind-kind' }],
        server: 'https://127.0.0.1:38101',
      },
    },
    clock: cluster.clock,
    files: { ...files },
    machine: cluster.machine,
    write: () => {},
    size: { columns: 80, rows: 24 },
  });
  return {
    cluster,
    run: (script, options) => shell.run(script, options),
    close: async () => {
      shell.dispose();
      await cluster.close();
    },
  };
}

/** Runs a command that must succeed. @throws Error with what it printed otherwise */
export async function must(bench: Bench, script: string, stdin?: string): Promise<string> {
  const { exitCode, stdout, stderr } = await bench.run(script, stdin === undefined ? {} : { stdin });
  if (exitCode !== 0) throw new Error(`${script} ended with exit code ${exitCode}: ${stderr || stdout}`);
  return stdout;
}

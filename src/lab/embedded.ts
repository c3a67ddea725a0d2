import type { Cluster } from '../kube/cluster.ts';
import type { Kubectl } from '../kubectl/types.ts';
import type { Runtime } from '../scenario/lifecycle.ts';
import type { EmbeddedCluster } from '../embedded/index.ts';

/** An embedded cluster with a shell in which the scenario's scripts run. */
export interface EmbeddedBench {
  cluster: Cluster & Pick<EmbeddedCluster, 'clock' | 'dataPlane' | 'machine' | 'fastForward'>;
  runtime: Runtime;
  /** What the learner's terminal and the scripts share: the cluster and its kubeconfig. */
  kubectl: Kubectl;
  /** Lets the cluster's clock run as fast as the processor can until `work` is done. */
  hurry<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface EmbeddedBenchOptions {
  /** fast: the clock always hurries; for proofs and tests. */
  clock?: 'real' | 'fast';
  /** kubectl's namespace in the learner's terminal. Scripts name theirs. */
  namespace?: string;
  /** Where the cluster's clock begins, in milliseconds since the epoch. The real time if absent. */
  start?: number;
}

export async function openEmbedded({
  clock = 'real',
  namespace,
  start,
}: EmbeddedBenchOptions = {}): Promise<EmbeddedBench> {
  const [{ createEmbeddedCluster }, { createShell }] = await Promise.all([
    import('../embedded/index.ts'),
    import('../shell/index.ts'),
  ]);
  const cluster = await createEmbeddedCluster({ clock, ...(start === undefined ? {} : { start }) });
  const scripts = createShell({
    kubectl: kubectlFor(cluster),
    clock: cluster.clock,
    machine: cluster.machine,
    write: () => {},
    size: { columns: 120, rows: 40 },
  });
  return {
    cluster,
    kubectl: kubectlFor(cluster, namespace),
    runtime: {
      cluster,
      clock: cluster.clock,
      run: (script, options) => scripts.run(script, options),
      dedicated: true,
    },
    async hurry(work) {
      let done = false;
      const result = work().finally(() => (done = true));
      await Promise.race([result, cluster.fastForward(async () => done)]);
      return result;
    },
    async close() {
      scripts.dispose();
      await cluster.close();
    },
  };
}

function kubectlFor(cluster: Cluster, namespace?: string): Kubectl {
  const name = 'service-clinic';
  return {
    cluster,
    config: {
      currentContext: name,
      contexts: [{ name, cluster: name, user: name, ...(namespace ? { namespace } : {}) }],
      server: 'https://127.0.0.1:6443',
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realClock } from '../kube/cluster.ts';
import type { Runtime } from '../scenario/lifecycle.ts';
import { readKubeconfig } from './cluster/kubeconfig.ts';
import { RemoteCluster } from './cluster/remote.ts';
import { runCommand } from './command.ts';
import { lacks } from './needs.ts';

/** A cluster behind a kubeconfig, where scripts run in bash with the real kubectl. */
export interface BashRuntime extends Runtime {
  close(): Promise<void>;
}

/**
 * @param dedicated the cluster exists for labs alone: the one that the labs made themselves
 * @throws KubeconfigError
 */
export async function openBashRuntime(kubeconfig: string, dedicated: boolean): Promise<BashRuntime> {
  const cluster = new RemoteCluster(await readKubeconfig(kubeconfig));
  const folder = await mkdtemp(join(tmpdir(), 'service-clinic-'));
  return {
    cluster,
    clock: realClock,
    dedicated,
    lacks: (need) => lacks(need, cluster),
    run: (script, { stdin } = {}) =>
      runCommand('bash', ['-c', script], {
        env: { KUBECONFIG: kubeconfig },
        cwd: folder,
        ...(stdin === undefined ? {} : { stdin }),
      }),
    async close() {
      await cluster.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

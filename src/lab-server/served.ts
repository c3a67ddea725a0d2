import { readKubeconfig } from './cluster/kubeconfig.ts';
import { RemoteCluster } from './cluster/remote.ts';
import type { OpenLab } from './state.ts';

/**
 * Ends the process that serves a lab's embedded cluster, if it does so still: its number may belong to
 * somebody else by now, so its API must answer first.
 * @returns whether there was one
 */
export async function endServed({ kubeconfig, pid }: OpenLab): Promise<boolean> {
  if (pid === undefined || !(await answers(kubeconfig))) return false;
  try {
    process.kill(pid, 'SIGTERM');
    return true;
  } catch {
    return false;
  }
}

async function answers(kubeconfig: string): Promise<boolean> {
  try {
    const cluster = new RemoteCluster(await readKubeconfig(kubeconfig));
    try {
      return (await cluster.fetch(new Request('http://cluster/version'))).ok;
    } finally {
      await cluster.close();
    }
  } catch {
    return false;
  }
}

import { Worker } from 'node:worker_threads';
import { createEmbeddedCluster } from '../../src/embedded/index.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import { PortCluster } from '../../src/lab/port/client.ts';
import type { Port } from '../../src/lab/port/messages.ts';
import { RemoteCluster } from '../../src/lab-server/cluster/remote.ts';
import { serveCluster } from '../../src/lab-server/cluster/serve.ts';

interface Opened {
  cluster: Cluster;
  /** Takes away what `Cluster.close` leaves. */
  dispose(): Promise<void>;
}

/** Every cluster there is behind the seam, but for those that need a machine of their own (kind). */
export const clusters: Record<string, () => Promise<Opened>> = {
  'in this thread': async () => ({
    cluster: await createEmbeddedCluster({ clock: 'fast' }),
    dispose: () => Promise.resolve(),
  }),
  'in a Worker': async () => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      execArgv: ['--import', new URL('../../scripts/register.mjs', import.meta.url).href],
    });
    const failed = new Promise<never>((_, reject) => worker.once('error', reject));
    const cluster = new PortCluster(portOf(worker));
    // What is asked before the Worker listens would not be lost, but an error in it would be.
    const ready = cluster.fetch(new Request('http://cluster/readyz'));
    await Promise.race([ready, failed]);
    return { cluster, dispose: async () => void (await worker.terminate()) };
  },
  'over HTTPS': async () => {
    const embedded = await createEmbeddedCluster();
    const served = await serveCluster(embedded);
    const cluster = new RemoteCluster({ ...served.access, context: 'test', namespace: 'default' });
    return {
      cluster,
      dispose: async () => {
        await served.close();
        await embedded.close();
      },
    };
  },
};

/** Node's Worker hands over the data itself, a browser's an event. */
function portOf(worker: Worker): Port {
  return {
    postMessage: (message) => worker.postMessage(message),
    addEventListener: (_type, listener) => void worker.on('message', (data: unknown) => listener({ data })),
  };
}

import type { Image } from '../../process.ts';
import { untilStopped } from './klog.ts';
import { programImage } from './program-image.ts';

/**
 * A daemon whose work the cluster does elsewhere (etcd, kindnetd, the API server): it runs, holds its ports,
 * and ends when it is stopped. Connections are closed without a word, since nothing here speaks TLS.
 */
export function daemonImage(references: readonly string[], path: string, ports: readonly number[]): Image {
  return programImage(references, path, async (process) => {
    for (const port of ports) {
      process.listen({ address: '0.0.0.0', port, protocol: 'TCP', serve: () => Promise.resolve(undefined) });
    }
    await untilStopped(process);
    return 0;
  });
}

import type { EmbeddedCluster } from '../../embedded/index.ts';

/**
 * How far in the past a cluster begins that an outside kubectl shall look at, in milliseconds. While it is made
 * ready its clock hurries; begun at the real time, it would be ahead of kubectl's, whose ages are `<invalid>` then.
 */
export const headStartMs = 120_000;

/** Lets a cluster that began in the past live through the rest of it, until it is in step with the machine. */
export async function catchUp(cluster: Pick<EmbeddedCluster, 'clock' | 'fastForward'>): Promise<void> {
  await cluster.fastForward(() => Promise.resolve(cluster.clock.now() >= Date.now()), 2 * headStartMs);
}

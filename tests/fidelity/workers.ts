import { KubeClient, resources } from '../../src/kube/client.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import type { Pod } from '../../src/kube/types.ts';
import type { Recorded } from './recordings.ts';

/** The workers by name, with the address of each. */
const workers = [
  ['kind-worker', '172.18.0.4'],
  ['kind-worker2', '172.18.0.2'],
] as const;

const [first, second] = workers;
const other: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [0, 1].flatMap((at) => [
      [first[at], second[at]],
      [second[at], first[at]],
    ]),
  ),
};

/** A text with the names and addresses of the two workers exchanged. */
export const exchanged = (text: string) =>
  text.replace(/\bkind-worker2?\b|\b172\.18\.0\.[24]\b(?![\d.]*\/16)/g, (found) => other[found]!);

/**
 * Which of two equal workers gets a Pod is chance, but a command may ask one of them by name.
 * @returns whether the first Pod with a name of its own that the recording places is on the other worker here
 */
export async function areExchanged(cluster: Cluster, transcript: readonly Recorded[]): Promise<boolean> {
  const { items } = await new KubeClient(cluster).list<Pod>(resources.pods);
  for (const { stdout } of transcript) {
    for (const { metadata, spec } of items) {
      if (metadata.namespace === 'kube-system' || metadata.ownerReferences?.length) continue;
      const row = new RegExp(`(?:^|[ /])${metadata.name!} .* (kind-worker2?)\\b`, 'm').exec(stdout);
      if (row) return row[1] !== spec.nodeName;
    }
  }
  return false;
}

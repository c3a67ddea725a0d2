import { resourcePath, resources } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Node, Pod } from '../../../kube/types.ts';
import type { Process } from '../../process.ts';
import { Informer } from '../../service/informer.ts';
import { ifThere } from '../common/queue.ts';

/** How long a node must be gone before its Pods are taken away. */
const quarantineMs = 40_000;

/** Takes away Pods of nodes that are no more. Models kubernetes pkg/controller/podgc gcOrphaned. */
export function runPodGC(process: Process): void {
  const { api, clock, signal } = process;
  const nodes = new Informer<Node>({
    api,
    clock,
    signal,
    type: resources.nodes,
    onChange: (node, old) => {
      if (!node) void collect(old!.metadata.name!).catch(ignoreRefusal);
    },
  });

  async function collect(node: string): Promise<void> {
    await clock.sleep(quarantineMs, signal);
    if (nodes.get(undefined, node)) return;
    const { items } = await api.list<Pod>(resources.pods, undefined, {
      fieldSelector: `spec.nodeName=${node}`,
    });
    for (const { metadata } of items) {
      const path = resourcePath(resources.pods, metadata.namespace, metadata.name);
      const preconditions = { uid: metadata.uid };
      const options = { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0, preconditions };
      await ifThere(() => api.request('DELETE', path, options));
    }
  }

  function ignoreRefusal(error: unknown): void {
    if (!signal.aborted && !(error instanceof StatusError)) throw error;
  }
}

import { resources, resourcePath, type ResourceType } from '../../../../kube/client.ts';
import { StatusError } from '../../../../kube/status.ts';
import type { Namespace } from '../../../../kube/types.ts';
import type { Process } from '../../../process.ts';
import { Informer } from '../../../service/informer.ts';
import { WorkQueue } from '../../../service/work-queue.ts';

/** How long to wait before looking again at a namespace that is not empty yet. */
const againMs = 1000;

/**
 * Empties a namespace that is being deleted, then lets it go.
 * Models kubernetes pkg/controller/namespace (namespacedResourcesDeleter).
 */
export function runNamespaceDeletion(process: Process, types: readonly ResourceType[]): void {
  const { api, clock, signal } = process;
  const queue = new WorkQueue({ clock, signal, sync });
  const namespaced = types.filter((type) => type.namespaced);
  new Informer<Namespace>({
    api,
    clock,
    signal,
    type: resources.namespaces,
    onChange: (namespace) => {
      if (namespace?.metadata.deletionTimestamp) queue.add(namespace.metadata.name!);
    },
  });

  async function sync(name: string): Promise<void> {
    const namespace = await api.find<Namespace>(resources.namespaces, undefined, name);
    if (!namespace?.metadata.deletionTimestamp) return;
    let left = 0;
    for (const type of namespaced) left += await empty(type, name);
    if (left > 0) {
      void clock.sleep(againMs, signal).then(
        () => queue.add(name),
        () => {},
      );
      return;
    }
    const finalizers = (namespace.spec?.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes');
    await api.request('PUT', resourcePath(resources.namespaces, undefined, name, 'finalize'), {
      ...namespace,
      spec: { ...namespace.spec, finalizers },
    });
  }

  /** @returns how many objects of this kind were still there */
  async function empty(type: ResourceType, namespace: string): Promise<number> {
    const { items } = await api.list(type, namespace);
    for (const { metadata } of items) {
      if (metadata.deletionTimestamp) continue;
      try {
        await api.delete(type, namespace, metadata.name!, { propagationPolicy: 'Background' });
      } catch (error) {
        if (!(error instanceof StatusError && error.code === 404)) throw error;
      }
    }
    return items.length;
  }
}

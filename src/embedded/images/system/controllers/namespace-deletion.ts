import { resources, resourcePath, type ResourceType } from '../../../../kube/client.ts';
import { StatusError } from '../../../../kube/status.ts';
import type { AnyObject, Namespace } from '../../../../kube/types.ts';
import type { Process } from '../../../process.ts';
import { Informer } from '../../../service/informer.ts';
import { WorkQueue } from '../../../service/work-queue.ts';

/** Each change of a namespace is looked at only so much later, so that all API servers have seen it. */
const delayMs = 5000;

interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
  lastTransitionTime: string;
}

/** What is left in a namespace. */
interface Remains {
  /** Objects of each kind, by `pods.` or `deployments.apps`. */
  counts: Map<string, number>;
  /** Objects that each finalizer keeps. */
  finalizers: Map<string, number>;
}

/**
 * Empties a namespace that is being deleted, Pods first, tells in its conditions how far it is, then lets it go.
 * Models kubernetes pkg/controller/namespace (namespacedResourcesDeleter).
 */
export function runNamespaceDeletion(process: Process, types: readonly ResourceType[]): void {
  const { api, clock, signal } = process;
  const queue = new WorkQueue({ clock, signal, sync });
  const namespaced = types.filter((type) => type.namespaced);
  const isPod = ({ group, resource }: ResourceType) => group === '' && resource === 'pods';
  const later = (name: string) =>
    void clock.sleep(delayMs, signal).then(
      () => queue.add(name),
      () => {},
    );
  new Informer<Namespace>({
    api,
    clock,
    signal,
    type: resources.namespaces,
    onChange: (namespace) => {
      if (namespace?.metadata.deletionTimestamp) later(namespace.metadata.name!);
    },
  });

  async function sync(name: string): Promise<void> {
    const namespace = await api.find<Namespace>(resources.namespaces, undefined, name);
    if (!namespace?.metadata.deletionTimestamp || !namespace.spec?.finalizers?.includes('kubernetes')) return;
    const remains: Remains = { counts: new Map(), finalizers: new Map() };
    for (const type of namespaced.filter(isPod)) await empty(type, name, remains);
    if (remains.counts.size === 0) {
      for (const type of namespaced) if (!isPod(type)) await empty(type, name, remains);
    }
    const told = await tell(namespace, remains);
    if (remains.counts.size > 0) {
      // New conditions are a change of the namespace, and bring it back here by themselves.
      if (!told) later(name);
      return;
    }
    const current = await api.get<Namespace>(resources.namespaces, undefined, name);
    const finalizers = (current.spec?.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes');
    await api.request('PUT', resourcePath(resources.namespaces, undefined, name, 'finalize'), {
      ...current,
      spec: { ...current.spec, finalizers },
    });
  }

  /** Deletes all objects of a kind and notes those that stay for now. */
  async function empty(type: ResourceType, namespace: string, remains: Remains): Promise<void> {
    const { items } = await api.list(type, namespace);
    for (const { metadata } of items) {
      if (metadata.deletionTimestamp) continue;
      try {
        await api.delete(type, namespace, metadata.name!, { propagationPolicy: 'Background' });
      } catch (error) {
        if (!(error instanceof StatusError && error.code === 404)) throw error;
      }
    }
    if (items.length === 0) return;
    const { items: left } = await api.list(type, namespace);
    if (left.length === 0) return;
    remains.counts.set(`${type.resource}.${type.group}`, left.length);
    for (const finalizer of left.flatMap(({ metadata }: AnyObject) => metadata.finalizers ?? [])) {
      remains.finalizers.set(finalizer, (remains.finalizers.get(finalizer) ?? 0) + 1);
    }
  }

  /** @returns whether the conditions changed */
  async function tell(namespace: Namespace, remains: Remains): Promise<boolean> {
    const old = (namespace.status as { conditions?: Condition[] } | undefined)?.conditions ?? [];
    const now = new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
    const conditions = conditionsOf(remains).map((condition): Condition => {
      const before = old.find(({ type }) => type === condition.type);
      const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime : now;
      return { ...condition, lastTransitionTime };
    });
    const same = conditions.every(({ type, status, message }) =>
      old.some((each) => each.type === type && each.status === status && each.message === message),
    );
    if (same) return false;
    await api.request(
      'PUT',
      resourcePath(resources.namespaces, undefined, namespace.metadata.name!, 'status'),
      {
        ...namespace,
        status: { ...namespace.status, conditions },
      },
    );
    return true;
  }
}

/** Models pkg/controller/namespace/deletion status_condition_utils. */
function conditionsOf({ counts, finalizers }: Remains): Omit<Condition, 'lastTransitionTime'>[] {
  const condition = (type: string, status: string, reason: string, message: string) => ({
    ...{ type, status, reason, message },
  });
  const list = (map: Map<string, number>, word: string) =>
    [...map]
      .map(([name, count]) => `${name} ${word} ${count} resource instances`)
      .sort()
      .join(', ');
  return [
    condition(
      'NamespaceDeletionDiscoveryFailure',
      'False',
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ),
    condition(
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    condition(
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    counts.size > 0
      ? condition(
          'NamespaceContentRemaining',
          'True',
          'SomeResourcesRemain',
          `Some resources are remaining: ${list(counts, 'has')}`,
        )
      : condition('NamespaceContentRemaining', 'False', 'ContentRemoved', 'All content successfully removed'),
    finalizers.size > 0
      ? condition(
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${list(finalizers, 'in')}`,
        )
      : condition(
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ),
  ];
}

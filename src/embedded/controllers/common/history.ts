import type { KubeClient, ResourceType } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { KubeObject, PodTemplateSpec } from '../../../kube/types.ts';
import { objectHash, sorted } from './hash.ts';
import { isOwnedBy, ownerReference } from './pods.ts';
import { ifThere } from './queue.ts';

export const controllerRevisions: ResourceType = {
  group: 'apps',
  version: 'v1',
  resource: 'controllerrevisions',
  namespaced: true,
};

export interface ControllerRevision extends KubeObject {
  /** A strategic merge patch that brings the owner's template back to what it was. */
  data?: { spec: { template: PodTemplateSpec & { $patch: 'replace' } } };
  revision: number;
}

/** An owner of revisions: a StatefulSet or DaemonSet. */
export interface Revised extends KubeObject {
  spec: { template: PodTemplateSpec; revisionHistoryLimit?: number };
}

/**
 * The past templates of one object, oldest first, and the one of its present template, made if need be.
 * Models kubernetes pkg/controller/history and what daemon and statefulset controllers do with it.
 * @param label that says the hash: `controller.kubernetes.io/hash` or `controller-revision-hash`
 * @param collisions the owner's status.collisionCount
 */
export async function revisionsOf(
  api: KubeClient,
  owner: Revised,
  label: string,
  collisions: number,
): Promise<{ update: ControllerRevision; all: ControllerRevision[] }> {
  const { namespace, name = '' } = owner.metadata;
  const { items } = await api.list<ControllerRevision>(controllerRevisions, namespace);
  const own = items.filter((item) => isOwnedBy(item, owner)).sort((a, b) => a.revision - b.revision);
  const wanted = { spec: { template: { ...owner.spec.template, $patch: 'replace' as const } } };
  const text = JSON.stringify(sorted(wanted));
  const same = own.findLast(({ data }) => JSON.stringify(sorted(data)) === text);
  const next = (own.at(-1)?.revision ?? 0) + 1;
  if (same && same === own.at(-1)) return { update: same, all: own };
  if (same) {
    // A template that was there before becomes the newest one again.
    const update = await api.update(controllerRevisions, { ...same, revision: next });
    return { update, all: [...own.filter((item) => item !== same), update] };
  }
  const hash = objectHash(wanted, collisions);
  const update = await api.create<ControllerRevision>(controllerRevisions, namespace, {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name.slice(0, 223)}-${hash}`,
      namespace: namespace!,
      labels: { ...owner.spec.template.metadata?.labels, [label]: hash },
      ownerReferences: [ownerReference(owner)],
    },
    data: wanted,
    revision: next,
  });
  return { update, all: [...own, update] };
}

/** Deletes the oldest revisions beyond the owner's limit that nothing uses any more. */
export async function truncateHistory(
  api: KubeClient,
  owner: Revised,
  all: readonly ControllerRevision[],
  isLive: (revision: ControllerRevision) => boolean,
): Promise<void> {
  const old = all.filter((revision) => !isLive(revision));
  const excess = old.length - (owner.spec.revisionHistoryLimit ?? 10);
  for (const { metadata } of old.slice(0, Math.max(0, excess)))
    await ifThere(() => api.delete(controllerRevisions, metadata.namespace, metadata.name!));
}

/** Whether creating a revision failed because another template has its hash already. */
export const isCollision = (error: unknown): boolean =>
  error instanceof StatusError && error.code === 409 && error.status.reason === 'AlreadyExists';

import type { KubeClient } from '../../../../kube/client.ts';
import { type ResourceType } from '../../../../kube/client.ts';
import { StatusError } from '../../../../kube/status.ts';
import type { AnyObject } from '../../../../kube/types.ts';
import type { Process } from '../../../process.ts';
import { Informer } from '../../../service/informer.ts';
import { WorkQueue } from '../../../service/work-queue.ts';

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

interface Known {
  type: ResourceType;
  object: AnyObject;
}

/**
 * Deletes what lost its last owner, and carries out foreground and orphaning deletions.
 * Models kubernetes pkg/controller/garbagecollector, with one graph over all kinds that can be deleted.
 */
export function runGarbageCollector(process: Process, types: readonly ResourceType[]): void {
  const { api, clock, signal } = process;
  const byUid = new Map<string, Known>();
  const dependents = new Map<string, Set<string>>();
  const queue = new WorkQueue({ clock, signal, sync });
  const informers = types.map(
    (type) =>
      new Informer<AnyObject>({
        api,
        clock,
        signal,
        type,
        onChange: (object, old) => {
          const uid = (object ?? old)!.metadata.uid ?? '';
          for (const owner of old?.metadata.ownerReferences ?? []) dependents.get(owner.uid)?.delete(uid);
          if (!object) byUid.delete(uid);
          else {
            byUid.set(uid, { type, object });
            for (const owner of object.metadata.ownerReferences ?? []) {
              dependents.set(owner.uid, (dependents.get(owner.uid) ?? new Set()).add(uid));
              // A foreground deletion waits for its dependents.
              queue.add(owner.uid);
            }
          }
          if (!object) for (const dependent of dependents.get(uid) ?? []) queue.add(dependent);
          for (const owner of old?.metadata.ownerReferences ?? []) queue.add(owner.uid);
          queue.add(uid);
        },
      }),
  );

  async function sync(uid: string): Promise<void> {
    await Promise.all(informers.map((informer) => informer.synced()));
    const known = byUid.get(uid);
    if (!known) return;
    const { metadata } = known.object;
    if (metadata.deletionTimestamp) {
      await finish(known, uid);
      return;
    }
    const owners = metadata.ownerReferences ?? [];
    if (owners.length === 0) return;
    for (const owner of owners) {
      const found = byUid.get(owner.uid);
      if (
        found &&
        !(found.object.metadata.finalizers?.includes(foreground) && found.object.metadata.deletionTimestamp)
      )
        return;
      if (found) {
        await remove(known, 'Foreground');
        return;
      }
      if (
        !types.some((type) => kindMayBe(type, owner.apiVersion)) ||
        (await ownerExists(api, types, known, owner, byUid))
      )
        return;
    }
    await remove(known, 'Background');
  }

  async function finish(known: Known, uid: string): Promise<void> {
    const finalizers = known.object.metadata.finalizers ?? [];
    const own = [...(dependents.get(uid) ?? [])].flatMap((dependent) => byUid.get(dependent) ?? []);
    if (finalizers.includes(orphan)) {
      for (const dependent of own) {
        const left = (dependent.object.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== uid);
        await patch(dependent, { metadata: { ownerReferences: left } });
      }
      await patch(known, { metadata: { finalizers: finalizers.filter((name) => name !== orphan) } });
    } else if (finalizers.includes(foreground)) {
      for (const dependent of own) {
        if (!dependent.object.metadata.deletionTimestamp) await remove(dependent, 'Foreground');
      }
      const blocking = own.filter(({ object }) =>
        object.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion),
      );
      if (blocking.length > 0) return;
      await patch(known, { metadata: { finalizers: finalizers.filter((name) => name !== foreground) } });
    }
  }

  async function patch({ type, object }: Known, change: unknown): Promise<void> {
    await ignoringGone(() =>
      api.patch(type, object.metadata.namespace, object.metadata.name!, change, 'merge'),
    );
  }

  async function remove({ type, object }: Known, propagationPolicy: string): Promise<void> {
    await ignoringGone(() =>
      api.delete(type, object.metadata.namespace, object.metadata.name!, { propagationPolicy }),
    );
  }
}

async function ignoringGone(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof StatusError && error.code === 404)) throw error;
  }
}

function kindMayBe(type: ResourceType, apiVersion: string): boolean {
  return apiVersion === (type.group ? `${type.group}/${type.version}` : type.version);
}

/** An owner that the graph does not know may only be news that has not come yet: ask the server. */
async function ownerExists(
  api: KubeClient,
  types: readonly ResourceType[],
  known: Known,
  owner: { apiVersion: string; kind: string; name: string; uid: string },
  byUid: ReadonlyMap<string, Known>,
): Promise<boolean> {
  const resource = `${owner.kind.toLowerCase()}s`;
  const type = types.find(
    (candidate) =>
      kindMayBe(candidate, owner.apiVersion) &&
      (candidate.resource === resource || candidate.resource === owner.kind.toLowerCase()),
  );
  // A kind that this cluster does not have: leave the object alone, as upstream does when it cannot map it.
  if (!type) return true;
  if (byUid.has(owner.uid)) return true;
  const found = await api.find<AnyObject>(type, known.object.metadata.namespace, owner.name);
  return found?.metadata.uid === owner.uid;
}

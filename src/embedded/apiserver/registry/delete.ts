import { errors } from '../../../kube/status.ts';
import type { AnyObject, Namespace, ObjectMeta, Pod } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import { keyOf, refOf, revisionOf } from './keys.ts';
import { immortalNamespaces } from './namespaces.ts';
import { normalize, timestamp } from './normalize.ts';
import type { Deleted, DeleteOptions } from './options.ts';
import type { Registry } from './registry.ts';

// Kinds whose dependents the engine's garbage collector follows; elsewhere nobody would take the finalizer off.
const collected = new Set(['deployments', 'replicasets', 'pods']);

/**
 * Deletes an object, or marks it for deletion while a grace period or finalizers keep it.
 * Models kubernetes apiserver pkg/registry/generic/registry Store.Delete.
 * @throws StatusError 404, 409 for a precondition, 403 for a namespace that must stay
 */
export async function deleteObject(
  registry: Registry,
  definition: ResourceDefinition,
  namespace: string | undefined,
  name: string,
  options: DeleteOptions,
): Promise<Deleted> {
  const key = keyOf(definition, namespace, name);
  const isNamespace = definition.type.group === '' && definition.type.resource === 'namespaces';
  if (isNamespace && immortalNamespaces.has(name)) {
    throw errors.forbidden(refOf(definition), name, 'this namespace may not be deleted');
  }
  for (;;) {
    const raw = await registry.storage.get(key);
    if (!raw) throw errors.notFound(refOf(definition), name);
    const old = normalize(definition, raw);
    checkPreconditions(definition, old, options.preconditions);
    const next = isNamespace ? terminateNamespace(registry, old) : marked(registry, definition, old, options);
    if (options.dryRun) return { object: next ?? old, gone: next === undefined };
    if (next === undefined) {
      if (await registry.remove(definition, key, old)) return { object: old, gone: true };
      continue;
    }
    if (next === old) return { object: old, gone: false };
    const stored = await registry.storage.put(key, next, revisionOf(old));
    if (!stored) continue;
    return { object: normalize(definition, stored), gone: false };
  }
}

function checkPreconditions(
  definition: ResourceDefinition,
  old: AnyObject,
  wanted: DeleteOptions['preconditions'],
): void {
  const { uid = '', resourceVersion = '', name = '' } = old.metadata;
  if (wanted?.uid !== undefined && wanted.uid !== uid) {
    const text = `Precondition failed: UID in precondition: ${wanted.uid}, UID in object meta: ${uid}`;
    throw errors.conflict(refOf(definition), name, text);
  }
  if (wanted?.resourceVersion !== undefined && wanted.resourceVersion !== resourceVersion) {
    const text = `Precondition failed: ResourceVersion in precondition: ${wanted.resourceVersion}, ResourceVersion in object meta: ${resourceVersion}`;
    throw errors.conflict(refOf(definition), name, text);
  }
}

/** Models kubernetes pkg/registry/core/namespace/storage Delete. @returns undefined when it may go at once */
function terminateNamespace(registry: Registry, old: AnyObject): AnyObject | undefined {
  const { spec, status } = old as Namespace;
  const finalizers = spec?.finalizers ?? [];
  if (old.metadata.deletionTimestamp) {
    return finalizers.length === 0 && (old.metadata.finalizers ?? []).length === 0 ? undefined : old;
  }
  return {
    ...old,
    metadata: { ...old.metadata, deletionTimestamp: timestamp(registry.clock.now()) },
    status: { ...status, phase: 'Terminating' },
  };
}

/** The object as it waits for its end; undefined when it may go at once, `old` when nothing changes. */
function marked(
  registry: Registry,
  definition: ResourceDefinition,
  old: AnyObject,
  options: DeleteOptions,
): AnyObject | undefined {
  const grace = gracePeriod(definition, old, options);
  const finalizers = finalizersFor(definition, old, options);
  const current = old.metadata.deletionGracePeriodSeconds;
  const isMarked = old.metadata.deletionTimestamp !== undefined;
  // A grace period that runs can be shortened, never prolonged.
  const remaining = isMarked ? Math.min(current ?? 0, grace) : grace;
  if (finalizers.length === 0 && remaining === 0) return undefined;
  const metadata: ObjectMeta = { ...old.metadata, finalizers };
  if (finalizers.length === 0) delete metadata.finalizers;
  const unchanged = remaining === (current ?? 0) && sameSet(finalizers, old.metadata.finalizers ?? []);
  if (isMarked && unchanged) return old;
  metadata.deletionTimestamp = timestamp(registry.clock.now() + remaining * 1000);
  metadata.deletionGracePeriodSeconds = remaining;
  // Setting the deletion timestamp counts as a change of the desired state.
  if (!isMarked && metadata.generation !== undefined) metadata.generation++;
  return { ...old, metadata };
}

const sameSet = (a: string[], b: string[]) => a.length === b.length && a.every((item) => b.includes(item));

/** Seconds. Models kubernetes pkg/registry/core/pod strategy CheckGracefulDelete. */
function gracePeriod(definition: ResourceDefinition, old: AnyObject, options: DeleteOptions): number {
  if (definition.type.group !== '' || definition.type.resource !== 'pods') return 0;
  const { spec, status } = old as unknown as Pod;
  if (!spec.nodeName || status?.phase === 'Failed' || status?.phase === 'Succeeded') return 0;
  const asked = options.gracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30;
  return asked < 0 ? 1 : asked;
}

function finalizersFor(definition: ResourceDefinition, old: AnyObject, options: DeleteOptions): string[] {
  const finalizers = old.metadata.finalizers ?? [];
  const policy = options.propagationPolicy;
  if (policy === undefined || !collected.has(definition.type.resource)) return finalizers;
  const others = finalizers.filter((name) => name !== 'foregroundDeletion' && name !== 'orphan');
  if (policy === 'Foreground') return [...others, 'foregroundDeletion'];
  return policy === 'Orphan' ? [...others, 'orphan'] : others;
}

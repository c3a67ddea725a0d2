import type { Clock } from '../../../kube/cluster.ts';
import { errors } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import type { Allocations, ResourceDefinition } from '../definition.ts';
import type { Storage } from '../storage.ts';
import { decode } from '../request/decode.ts';
import { copyJson, deepEqual } from '../value.ts';
import { admitNewPod } from './admission.ts';
import { keyOf, prefixOf, refOf, revisionOf } from './keys.ts';
import { trackUpdate } from './managed-fields.ts';
import { generateName } from './names.ts';
import { prepareNamespace, requireNamespace } from './namespaces.ts';
import { apiVersionOf, countsGenerations, normalize, normalizeShared, timestamp } from './normalize.ts';
import type { UpdateOptions, WriteOptions } from './options.ts';
import type { Matcher } from './selectors.ts';

const maxAttempts = 8;
const modified =
  'the object has been modified; please apply your changes to the latest version and try again';

/**
 * Reads and writes objects by the rules of their definitions.
 * Models kubernetes apiserver pkg/registry/generic/registry Store.
 */
export class Registry {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly allocations: Allocations;
  readonly definitions: readonly ResourceDefinition[];

  constructor(options: {
    storage: Storage;
    clock: Clock;
    allocations: Allocations;
    definitions: readonly ResourceDefinition[];
  }) {
    this.storage = options.storage;
    this.clock = options.clock;
    this.allocations = options.allocations;
    this.definitions = options.definitions;
  }

  find(group: string, resource: string): ResourceDefinition | undefined {
    return this.definitions.find(({ type }) => type.group === group && type.resource === resource);
  }

  /** @throws StatusError 404 */
  async get(definition: ResourceDefinition, namespace: string | undefined, name: string): Promise<AnyObject> {
    const stored = await this.storage.get(keyOf(definition, namespace, name));
    if (!stored) throw errors.notFound(refOf(definition), name);
    return normalize(definition, stored);
  }

  /** The objects are shared and frozen. */
  async list(definition: ResourceDefinition, namespace: string | undefined, matches: Matcher = () => true) {
    const { items, revision } = await this.storage.list(prefixOf(definition, namespace));
    const objects = items.map((item) => normalizeShared(definition, item)).filter(matches);
    return { items: objects, revision };
  }

  /** Stores a decoded object. @throws StatusError 404, 403 for the namespace, 409, 422 */
  async create(
    definition: ResourceDefinition,
    namespace: string | undefined,
    input: AnyObject,
    options: WriteOptions,
  ): Promise<AnyObject> {
    const object = copyJson(input);
    this.fillMeta(definition, namespace, object);
    const drawn = !object.metadata.name && !!object.metadata.generateName;
    await requireNamespace(this.storage, definition, object);
    if (definition.type.group === '' && definition.type.resource === 'pods') await admitNewPod(this, object);
    this.prepareCreate(definition, object);
    for (let attempt = 1; ; attempt++) {
      if (drawn) object.metadata.name = generateName(object.metadata.generateName!);
      const stored = await this.tryCreate(definition, object, options);
      if (stored) return stored;
      const { name = '' } = object.metadata;
      if (!drawn || attempt === maxAttempts) throw errors.alreadyExists(refOf(definition), name);
    }
  }

  /** @returns undefined when the name is taken */
  private async tryCreate(definition: ResourceDefinition, input: AnyObject, options: WriteOptions) {
    const undo = definition.allocate?.(input, undefined, this.allocations);
    let done = false;
    try {
      this.validate(definition, input, definition.validate(input));
      for (const text of definition.warnings?.(input, undefined) ?? []) options.warn(text);
      const { namespace, name = '' } = input.metadata;
      const key = keyOf(definition, namespace, name);
      if (await this.storage.get(key)) return undefined;
      // Validation tells an empty list or map from an absent one; what is stored does not.
      const { object } = decode(definition.schema, input);
      const manager = this.manager(definition, options);
      object.metadata.managedFields = trackUpdate(definition.schema, undefined, object, manager);
      if (options.dryRun) return normalize(definition, object);
      const stored = await this.storage.put(key, object, 0);
      done = stored !== undefined;
      return stored && normalize(definition, stored);
    } finally {
      if (!done) undo?.();
    }
  }

  private fillMeta(definition: ResourceDefinition, namespace: string | undefined, object: AnyObject): void {
    object.metadata = { ...object.metadata };
    const { metadata } = object;
    if (definition.type.namespaced) {
      if (metadata.namespace && metadata.namespace !== namespace) {
        throw errors.badRequest(
          'the namespace of the provided object does not match the namespace sent on the request',
        );
      }
      metadata.namespace = namespace;
    } else delete metadata.namespace;
    if (metadata.resourceVersion) {
      throw errors.status(500, '', 'resourceVersion should not be set on objects to be created');
    }
    metadata.uid = crypto.randomUUID();
    metadata.creationTimestamp = timestamp(this.clock.now());
    for (const field of [
      'resourceVersion',
      'deletionTimestamp',
      'deletionGracePeriodSeconds',
      'generation',
      'managedFields',
    ] as const) {
      Reflect.deleteProperty(metadata, field);
    }
  }

  private prepareCreate(definition: ResourceDefinition, object: AnyObject): void {
    object.kind = definition.kind;
    object.apiVersion = apiVersionOf(definition);
    definition.setDefaults(object);
    definition.prepareForCreate?.(object);
    if (definition.type.resource === 'namespaces') prepareNamespace(object);
    if (countsGenerations(definition)) object.metadata.generation ??= 1;
    definition.setDefaults(object);
  }

  private validate(
    definition: ResourceDefinition,
    object: AnyObject,
    found: ReturnType<ResourceDefinition['validate']>,
  ) {
    const causes = [...found];
    const { name = '', generateName: prefix } = object.metadata;
    if (name === '' && !prefix && !causes.some((cause) => cause.field === 'metadata.name')) {
      causes.unshift({
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
        field: 'metadata.name',
      });
    }
    if (causes.length > 0) throw errors.invalid(definition.kind, definition.type.group, name, causes);
  }

  /**
   * Rewrites an object with what `change` makes of it, again and again while others write in between,
   * unless the change names a resourceVersion. Without a difference nothing is written.
   * @throws StatusError 404, 409, 422, and whatever `change` throws
   */
  async update(
    definition: ResourceDefinition,
    namespace: string | undefined,
    name: string,
    change: (old: AnyObject) => AnyObject | Promise<AnyObject>,
    options: UpdateOptions,
  ): Promise<AnyObject> {
    const key = keyOf(definition, namespace, name);
    for (;;) {
      const raw = await this.storage.get(key);
      if (!raw) throw errors.notFound(refOf(definition), name);
      const old = normalize(definition, raw);
      const proposed = copyJson(await change(copyJson(old)));
      const version = proposed.metadata.resourceVersion;
      if (version && version !== '0' && Number(version) !== revisionOf(old)) {
        throw errors.conflict(refOf(definition), name, modified);
      }
      const result = await this.tryUpdate(definition, key, old, proposed, options);
      if (result) return result;
    }
  }

  private async tryUpdate(
    definition: ResourceDefinition,
    key: string,
    old: AnyObject,
    proposed: AnyObject,
    options: UpdateOptions,
  ): Promise<AnyObject | undefined> {
    const object = this.prepareUpdate(definition, old, proposed, options.subresource);
    const undo = options.subresource ? undefined : definition.allocate?.(object, old, this.allocations);
    let done = false;
    try {
      const { subresource } = options;
      // The rules of an update are for the object and its status; binding and the like may do what those forbid.
      const isPart = subresource === undefined || subresource === 'status';
      const own = subresource === undefined ? undefined : definition.parts?.[subresource];
      const causes =
        own?.validate(object, old) ??
        (isPart ? definition.validateUpdate(object, old) : definition.validate(object));
      this.validate(definition, object, causes);
      const warnings = subresource === undefined ? definition.warnings?.(object, old) : undefined;
      for (const text of warnings ?? []) options.warn(text);
      if (!options.keepManagedFields) {
        const manager = this.manager(definition, options);
        object.metadata.managedFields = trackUpdate(definition.schema, old, object, manager);
      }
      if (sameButForTimes(object, old)) {
        done = true;
        return old;
      }
      if (options.dryRun) return object;
      const stored = await this.storage.put(key, object, revisionOf(old));
      done = stored !== undefined;
      if (!stored) return undefined;
      return await this.finishDeletion(definition, key, normalize(definition, stored));
    } finally {
      if (!done) undo?.();
    }
  }

  private prepareUpdate(
    definition: ResourceDefinition,
    old: AnyObject,
    proposed: AnyObject,
    subresource: string | undefined,
  ): AnyObject {
    const object = limitedTo(definition, subresource, old, proposed);
    const { metadata: was } = old;
    const uid = object.metadata.uid;
    if (uid && uid !== was.uid) {
      const text = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${was.uid ?? ''}`;
      throw errors.conflict(refOf(definition), was.name ?? '', text);
    }
    object.metadata = {
      ...object.metadata,
      name: was.name,
      uid: was.uid,
      creationTimestamp: was.creationTimestamp,
      resourceVersion: was.resourceVersion,
    };
    for (const field of [
      'namespace',
      'generation',
      'generateName',
      'deletionTimestamp',
      'deletionGracePeriodSeconds',
    ] as const) {
      restore(object.metadata, was, field);
    }
    if (subresource === undefined) {
      if (definition.subresources.includes('status')) restore(object, old, 'status');
      definition.setDefaults(object);
      definition.prepareForUpdate?.(object, old);
    } else definition.parts?.[subresource]?.prepareForUpdate(object, old);
    definition.setDefaults(object);
    return object;
  }

  /** An object that was only waiting for its last finalizer goes away with it. */
  private async finishDeletion(
    definition: ResourceDefinition,
    key: string,
    object: AnyObject,
  ): Promise<AnyObject> {
    const { deletionTimestamp, finalizers, deletionGracePeriodSeconds } = object.metadata;
    if (deletionTimestamp === undefined || (finalizers ?? []).length > 0) return object;
    const waits =
      definition.type.resource === 'namespaces'
        ? ((object.spec as { finalizers?: string[] } | undefined)?.finalizers ?? []).length > 0
        : (deletionGracePeriodSeconds ?? 0) > 0;
    if (!waits) await this.remove(definition, key, object);
    return object;
  }

  /** Keys of objects that were taken out here and whose event has not been seen yet. */
  readonly removing = new Set<string>();

  /** Takes an object out of the store for good. @returns whether nobody was faster */
  async remove(definition: ResourceDefinition, key: string, object: AnyObject): Promise<boolean> {
    if (definition.release) this.removing.add(key);
    const revision = await this.storage.delete(key, revisionOf(object));
    if (revision === undefined) {
      this.removing.delete(key);
      return false;
    }
    definition.release?.(object, this.allocations);
    return true;
  }

  manager(definition: ResourceDefinition, options: UpdateOptions) {
    return {
      name: options.manager,
      apiVersion: apiVersionOf(definition),
      time: timestamp(this.clock.now()),
      ...(options.subresource ? { subresource: options.subresource } : {}),
    };
  }
}

/** What a subresource may write of the object; the rest stays as it was. */
function limitedTo(
  definition: ResourceDefinition,
  subresource: string | undefined,
  old: AnyObject,
  proposed: AnyObject,
): AnyObject {
  const { metadata, status } = proposed;
  const own = subresource === undefined ? undefined : definition.parts?.[subresource];
  if (own) return own.take(old, proposed);
  if (subresource === 'status') return { ...old, metadata, status };
  return proposed;
}

function restore<T extends object>(target: T, source: T, field: keyof T): void {
  if (source[field] === undefined) Reflect.deleteProperty(target, field);
  else target[field] = source[field];
}

function sameButForTimes(a: AnyObject, b: AnyObject): boolean {
  const bare = (object: AnyObject) => ({
    ...object,
    metadata: {
      ...object.metadata,
      managedFields: (object.metadata.managedFields ?? []).map((entry) => ({
        ...(entry as object),
        time: undefined,
      })),
    },
  });
  return deepEqual(bare(a), bare(b));
}

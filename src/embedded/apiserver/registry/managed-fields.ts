import type { AnyObject } from '../../../kube/types.ts';
import type { FieldSchema, StructSchema } from '../schema/types.ts';
import { deepEqual, isObject, type JsonObject } from '../value.ts';

/** Fields by path. A path is the elements of FieldsV1 (`f:spec`, `k:{"port":80}`, `.`) joined by tabs. */
export type Fields = Map<string, unknown>;

export interface ManagedEntry {
  manager: string;
  operation: 'Update' | 'Apply';
  apiVersion: string;
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: JsonObject;
  subresource?: string;
}

const separator = '\t';

// What the server itself sets belongs to nobody.
const unmanagedMeta = new Set([
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generateName',
  'selfLink',
  'managedFields',
]);

// Maps that the API declares atomic; FieldSchema has no mark for it.
const atomicMaps = new Set(['selector', 'nodeSelector']);
const atomicStructs = new Set([
  'LabelSelector',
  'ObjectReference',
  'SecretKeySelector',
  'ConfigMapKeySelector',
]);

/** Every field that an object sets, with its value. Models structured-merge-diff's typed.ToFieldSet. */
export function fieldsOf(schema: StructSchema, object: AnyObject): Fields {
  const fields: Fields = new Map();
  for (const [key, value] of Object.entries(object)) {
    const field = schema.fields[key];
    if (!field || value === undefined || key === 'apiVersion' || key === 'kind') continue;
    if (key === 'metadata' && isObject(value)) {
      const kept = Object.entries(value).filter(([name]) => !unmanagedMeta.has(name));
      collect(field, Object.fromEntries(kept), 'f:metadata', key, fields);
    } else collect(field, value, `f:${key}`, key, fields);
  }
  return fields;
}

function collect(field: FieldSchema, value: unknown, path: string, name: string, into: Fields): void {
  const below = (element: string) => path + separator + element;
  if (field.type === 'struct' && isObject(value) && !atomicStructs.has(field.struct!().goName)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0 && path !== 'f:metadata') into.set(path, value);
    for (const [key, item] of entries) {
      const child = field.struct!().fields[key];
      if (child) collect(child, item, below(`f:${key}`), key, into);
    }
  } else if (field.type === 'map' && isObject(value) && !atomicMaps.has(name)) {
    into.set(below('.'), undefined);
    for (const [key, item] of Object.entries(value))
      collect(field.items!, item, below(`f:${key}`), key, into);
  } else if (field.type === 'list' && Array.isArray(value) && field.listMapKeys) {
    into.set(below('.'), undefined);
    for (const item of value) {
      const element = below(keyElement(field.listMapKeys, item));
      into.set(element + separator + '.', undefined);
      collect(field.items!, item, element, name, into);
    }
  } else if (isSet(field) && Array.isArray(value)) {
    into.set(below('.'), undefined);
    for (const item of value) into.set(below(`v:${JSON.stringify(item)}`), item);
  } else into.set(path, value);
}

export const isSet = (field: FieldSchema): boolean =>
  field.type === 'list' &&
  field.patchStrategy === 'merge' &&
  field.mergeKey === undefined &&
  !field.listMapKeys;

export function keyElement(keys: readonly string[], item: unknown): string {
  const object = isObject(item) ? item : {};
  const values = [...keys].sort().map((key) => [key, object[key] ?? (key === 'protocol' ? 'TCP' : '')]);
  return `k:${JSON.stringify(Object.fromEntries(values))}`;
}

export function toTree(paths: Iterable<string>): JsonObject {
  const tree: JsonObject = {};
  for (const path of [...paths].sort()) {
    let node = tree;
    for (const element of path.split(separator)) node = (node[element] ??= {}) as JsonObject;
  }
  return tree;
}

export function fromTree(tree: JsonObject, prefix = '', into = new Set<string>()): Set<string> {
  for (const [element, child] of Object.entries(tree)) {
    const path = prefix === '' ? element : prefix + separator + element;
    if (isObject(child) && Object.keys(child).length > 0) fromTree(child, path, into);
    else into.add(path);
  }
  return into;
}

export function entriesOf(object: AnyObject | undefined): ManagedEntry[] {
  return (object?.metadata.managedFields ?? []) as ManagedEntry[];
}

export interface Manager {
  name: string;
  apiVersion: string;
  time: string;
  subresource?: string;
}

/**
 * managedFields after an update by `manager`: what it changed is its own now, and nobody else's.
 * Models structured-merge-diff's Updater.Update.
 */
export function trackUpdate(
  schema: StructSchema,
  old: AnyObject | undefined,
  object: AnyObject,
  manager: Manager,
): ManagedEntry[] {
  const before = old ? fieldsOf(schema, old) : new Map<string, unknown>();
  const after = fieldsOf(schema, object);
  const changed = new Set<string>();
  for (const [path, value] of after) {
    if (!before.has(path) || !deepEqual(before.get(path), value)) changed.add(path);
  }
  const isOwn = (entry: ManagedEntry) =>
    entry.manager === manager.name &&
    entry.operation === 'Update' &&
    (entry.subresource ?? '') === (manager.subresource ?? '');
  const kept: ManagedEntry[] = [];
  let own: ManagedEntry | undefined;
  for (const entry of entriesOf(old)) {
    const paths = [...fromTree(entry.fieldsV1)].filter(
      (path) => after.has(path) && (isOwn(entry) || !changed.has(path)),
    );
    if (isOwn(entry)) own = { ...entry, fieldsV1: toTree(paths) };
    else if (paths.length > 0) kept.push({ ...entry, fieldsV1: toTree(paths) });
  }
  if (changed.size === 0) return own && Object.keys(own.fieldsV1).length > 0 ? sorted([...kept, own]) : kept;
  const paths = new Set([...(own ? fromTree(own.fieldsV1) : []), ...changed]);
  return sorted([...kept, entryOf('Update', manager, paths)]);
}

export function entryOf(
  operation: 'Update' | 'Apply',
  manager: Manager,
  paths: Iterable<string>,
): ManagedEntry {
  return {
    manager: manager.name,
    operation,
    apiVersion: manager.apiVersion,
    time: manager.time,
    fieldsType: 'FieldsV1',
    fieldsV1: toTree(paths),
    ...(manager.subresource ? { subresource: manager.subresource } : {}),
  };
}

/** Apply entries first, then by time, as the API lists them. */
export function sorted(entries: ManagedEntry[]): ManagedEntry[] {
  const rank = (entry: ManagedEntry) => (entry.operation === 'Apply' ? '0' : '1') + (entry.time ?? '');
  return entries.sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

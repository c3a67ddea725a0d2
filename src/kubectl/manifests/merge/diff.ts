import { deepEqual, goJson, isRecord } from '../gojson.ts';
import type { FieldMerge, MergeSchema } from './schema.ts';

export type Fields = Record<string, unknown>;

interface DiffOptions {
  ignoreDeletions?: boolean;
  ignoreChangesAndAdditions?: boolean;
  retainKeys?: boolean;
}

/** The strategic merge patch that turns one object into another. */
export function twoWayPatch(original: Fields, modified: Fields, schema: MergeSchema): Fields {
  return diffMaps(original, modified, schema, {});
}

/**
 * The strategic merge patch of `kubectl apply`: what the manifest now says and
 * the server does not have, and what the last manifest said and this one no longer does.
 * Models apimachinery pkg/util/strategicpatch CreateThreeWayMergePatch.
 */
export function threeWayPatch(
  original: Fields,
  modified: Fields,
  current: Fields,
  schema: MergeSchema,
): Fields {
  const delta = diffMaps(current, modified, schema, { ignoreDeletions: true });
  const deletions = diffMaps(original, modified, schema, { ignoreChangesAndAdditions: true });
  return joinPatches(deletions, delta, schema);
}

/** The JSON merge patch of `kubectl apply` for kinds without strategic merge. Models jsonmergepatch. */
export function threeWayJsonPatch(original: Fields, modified: Fields, current: Fields): Fields {
  const delta = mergePatch(current, modified, { ignoreDeletions: true });
  const deletions = mergePatch(original, modified, { ignoreChangesAndAdditions: true });
  return joinPatches(deletions, delta, {});
}

/** The JSON merge patch (RFC 7386) between two objects. */
export function mergePatch(original: Fields, modified: Fields, options: DiffOptions = {}): Fields {
  return diffMaps(original, modified, {}, options);
}

function diffMaps(original: Fields, modified: Fields, schema: MergeSchema, options: DiffOptions): Fields {
  const patch: Fields = {};
  for (const [key, value] of Object.entries(modified)) {
    const old = original[key];
    if (isRecord(old) && isRecord(value)) {
      const { of = {}, retainKeys = false } = schema[key] ?? {};
      const inner = diffMaps(old, value, of, { ...options, retainKeys });
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (Array.isArray(old) && Array.isArray(value) && schema[key]?.mergeBy !== undefined) {
      diffLists(key, old, value, schema[key], options, patch);
    } else if (!options.ignoreChangesAndAdditions && !(key in original && deepEqual(old, value))) {
      patch[key] = value;
    }
  }
  if (!options.ignoreDeletions) {
    for (const key of Object.keys(original)) if (!(key in modified)) patch[key] = null;
  }
  const hasNewField = Object.keys(modified).some((key) => !(key in original));
  if (options.retainKeys && Object.keys(patch).length > 0 && hasNewField) {
    patch.$retainKeys = Object.keys(modified).sort();
  }
  return patch;
}

function diffLists(
  key: string,
  original: unknown[],
  modified: unknown[],
  field: FieldMerge,
  options: DiffOptions,
  patch: Fields,
): void {
  if (original.length === 0) {
    if (modified.length > 0 && !options.ignoreChangesAndAdditions) patch[key] = modified;
    return;
  }
  const { mergeBy = '' } = field;
  if (mergeBy === '') return diffScalars(key, original, modified, options, patch);
  const oldItems = original.filter(isRecord);
  const newItems = modified.filter(isRecord);
  const changes: unknown[] = [];
  // Items may share a key (CoreDNS has port 53 twice, for UDP and TCP): they are paired in order.
  const unpaired = [...oldItems];
  for (const item of newItems) {
    const at = unpaired.findIndex((each) => keyOf(each, mergeBy) === keyOf(item, mergeBy));
    const [old] = at < 0 ? [] : unpaired.splice(at, 1);
    if (old) {
      const inner = diffMaps(old, item, field.of ?? {}, {
        ...options,
        retainKeys: field.retainKeys ?? false,
      });
      if (Object.keys(inner).length > 0) changes.push({ ...inner, [mergeBy]: item[mergeBy] });
    } else if (!options.ignoreChangesAndAdditions) changes.push(item);
  }
  const kept = new Set(newItems.map((item) => keyOf(item, mergeBy)));
  if (!options.ignoreDeletions) {
    for (const item of oldItems) {
      if (!kept.has(keyOf(item, mergeBy))) changes.push({ $patch: 'delete', [mergeBy]: item[mergeBy] });
    }
  }
  if (changes.length > 0) patch[key] = changes;
  const oldOrder = oldItems.map((item) => keyOf(item, mergeBy)).filter((each) => kept.has(each));
  const newOrder = newItems.map((item) => keyOf(item, mergeBy)).filter((each) => oldOrder.includes(each));
  const moved = !options.ignoreChangesAndAdditions && !deepEqual(oldOrder, newOrder);
  if (changes.length > 0 || moved) {
    patch[`$setElementOrder/${key}`] = newItems.map((item) => ({ [mergeBy]: item[mergeBy] }));
  }
}

function diffScalars(
  key: string,
  original: unknown[],
  modified: unknown[],
  options: DiffOptions,
  patch: Fields,
): void {
  const added = options.ignoreChangesAndAdditions ? [] : modified.filter((item) => !original.includes(item));
  const removed = options.ignoreDeletions ? [] : original.filter((item) => !modified.includes(item));
  if (added.length > 0) patch[key] = added;
  if (removed.length > 0) patch[`$deleteFromPrimitiveList/${key}`] = removed;
  if (added.length > 0 || removed.length > 0) patch[`$setElementOrder/${key}`] = modified;
}

function keyOf(item: Fields, mergeBy: string): string {
  return goJson(item[mergeBy] ?? null);
}

/** Joins the patch of deletions and the one of changes; both come from the same modified object. */
function joinPatches(deletions: Fields, delta: Fields, schema: MergeSchema): Fields {
  const joined: Fields = { ...deletions };
  for (const [key, value] of Object.entries(delta)) {
    const other = joined[key];
    const field = schema[key];
    if (isRecord(other) && isRecord(value)) joined[key] = joinPatches(other, value, field?.of ?? {});
    else if (Array.isArray(other) && Array.isArray(value) && field?.mergeBy) {
      joined[key] = joinLists(other.filter(isRecord), value.filter(isRecord), field.mergeBy, field.of ?? {});
    } else joined[key] = value;
  }
  return joined;
}

function joinLists(deletions: Fields[], delta: Fields[], mergeBy: string, of: MergeSchema): Fields[] {
  const joined = delta.map((item) => {
    const other = deletions.find((each) => keyOf(each, mergeBy) === keyOf(item, mergeBy));
    return other ? joinPatches(other, item, of) : item;
  });
  const known = new Set(delta.map((item) => keyOf(item, mergeBy)));
  return [...joined, ...deletions.filter((item) => !known.has(keyOf(item, mergeBy)))];
}

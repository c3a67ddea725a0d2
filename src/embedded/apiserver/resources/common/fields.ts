import type { AnyObject } from '../../../../kube/types.ts';
import { deepEqual, isObject } from '../../value.ts';

/** The object's spec, made if absent. The caller names the type that its schema has already enforced. */
export function specOf<T extends object>(object: AnyObject): T {
  if (!isObject(object['spec'])) object['spec'] = {};
  return object['spec'] as T;
}

export function statusOf<T extends object>(object: AnyObject): Partial<T> {
  return (isObject(object['status']) ? object['status'] : {}) as Partial<T>;
}

/** Sets each field that is absent, null or (for strings) empty. */
export function setDefault<T extends object, K extends keyof T>(target: T, key: K, value: T[K] & {}): void {
  const current = target[key];
  if (current === undefined || current === null || current === '') target[key] = value;
}

/**
 * Removes fields that Go leaves out when it writes an object: empty strings, zeros, false, empty lists and
 * maps. Only for fields that are no pointers in the API.
 */
export function dropEmpty<T extends object>(target: T, keys: readonly (keyof T)[]): void {
  for (const key of keys) {
    const value: unknown = target[key];
    const empty =
      value === null ||
      value === '' ||
      value === 0 ||
      value === false ||
      (Array.isArray(value) && value.length === 0) ||
      (isObject(value) && Object.keys(value).length === 0);
    if (empty) Reflect.deleteProperty(target, key);
  }
}

/** Status belongs to controllers: a creator's is dropped. */
export function dropStatus(object: AnyObject): void {
  delete object['status'];
}

/** Status belongs to controllers: an updater of the object itself leaves it as it was. */
export function keepStatus(object: AnyObject, old: AnyObject): void {
  if (old['status'] === undefined) delete object['status'];
  else object['status'] = structuredClone(old['status']);
}

/** The first state has generation 1. */
export function startGeneration(object: AnyObject): void {
  object.metadata.generation = 1;
}

/** Counts up when the wanted state changed. */
export function bumpGeneration(object: AnyObject, old: AnyObject, field = 'spec'): void {
  const before = old.metadata.generation ?? 0;
  const generation = deepEqual(object[field], old[field]) ? before : before + 1;
  if (generation > 0) object.metadata.generation = generation;
}

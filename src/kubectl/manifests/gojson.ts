import { toJson } from '../output/json.ts';

/** JSON on one line as Go's encoding/json writes it: keys of maps sorted. */
export function goJson(value: unknown): string {
  return toJson(value, 0);
}

/** Name of a JSON type in Go's decoding errors. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

export function deepEqual(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === typeof b && goJson(a) === goJson(b));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A copy of an object that lacks some of its fields. */
export function without<T extends object>(object: T, drop: (key: string) => boolean): T {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !drop(key))) as T;
}

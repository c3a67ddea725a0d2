import type { AnyObject } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import type { FieldSchema, StructSchema } from '../schema/types.ts';
import { copyJson, deepFreeze, isObject, type JsonObject } from '../value.ts';

/** `v1` or `apps/v1`. */
export function apiVersionOf({ type }: ResourceDefinition): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

/** Kinds whose strategy counts generations from the first write on. */
const generationKinds = new Set([
  'Pod',
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
  'EndpointSlice',
  'Ingress',
  'IngressClass',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'ReplicationController',
]);

export const countsGenerations = (definition: ResourceDefinition) => generationKinds.has(definition.kind);

/**
 * An object as the API shows it, whoever wrote it. The engine's own controllers store objects without
 * defaults and with fractions of seconds.
 */
export function normalize(definition: ResourceDefinition, stored: AnyObject): AnyObject {
  const object = {
    ...copyJson(stored),
    kind: definition.kind,
    apiVersion: apiVersionOf(definition),
  } as AnyObject;
  object.metadata ??= {};
  if (definition.type.namespaced) object.metadata.namespace ??= 'default';
  truncateTimes(definition.schema, object);
  if (countsGenerations(definition)) object.metadata.generation ??= 1;
  definition.setDefaults(object);
  return object;
}

const shown = new WeakMap<AnyObject, AnyObject>();

/** Like normalize, but made once for what the storage hands out again and again: shared and frozen. */
export function normalizeShared(definition: ResourceDefinition, stored: AnyObject): AnyObject {
  let object = shown.get(stored);
  if (!object) {
    object = deepFreeze(normalize(definition, stored));
    shown.set(stored, object);
  }
  return object;
}

function truncateTimes(schema: StructSchema, object: JsonObject): void {
  for (const [key, value] of Object.entries(object)) {
    const field = schema.fields[key];
    if (!field || value === null || value === undefined) continue;
    object[key] = truncated(field, value);
  }
}

function truncated(field: FieldSchema, value: unknown): unknown {
  if (field.type === 'time' && typeof value === 'string') {
    return field.goType?.includes('Micro') ? microTime(value) : value.replace(/\.\d+(?=Z|[+-])/, '');
  }
  if (field.type === 'struct' && isObject(value)) truncateTimes(field.struct!(), value);
  else if (field.type === 'list' && Array.isArray(value))
    return value.map((item) => truncated(field.items!, item));
  else if (field.type === 'map' && isObject(value) && field.items!.type === 'struct') {
    for (const key of Object.keys(value)) value[key] = truncated(field.items!, value[key]);
  }
  return value;
}

function microTime(value: string): string {
  const [, seconds, fraction = '', zone] = /^([^.Z+]+)(?:\.(\d+))?(.*)$/.exec(value) ?? [];
  return seconds === undefined ? value : `${seconds}.${fraction.padEnd(6, '0').slice(0, 6)}${zone || 'Z'}`;
}

/** Whole seconds, as metav1.Time is written. @param ms milliseconds since the epoch */
export function timestamp(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

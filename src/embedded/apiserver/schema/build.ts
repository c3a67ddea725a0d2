import type { FieldSchema, StructSchema } from './types.ts';

/** What a field may say beside its type. */
export type FieldOptions = Partial<Omit<FieldSchema, 'type' | 'struct' | 'items'>>;

const scalar =
  (type: FieldSchema['type'], goType: string) =>
  (options: FieldOptions = {}): FieldSchema => ({ type, goType, ...options });

export const string = scalar('string', 'string');
export const int32 = scalar('int32', 'int32');
export const int64 = scalar('int64', 'int64');
export const boolean = scalar('boolean', 'bool');
/** Go decodes what is no string here as an int32, and says so. */
export const intOrString = scalar('intOrString', 'int32');
export const quantity = scalar('quantity', 'resource.Quantity');
export const time = scalar('time', 'v1.Time');
export const any = scalar('any', 'interface {}');

export function struct(schema: StructSchema, options: FieldOptions = {}): FieldSchema {
  return { type: 'struct', struct: () => schema, goType: `v1.${schema.goName}`, ...options };
}

/** A list of scalars or of structs: `list(string())`, `list(ServicePort, …)`. */
export function list(items: FieldSchema | StructSchema, options: FieldOptions = {}): FieldSchema {
  const field = 'fields' in items ? struct(items) : items;
  return { type: 'list', items: field, goType: `[]${field.goType ?? field.type}`, ...options };
}

export function map(items: FieldSchema | StructSchema, options: FieldOptions = {}): FieldSchema {
  const field = 'fields' in items ? struct(items) : items;
  return { type: 'map', items: field, goType: `map[string]${field.goType ?? field.type}`, ...options };
}

/** A list that strategic merge patch and server-side apply both join by `key`. */
export function keyedList(items: StructSchema, key: string, options: FieldOptions = {}): FieldSchema {
  return list(items, { patchStrategy: 'merge', mergeKey: key, listMapKeys: [key], ...options });
}

/** A set of names for server-side apply and strategic merge (finalizers and the like). */
export function mergedNames(options: FieldOptions = {}): FieldSchema {
  return list(string(), { patchStrategy: 'merge', ...options });
}

export const strings = (options: FieldOptions = {}) => list(string(), options);
export const stringMap = (options: FieldOptions = {}) => map(string(), options);

/** @param name OpenAPI name; its last part is Go's */
export function define(
  name: string,
  fields: Record<string, FieldSchema>,
  description?: string,
): StructSchema {
  const goName = name.slice(name.lastIndexOf('.') + 1);
  return { name, goName, fields, ...(description === undefined ? {} : { description }) };
}

/** The same fields with texts by field name added. A text for a field that is not there is a mistake. */
export function describeFields(
  fields: Record<string, FieldSchema>,
  texts: Record<string, string>,
): Record<string, FieldSchema> {
  const result = { ...fields };
  for (const [name, description] of Object.entries(texts)) {
    const field = fields[name];
    if (!field) throw new Error(`a description for ${name}, which is no field`);
    result[name] = { ...field, description };
  }
  return result;
}

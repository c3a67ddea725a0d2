import { errors } from '../../../kube/status.ts';
import type { FieldSchema, StructSchema } from '../schema/types.ts';
import { deepEqual, isObject, type JsonObject } from '../value.ts';
import { goPrint } from '../request/go-json.ts';

const orderPrefix = '$setElementOrder/';
const deletePrefix = '$deleteFromPrimitiveList/';

/**
 * Strategic merge patch: lists of the API that have a merge key are joined by it.
 * Models kubernetes apimachinery pkg/util/strategicpatch.
 * @throws StatusError for an element without its merge key or a directive that cannot be read
 */
export function strategicMerge(
  schema: StructSchema | undefined,
  original: JsonObject,
  patch: JsonObject,
): JsonObject {
  const directive = patch['$patch'];
  if (directive === 'replace') return withoutDirectives(patch) as JsonObject;
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') {
    throw errors.badRequest(`Unknown patch type found: ${goPrint(directive)}`);
  }
  const result = retained(original, patch['$retainKeys']);
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith(deletePrefix)) removeValues(result, key.slice(deletePrefix.length), value);
    else if (!key.startsWith('$')) mergeField(schema?.fields[key], result, key, value);
  }
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(orderPrefix)) continue;
    const name = key.slice(orderPrefix.length);
    const list = result[name];
    if (!Array.isArray(list) || !Array.isArray(order)) continue;
    const { mergeKey } = schema?.fields[name] ?? {};
    const before = original[name];
    result[name] = ordered(list, order, Array.isArray(before) ? before : [], mergeKey);
  }
  return result;
}

function mergeField(field: FieldSchema | undefined, result: JsonObject, key: string, value: unknown): void {
  const current = result[key];
  if (value === null) Reflect.deleteProperty(result, key);
  else if (isObject(value)) {
    const inner = field?.type === 'struct' ? field.struct!() : undefined;
    if (isObject(current)) result[key] = strategicMerge(inner, current, value);
    else if (value['$patch'] === 'delete') Reflect.deleteProperty(result, key);
    else result[key] = withoutDirectives(value);
  } else if (Array.isArray(value) && field?.patchStrategy === 'merge') {
    const list = Array.isArray(current) ? current : [];
    const merged =
      field.mergeKey !== undefined
        ? mergeList(field, list, value, field.mergeKey)
        : [...list, ...value.filter((item) => !list.some((other) => deepEqual(item, other)))];
    // What the patch brings comes before what only the server had.
    result[key] = ordered(merged, value, list, field.mergeKey);
  } else result[key] = withoutDirectives(value);
}

function mergeList(field: FieldSchema, original: unknown[], patch: unknown[], mergeKey: string): unknown[] {
  const items = patch.map((item) => {
    if (!isObject(item)) {
      throw errors.badRequest('unable to apply strategic merge patch: a list of objects was expected');
    }
    return item;
  });
  const replacing = items.some((item) => item['$patch'] === 'replace' && item[mergeKey] === undefined);
  if (replacing) return withoutDirectives(items.filter((item) => item[mergeKey] !== undefined)) as unknown[];
  let result = [...original];
  const inner = field.items?.type === 'struct' ? field.items.struct!() : undefined;
  for (const item of items) {
    const key = item[mergeKey];
    if (key === undefined) {
      // The real server passes this error on as it is, as a 500 without a reason.
      throw errors.status(500, '', `map: ${goPrint(item)} does not contain declared merge key: ${mergeKey}`);
    }
    const at = result.findIndex((other) => isObject(other) && other[mergeKey] === key);
    if (item['$patch'] === 'delete')
      result = result.filter((other) => !isObject(other) || other[mergeKey] !== key);
    else if (at < 0) result.push(withoutDirectives(item));
    else result[at] = strategicMerge(inner, result[at] as JsonObject, item);
  }
  return result;
}

function retained(original: JsonObject, keys: unknown): JsonObject {
  if (!Array.isArray(keys)) return { ...original };
  return Object.fromEntries(Object.entries(original).filter(([key]) => keys.includes(key)));
}

function removeValues(result: JsonObject, key: string, values: unknown): void {
  const list = result[key];
  if (Array.isArray(list) && Array.isArray(values))
    result[key] = list.filter((item) => !values.includes(item));
}

/** What remains of new content: no nulls, no directives. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((item) => !isObject(item) || item['$patch'] !== 'delete').map(withoutDirectives);
  }
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key, item]) => item !== null && !key.startsWith('$'));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutDirectives(item)]));
}

/** Puts a merged list into the order that the patch names; what only the server had keeps its place among them. */
function ordered(
  list: unknown[],
  order: unknown[],
  original: unknown[],
  mergeKey: string | undefined,
): unknown[] {
  const keyOf = (item: unknown) => (mergeKey !== undefined && isObject(item) ? item[mergeKey] : item);
  const wanted = order.map(keyOf);
  const before = original.map(keyOf);
  const named = list
    .filter((item) => wanted.includes(keyOf(item)))
    .sort((a, b) => wanted.indexOf(keyOf(a)) - wanted.indexOf(keyOf(b)));
  const others = list.filter((item) => !wanted.includes(keyOf(item)));
  const result: unknown[] = [];
  while (named.length > 0 && others.length > 0) {
    const left = before.indexOf(keyOf(named[0]));
    const right = before.indexOf(keyOf(others[0]));
    result.push(left >= 0 && right >= 0 && right < left ? others.shift() : named.shift());
  }
  return [...result, ...named, ...others];
}

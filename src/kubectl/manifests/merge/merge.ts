import { isRecord, without } from '../gojson.ts';
import type { Fields } from './diff.ts';
import type { MergeSchema } from './schema.ts';

/**
 * An object after a strategic merge patch, for what kubectl shows without asking the server.
 * Models apimachinery pkg/util/strategicpatch StrategicMergeMapPatch.
 */
export function strategicMerge(object: Fields, patch: Fields, schema: MergeSchema): Fields {
  if (patch.$patch === 'replace') return withoutDirectives(patch);
  if (patch.$patch === 'delete') return {};
  const { $retainKeys: retained } = patch;
  const merged: Fields = without(
    object,
    (key) => patch[key] === null || (Array.isArray(retained) && !retained.includes(key)),
  );
  for (const [key, value] of Object.entries(patch)) {
    const removal = /^\$deleteFromPrimitiveList\/(.*)$/.exec(key)?.[1];
    if (removal !== undefined && Array.isArray(value) && Array.isArray(merged[removal])) {
      merged[removal] = merged[removal].filter((item) => !value.includes(item));
    }
    if (key.startsWith('$') || value === null) continue;
    const field = schema[key] ?? {};
    const old = merged[key];
    if (isRecord(value)) merged[key] = strategicMerge(isRecord(old) ? old : {}, value, field.of ?? {});
    else if (Array.isArray(value) && field.mergeBy !== undefined) {
      const server: unknown[] = Array.isArray(old) ? old : [];
      const list = mergeLists(server, value, field.mergeBy, field.of ?? {});
      const order = patch[`$setElementOrder/${key}`];
      merged[key] = inOrder(list, server, Array.isArray(order) ? order : value, field.mergeBy);
    } else merged[key] = value;
  }
  return merged;
}

function mergeLists(old: unknown[], patch: unknown[], mergeBy: string, of: MergeSchema): unknown[] {
  if (mergeBy === '') return [...old, ...patch.filter((item) => !old.includes(item))];
  if (patch.some((item) => isRecord(item) && item.$patch === 'replace')) {
    return patch.filter((item) => !(isRecord(item) && item.$patch === 'replace'));
  }
  const merged = [...old];
  for (const item of patch) {
    if (!isRecord(item)) continue;
    const at = merged.findIndex((each) => isRecord(each) && each[mergeBy] === item[mergeBy]);
    if (item.$patch === 'delete') {
      if (at >= 0) merged.splice(at, 1);
    } else if (at >= 0) merged[at] = strategicMerge(merged[at] as Fields, item, of);
    else merged.push(withoutDirectives(item));
  }
  return merged;
}

/**
 * Elements that the patch orders come in that order, the others in the server's; where the server
 * knows no order between two of them, the patch's comes first.
 * Models apimachinery pkg/util/strategicpatch normalizeElementOrder.
 */
function inOrder(list: unknown[], server: unknown[], order: unknown[], mergeBy: string): unknown[] {
  if (mergeBy === '') return list;
  const keyOf = (item: unknown) => (isRecord(item) ? item[mergeBy] : undefined);
  const keys = order.map(keyOf);
  const serverKeys = server.map(keyOf);
  const named = list.filter((item) => keys.includes(keyOf(item)));
  named.sort((a, b) => keys.indexOf(keyOf(a)) - keys.indexOf(keyOf(b)));
  const others = list.filter((item) => !keys.includes(keyOf(item)));
  const result: unknown[] = [];
  while (named.length > 0 && others.length > 0) {
    const [other, first] = [serverKeys.indexOf(keyOf(others[0])), serverKeys.indexOf(keyOf(named[0]))];
    result.push(other >= 0 && first >= 0 && other < first ? others.shift() : named.shift());
  }
  return [...result, ...named, ...others];
}

function withoutDirectives(patch: Fields): Fields {
  return Object.fromEntries(
    Object.entries(patch).filter(([key, value]) => !key.startsWith('$') && value !== null),
  );
}

import type { AnyObject, Table } from '../../../kube/types.ts';
import { CommandError } from '../../command.ts';
import { JsonPath, relaxedPath } from '../../output/jsonpath.ts';

/** --sort-by on objects. Models kubectl pkg/cmd/get SortingPrinter: what lacks the field comes first. */
export function sortObjects<T extends AnyObject>(items: readonly T[], by: string): T[] {
  if (by === '' || items.length === 0) return [...items];
  return order(items, (item) => item, by);
}

export function sortedTable(table: Table, by: string): Table {
  if (by === '' || table.rows.length === 0) return table;
  return { ...table, rows: order(table.rows, (row) => row.object, by) };
}

function order<T>(items: readonly T[], objectOf: (item: T) => unknown, by: string): T[] {
  const path = new JsonPath(relaxedPath(by));
  const keyed = items.map((item) => ({ item, key: path.find(objectOf(item)).flat()[0] }));
  if (keyed.every(({ key }) => key === undefined)) {
    throw new CommandError(`couldn't find any field with path "${relaxedPath(by)}" in the list of objects`);
  }
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ item }) => item);
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === undefined || a === null) return -1;
  if (b === undefined || b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return naturalCompare(String(a as string), String(b as string));
}

/** Texts with digits compare as numbers. Models github.com/fvbommel/sortorder NaturalLess. */
function naturalCompare(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (x === y) continue;
    const numeric = /^\d/.test(x) && /^\d/.test(y);
    if (numeric && Number(x) !== Number(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

import { humanDuration } from '../../../../kube/duration.ts';
import type { AnyObject, TableColumn } from '../../../../kube/types.ts';

export const nameColumn: TableColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'Name of the object, unique among its kind in the namespace.',
  priority: 0,
};

/** @param options.wide only shown with `-o wide` */
export function column(
  name: string,
  description: string,
  options: { wide?: boolean; type?: 'string' | 'integer' | 'date' } = {},
): TableColumn {
  return {
    name,
    type: options.type ?? 'string',
    format: '',
    description,
    priority: options.wide ? 1 : 0,
  };
}

export const ageColumn = column('Age', 'Time since the object was created.');

/** AGE of an object, `<unknown>` without a time. @param now milliseconds since the epoch */
export const ageOf = (object: AnyObject, now: number): string =>
  since(object.metadata.creationTimestamp, now);

export function since(timestamp: string | null | undefined, now: number): string {
  if (!timestamp) return '<unknown>';
  return humanDuration(now - Date.parse(timestamp));
}

export const nameOf = (object: AnyObject): string => object.metadata.name ?? '';

/** At most three items, then how many more: what long lists of addresses look like in a table. */
export function firstThree(items: readonly string[]): string {
  const shown = items.slice(0, 3).join(',');
  return items.length > 3 ? `${shown} + ${items.length - 3} more...` : shown;
}

export const orNone = (text: string | null | undefined): string => (text ? text : '<none>');

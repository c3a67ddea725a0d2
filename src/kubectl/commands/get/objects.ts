import type { AnyObject } from '../../../kube/types.ts';
import type { Context } from '../../command.ts';
import type { ObjectPrinter } from '../../output/printer.ts';
import type { Found, TargetRequest } from './fetch.ts';
import { sortObjects } from './sort.ts';

/** -o json, yaml, name, jsonpath and the like: one object as it is, else a List. */
export function printObjects(
  context: Context,
  request: TargetRequest,
  found: readonly Found[],
  errors: readonly unknown[],
  printer: ObjectPrinter,
): void {
  const ignoring = context.flags.bool('ignore-not-found');
  const [only] = found;
  if (request.single && errors.length > 0) throw new AggregateError(errors);
  if (found.length === 0 && ignoring) return;
  if (request.single && only?.object) context.out(printer(only.object));
  else context.out(printer(listOf(found, context.flags.string('sort-by'))));
  if (errors.length) throw new AggregateError(errors);
}

function listOf(found: readonly Found[], sortBy: string): AnyObject {
  const items = found.flatMap(({ object, resource }) => {
    const inner = object!['items'] as AnyObject[] | undefined;
    if (!inner) return [object!];
    // Items of a list come without their own kind from some servers.
    const apiVersion = object!.apiVersion;
    return inner.map((item) => ({
      ...item,
      apiVersion: item.apiVersion ?? apiVersion,
      kind: item.kind ?? resource.kind,
    }));
  });
  return {
    apiVersion: 'v1',
    kind: 'List',
    metadata: { resourceVersion: '' },
    items: sortObjects(items, sortBy),
  };
}

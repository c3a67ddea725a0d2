import { lines, resourcePath, statusErrorOf } from '../../../kube/client.ts';
import { StatusError, type Status } from '../../../kube/status.ts';
import type { AnyObject, KubeList, Table, WatchEvent } from '../../../kube/types.ts';
import { CommandError, type Context } from '../../command.ts';
import type { ObjectPrinter } from '../../output/printer.ts';
import { requestTarget, tableAccept, type Target, type TargetRequest } from './fetch.ts';
import { tablePrinter } from './table.ts';
import { sortedTable } from './sort.ts';

/** -w and --watch-only: until Ctrl-C, or the server ends the watch. */
export async function watchTarget(
  context: Context,
  request: TargetRequest,
  printer?: ObjectPrinter,
): Promise<void> {
  const [target] = request.targets;
  if (request.targets.length > 1) {
    if (request.targets.every(({ name }) => name === undefined)) {
      throw new CommandError('you may only specify a single resource type');
    }
    throw new CommandError(
      'watch is only supported on individual resources and resource collections - more than 1 resource was found',
    );
  }
  if (!target) throw new AggregateError(request.errors);
  const { flags } = context;
  const print = printerOf(context, target, printer);
  const listQuery = selectors(context);
  const first = await requestTarget(context, target, listQuery, printer === undefined);
  if (!flags.bool('watch-only')) print('ADDED', first);
  const query = selectors(context);
  if (target.name !== undefined) query.set('fieldSelector', `metadata.name=${target.name}`);
  query.set('watch', 'true');
  const version =
    target.name === undefined || first.kind === 'Table'
      ? (first as unknown as KubeList).metadata.resourceVersion
      : first.metadata.resourceVersion;
  if (version) query.set('resourceVersion', version);
  const path = resourcePath(target.resource, target.namespace);
  const response = await context.client.cluster.fetch(
    new Request(`http://cluster${path}?${query.toString()}`, {
      headers: { accept: printer ? 'application/json' : tableAccept },
    }),
  );
  if (!response.ok) throw await statusErrorOf(response);
  for await (const line of lines(response)) {
    const event = JSON.parse(line) as WatchEvent;
    if (event.type === 'BOOKMARK') continue;
    if (event.type === 'ERROR') throw new StatusError(event.object as unknown as Status);
    print(event.type, event.object);
  }
}

function selectors({ flags }: Context): URLSearchParams {
  const query = new URLSearchParams();
  if (flags.string('selector')) query.set('labelSelector', flags.string('selector'));
  if (flags.string('field-selector')) query.set('fieldSelector', flags.string('field-selector'));
  if (flags.string('output') === '' && flags.string('sort-by')) query.set('includeObject', 'Object');
  return query;
}

function printerOf(context: Context, target: Target, printer: ObjectPrinter | undefined) {
  const { flags } = context;
  const withEvent = flags.bool('output-watch-events');
  if (!printer) {
    const tables = tablePrinter(context, target, false);
    return (type: string, object: AnyObject) => {
      const table = object as unknown as Table;
      if (table.rows.length === 0) return;
      context.out(tables.print([sortedTable(table, flags.string('sort-by'))], type));
    };
  }
  return (type: string, object: AnyObject) => {
    const items = (object['items'] as AnyObject[] | undefined) ?? [object];
    for (const item of items) {
      const whole = {
        ...item,
        apiVersion: item.apiVersion ?? object.apiVersion,
        kind: item.kind ?? target.resource.kind,
      };
      context.out(
        withEvent ? printer({ type, object: whole, metadata: {} } as unknown as AnyObject) : printer(whole),
      );
    }
  };
}

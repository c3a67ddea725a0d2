import { statusErrorOf } from '../../../kube/client.ts';
import type { Table } from '../../../kube/types.ts';
import {
  filenameFlags,
  printFlags,
  selectorFlag,
  UsageError,
  CommandError,
  type Command,
  type Context,
} from '../../command.ts';
import { getFormats, objectPrinter } from '../../output/printer.ts';
import { fetchTargets, gatherTargets, type Found } from './fetch.ts';
import { printObjects } from './objects.ts';
import { watchTarget } from './watch.ts';
import { sortedTable } from './sort.ts';
import { tablePrinter } from './table.ts';
import { examples, long } from './text.ts';

/** Models kubectl pkg/cmd/get. */
export const get: Command = {
  name: 'get',
  group: 'Basic Commands (Intermediate)',
  short: 'Display one or many resources',
  long,
  examples,
  usage:
    '[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|' +
    'jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | ' +
    'TYPE[.VERSION][.GROUP]/NAME ...) [flags]',
  completes: 'resources',
  flags: [
    {
      name: 'all-namespaces',
      short: 'A',
      kind: 'bool',
      help: 'List the objects of all namespaces; -n is ignored.',
    },
    {
      name: 'chunk-size',
      kind: 'int',
      default: '500',
      help: 'Ask for large lists in pieces of this size; 0 for one piece.',
    },
    {
      name: 'field-selector',
      kind: 'string',
      help: "Field query to filter on; supports '=', '==' and '!='. The server knows few fields a type.",
    },
    ...filenameFlags,
    { name: 'ignore-not-found', kind: 'bool', help: 'An object that does not exist is no error.' },
    {
      name: 'label-columns',
      short: 'L',
      kind: 'strings',
      default: '[]',
      help: 'Labels to show as columns, comma-separated or repeated.',
    },
    { name: 'no-headers', kind: 'bool', help: 'Leave out the head of tables.' },
    ...printFlags.filter(({ name }) => name !== 'output'),
    {
      name: 'output',
      short: 'o',
      kind: 'string',
      help: 'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file, custom-columns, custom-columns-file, wide).',
    },
    {
      name: 'output-watch-events',
      kind: 'bool',
      help: 'With --watch, print the kind of each event; objects that exist come as ADDED.',
    },
    { name: 'raw', kind: 'string', help: 'Path of the API to ask for, printed as it comes.' },
    selectorFlag,
    { name: 'server-print', kind: 'bool', default: 'true', help: 'Let the server make the table.' },
    { name: 'show-kind', kind: 'bool', help: 'Put the type before each name.' },
    { name: 'show-labels', kind: 'bool', help: 'Show all labels as the last column.' },
    {
      name: 'sort-by',
      kind: 'string',
      help: "Sort lists by this field, a JSONPath expression (e.g. '{.metadata.name}') that gives a number or text.",
    },
    { name: 'subresource', kind: 'string', help: 'Get this subresource of the objects.' },
    { name: 'watch', short: 'w', kind: 'bool', help: 'After listing, print changes as they come.' },
    { name: 'watch-only', kind: 'bool', help: 'Print changes only, without listing first.' },
  ],
  run,
};

async function run(context: Context): Promise<void> {
  const { flags } = context;
  if (flags.string('raw') !== '') return raw(context);
  const watching = flags.bool('watch') || flags.bool('watch-only');
  if (flags.bool('output-watch-events') && !watching) {
    throw new CommandError('--output-watch-events option can only be used with --watch or --watch-only');
  }
  if (context.args.length === 0 && flags.list('filename').length === 0 && flags.string('kustomize') === '') {
    context.err(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
    );
    throw new UsageError(
      'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
    );
  }
  const printer = await objectPrinter(flags, context.io, getFormats);
  const request = await gatherTargets(context);
  if (watching) return watchTarget(context, request, printer);
  const table = printer === undefined;
  const { found, errors } = await fetchTargets(context, request, table);
  if (printer) return printObjects(context, request, found, errors, printer);
  const printed = printTables(context, found);
  if (errors.length) throw new AggregateError(errors);
  if (!printed && !flags.bool('ignore-not-found')) {
    const scoped = !flags.bool('all-namespaces') && found.every(({ resource }) => resource.namespaced);
    context.err(scoped ? `No resources found in ${context.namespace} namespace.\n` : 'No resources found\n');
  }
}

/** One block a run of one resource's tables; returns whether anything was printed. */
function printTables(context: Context, found: readonly Found[]): boolean {
  const { flags } = context;
  const several = new Set(found.map(({ resource }) => `${resource.group}/${resource.resource}`)).size > 1;
  const blocks: Found[][] = [];
  for (const each of found) {
    if (each.table!.rows.length === 0) continue;
    if (blocks.at(-1)?.[0]?.resource === each.resource) blocks.at(-1)!.push(each);
    else blocks.push([each]);
  }
  let printed = false;
  for (const [i, block] of blocks.entries()) {
    const sorted = sortedTables(block, flags.string('sort-by'));
    if (!sorted) continue;
    if (i > 0 && !flags.bool('no-headers')) context.out('\n');
    context.out(tablePrinter(context, block[0]!, several).print(sorted));
    printed = true;
  }
  return printed;
}

/** Undefined if no row has the field: kubectl drops that error and the table with it. */
function sortedTables(block: readonly Found[], by: string): Table[] | undefined {
  try {
    return block.map(({ table }) => sortedTable(table!, by));
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

// As Go's http.Client.
const maxRedirects = 10;

async function raw(context: Context): Promise<void> {
  const { flags } = context;
  if (context.args.length > 0) throw new UsageError('arguments may not be passed when --raw is specified');
  const path = flags.string('raw');
  if (!path.startsWith('/'))
    throw new CommandError(`--raw must be a valid URL path: parse "${path}": invalid URI for request`);
  let response = await context.client.cluster.fetch(new Request(`http://cluster${path}`));
  for (let hops = 0; hops < maxRedirects && [301, 302, 303, 307, 308].includes(response.status); hops++) {
    const next = new URL(response.headers.get('location') ?? '', `http://cluster${path}`);
    response = await context.client.cluster.fetch(
      new Request(`http://cluster${next.pathname}${next.search}`),
    );
  }
  if (!response.ok) throw await statusErrorOf(response);
  context.out(await response.text());
}

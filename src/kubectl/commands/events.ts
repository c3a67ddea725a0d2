import { resources } from '../../kube/client.ts';
import type { Event } from '../../kube/types.ts';
import { CommandError, printFlags, UsageError, type Command, type Context } from '../command.ts';
import { objectPrinter } from '../output/printer.ts';
import { alignRows } from '../output/table.ts';
import { eventAge, lastTime } from './describe/events.ts';

/** Models kubectl pkg/cmd/events: oldest first. */
export const events: Command = {
  name: 'events',
  group: 'Troubleshooting and Debugging Commands',
  short: 'List events',
  long: 'List events, the oldest first. You can choose the namespace, the object they are about, and their type.',
  examples: `# Events of the current namespace
kubectl events

# About one Pod
kubectl events --for pod/client

# Only warnings, of all namespaces
kubectl events --types=Warning --all-namespaces`,
  usage:
    '[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  completes: 'none',
  flags: [
    { name: 'all-namespaces', short: 'A', kind: 'bool', help: 'Events of all namespaces.' },
    {
      name: 'chunk-size',
      kind: 'int',
      default: '500',
      help: 'Ask for large lists in pieces of this size; 0 for one piece.',
    },
    { name: 'for', kind: 'string', help: 'Only events about this object (TYPE/NAME).' },
    { name: 'no-headers', kind: 'bool', help: 'Leave out the head of the table.' },
    ...printFlags,
    { name: 'types', kind: 'strings', default: '[]', help: 'Only events of these types (Normal, Warning).' },
    { name: 'watch', short: 'w', kind: 'bool', help: 'After listing, print events as they come.' },
  ],
  run,
};

async function run(context: Context): Promise<void> {
  const { flags, args } = context;
  if (args.length > 0) throw new UsageError(`unknown command "${args.join(' ')}" for "kubectl events"`);
  const types = flags.list('types').map((type) => type.toLowerCase());
  for (const type of flags.list('types')) {
    if (!['normal', 'warning'].includes(type.toLowerCase()))
      throw new CommandError('valid --types are Normal or Warning');
  }
  const all = flags.bool('all-namespaces');
  const namespace = all ? undefined : context.namespace;
  const options = { fieldSelector: await about(context) };
  const list = await context.client.list<Event>(resources.events, namespace, options);
  const wanted = (event: Event) => types.length === 0 || types.includes((event.type ?? '').toLowerCase());
  const shown = list.items.filter(wanted).sort((a, b) => lastTime(a) - lastTime(b));
  const printer = await objectPrinter(flags, context.io);
  if (printer) {
    const items = shown.map((event) => ({ ...event, apiVersion: 'v1', kind: 'Event' }));
    return context.out(printer({ apiVersion: 'v1', kind: 'EventList', metadata: {}, items }));
  }
  if (shown.length === 0 && !flags.bool('watch')) {
    return context.err(all ? 'No events found.\n' : `No events found in ${context.namespace} namespace.\n`);
  }
  const widths: number[] = [];
  const head = [...(all ? ['NAMESPACE'] : []), 'LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
  const rowOf = (event: Event) => [
    ...(all ? [event.metadata.namespace ?? ''] : []),
    eventAge(event, context.io.clock.now()),
    event.type ?? '',
    event.reason ?? '',
    `${event.involvedObject.kind}/${event.involvedObject.name}`,
    (event.message ?? '').trim(),
  ];
  const rows = shown.map(rowOf);
  context.out(alignRows(flags.bool('no-headers') ? rows : [head, ...rows], { widths }));
  if (!flags.bool('watch')) return;
  const watch = context.client.watch<Event>(resources.events, namespace, {
    ...options,
    resourceVersion: list.metadata.resourceVersion,
  });
  for await (const { type, object } of watch) {
    if ((type === 'ADDED' || type === 'MODIFIED') && wanted(object))
      context.out(alignRows([rowOf(object)], { widths }));
  }
}

/** The field selector of --for; undefined without it. */
async function about(context: Context): Promise<string | undefined> {
  const target = context.flags.string('for');
  if (target === '') return undefined;
  const [type = '', name = ''] = target.split('/');
  if (!name) throw new CommandError('--for must be in resource/name form');
  const resource = (await context.resources()).resolve(type);
  return `involvedObject.kind=${resource.kind},involvedObject.name=${name}`;
}

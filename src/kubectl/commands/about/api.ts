import { CommandError, UsageError, type Command, type Context } from '../../command.ts';
import { alignRows } from '../../output/table.ts';
import { apiVersionOf, resourceName } from '../../resources.ts';

/** Models kubectl pkg/cmd/apiresources. */
export const apiResources: Command = {
  name: 'api-resources',
  group: 'Other Commands',
  short: 'Print the supported API resources on the server',
  examples: `# All resources, with their short names
kubectl api-resources

# With verbs and categories
kubectl api-resources -o wide

# Resources that live in a namespace, and those that do not
kubectl api-resources --namespaced=true
kubectl api-resources --namespaced=false

# Of one API group
kubectl api-resources --api-group=discovery.k8s.io`,
  usage: '[flags]',
  completes: 'none',
  flags: [
    { name: 'api-group', kind: 'string', help: 'Only resources of this API group.' },
    { name: 'cached', kind: 'bool', help: 'Use the cached list if there is one.' },
    { name: 'categories', kind: 'strings', default: '[]', help: 'Only resources of these categories.' },
    {
      name: 'namespaced',
      kind: 'bool',
      default: 'true',
      help: 'Only resources that live in a namespace, or with false only the others.',
    },
    { name: 'no-headers', kind: 'bool', help: 'Leave out the head of the table.' },
    { name: 'output', short: 'o', kind: 'string', help: 'Output format. One of: (wide, name).' },
    { name: 'sort-by', kind: 'string', help: "Sort by 'name' or 'kind'." },
    { name: 'verbs', kind: 'strings', default: '[]', help: 'Only resources that support these verbs.' },
  ],
  run: runResources,
};

async function runResources(context: Context): Promise<void> {
  const { flags, args } = context;
  if (args.length > 0) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  if (!['', 'wide', 'name'].includes(output)) throw new CommandError(`--output ${output} is not available`);
  const by = flags.string('sort-by');
  if (!['', 'name', 'kind'].includes(by)) throw new CommandError('--sort-by accepts only name or kind');
  const found = (await context.resources()).all.filter(
    (resource) =>
      resource.preferred &&
      resource.verbs.length > 0 &&
      (!flags.changed('api-group') || resource.group === flags.string('api-group')) &&
      (!flags.changed('namespaced') || resource.namespaced === flags.bool('namespaced')) &&
      flags.list('verbs').every((verb) => resource.verbs.includes(verb)) &&
      flags.list('categories').every((category) => resource.categories.includes(category)),
  );
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  found.sort((a, b) => {
    if (by === 'kind') return order(a.kind, b.kind);
    return by === 'name'
      ? order(a.resource, b.resource)
      : order(a.group, b.group) || order(a.resource, b.resource);
  });
  if (output === 'name') {
    context.out(found.map((resource) => `${resourceName(resource)}\n`).join(''));
    return;
  }
  const wide = output === 'wide';
  const rows = found.map((resource) => [
    resource.resource,
    resource.shortNames.join(','),
    apiVersionOf(resource),
    String(resource.namespaced),
    resource.kind,
    ...(wide ? [resource.verbs.join(','), resource.categories.join(',')] : []),
  ]);
  const head = [
    'NAME',
    'SHORTNAMES',
    'APIVERSION',
    'NAMESPACED',
    'KIND',
    ...(wide ? ['VERBS', 'CATEGORIES'] : []),
  ];
  context.out(alignRows(flags.bool('no-headers') ? rows : [head, ...rows]));
}

/** Models kubectl pkg/cmd/apiresources apiversions. */
export const apiVersions: Command = {
  name: 'api-versions',
  group: 'Other Commands',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  examples: `# All versions
kubectl api-versions`,
  usage: '',
  completes: 'none',
  run: async (context) => {
    if (context.args.length > 0) throw new UsageError(`unexpected arguments: [${context.args.join(' ')}]`);
    const versions = new Set((await context.resources()).all.map(apiVersionOf));
    context.out(
      [...versions]
        .sort()
        .map((version) => `${version}\n`)
        .join(''),
    );
  },
};

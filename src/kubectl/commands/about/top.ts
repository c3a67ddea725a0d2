import { CommandError, type Command, type Context } from '../../command.ts';

/** Models kubectl pkg/cmd/top up to its first question: whether there is a metrics API. */
async function run(context: Context): Promise<void> {
  const groups = (await (await context.client.request('GET', '/apis')).json()) as {
    groups: { name: string }[];
  };
  if (!groups.groups.some(({ name }) => name === 'metrics.k8s.io'))
    throw new CommandError('Metrics API not available');
  throw new CommandError(
    'this kubectl does not print metrics; use kubectl get --raw /apis/metrics.k8s.io/v1beta1',
  );
}

const flags: Command['flags'] = [
  { name: 'no-headers', kind: 'bool', help: 'Leave out the head of the table.' },
  { name: 'selector', short: 'l', kind: 'string', help: 'Label selector to filter on.' },
  { name: 'sort-by', kind: 'string', help: "Sort by 'cpu' or 'memory'." },
];

export const top: Command = {
  name: 'top',
  group: 'Cluster Management Commands',
  short: 'Display resource (CPU/memory) usage',
  long: `Display resource (CPU/memory) usage.

 Needs the Metrics Server in the cluster.`,
  usage: '[flags]',
  subcommands: [
    {
      name: 'node',
      aliases: ['nodes', 'no'],
      short: 'Display resource (CPU/memory) usage of nodes',
      usage: '[NAME | -l label]',
      completes: 'nodes',
      flags,
      run,
    },
    {
      name: 'pod',
      aliases: ['pods', 'po'],
      short: 'Display resource (CPU/memory) usage of pods',
      usage: '[NAME | -l label]',
      completes: 'pods',
      flags: [
        ...flags,
        { name: 'all-namespaces', short: 'A', kind: 'bool', help: 'Pods of all namespaces.' },
        { name: 'containers', kind: 'bool', help: 'Usage of each container.' },
      ],
      run,
    },
  ],
};

import { resourcePath } from '../../../kube/client.ts';
import type { KubeList, Pod } from '../../../kube/types.ts';
import { CommandError, type Command, type Context } from '../../command.ts';
import { toYaml } from '../../output/yaml.ts';

const types = [
  'events',
  'replicationcontrollers',
  'services',
  'daemonsets',
  'deployments',
  'replicasets',
  'pods',
];

/** Models kubectl pkg/cmd/clusterinfo clusterinfo_dump.go: objects and logs, to stdout or into files. */
export const dump: Command = {
  name: 'dump',
  short: 'Dump relevant information for debugging and diagnosis',
  long: 'Dump cluster information out suitable for debugging and diagnosing cluster problems: nodes, and the events, workloads, Services, Pods and logs of kube-system and the current namespace.',
  examples: `# To stdout
kubectl cluster-info dump

# Into files, of every namespace
kubectl cluster-info dump --all-namespaces --output-directory=/tmp/cluster-state`,
  usage: '[flags]',
  completes: 'none',
  flags: [
    {
      name: 'all-namespaces',
      short: 'A',
      kind: 'bool',
      help: 'Dump every namespace; --namespaces is ignored.',
    },
    { name: 'namespaces', kind: 'strings', help: 'The namespaces to dump, separated by commas.' },
    { name: 'output', short: 'o', kind: 'string', default: 'json', help: 'Output format: json or yaml.' },
    { name: 'output-directory', kind: 'string', help: "Where to write the files; '-' or nothing is stdout." },
    {
      name: 'pod-running-timeout',
      kind: 'duration',
      default: '20s',
      help: 'How long to wait until a Pod is running.',
    },
  ],
  run,
};

async function run(context: Context): Promise<void> {
  const { flags, io } = context;
  const format = flags.string('output');
  if (format !== 'json' && format !== 'yaml')
    throw new CommandError(
      `unable to match a printer suitable for the output format "${format}", allowed formats are: json,yaml`,
    );
  const folder = flags.string('output-directory');
  const toFiles = folder !== '' && folder !== '-';
  const write = async (name: string, text: string) => {
    if (toFiles) await io.writeFile(`${folder.replace(/\/$/, '')}/${name}`, text);
    else context.out(text);
  };
  const print = (value: unknown) =>
    format === 'yaml' ? toYaml(value) : `${JSON.stringify(value, null, 4)}\n`;
  const list = async (type: string, namespace?: string) => {
    const resource = (await context.resources()).find(type);
    if (!resource) return undefined;
    const response = await context.client.request('GET', resourcePath(resource, namespace));
    return (await response.json()) as KubeList;
  };
  await write(`nodes.${format}`, print(await list('nodes')));
  for (const namespace of await namespacesOf(context, list)) {
    let pods: readonly Pod[] = [];
    for (const type of types) {
      const found = await list(type, namespace);
      if (!found) continue;
      if (type === 'pods') pods = found.items as unknown as Pod[];
      const file = type === 'replicationcontrollers' ? 'replication-controllers' : type;
      await write(`${namespace}/${file}.${format}`, print(found));
    }
    for (const pod of pods) await writeLogs(context, namespace, pod, write);
  }
  if (toFiles) context.out(`Cluster info dumped to ${folder}\n`);
}

async function namespacesOf(
  { flags, namespace }: Context,
  list: (type: string) => Promise<KubeList | undefined>,
): Promise<string[]> {
  if (flags.bool('all-namespaces'))
    return ((await list('namespaces'))?.items ?? []).map(({ metadata }) => metadata.name ?? '');
  const named = flags.list('namespaces');
  return named.length > 0 ? [...named] : ['kube-system', namespace];
}

async function writeLogs(
  context: Context,
  namespace: string,
  { metadata, spec }: Pod,
  write: (name: string, text: string) => Promise<void>,
): Promise<void> {
  const name = metadata.name ?? '';
  let text = '';
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    const about = `logs for container ${container.name} of pod ${namespace}/${name}`;
    text += `==== START ${about} ====\n`;
    const query = new URLSearchParams({ container: container.name });
    try {
      const path = `/api/v1/namespaces/${namespace}/pods/${name}/log?${query.toString()}`;
      text += await (await context.client.request('GET', path)).text();
    } catch (error) {
      context.io.signal.throwIfAborted();
      // A container that has not started has no log; the dump goes on.
      text += `Request log error: ${error instanceof Error ? error.message : String(error)}\n`;
    }
    text += `==== END ${about} ====\n`;
  }
  await write(`${namespace}/${name}/logs.txt`, text);
}

import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, printFlags, UsageError, type Command, type Context } from '../../command.ts';
import { objectPrinter } from '../../output/printer.ts';
import { alignRows } from '../../output/table.ts';
import { toYaml } from '../../output/yaml.ts';

/** Models kubectl pkg/cmd/config on the contexts of a KubectlConfig. */
export const config: Command = {
  name: 'config',
  group: 'Other Commands',
  short: 'Modify kubeconfig files',
  long: 'Show and change the kubeconfig: its contexts, and which of them and which namespace is current.',
  usage: 'SUBCOMMAND',
  subcommands: [
    {
      name: 'current-context',
      short: 'Display the current-context',
      usage: '[flags]',
      completes: 'none',
      run: currentContext,
    },
    {
      name: 'delete-context',
      short: 'Delete the specified context from the kubeconfig',
      usage: 'NAME',
      completes: 'contexts',
      run: deleteContext,
    },
    {
      name: 'get-clusters',
      short: 'Display clusters defined in the kubeconfig',
      usage: '[flags]',
      completes: 'none',
      run: (context) => names(context, 'cluster'),
    },
    {
      name: 'get-contexts',
      short: 'Describe one or many contexts',
      usage: '[(-o|--output=)name)]',
      completes: 'contexts',
      flags: [
        { name: 'no-headers', kind: 'bool', help: 'Leave out the head of the table.' },
        { name: 'output', short: 'o', kind: 'string', help: 'Output format. One of: (name).' },
      ],
      run: getContexts,
    },
    {
      name: 'get-users',
      short: 'Display users defined in the kubeconfig',
      usage: '[flags]',
      completes: 'none',
      run: (context) => names(context, 'user'),
    },
    {
      name: 'rename-context',
      short: 'Rename a context from the kubeconfig file',
      usage: 'CONTEXT_NAME NEW_NAME',
      completes: 'contexts',
      run: renameContext,
    },
    {
      name: 'set',
      short: 'Set an individual value in a kubeconfig file',
      long: 'Set current-context, or contexts.NAME.namespace, .cluster or .user.',
      usage: 'PROPERTY_NAME PROPERTY_VALUE',
      completes: 'none',
      run: setProperty,
    },
    {
      name: 'unset',
      short: 'Unset an individual value in a kubeconfig file',
      long: 'Unset current-context, or contexts.NAME.namespace, .cluster or .user.',
      usage: 'PROPERTY_NAME',
      completes: 'none',
      run: unsetProperty,
    },
    {
      name: 'set-context',
      short: 'Set a context entry in kubeconfig',
      long: 'Set a context entry in kubeconfig.\n\n Fields that you do not name keep their value.',
      examples:
        '# Work in the namespace shop from now on\nkubectl config set-context --current --namespace=shop',
      usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
      completes: 'contexts',
      flags: [{ name: 'current', kind: 'bool', help: 'Change the current context.' }],
      run: setContext,
    },
    {
      name: 'use-context',
      aliases: ['use'],
      short: 'Set the current-context in a kubeconfig file',
      usage: 'CONTEXT_NAME',
      completes: 'contexts',
      run: useContext,
    },
    {
      name: 'view',
      short: 'Display merged kubeconfig settings or a specified kubeconfig file',
      examples:
        "# The namespace of the current context\nkubectl config view --minify -o jsonpath='{..namespace}'",
      usage: '[flags]',
      completes: 'none',
      flags: [
        ...printFlags.map((flag) => (flag.name === 'output' ? { ...flag, default: 'yaml' } : flag)),
        { name: 'minify', kind: 'bool', help: 'Only what the current context uses.' },
        { name: 'raw', kind: 'bool', help: 'Show certificates and secrets too.' },
      ],
      run: view,
    },
  ],
};

function currentContext(context: Context): Promise<void> {
  const { currentContext: name } = context.kubectl.config;
  if (name === '') throw new CommandError('current-context is not set');
  context.out(`${name}\n`);
  return Promise.resolve();
}

function names(context: Context, field: 'cluster' | 'user'): Promise<void> {
  const all = new Set(context.kubectl.config.contexts.map((each) => each[field]));
  context.out(['NAME', ...[...all].sort()].map((name) => `${name}\n`).join(''));
  return Promise.resolve();
}

function getContexts(context: Context): Promise<void> {
  const { flags, args, kubectl } = context;
  const { contexts, currentContext: current } = kubectl.config;
  const output = flags.string('output');
  if (output !== '' && output !== 'name')
    throw new UsageError(`output must be one of '' or 'name': ${output}`);
  const missing = args.filter((name) => !contexts.some((each) => each.name === name));
  const shown = contexts
    .filter(({ name }) => args.length === 0 || args.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (output === 'name') context.out(shown.map(({ name }) => `${name}\n`).join(''));
  else {
    const rows = shown.map(({ name, cluster, user, namespace = '' }) => [
      name === current ? '*' : '',
      name,
      cluster,
      user,
      namespace,
    ]);
    if (!flags.bool('no-headers')) rows.unshift(['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']);
    context.out(alignRows(rows));
  }
  if (missing.length)
    throw new AggregateError(missing.map((name) => new CommandError(`context ${name} not found`)));
  return Promise.resolve();
}

function setContext(context: Context): Promise<void> {
  const { flags, args, kubectl } = context;
  if (!flags.bool('current') && args.length === 0)
    throw new CommandError('you must specify a non-empty context name or --current');
  if (flags.bool('current') ? args.length > 0 : args.length !== 1) {
    throw new UsageError(`unexpected args: [${args.join(' ')}]`);
  }
  const name = flags.bool('current') ? kubectl.config.currentContext : args[0]!;
  if (name === '') throw new CommandError('no current context is set');
  const known = kubectl.config.contexts.find((each) => each.name === name);
  const entry = known ?? { name, cluster: '', user: '' };
  if (!known) kubectl.config.contexts.push(entry);
  if (flags.changed('namespace')) entry.namespace = flags.string('namespace') || undefined;
  if (flags.changed('cluster')) entry.cluster = flags.string('cluster');
  if (flags.changed('user')) entry.user = flags.string('user');
  context.out(`Context "${name}" ${known ? 'modified' : 'created'}.\n`);
  return Promise.resolve();
}

const fileOf = ({ io }: Context) => io.env['KUBECONFIG'] || `${io.env['HOME'] ?? ''}/.kube/config`;

/** `contexts.NAME.FIELD` with dots in NAME too, or `current-context`: what `set` and `unset` can change here. */
function property(context: Context, path: string): { set: (value: string) => void } {
  const { config } = context.kubectl;
  if (path === 'current-context') return { set: (value) => (config.currentContext = value) };
  const [, name, field] = /^contexts\.(.+)\.(namespace|cluster|user)$/.exec(path) ?? [];
  const entry = config.contexts.find((each) => each.name === name);
  if (!entry) {
    const known = path.startsWith('contexts.')
      ? `no context for ${path} in ${fileOf(context)}`
      : `${path} cannot be changed here`;
    throw new CommandError(known);
  }
  const key = field as 'namespace' | 'cluster' | 'user';
  return { set: (value) => (entry[key] = value) };
}

function setProperty(context: Context): Promise<void> {
  const { args } = context;
  if (args.length !== 2)
    throw new UsageError(`unexpected args: ${JSON.stringify(args).replaceAll(',', ' ')}`);
  const [path, value] = args as [string, string];
  property(context, path).set(value);
  context.out(`Property "${path}" set.\n`);
  return Promise.resolve();
}

function unsetProperty(context: Context): Promise<void> {
  const { args } = context;
  if (args.length !== 1)
    throw new UsageError(`unexpected args: ${JSON.stringify(args).replaceAll(',', ' ')}`);
  const [path] = args as [string];
  property(context, path).set('');
  context.out(`Property "${path}" unset.\n`);
  return Promise.resolve();
}

function deleteContext(context: Context): Promise<void> {
  const { args, kubectl } = context;
  if (args.length !== 1) throw new UsageError('you must specify a context to delete');
  const { config } = kubectl;
  const [name] = args as [string];
  const at = config.contexts.findIndex((each) => each.name === name);
  if (at < 0) throw new CommandError(`cannot delete context ${name}, not in ${fileOf(context)}`);
  if (name === config.currentContext)
    context.err(
      'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
    );
  config.contexts.splice(at, 1);
  context.out(`deleted context ${name} from ${fileOf(context)}\n`);
  return Promise.resolve();
}

function renameContext(context: Context): Promise<void> {
  const { args, kubectl } = context;
  if (args.length !== 2) throw new UsageError(`unexpected args: [${args.join(' ')}]`);
  const { config } = kubectl;
  const [name, wanted] = args as [string, string];
  const entry = config.contexts.find((each) => each.name === name);
  if (!entry) throw new CommandError(`cannot rename the context "${name}", it's not in ${fileOf(context)}`);
  if (config.contexts.some((each) => each.name === wanted))
    throw new CommandError(
      `cannot rename the context "${name}", the context "${wanted}" already exists in ${fileOf(context)}`,
    );
  entry.name = wanted;
  if (config.currentContext === name) config.currentContext = wanted;
  context.out(`Context "${name}" renamed to "${wanted}".\n`);
  return Promise.resolve();
}

function useContext(context: Context): Promise<void> {
  const { args, kubectl } = context;
  if (args.length !== 1) throw new UsageError(`unexpected args: [${args.join(' ')}]`);
  const [name] = args as [string];
  if (!kubectl.config.contexts.some((each) => each.name === name)) {
    throw new CommandError(`no context exists with the name: "${name}"`);
  }
  kubectl.config.currentContext = name;
  context.out(`Switched to context "${name}".\n`);
  return Promise.resolve();
}

async function view(context: Context): Promise<void> {
  const { flags, kubectl } = context;
  const { currentContext: current, contexts, server } = kubectl.config;
  const shown = contexts.filter(({ name }) => !flags.bool('minify') || name === current);
  const clusters = [...new Set(shown.map(({ cluster }) => cluster))].sort();
  const users = [...new Set(shown.map(({ user }) => user))].sort();
  const user =
    kubectl.config.credentials === 'token'
      ? { token: 'REDACTED' }
      : { 'client-certificate-data': 'DATA+OMITTED', 'client-key-data': 'DATA+OMITTED' };
  const object = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: clusters.map((name) => ({
      name,
      cluster: { 'certificate-authority-data': 'DATA+OMITTED', server },
    })),
    contexts: shown.map(({ name, cluster, user, namespace }) => ({
      name,
      context: { cluster, user, namespace },
    })),
    'current-context': current,
    users: users.map((name) => ({ name, user })),
  };
  const print = await objectPrinter(flags, context.io);
  context.out(print ? print(object as unknown as AnyObject) : toYaml(object));
}

import { KubeClient, resources } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { AnyObject, EnvVar, Pod } from '../../../kube/types.ts';
import { CommandError, dryRunFlag, PlainError, printFlags, UsageError } from '../../command.ts';
import type { Command, Context } from '../../command.ts';
import { createObject, infoName, type Info } from '../../manifests/info.ts';
import { strategicMerge } from '../../manifests/merge/merge.ts';
import type { MergeSchema } from '../../manifests/merge/schema.ts';
import type { Fields } from '../../manifests/merge/diff.ts';
import { dryRunOf, dryRunQuery, managerFlag, type DryRun } from '../../manifests/options.ts';
import { resultPrinter } from '../../manifests/print.ts';
import { parseYaml } from '../../manifests/yaml/parser.ts';
import { attachOrStream } from './attach.ts';
import { followLog } from './logs.ts';
import { waitForPod } from './select.ts';
import { runFlags } from './run-flags.ts';

/** Models kubectl pkg/cmd/run. */
export const run: Command = {
  name: 'run',
  group: 'Basic Commands (Beginner)',
  short: 'Run a particular image on the cluster',
  long: 'Create and run a particular image in a pod.',
  examples:
    '# A Pod that only runs one command, and is removed afterwards\n' +
    'kubectl run tmp --image=busybox:1.36 --rm -it --restart=Never -- nslookup web',
  usage:
    'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  flags: [...runFlags, ...printFlags, dryRunFlag, managerFlag('kubectl-run')],
  run: runRun,
};

async function runRun(context: Context): Promise<void> {
  const { flags } = context;
  if (!flags.changed('image')) throw new CommandError('required flag(s) "image" not set');
  const dryRun = dryRunOf(context);
  const attached = isAttached(context);
  check(context, dryRun, attached);
  const print = await resultPrinter(context, dryRun);
  const created: Info[] = [];
  const send = async (object: AnyObject): Promise<Info> => {
    const info = await infoFor(context, object);
    const query = { fieldManager: flags.string('field-manager'), ...dryRunQuery(dryRun) };
    if (dryRun !== 'client') info.object = await createObject(context.client, info, { query });
    created.push(info);
    return info;
  };
  const pod = withOverrides(context, podObject(context));
  try {
    if (flags.bool('expose')) print(await send(serviceObject(context, pod)), 'created');
    const info = await send(pod);
    if (!attached) return print(info, 'created');
    await attachAndWait(context, info);
  } finally {
    if (attached && flags.bool('rm')) await removeAll(context, created);
  }
}

/** -i attaches unless --attach=false. */
function isAttached({ flags }: Context): boolean {
  return flags.changed('attach') ? flags.bool('attach') : flags.bool('stdin');
}

/** A name of an image, with a registry, a tag or a digest. Models distribution/reference ReferenceRegexp. */
export const imageReference =
  /^([A-Za-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:\w[\w.-]{0,127})?(@[A-Za-z]\w*:[0-9a-fA-F]{32,})?$/;

function check(context: Context, dryRun: DryRun, attached: boolean): void {
  const { args, flags } = context;
  if (args.length === 0 || context.argsLengthAtDash === 0) throw new UsageError('NAME is required for run');
  if (flags.bool('tty') && !flags.bool('stdin')) {
    throw new CommandError('-i/--stdin is required for containers with -t/--tty=true');
  }
  if (flags.bool('expose') && flags.string('port') === '') {
    throw new UsageError('--port must be set when exposing a service');
  }
  if (flags.string('image') === '') throw new CommandError('--image is required');
  if (!imageReference.test(flags.string('image'))) {
    throw new CommandError(`Invalid image name "${flags.string('image')}": invalid reference format`);
  }
  if (dryRun !== 'none' && attached) {
    throw new CommandError(
      `--dry-run=${dryRun} can't be used with attached containers options (--stdin, --tty, or --attach)`,
    );
  }
  if (flags.bool('rm') && !attached) throw new UsageError('--rm should only be used for attached containers');
  const restart = flags.string('restart');
  if (!['Always', 'OnFailure', 'Never'].includes(restart))
    throw new UsageError(`invalid restart policy: ${restart}`);
  const port = flags.string('port');
  if (port !== '' && !/^\d+$/.test(port))
    throw new CommandError(`strconv.Atoi: parsing "${port}": invalid syntax`);
}

function podObject(context: Context): AnyObject {
  const { flags, args } = context;
  const name = args[0]!;
  const words = args.slice(1);
  const command = words.length === 0 ? {} : flags.bool('command') ? { command: words } : { args: words };
  const env = flags.list('env').map(envOf);
  const stdin = flags.bool('stdin');
  const port = flags.string('port');
  const annotations = pairs(flags.list('annotations'));
  const container = {
    name,
    image: flags.string('image'),
    ...command,
    ...(env.length ? { env } : {}),
    ...(port ? { ports: [{ containerPort: Number(port) }] } : {}),
    ...(stdin ? { stdin, ...(flags.bool('leave-stdin-open') ? {} : { stdinOnce: true }) } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
    ...(flags.string('image-pull-policy') ? { imagePullPolicy: flags.string('image-pull-policy') } : {}),
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
    resources: {},
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ...(context.namespaceGiven ? { namespace: context.namespace } : {}),
      labels: flags.changed('labels') ? pairs(flags.string('labels').split(',')) : { run: name },
      ...(Object.keys(annotations).length ? { annotations } : {}),
    },
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: flags.string('restart') },
    status: {},
  };
}

function serviceObject(context: Context, pod: AnyObject): AnyObject {
  const port = Number(context.flags.string('port'));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: context.args[0]!,
      ...(context.namespaceGiven ? { namespace: context.namespace } : {}),
    },
    spec: { ports: [{ port, protocol: 'TCP', targetPort: port }], selector: pod.metadata.labels },
    status: { loadBalancer: {} },
  };
}

function envOf(text: string): EnvVar {
  const at = text.indexOf('=');
  if (at <= 0) throw new CommandError(`invalid env: ${text}`);
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}

function pairs(list: readonly string[]): Record<string, string> {
  const entries = list.map((text): [string, string] => {
    const at = text.indexOf('=');
    if (at <= 0) throw new CommandError(`unexpected label spec: ${text}`);
    return [text.slice(0, at), text.slice(at + 1)];
  });
  return Object.fromEntries(entries);
}

function withOverrides(context: Context, pod: AnyObject): AnyObject {
  const text = context.flags.string('overrides');
  if (text === '') return pod;
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
  if (typeof value !== 'object' || value === null) throw new CommandError('Invalid JSON Patch');
  // The default, a JSON merge, replaces lists; `strategic` joins containers by name.
  const schema: MergeSchema =
    context.flags.string('override-type') === 'strategic'
      ? { spec: { of: { containers: { mergeBy: 'name' } } } }
      : {};
  return strategicMerge(pod, value as Fields, schema) as AnyObject;
}

async function infoFor(context: Context, object: AnyObject): Promise<Info> {
  const resource = (await context.resources()).forKind(object.apiVersion, object.kind);
  if (!resource)
    throw new CommandError(`no matches for kind "${object.kind}" in version "${object.apiVersion}"`);
  return { resource, namespace: context.namespace, name: object.metadata.name ?? '', source: '', object };
}

const completed = ({ status }: Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed';
const running = (pod: Pod) => {
  if (completed(pod)) return true;
  return (
    pod.status?.phase === 'Running' &&
    (pod.status.containerStatuses ?? []).some(({ state }) => state?.running ?? state?.terminated)
  );
};

async function attachAndWait(context: Context, info: Info): Promise<void> {
  const { client, flags } = context;
  const { namespace, name } = info;
  const pod = await waitForPod(
    client,
    context,
    namespace,
    name,
    flags.duration('pod-running-timeout'),
    running,
  );
  const container = pod.spec.containers[0]!.name;
  if (completed(pod)) await followLog(context, { pod, container });
  else await attachOrStream(context, pod, container);
  if (flags.bool('leave-stdin-open') || flags.string('restart') === 'Always') return;
  const ended = await waitForPod(client, context, namespace, name, Infinity, completed);
  if (ended.status?.phase === 'Succeeded') return;
  const terminated = ended.status?.containerStatuses?.[0]?.state?.terminated;
  if (!terminated?.exitCode) throw new CommandError(`pod ${namespace}/${name} failed with unknown exit code`);
  const text = `pod ${namespace}/${name} terminated (${terminated.reason ?? ''})\n${terminated.message ?? ''}`;
  throw new PlainError(text, terminated.exitCode);
}

/** After Ctrl-C too, so with requests that are not cancelled by it. */
async function removeAll(context: Context, created: readonly Info[]): Promise<void> {
  const client = new KubeClient(context.kubectl.cluster);
  for (const info of created) {
    const type = info.resource.kind === 'Pod' ? resources.pods : info.resource;
    try {
      await client.delete(type, info.namespace, info.name, { propagationPolicy: 'Background' });
      const kind = infoName(info).slice(0, -(info.name.length + 1));
      if (!context.flags.bool('quiet'))
        context.out(`${kind} "${info.name}" deleted from ${info.namespace} namespace\n`);
    } catch (error) {
      if (!(error instanceof StatusError && error.code === 404)) throw error;
    }
  }
}

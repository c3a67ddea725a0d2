import { resourcePath, resources } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Pod } from '../../../kube/types.ts';
import { CommandError, dryRunFlag, PlainError, selectorFlag, UsageError } from '../../command.ts';
import type { Command, Context } from '../../command.ts';
import { throwAll, type Info } from '../../manifests/info.ts';
import { dryRunOf, dryRunQuery, dryRunSuffix, type DryRun } from '../../manifests/options.ts';
import { resultPrinter, type ResultPrinter } from '../../manifests/print.ts';
import { cordonAll, nodesOf } from './cordon.ts';
import { planDrain } from './drain-filters.ts';

/** Models kubectl pkg/cmd/drain and pkg/drain. */
export const drain: Command = {
  name: 'drain',
  group: 'Cluster Management Commands',
  short: 'Drain node in preparation for maintenance',
  long: `Drain node in preparation for maintenance.

 The node is marked unschedulable, so that no new Pods come, and its Pods are evicted, or deleted where the server knows no eviction. Mirror Pods stay. Pods of a DaemonSet forbid the drain without --ignore-daemonsets, and stay in any case, as the DaemonSet would put them back at once. Pods that no controller would make anew go only with --force, Pods with emptyDir volumes only with --delete-emptydir-data.

 'drain' waits until the Pods have ended. Afterwards 'kubectl uncordon' makes the node schedulable again.`,
  examples: `# Drain a node, also of Pods that no controller manages
kubectl drain kind-worker --ignore-daemonsets --force

# Give every Pod 15 minutes to end
kubectl drain kind-worker --ignore-daemonsets --grace-period=900`,
  usage: 'NODE',
  completes: 'nodes',
  flags: [
    {
      name: 'chunk-size',
      kind: 'int',
      default: '500',
      help: 'Ask for long lists in pieces of this size; 0: whole.',
    },
    {
      name: 'delete-emptydir-data',
      kind: 'bool',
      help: 'Go on although Pods use emptyDir volumes, whose data is lost.',
    },
    {
      name: 'disable-eviction',
      kind: 'bool',
      help: 'Delete instead of evicting, past PodDisruptionBudgets.',
    },
    dryRunFlag,
    { name: 'force', kind: 'bool', help: 'Go on although some Pods have no controller.' },
    {
      name: 'grace-period',
      kind: 'int',
      default: '-1',
      help: 'Seconds that each Pod has to end; negative: as the Pod says.',
    },
    { name: 'ignore-daemonsets', kind: 'bool', help: 'Leave the Pods of DaemonSets where they are.' },
    { name: 'pod-selector', kind: 'string', help: 'Label selector of the Pods to remove.' },
    selectorFlag,
    {
      name: 'skip-wait-for-delete-timeout',
      kind: 'int',
      default: '0',
      help: 'Do not wait for Pods that were deleted more than this many seconds ago; 0: wait for all.',
    },
    {
      name: 'timeout',
      kind: 'duration',
      default: '0s',
      help: 'How long to wait; zero: as long as it takes.',
    },
  ],
  run,
};

interface Drain {
  context: Context;
  dryRun: DryRun;
  print: ResultPrinter;
  pods: Info['resource'];
}

async function run(context: Context): Promise<void> {
  if (context.args.length === 0 && !context.flags.string('selector')) {
    throw new UsageError('USAGE: drain NODE [flags]');
  }
  const dryRun = dryRunOf(context);
  const nodes = await nodesOf(context);
  const print = await resultPrinter(context, dryRun);
  await cordonAll(context, nodes, true, dryRun);
  const pods = (await context.resources()).resolve('pods');
  const failed: { node: string; error: Error }[] = [];
  for (const node of nodes) {
    try {
      await drainNode({ context, dryRun, print, pods }, node.name);
      print(node, 'drained');
    } catch (error) {
      context.io.signal.throwIfAborted();
      if (!(error instanceof Error)) throw error;
      context.err(
        `error: unable to drain node "${node.name}" due to error: ${error.message}, continuing command...\n`,
      );
      failed.push({ node: node.name, error });
    }
  }
  if (failed.length === 0) return;
  context.err(`There are pending nodes to be drained:\n${failed.map(({ node }) => ` ${node}\n`).join('')}`);
  throw new PlainError(failed.map(({ error }) => error.message).join('\n'));
}

async function drainNode(drained: Drain, node: string): Promise<void> {
  const { context, dryRun } = drained;
  const { flags, io } = context;
  const skipAfter = flags.int('skip-wait-for-delete-timeout');
  const rules = {
    ignoreDaemonSets: flags.bool('ignore-daemonsets'),
    deleteEmptyDirData: flags.bool('delete-emptydir-data'),
    force: flags.bool('force'),
    skipDeletedBefore: skipAfter > 0 ? io.clock.now() - skipAfter * 1000 : 0,
  };
  const plan = () => planDrain(context.client, node, flags.string('pod-selector'), rules);
  const { pods, warnings, errors } = await plan();
  if (errors.length > 0) throw new Error(errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`);
  if (warnings !== '') context.err(`Warning: ${warnings}\n`);
  const verb = flags.bool('disable-eviction') ? 'deleting' : 'evicting';
  if (dryRun === 'client') {
    for (const pod of pods) context.out(`${verb} pod ${nameOf(pod)} (dry run)\n`);
    return;
  }
  const timeout = flags.duration('timeout');
  const deadline = timeout > 0 ? io.clock.now() + timeout : Infinity;
  const results = await Promise.allSettled(pods.map((pod) => removePod(drained, pod, deadline)));
  const problems = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  if (problems.length === 0) return;
  io.signal.throwIfAborted();
  if (io.clock.now() >= deadline)
    problems.unshift(new CommandError(`drain did not complete within ${goSeconds(timeout)}`));
  const pending = (await plan()).pods;
  if (pending.length > 0) {
    const [first] = problems;
    const message = first instanceof Error ? first.message : String(first);
    context.err(`There are pending pods in node "${node}" when an error occurred: ${message}\n`);
    context.err(pending.map(({ metadata }) => `pod/${metadata.name ?? ''}\n`).join(''));
  }
  throwAll(problems.slice(0, 1));
}

const nameOf = ({ metadata }: Pod) => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
const goSeconds = (ms: number) =>
  ms >= 60_000 ? `${Math.floor(ms / 60_000)}m${(ms % 60_000) / 1000}s` : `${ms / 1000}s`;

async function removePod(drained: Drain, pod: Pod, deadline: number): Promise<void> {
  const { context, dryRun, print } = drained;
  const { flags, io, client } = context;
  const { name = '', namespace = '' } = pod.metadata;
  const eviction = !flags.bool('disable-eviction');
  const grace = flags.int('grace-period');
  const options = {
    ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
    ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
  };
  const query = new URLSearchParams(dryRunQuery(dryRun)).toString();
  const suffix = query ? `?${query}` : '';
  const path = resourcePath(resources.pods, namespace, name, eviction ? 'eviction' : undefined) + suffix;
  for (;;) {
    if (eviction) context.out(`evicting pod ${nameOf(pod)}${dryRunSuffix(dryRun)}\n`);
    try {
      if (eviction) {
        await client.request('POST', path, {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name, namespace },
          deleteOptions: options,
        });
      } else {
        await client.request('DELETE', path, { apiVersion: 'v1', kind: 'DeleteOptions', ...options });
      }
      break;
    } catch (error) {
      io.signal.throwIfAborted();
      if (!(error instanceof StatusError)) throw error;
      if (error.code === 404) return;
      const what = `error when evicting pods/"${name}" -n "${namespace}"`;
      if (!eviction || error.code !== 429) {
        throw eviction ? new CommandError(`${what}: ${error.message}`) : error;
      }
      context.err(`${what} (will retry after 5s): ${error.message}\n`);
      if (io.clock.now() + 5000 > deadline) throw error;
      await io.clock.sleep(5000, io.signal);
    }
  }
  if (dryRun === 'server') return;
  await untilGone(context, pod, deadline);
  const info: Info = {
    resource: drained.pods,
    namespace,
    name,
    source: '',
    object: { ...pod, apiVersion: 'v1', kind: 'Pod' },
  };
  print(info, eviction ? 'evicted' : 'deleted');
}

/** @throws CommandError when it takes too long */
async function untilGone({ client, io }: Context, pod: Pod, deadline: number): Promise<void> {
  const { name = '', namespace = '', uid } = pod.metadata;
  for (;;) {
    const current = await client.find<Pod>(resources.pods, namespace, name);
    if (!current || current.metadata.uid !== uid) return;
    if (io.clock.now() >= deadline) {
      throw new CommandError(
        `error when waiting for pod "${name}" in namespace "${namespace}" to terminate: global timeout reached`,
      );
    }
    await io.clock.sleep(250, io.signal);
  }
}

import type { Node } from '../../../kube/types.ts';
import { dryRunFlag, selectorFlag, UsageError, type Command, type Context } from '../../command.ts';
import { patchObject, throwAll, type Info } from '../../manifests/info.ts';
import { dryRunOf, dryRunQuery, type DryRun } from '../../manifests/options.ts';
import { resultPrinter } from '../../manifests/print.ts';
import { findTargets } from '../../manifests/targets.ts';

/** The nodes that a command line names. @throws CommandError, StatusError */
export async function nodesOf(context: Context): Promise<Info[]> {
  const { args } = context;
  if (args.length > 0 && context.flags.string('selector')) {
    throw new UsageError('error: cannot specify both a node name and a --selector option');
  }
  const words =
    args.length === 0 ? ['nodes'] : args.map((name) => (name.includes('/') ? name : `nodes/${name}`));
  const { infos, errors } = await findTargets(context, { args: words });
  throwAll(errors);
  return infos;
}

/** Models kubectl pkg/cmd/drain RunCordonOrUncordon. */
export async function cordonAll(
  context: Context,
  nodes: readonly Info[],
  unschedulable: boolean,
  dryRun: DryRun,
): Promise<void> {
  const word = unschedulable ? 'cordoned' : 'uncordoned';
  const print = await resultPrinter(context, dryRun);
  for (const info of nodes) {
    const node = info.object as unknown as Node;
    if ((node.spec?.unschedulable ?? false) === unschedulable) {
      print(info, `already ${word}`);
      continue;
    }
    try {
      if (dryRun !== 'client') {
        const patch = { spec: { unschedulable: unschedulable || null } };
        await patchObject(context.client, info, patch, 'strategic-merge', { query: dryRunQuery(dryRun) });
      }
      print(info, word);
    } catch (error) {
      context.io.signal.throwIfAborted();
      const message = error instanceof Error ? error.message : String(error);
      context.err(`error: unable to ${word.slice(0, -2)} node "${info.name}": ${message}\n`);
    }
  }
}

async function run(context: Context, unschedulable: boolean): Promise<void> {
  if (context.args.length === 0 && !context.flags.string('selector')) {
    throw new UsageError(`USAGE: ${unschedulable ? 'cordon' : 'uncordon'} NODE [flags]`);
  }
  const dryRun = dryRunOf(context);
  await cordonAll(context, await nodesOf(context), unschedulable, dryRun);
}

export const cordon: Command = {
  name: 'cordon',
  group: 'Cluster Management Commands',
  short: 'Mark node as unschedulable',
  long: 'Mark node as unschedulable.',
  examples: '# No new Pods on this node from now on\nkubectl cordon kind-worker',
  usage: 'NODE',
  completes: 'nodes',
  flags: [selectorFlag, dryRunFlag],
  run: (context) => run(context, true),
};

export const uncordon: Command = {
  name: 'uncordon',
  group: 'Cluster Management Commands',
  short: 'Mark node as schedulable',
  long: 'Mark node as schedulable.',
  examples: '# Let Pods come to this node again\nkubectl uncordon kind-worker',
  usage: 'NODE',
  completes: 'nodes',
  flags: [selectorFlag, dryRunFlag],
  run: (context) => run(context, false),
};

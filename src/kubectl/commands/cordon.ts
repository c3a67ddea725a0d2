import type { Node } from '../../kube/types.ts';
import { dryRunFlag, selectorFlag, UsageError, type Command, type Context } from '../command.ts';
import { patchObject, throwAll } from '../manifests/info.ts';
import { dryRunOf, dryRunQuery } from '../manifests/options.ts';
import { resultPrinter } from '../manifests/print.ts';
import { findTargets } from '../manifests/targets.ts';

/** Models kubectl pkg/cmd/drain RunCordonOrUncordon. */
async function run(context: Context, unschedulable: boolean): Promise<void> {
  const word = unschedulable ? 'cordoned' : 'uncordoned';
  const selector = context.flags.string('selector');
  if (context.args.length === 0 && !selector) {
    throw new UsageError(`USAGE: ${unschedulable ? 'cordon' : 'uncordon'} NODE [flags]`);
  }
  const dryRun = dryRunOf(context);
  const args =
    context.args.length === 0
      ? ['nodes']
      : context.args.flatMap((name) => (name.includes('/') ? [name] : [`nodes/${name}`]));
  const { infos, errors } = await findTargets(context, { args });
  const print = await resultPrinter(context, dryRun);
  for (const info of infos) {
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
      errors.push(error);
    }
  }
  throwAll(errors);
}

export const cordon: Command = {
  name: 'cordon',
  group: 'Cluster Management Commands',
  short: 'Mark node as unschedulable',
  long: 'Mark node as unschedulable.',
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
  usage: 'NODE',
  completes: 'nodes',
  flags: [selectorFlag, dryRunFlag],
  run: (context) => run(context, false),
};

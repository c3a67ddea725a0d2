import type { Node } from '../../../kube/types.ts';
import { CommandError, dryRunFlag, printFlags, selectorFlag } from '../../command.ts';
import type { Command, Context } from '../../command.ts';
import { patchObject, throwAll } from '../../manifests/info.ts';
import { dryRunOf, dryRunQuery, managerFlag, validateFlag } from '../../manifests/options.ts';
import { resultPrinter } from '../../manifests/print.ts';
import { findTargets } from '../../manifests/targets.ts';
import { changedTaints, parseTaints, sameTaint, type Taint, type TaintChanges } from './taints.ts';

/** Models kubectl pkg/cmd/taint. */
export const taint: Command = {
  name: 'taint',
  group: 'Cluster Management Commands',
  short: 'Update the taints on one or more nodes',
  long: `Update the taints on one or more nodes.

  *  A taint has a key, a value and an effect, written key=value:effect. The value may be absent.
  *  The effect is NoSchedule, PreferNoSchedule or NoExecute.
  *  A dash at the end takes a taint away: key:effect-, or key- for every effect.
  *  Only nodes have taints.`,
  examples: `# Keep Pods away from a node that do not tolerate dedicated=shop
kubectl taint nodes kind-worker dedicated=shop:NoSchedule

# Take that taint away again
kubectl taint nodes kind-worker dedicated:NoSchedule-

# Take away every taint with the key dedicated
kubectl taint nodes kind-worker dedicated-

# Taint the nodes that have a label
kubectl taint node -l zone=a dedicated=shop:PreferNoSchedule`,
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  completes: 'resources',
  flags: [
    ...printFlags,
    selectorFlag,
    dryRunFlag,
    validateFlag,
    managerFlag('kubectl-taint'),
    { name: 'all', kind: 'bool', help: 'All nodes of the cluster.' },
    {
      name: 'overwrite',
      kind: 'bool',
      help: 'Replace taints that exist already; without it that is refused.',
    },
  ],
  run,
};

async function run(context: Context): Promise<void> {
  const { flags } = context;
  const { words, changes } = readArguments(context.args);
  if (!['node', 'nodes', 'no'].includes(words[0]!.toLowerCase())) {
    throw new CommandError(`invalid resource type ${words[0]}, only node types are supported`);
  }
  refuseConflicts(changes);
  const all = flags.bool('all');
  const selector = flags.string('selector');
  if (all && selector)
    throw new CommandError("setting 'all' parameter with a non empty selector is prohibited");
  if (!all && !selector && words.length < 2) {
    throw new CommandError("at least one resource name must be specified since 'all' parameter is not set");
  }
  const dryRun = dryRunOf(context);
  const { infos, errors } = await findTargets(context, { args: words, all });
  const print = await resultPrinter(context);
  for (const info of infos) {
    try {
      const old = ((info.object as unknown as Node).spec?.taints ?? []) as Taint[];
      const overwrite = flags.bool('overwrite');
      const present = changes.add.filter((each) => old.some((other) => sameTaint(each, other)));
      if (present.length > 0 && !overwrite) {
        const keys = present.map(({ key }) => key).join(',');
        throw new CommandError(
          `node ${info.name} already has ${keys} taint(s) with same effect(s) and --overwrite is false`,
        );
      }
      const { taints, operation } = changedTaints(old, changes, overwrite);
      if (dryRun === 'client') {
        print(info, operation);
        continue;
      }
      const patch = { spec: { taints: taints.length ? taints : null } };
      const query = { fieldManager: flags.string('field-manager'), ...dryRunQuery(dryRun) };
      print(info, operation, await patchObject(context.client, info, patch, 'merge', { query }));
    } catch (error) {
      context.io.signal.throwIfAborted();
      errors.push(error);
    }
  }
  throwAll(errors);
}

/** What names the nodes, and the taints after it. @throws CommandError, UsageError */
function readArguments(args: readonly string[]): { words: string[]; changes: TaintChanges } {
  const isTaint = (word: string) => /[=:]/.test(word) || word.endsWith('-');
  const first = args.findIndex(isTaint);
  const words = args.slice(0, first < 0 ? args.length : first);
  const specs = args.slice(words.length);
  const late = specs.find((word) => !isTaint(word));
  if (late !== undefined) {
    throw new CommandError(`all resources must be specified before taint changes: ${late}`);
  }
  if (words.length === 0) {
    throw new CommandError('one or more resources must be specified as <resource> <name>');
  }
  if (specs.length === 0) throw new CommandError('at least one taint update is required');
  return { words, changes: parseTaints(specs) };
}

function refuseConflicts({ add, remove }: TaintChanges): void {
  const conflicts = add.flatMap(({ key, effect }) =>
    remove
      .filter((gone) => gone.key === key && (gone.effect === '' || gone.effect === effect))
      .map((gone) => `${gone.key}=${gone.effect}`),
  );
  if (conflicts.length > 0) {
    throw new CommandError(
      `can not both modify and remove the following taint(s) in the same command: ${conflicts.join(', ')}`,
    );
  }
}

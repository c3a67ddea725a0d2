import type { AnyObject } from '../../kube/types.ts';
import { CommandError, dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../command.ts';
import type { Command, Context } from '../command.ts';
import { getObject, patchObject, throwAll, type Info } from '../manifests/info.ts';
import { dryRunOf, dryRunQuery } from '../manifests/options.ts';
import { resultPrinter } from '../manifests/print.ts';
import { findTargets } from '../manifests/targets.ts';

/** Models kubectl pkg/cmd/scale. */
export const scale: Command = {
  name: 'scale',
  group: 'Deploy Commands',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  long: 'Set a new size for a deployment, replica set, replication controller, or stateful set.',
  examples: '# Three replicas of a deployment\nkubectl scale --replicas=3 deployment/web',
  usage: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)',
  completes: 'resources',
  flags: [
    ...filenameFlags,
    ...printFlags,
    selectorFlag,
    dryRunFlag,
    { name: 'all', kind: 'bool', help: 'Select all resources of the named types in the namespace.' },
    {
      name: 'current-replicas',
      kind: 'int',
      default: '-1',
      help: 'Scale only if there are this many replicas now.',
    },
    { name: 'replicas', kind: 'int', default: '0', help: 'The new number of replicas. Required.' },
    { name: 'resource-version', kind: 'string', help: 'Scale only if the object has this resource version.' },
    {
      name: 'timeout',
      kind: 'duration',
      default: '0s',
      help: 'How long to wait until the new size is reached; zero: not at all.',
    },
  ],
  run: runScale,
};

async function runScale(context: Context): Promise<void> {
  const { flags } = context;
  if (!flags.changed('replicas')) throw new CommandError('required flag(s) "replicas" not set');
  if (flags.int('replicas') < 0) {
    throw new CommandError(
      'The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
    );
  }
  const dryRun = dryRunOf(context);
  const { infos, errors } = await findTargets(context, { args: context.args, all: flags.bool('all') });
  const print = await resultPrinter(context, dryRun);
  for (const info of infos) {
    try {
      if (dryRun !== 'client') await scaleOne(context, info, dryRunQuery(dryRun));
      print(info, 'scaled');
    } catch (error) {
      context.io.signal.throwIfAborted();
      errors.push(error);
    }
  }
  throwAll(errors);
  if (infos.length === 0) throw new CommandError('no objects passed to scale');
}

async function scaleOne(
  context: Context,
  info: Info,
  query: Record<string, string | undefined>,
): Promise<void> {
  const { flags, client } = context;
  const replicas = flags.int('replicas');
  const expected = flags.int('current-replicas');
  const version = flags.string('resource-version');
  if (expected >= 0 || version) {
    const current = (await getObject(client, info, 'scale')) as AnyObject & { spec?: { replicas?: number } };
    const size = current.spec?.replicas ?? 0;
    if (expected >= 0 && size !== expected)
      throw new CommandError(`Expected replicas to be ${expected}, was ${size}`);
    const found = current.metadata.resourceVersion ?? '';
    if (version && found !== version)
      throw new CommandError(`Expected resource version to be ${version}, was ${found}`);
  }
  await patchObject(client, info, { spec: { replicas } }, 'merge', { subresource: 'scale', query });
  const timeout = flags.duration('timeout');
  if (timeout > 0) await reached(context, info, replicas, timeout);
}

async function reached(context: Context, info: Info, replicas: number, timeout: number): Promise<void> {
  const { clock, signal } = context.io;
  const deadline = clock.now() + timeout;
  for (;;) {
    const current = await getObject(context.client, info);
    const status = current.status as { replicas?: number; observedGeneration?: number } | undefined;
    const observed = (status?.observedGeneration ?? 0) >= (current.metadata.generation ?? 0);
    if (observed && (status?.replicas ?? 0) === replicas) return;
    if (clock.now() >= deadline) throw new CommandError('timed out waiting for the condition');
    await clock.sleep(1000, signal);
  }
}

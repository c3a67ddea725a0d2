import { CommandError, dryRunFlag, filenameFlags, selectorFlag } from '../../command.ts';
import type { Command, Context } from '../../command.ts';
import { addSource, deleteObject, infoName, isStatus, throwAll, type Info } from '../../manifests/info.ts';
import { dryRunOf, dryRunQuery, dryRunSuffix, type DryRun } from '../../manifests/options.ts';
import { findTargets } from '../../manifests/targets.ts';
import { resourceName } from '../../resources.ts';
import { waitUntilGone } from './wait.ts';

/** Models kubectl pkg/cmd/delete. */
export const deleteCommand: Command = {
  name: 'delete',
  group: 'Basic Commands (Intermediate)',
  short: 'Delete resources by file names, stdin, resources and names, or by resources and label selector',
  long:
    'Delete resources by file names, stdin, resources and names, or by resources and label selector. ' +
    'Only one type of argument may be specified: file names, resources and names, or resources and label selector.',
  examples:
    '# Delete a service\nkubectl delete service web\n\n# Delete what a file describes\nkubectl delete -f web.yaml\n\n' +
    '# Delete Pods by label\nkubectl delete pods -l app=web',
  usage: '([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)])',
  completes: 'resources',
  flags: [
    ...filenameFlags,
    selectorFlag,
    dryRunFlag,
    { name: 'all', kind: 'bool', help: 'Delete all resources of the named types in the namespace.' },
    { name: 'all-namespaces', short: 'A', kind: 'bool', help: 'Look in every namespace.' },
    {
      name: 'cascade',
      kind: 'string',
      default: 'background',
      bare: 'background',
      help: 'What happens to dependents: background, orphan or foreground.',
    },
    { name: 'field-selector', kind: 'string', help: 'Selector on fields, e.g. metadata.name=web.' },
    {
      name: 'force',
      kind: 'bool',
      help: 'With a grace period of 0: remove from the API at once, without waiting for the kubelet.',
    },
    {
      name: 'grace-period',
      kind: 'int',
      default: '-1',
      help: 'Seconds given to end; negative: as the object says.',
    },
    { name: 'ignore-not-found', kind: 'bool', help: 'Treat "resource not found" as a successful delete.' },
    { name: 'interactive', short: 'i', kind: 'bool', help: 'Ask before deleting.' },
    { name: 'now', kind: 'bool', help: 'Same as --grace-period=1.' },
    {
      name: 'output',
      short: 'o',
      kind: 'string',
      help: 'Output mode. Use "-o name" for shorter output (resource/name).',
    },
    {
      name: 'timeout',
      kind: 'duration',
      default: '0s',
      help: 'How long to wait before giving up; zero: by object.',
    },
    { name: 'wait', kind: 'bool', default: 'true', help: 'Wait until the resources are gone.' },
  ],
  run: runDelete,
};

async function runDelete(context: Context): Promise<void> {
  const { flags } = context;
  const dryRun = dryRunOf(context);
  const gracePeriod = graceOf(context);
  const output = flags.string('output');
  if (output !== '' && output !== 'name') {
    throw new CommandError('unexpected -o output mode: ' + output + ". We only support '-o name'");
  }
  if (flags.bool('all') && flags.string('selector') !== '') {
    throw new CommandError("setting 'all' parameter but found a non empty selector. ");
  }
  const targets = await findTargets(context, {
    args: context.args,
    all: flags.bool('all'),
    fieldSelector: flags.string('field-selector'),
    local: true,
  });
  const errors: unknown[] = [];
  const missing = (error: unknown) => flags.bool('ignore-not-found') && isStatus(error, 404);
  errors.push(...targets.errors.filter((error) => !missing(error)));
  if (flags.bool('interactive') && targets.infos.length > 0 && !(await confirmed(context, targets.infos)))
    return;

  const deleted = await deleteAll(context, targets.infos, { gracePeriod, dryRun }, (error) => {
    if (!missing(error)) errors.push(error);
  });
  throwAll(errors);
  if (targets.infos.length === 0 && targets.errors.length === 0) context.out('No resources found\n');
  if (dryRun === 'none' && flags.bool('wait')) await waitForAll(context, deleted);
}

/** Seconds, or undefined to leave it to the object. */
export function graceOf(context: Context): number | undefined {
  const { flags } = context;
  let grace = flags.int('grace-period');
  if (flags.has('now') && flags.bool('now')) {
    if (grace !== -1) throw new CommandError('--now and --grace-period cannot be specified together');
    grace = 1;
  }
  const force = flags.bool('force');
  if (force && grace > 0)
    throw new CommandError('--force and --grace-period greater than 0 cannot be specified together');
  if (grace === 0 && !force) grace = 1;
  if (force && grace < 0) grace = 0;
  return grace < 0 ? undefined : grace;
}

/** Deletes each object and says so; calls `failed` with errors and goes on. */
export async function deleteAll(
  context: Context,
  infos: readonly Info[],
  options: { gracePeriod: number | undefined; dryRun: DryRun },
  failed: (error: unknown) => void,
): Promise<Info[]> {
  const { gracePeriod, dryRun } = options;
  const deleted: Info[] = [];
  if (gracePeriod === 0 && infos.length > 0 && dryRun === 'none') {
    context.err(
      'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. ' +
        'The resource may continue to run on the cluster indefinitely.\n',
    );
  }
  for (const info of infos) {
    try {
      if (dryRun !== 'client') await deleteOne(context, info, options);
      context.out(deletedText(context, info, dryRun, gracePeriod === 0));
      deleted.push(info);
    } catch (error) {
      context.io.signal.throwIfAborted();
      failed(addSource('deleting', info.source, error));
    }
  }
  return deleted;
}

async function deleteOne(
  context: Context,
  info: Info,
  { gracePeriod, dryRun }: { gracePeriod: number | undefined; dryRun: DryRun },
): Promise<void> {
  const answer = await deleteObject(context.client, info, {
    propagationPolicy: policyOf(context.flags.string('cascade')),
    ...(gracePeriod === undefined ? {} : { gracePeriodSeconds: gracePeriod }),
    ...(dryRun === 'server' ? { dryRun: [dryRunQuery(dryRun).dryRun] } : {}),
  });
  // The answer is the object as it is now, or a Status that tells its uid.
  const details = answer.details as { uid?: string } | undefined;
  const uid = answer.kind === 'Status' ? details?.uid : answer.metadata.uid;
  if (uid) info.object = { ...info.object, metadata: { ...info.object.metadata, uid } };
}

function policyOf(cascade: string): string {
  switch (cascade) {
    case 'background':
    case 'true':
      return 'Background';
    case 'foreground':
      return 'Foreground';
    case 'orphan':
    case 'false':
      return 'Orphan';
    default:
      throw new CommandError(
        `invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`,
      );
  }
}

/** `deployment.apps "web" deleted from shop namespace` */
export function deletedText(context: Context, info: Info, dryRun: DryRun, forced = false): string {
  if (context.flags.has('output') && context.flags.string('output') === 'name') return `${infoName(info)}\n`;
  const kind = infoName(info).slice(0, -(info.name.length + 1));
  const where = info.namespace ? ` from ${info.namespace} namespace` : '';
  return `${kind} "${info.name}" ${forced ? 'force deleted' : 'deleted'}${where}${dryRunSuffix(dryRun)}\n`;
}

async function waitForAll(context: Context, infos: readonly Info[]): Promise<void> {
  const { clock, signal } = context.io;
  const timeout = context.flags.duration('timeout');
  const deadline = clock.now() + timeout;
  for (const info of infos) {
    const left = timeout > 0 ? { timeout: Math.max(1, deadline - clock.now()) } : {};
    try {
      await waitUntilGone(context.client, info, { clock, signal, ...left });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new CommandError(`${error.message} on ${resourceName(info.resource)}/${info.name}`);
    }
  }
}

async function confirmed(context: Context, infos: readonly Info[]): Promise<boolean> {
  context.out(`You are about to delete the following ${infos.length} resource(s):\n`);
  for (const info of infos) context.out(`${infoName(info)}\n`);
  context.out('Do you want to continue? (y/N): ');
  let answer = '';
  if (context.io.stdin) {
    for await (const piece of context.io.stdin) {
      answer += piece;
      if (/[\r\n]/.test(answer)) break;
    }
  }
  if (/^y(es)?\s*$/i.test(answer)) return true;
  context.out('deletion is cancelled\n');
  return false;
}

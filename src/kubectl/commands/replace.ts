import { CommandError, dryRunFlag, filenameFlags, printFlags } from '../command.ts';
import type { Command, Context } from '../command.ts';
import { addSource, createObject, isStatus, replaceObject, throwAll, type Info } from '../manifests/info.ts';
import { getObject } from '../manifests/info.ts';
import { lastApplied, withLastApplied } from '../manifests/last-applied.ts';
import { loadManifests } from '../manifests/load.ts';
import { dryRunOf, dryRunQuery, managerFlag, validateFlag, validationOf } from '../manifests/options.ts';
import { resultPrinter } from '../manifests/print.ts';
import { deleteAll } from './delete/delete.ts';
import { waitUntilGone } from './delete/wait.ts';

/** Models kubectl pkg/cmd/replace. */
export const replace: Command = {
  name: 'replace',
  group: 'Advanced Commands',
  short: 'Replace a resource by file name or stdin',
  long: 'Replace a resource by file name or stdin. The complete resource spec must be given.',
  examples:
    '# Replace what web.yaml describes\nkubectl replace -f web.yaml\n\n# Delete it and create it again\nkubectl replace --force -f web.yaml',
  usage: '-f FILENAME',
  flags: [
    ...filenameFlags,
    ...printFlags,
    dryRunFlag,
    validateFlag,
    managerFlag('kubectl-replace'),
    {
      name: 'cascade',
      kind: 'string',
      default: 'background',
      bare: 'background',
      help: 'With --force: background, orphan or foreground.',
    },
    { name: 'force', kind: 'bool', help: 'Delete and create again.' },
    {
      name: 'grace-period',
      kind: 'int',
      default: '-1',
      help: 'With --force: seconds given to end; negative: as the object says.',
    },
    { name: 'save-config', kind: 'bool', help: 'Save the configuration in the annotation of kubectl apply.' },
    { name: 'subresource', kind: 'string', help: 'Subresource to replace: status, scale or resize.' },
    {
      name: 'timeout',
      kind: 'duration',
      default: '0s',
      help: 'How long to wait for a deletion; zero: by object.',
    },
    { name: 'wait', kind: 'bool', help: 'Wait until what was deleted is gone.' },
  ],
  run: runReplace,
};

async function runReplace(context: Context): Promise<void> {
  const { flags } = context;
  if (flags.list('filename').length === 0 && flags.string('kustomize') === '') {
    throw new CommandError('must specify one of -f and -k');
  }
  const dryRun = dryRunOf(context);
  const validation = validationOf(context);
  const force = flags.bool('force');
  if (force && dryRun !== 'none') throw new CommandError('--dry-run can not be used when --force is set');
  if (flags.int('grace-period') >= 0 && !force)
    throw new CommandError('--grace-period must have --force specified');
  const print = await resultPrinter(context, dryRun);
  const { infos, errors } = await loadManifests(context, { validate: validation !== 'Ignore' });
  const query = {
    fieldManager: flags.string('field-manager'),
    fieldValidation: validation,
    ...dryRunQuery(dryRun),
  };
  if (force) await removeAll(context, infos, errors);
  for (const info of infos) {
    const wanted = withAnnotation(context, info);
    try {
      let object = wanted.object;
      if (force) object = await createObject(context.client, wanted, { query });
      else if (dryRun !== 'client') {
        object = await replaceObject(context.client, wanted, {
          query,
          subresource: flags.string('subresource'),
        });
      }
      print(wanted, 'replaced', object);
    } catch (error) {
      context.io.signal.throwIfAborted();
      errors.push(force ? error : addSource('replacing', wanted.source, error));
    }
  }
  throwAll(errors);
  if (infos.length === 0) throw new CommandError('no objects passed to replace');
}

/** The annotation of apply is kept up to date where the manifest carries it, or where asked for. */
function withAnnotation(context: Context, info: Info): Info {
  const carries = info.object.metadata.annotations?.[lastApplied] !== undefined;
  return carries || context.flags.bool('save-config')
    ? { ...info, object: withLastApplied(info.object) }
    : info;
}

async function removeAll(context: Context, infos: readonly Info[], errors: unknown[]): Promise<void> {
  const { clock, signal } = context.io;
  const found: Info[] = [];
  for (const info of infos) {
    try {
      found.push({ ...info, object: await getObject(context.client, info) });
    } catch (error) {
      if (!isStatus(error, 404)) errors.push(error);
    }
  }
  const given = context.flags.int('grace-period');
  const gracePeriod = given < 0 ? undefined : Math.max(given, 1);
  const deleted = await deleteAll(context, found, { gracePeriod, dryRun: 'none' }, (error) =>
    errors.push(error),
  );
  const timeout = context.flags.duration('timeout');
  for (const info of deleted) await waitUntilGone(context.client, info, { clock, signal, timeout });
}

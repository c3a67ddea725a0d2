import type { AnyObject } from '../../../kube/types.ts';
import {
  CommandError,
  dryRunFlag,
  filenameFlags,
  printFlags,
  selectorFlag,
  UsageError,
} from '../../command.ts';
import type { Command, Context } from '../../command.ts';
import {
  addSource,
  createObject,
  describeInfo,
  getObject,
  isStatus,
  throwAll,
  type Info,
} from '../../manifests/info.ts';
import { lastApplied, withLastApplied } from '../../manifests/last-applied.ts';
import { loadManifests } from '../../manifests/load.ts';
import { dryRunOf, dryRunQuery, managerFlag, validateFlag, validationOf } from '../../manifests/options.ts';
import { resultPrinter, wantsObject } from '../../manifests/print.ts';
import { applyPatch } from './patch.ts';
import type { ApplyRun } from './run.ts';
import { applyServerSide } from './server-side.ts';
import { viewLastApplied } from './view-last-applied.ts';

/** Models kubectl pkg/cmd/apply. */
export const apply: Command = {
  name: 'apply',
  group: 'Advanced Commands',
  short: 'Apply a configuration to a resource by file name or stdin',
  long:
    'Apply a configuration to a resource by file name or stdin. The resource name must be specified. ' +
    'This resource will be created if it does not exist yet.',
  examples:
    '# Apply the configuration in web.yaml\nkubectl apply -f web.yaml\n\n' +
    '# Apply the manifest passed into stdin\ncat web.yaml | kubectl apply -f -',
  usage: '(-f FILENAME | -k DIRECTORY)',
  flags: [
    ...filenameFlags,
    ...printFlags,
    selectorFlag,
    dryRunFlag,
    validateFlag,
    managerFlag('kubectl-client-side-apply'),
    {
      name: 'all',
      kind: 'bool',
      help: 'Select all resources in the namespace of the specified resource types.',
    },
    { name: 'force', kind: 'bool', help: 'Delete and create again what cannot be changed in place.' },
    {
      name: 'force-conflicts',
      kind: 'bool',
      help: 'With --server-side: take over fields that others manage.',
    },
    {
      name: 'overwrite',
      kind: 'bool',
      default: 'true',
      help: 'Resolve conflicts in favour of the manifest.',
    },
    { name: 'prune', kind: 'bool', help: 'Delete resources that are in no file (not supported here).' },
    { name: 'server-side', kind: 'bool', help: 'Let the server merge the configuration.' },
    { name: 'wait', kind: 'bool', help: 'With --force: wait until what was deleted is gone.' },
    {
      name: 'timeout',
      kind: 'duration',
      default: '0s',
      help: 'How long to wait for a deletion; zero: by object.',
    },
    {
      name: 'grace-period',
      kind: 'int',
      default: '-1',
      help: 'With --force: seconds given to end; negative: as the object says.',
    },
    {
      name: 'cascade',
      kind: 'string',
      default: 'background',
      bare: 'background',
      help: 'With --force: background, orphan or foreground.',
    },
    {
      name: 'openapi-patch',
      kind: 'bool',
      default: 'true',
      help: 'Accepted and without effect: merge keys are built in.',
    },
  ],
  subcommands: [viewLastApplied],
  run: runApply,
};

async function runApply(context: Context): Promise<void> {
  const { flags } = context;
  if (context.args.length > 0) throw new UsageError(`Unexpected args: [${context.args.join(' ')}]`);
  if (flags.list('filename').length === 0 && flags.string('kustomize') === '') {
    throw new CommandError('must specify one of -f and -k');
  }
  if (flags.bool('prune')) throw new CommandError('--prune is not supported here');
  const serverSide = flags.bool('server-side');
  if (flags.bool('force-conflicts') && !serverSide)
    throw new CommandError('--force-conflicts only works with --server-side');
  const dryRun = dryRunOf(context);
  if (dryRun === 'client' && serverSide) {
    throw new CommandError(
      "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
    );
  }
  if (flags.bool('force') && serverSide) throw new CommandError('--force cannot be used with --server-side');
  const validation = validationOf(context);
  const manager = flags.changed('field-manager') || !serverSide ? flags.string('field-manager') : 'kubectl';
  const run: ApplyRun = {
    context,
    dryRun,
    print: await resultPrinter(context, dryRun),
    query: { fieldManager: manager, fieldValidation: validation, ...dryRunQuery(dryRun) },
  };

  const { infos, errors } = await loadManifests(context, { validate: validation !== 'Ignore' });
  if (infos.length === 0 && errors.length === 0) throw new CommandError('no objects passed to apply');
  for (const info of infos) {
    try {
      await (serverSide ? applyServerSide(run, info) : applyOne(run, info));
    } catch (error) {
      context.io.signal.throwIfAborted();
      errors.push(error);
    }
  }
  throwAll(errors);
}

async function applyOne(run: ApplyRun, info: Info): Promise<void> {
  const { client } = run.context;
  const wanted: Info = { ...info, object: withLastApplied(info.object) };
  let current: AnyObject;
  try {
    current = await getObject(client, info);
  } catch (error) {
    if (!isStatus(error, 404)) {
      const verb = `retrieving current configuration of:\n${describeInfo(info)}\nfrom server for:`;
      throw addSource(verb, info.source, error);
    }
    return create(run, wanted);
  }
  if (current.metadata.annotations?.[lastApplied] === undefined) {
    run.context.err(
      `Warning: resource ${info.resource.resource}/${info.name} is missing the ${lastApplied} annotation which is ` +
        'required by kubectl apply. kubectl apply should only be used on resources created declaratively by either ' +
        'kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n',
    );
  }
  const { object, changed } = await applyPatch(run, wanted, current);
  if (object.metadata.deletionTimestamp) {
    run.context.err(`Warning: Detected changes to resource ${info.name} which is currently being deleted.\n`);
  }
  if (!changed && !wantsObject(run.context)) {
    if (run.context.flags.string('output') === 'name') run.print(info, '');
    else run.print(info, 'unchanged');
  } else run.print(info, 'configured', object);
}

async function create(run: ApplyRun, wanted: Info): Promise<void> {
  let object = wanted.object;
  if (run.dryRun !== 'client') {
    try {
      object = await createObject(run.context.client, wanted, { query: run.query });
    } catch (error) {
      throw addSource('creating', wanted.source, error);
    }
  }
  run.print(wanted, 'created', object);
}

import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, filenameFlags, PlainError, selectorFlag } from '../../command.ts';
import type { Command, Context } from '../../command.ts';
import { createObject, getObject, isStatus, patchObject, throwAll, type Info } from '../../manifests/info.ts';
import { withoutLastApplied } from '../../manifests/last-applied.ts';
import { loadManifests } from '../../manifests/load.ts';
import { managerFlag } from '../../manifests/options.ts';
import { withoutManagedFields } from '../../output/printer.ts';
import { toYaml } from '../../output/yaml.ts';
import { reportError } from '../../report-error.ts';
import { patchFor } from '../apply/patch.ts';
import { unifiedDiff } from './unified.ts';

/** Models kubectl pkg/cmd/diff, with a unified diff of its own in place of the diff program. */
export const diff: Command = {
  name: 'diff',
  group: 'Advanced Commands',
  short: 'Diff the live version against a would-be applied version',
  long: 'Diff configurations specified by file name or stdin between the current online configuration, and the configuration as it would be if applied. Exit status: 0 no differences, 1 differences, above 1 an error.',
  usage: '-f FILENAME',
  flags: [
    ...filenameFlags,
    selectorFlag,
    managerFlag('kubectl-client-side-apply'),
    { name: 'server-side', kind: 'bool', help: 'Let the server merge the configuration.' },
    {
      name: 'force-conflicts',
      kind: 'bool',
      help: 'With --server-side: take over fields that others manage.',
    },
    { name: 'show-managed-fields', kind: 'bool', help: 'Include metadata.managedFields.' },
  ],
  async run(context) {
    try {
      return await runDiff(context);
    } catch (error) {
      // 1 tells that there are differences, so errors of the command end one higher.
      const host = context.kubectl.config.server.replace(/^https?:\/\//, '');
      const reported = reportError(error, context.path, host);
      if (!reported) throw error;
      throw new PlainError(reported.text, reported.exitCode + 1);
    }
  },
};

async function runDiff(context: Context): Promise<number> {
  const { flags, io } = context;
  if (flags.list('filename').length === 0 && flags.string('kustomize') === '') {
    throw new CommandError('must specify one of -f and -k');
  }
  const { infos, errors } = await loadManifests(context, { validate: true });
  throwAll(errors);
  const folder = () => Math.floor(1e9 + Math.random() * 3e9);
  const [live, merged] = [`/tmp/LIVE-${folder()}`, `/tmp/MERGED-${folder()}`];
  const stamp = new Date(io.clock.now()).toISOString().replace('T', ' ').replace('Z', '000000 +0000');
  let different = false;
  for (const info of infos) {
    const [before, after] = await versions(context, info);
    const hunks = unifiedDiff(textOf(context, before), textOf(context, after));
    if (hunks === '') continue;
    different = true;
    const name = fileName(info);
    context.out(`diff -u -N ${live}/${name} ${merged}/${name}\n`);
    context.out(`--- ${live}/${name}\t${stamp}\n+++ ${merged}/${name}\t${stamp}\n${hunks}`);
  }
  return different ? 1 : 0;
}

function fileName({ resource, namespace, name }: Info): string {
  return [resource.group, resource.version, resource.kind, namespace, name].filter(Boolean).join('.');
}

/** The object on the server (undefined: none), and as it would be after apply. */
async function versions(context: Context, info: Info): Promise<[AnyObject | undefined, AnyObject]> {
  const { client, flags } = context;
  const query = { fieldManager: flags.string('field-manager'), dryRun: 'All' };
  const wanted = { ...info, object: withoutLastApplied(info.object) };
  let current: AnyObject | undefined;
  try {
    current = await getObject(client, info);
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  }
  if (flags.bool('server-side')) {
    const force = String(flags.bool('force-conflicts'));
    const applied = await patchObject(client, info, info.object, 'apply', { query: { ...query, force } });
    return [current, applied];
  }
  if (!current) return [undefined, await createObject(client, wanted, { query })];
  const { patch, type } = patchFor(wanted, current);
  if (Object.keys(patch).length === 0) return [current, current];
  return [current, await patchObject(client, wanted, patch, type, { query })];
}

function textOf(context: Context, object: AnyObject | undefined): string {
  if (!object) return '';
  return toYaml(masked(context.flags.bool('show-managed-fields') ? object : withoutManagedFields(object)));
}

/** Values of Secrets are not shown. */
function masked(object: AnyObject): AnyObject {
  if (object.kind !== 'Secret' || !object.data) return object;
  const data = Object.fromEntries(Object.keys(object.data as object).map((key) => [key, '***']));
  return { ...object, data };
}

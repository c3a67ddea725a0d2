import type { AnyObject, Container, PodSpec } from '../../../kube/types.ts';
import { CommandError, dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../../command.ts';
import type { Context, Flag } from '../../command.ts';
import { deepEqual } from '../../manifests/gojson.ts';
import { patchObject, throwAll, type Info } from '../../manifests/info.ts';
import { twoWayPatch } from '../../manifests/merge/diff.ts';
import { mergeSchemaOf } from '../../manifests/merge/schema.ts';
import { dryRunOf, dryRunQuery, managerFlag } from '../../manifests/options.ts';
import { resultPrinter } from '../../manifests/print.ts';
import { findTargets } from '../../manifests/targets.ts';

export const setFlags: readonly Flag[] = [
  ...filenameFlags,
  ...printFlags,
  selectorFlag,
  dryRunFlag,
  managerFlag('kubectl-set'),
  { name: 'all', kind: 'bool', help: 'Select all resources of the named types in the namespace.' },
  { name: 'local', kind: 'bool', help: 'Change the content of the file, not the object on the server.' },
];

export const containersFlag = {
  name: 'containers',
  short: 'c',
  kind: 'string',
  default: '*',
  help: 'Names of the containers to change; may hold *.',
} as const;

/**
 * Changes each object that the words name, and sends what changed. An object that stays as it is is not mentioned,
 * unless `always`.
 * @param operation `image updated`
 * @param change returns the object as it should be. @throws CommandError
 */
export async function update(
  context: Context,
  args: readonly string[],
  operation: string,
  change: (object: AnyObject, info: Info) => AnyObject,
  always = false,
): Promise<void> {
  const dryRun = dryRunOf(context);
  const { flags } = context;
  if (args.length === 0 && flags.list('filename').length === 0 && flags.string('kustomize') === '') {
    throw new CommandError(
      'one or more resources must be specified as <resource> <name> or <resource>/<name>',
    );
  }
  const local = flags.bool('local');
  const { infos, errors } = await findTargets(context, { args, all: flags.bool('all'), local });
  const print = await resultPrinter(context, dryRun);
  for (const info of infos) {
    try {
      const wanted = change(structuredClone(info.object), info);
      if (deepEqual(wanted, info.object) && !always) continue;
      let object = wanted;
      if (dryRun !== 'client' && !local) {
        const schema = mergeSchemaOf(info.resource.group, info.resource.kind) ?? {};
        const query = { fieldManager: flags.string('field-manager'), ...dryRunQuery(dryRun) };
        const patch = twoWayPatch(info.object, wanted, schema);
        object = await patchObject(context.client, info, patch, 'strategic-merge', { query });
      }
      print(info, operation, object);
    } catch (error) {
      context.io.signal.throwIfAborted();
      errors.push(error);
    }
  }
  throwAll(errors);
}

/** The Pod spec inside an object, to be changed in place. @throws CommandError for kinds without Pods */
export function podSpecIn(object: AnyObject, info: Info): PodSpec {
  const spec = object.spec as (PodSpec & { template?: { spec: PodSpec } }) | undefined;
  const found = info.resource.kind === 'Pod' ? spec : spec?.template?.spec;
  if (!found)
    throw new CommandError(`the object is not a pod or does not have a pod template: ${info.resource.kind}`);
  return found;
}

/** Containers whose name matches a pattern with `*`. */
export function containersOf(spec: PodSpec, pattern: string): Container[] {
  const regexp = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  return [...spec.containers, ...(spec.initContainers ?? [])].filter(({ name }) => regexp.test(name));
}

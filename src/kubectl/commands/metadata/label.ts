import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../../command.ts';
import type { Command, Context } from '../../command.ts';
import { deepEqual, without } from '../../manifests/gojson.ts';
import { patchObject, throwAll, type Info } from '../../manifests/info.ts';
import { mergePatch } from '../../manifests/merge/diff.ts';
import { dryRunOf, dryRunQuery, managerFlag, type DryRun } from '../../manifests/options.ts';
import { resultPrinter, type ResultPrinter } from '../../manifests/print.ts';
import { findTargets } from '../../manifests/targets.ts';
import { changed, conflict, splitArgs, type Changes } from './pairs.ts';

/** How `label` and `annotate` differ. */
interface Kind {
  what: 'label' | 'annotation';
  field: 'labels' | 'annotations';
  overwriting(problem: string): string;
  operation(before: AnyObject, after: AnyObject, changes: Changes): string;
}

interface Run {
  context: Context;
  kind: Kind;
  changes: Changes;
  dryRun: DryRun;
  print: ResultPrinter;
}

const flagsFor = (manager: string, what: string) => [
  ...filenameFlags,
  ...printFlags,
  selectorFlag,
  dryRunFlag,
  managerFlag(manager),
  { name: 'all', kind: 'bool', help: 'Select all resources of the named types in the namespace.' } as const,
  { name: 'all-namespaces', short: 'A', kind: 'bool', help: 'Look in every namespace.' } as const,
  { name: 'field-selector', kind: 'string', help: 'Selector on fields, e.g. metadata.name=web.' } as const,
  {
    name: 'local',
    kind: 'bool',
    help: 'Change the content of the file, not the object on the server.',
  } as const,
  { name: 'list', kind: 'bool', help: `Show the ${what}s and change nothing more.` } as const,
  { name: 'overwrite', kind: 'bool', help: `Allow ${what}s that exist to be overwritten.` } as const,
  {
    name: 'resource-version',
    kind: 'string',
    help: 'Change the object only if it has this resource version.',
  } as const,
];

/** Models kubectl pkg/cmd/label. */
export const label: Command = {
  name: 'label',
  group: 'Settings Commands',
  short: 'Update the labels on a resource',
  long: 'Update the labels on a resource.',
  examples: '# Add a label\nkubectl label pod web tier=front\n\n# Remove it\nkubectl label pod web tier-',
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  completes: 'resources',
  flags: flagsFor('kubectl-label', 'label'),
  run: (context) =>
    run(context, {
      what: 'label',
      field: 'labels',
      overwriting: (problem) => `${problem}, and --overwrite is false`,
      operation(before, after, changes) {
        if (deepEqual(before.metadata.labels ?? {}, after.metadata.labels ?? {})) return 'not labeled';
        return changes.set.size === 0 ? 'unlabeled' : 'labeled';
      },
    }),
};

/** Models kubectl pkg/cmd/annotate. */
export const annotate: Command = {
  name: 'annotate',
  group: 'Settings Commands',
  short: 'Update the annotations on a resource',
  long: 'Update the annotations on one or more resources.',
  usage: '[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  completes: 'resources',
  flags: flagsFor('kubectl-annotate', 'annotation'),
  run: (context) =>
    run(context, {
      what: 'annotation',
      field: 'annotations',
      overwriting: (problem) =>
        `--overwrite is false but found the following declared annotation(s): ${problem}`,
      operation: () => 'annotated',
    }),
};

async function run(context: Context, kind: Kind): Promise<void> {
  const { flags } = context;
  const dryRun = dryRunOf(context);
  const { resources, changes } = splitArgs(context.args, kind.what);
  if (resources.length === 0 && flags.list('filename').length === 0 && flags.string('kustomize') === '') {
    throw new CommandError(
      'one or more resources must be specified as <resource> <name> or <resource>/<name>',
    );
  }
  const none = changes.set.size === 0 && changes.remove.length === 0;
  if (none && !flags.bool('list')) throw new CommandError(`at least one ${kind.what} update is required`);
  checkValues(kind, changes);
  if (flags.bool('local') && flags.list('filename').length === 0)
    throw new CommandError('one or more files must be specified as -f when --local is set');
  const { infos, errors } = await findTargets(context, {
    args: resources,
    all: flags.bool('all'),
    fieldSelector: flags.string('field-selector'),
    local: flags.bool('local'),
  });
  const todo: Run = { context, kind, changes, dryRun, print: await resultPrinter(context, dryRun) };
  for (const info of infos) {
    try {
      if (flags.bool('list')) list(todo, info, infos.length > 1);
      else await change(todo, info);
    } catch (error) {
      context.io.signal.throwIfAborted();
      errors.push(error);
    }
  }
  throwAll(errors);
}

function checkValues(kind: Kind, { set }: Changes): void {
  if (kind.what !== 'label') return;
  for (const value of set.values()) {
    if (/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value) && value.length <= 63) continue;
    const reason =
      value.length > 63
        ? 'must be no more than 63 bytes'
        : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start " +
          "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for " +
          "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    throw new CommandError(
      `invalid label value: "${[...set].map(([key, each]) => `${key}=${each}`).find((pair) => pair.endsWith(value))}": ${reason}`,
    );
  }
}

/** With the changes of the command line, which are not saved. */
function list({ context, kind, changes }: Run, info: Info, several: boolean): void {
  const map = changed(info.object.metadata[kind.field], changes);
  const indent = several ? ' ' : '';
  if (several) {
    const { kind: name, group } = info.resource;
    context.out(`Listing ${kind.field} for ${name}.${group}/${info.name}:\n`);
  }
  for (const key of Object.keys(map).sort()) context.out(`${indent}${key}=${map[key]}\n`);
}

async function change({ context, kind, changes, dryRun, print }: Run, info: Info): Promise<void> {
  const map = info.object.metadata[kind.field];
  const problem = context.flags.bool('overwrite') ? undefined : conflict(map, changes);
  if (problem) throw new CommandError(kind.overwriting(problem));
  if (kind.what === 'label') {
    for (const key of changes.remove)
      if (map?.[key] === undefined) context.out(`label "${key}" not found.\n`);
  }
  const version = context.flags.string('resource-version');
  const texts = changed(map, changes);
  const metadata = without({ ...info.object.metadata, [kind.field]: texts }, (key) => {
    return key === kind.field && Object.keys(texts).length === 0;
  });
  const wanted: AnyObject = {
    ...info.object,
    metadata: { ...metadata, ...(version ? { resourceVersion: version } : {}) },
  };
  let object = wanted;
  if (dryRun !== 'client' && !context.flags.bool('local')) {
    const patch = mergePatch(info.object, wanted);
    if (Object.keys(patch).length > 0) {
      const query = { fieldManager: context.flags.string('field-manager'), ...dryRunQuery(dryRun) };
      object = await patchObject(context.client, info, patch, 'merge', { query });
    }
  }
  print(info, kind.operation(info.object, wanted, changes), object);
}

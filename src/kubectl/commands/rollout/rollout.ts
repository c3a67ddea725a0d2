import { filenameFlags, printFlags, selectorFlag, dryRunFlag, CommandError } from '../../command.ts';
import type { Command, Context, Flag } from '../../command.ts';
import { qualified } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import { deepEqual } from '../../manifests/gojson.ts';
import { patchObject, throwAll, type Info } from '../../manifests/info.ts';
import { twoWayPatch } from '../../manifests/merge/diff.ts';
import { mergeSchemaOf } from '../../manifests/merge/schema.ts';
import { managerFlag } from '../../manifests/options.ts';
import { resultPrinter } from '../../manifests/print.ts';
import { findTargets } from '../../manifests/targets.ts';
import { history } from './history.ts';
import { status } from './status.ts';
import { undo } from './undo.ts';

interface WorkloadSpec {
  paused?: boolean;
  template?: { metadata?: { annotations?: Record<string, string> } };
}

/** A change of one workload; throws CommandError if it makes no sense there. */
type Change = (context: Context, info: Info, spec: WorkloadSpec) => WorkloadSpec;

const flagsFor = (manager: string): Flag[] => [
  ...filenameFlags,
  ...printFlags,
  selectorFlag,
  managerFlag(manager),
];

const specOf = (object: AnyObject) => (object.spec ?? {}) as WorkloadSpec;

function nameIn(info: Info): string {
  return `${qualified(info.resource)} "${info.name}"`;
}

/** Models kubectl pkg/cmd/rollout: set.CalculatePatches and one patch an object. */
async function changeAll(context: Context, verb: string, done: string, change: Change): Promise<void> {
  if (
    context.args.length === 0 &&
    context.flags.list('filename').length === 0 &&
    context.flags.string('kustomize') === ''
  ) {
    throw new CommandError('required resource not specified');
  }
  const { infos, errors } = await findTargets(context, { args: context.args, typeAlone: true });
  const print = await resultPrinter(context);
  for (const info of infos) {
    try {
      const spec = change(context, info, structuredClone(specOf(info.object)));
      const wanted: AnyObject = { ...info.object, spec };
      if (deepEqual(wanted, info.object))
        throw new CommandError(`failed to create patch for ${info.name}: nothing to ${verb}`);
      const patch = twoWayPatch(
        info.object,
        wanted,
        mergeSchemaOf(info.resource.group, info.resource.kind) ?? {},
      );
      const query = { fieldManager: context.flags.string('field-manager') };
      print(info, done, await patchObject(context.client, info, patch, 'strategic-merge', { query }));
    } catch (error) {
      context.io.signal.throwIfAborted();
      errors.push(error);
    }
  }
  throwAll(errors);
}

const restart: Command = {
  name: 'restart',
  short: 'Restart a resource',
  long: 'Restart a resource. Resource rollout will be restarted.',
  usage: 'RESOURCE',
  completes: 'resources',
  flags: flagsFor('kubectl-rollout'),
  run: (context) =>
    changeAll(context, 'restart', 'restarted', (_, info, spec) => {
      if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(info.resource.kind)) {
        throw new CommandError(`${nameIn(info)} restarting is not supported`);
      }
      if (spec.paused)
        throw new CommandError(`${nameIn(info)} can't restart paused deployment (run rollout resume first)`);
      const { metadata = {} } = spec.template ?? {};
      const now = new Date(context.io.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
      const annotations = { ...metadata.annotations, 'kubectl.kubernetes.io/restartedAt': now };
      return { ...spec, template: { ...spec.template, metadata: { ...metadata, annotations } } };
    }),
};

const pause: Command = {
  name: 'pause',
  short: 'Mark the provided resource as paused',
  long: 'Mark the provided resource as paused. Paused resources will not be reconciled by a controller.',
  usage: 'RESOURCE',
  completes: 'resources',
  flags: flagsFor('kubectl-rollout'),
  run: (context) =>
    changeAll(context, 'pause', 'paused', (_, info, spec) => {
      if (info.resource.kind !== 'Deployment')
        throw new CommandError(`${nameIn(info)} pausing is not supported`);
      if (spec.paused) throw new CommandError(`${nameIn(info)} is already paused`);
      return { ...spec, paused: true };
    }),
};

const resume: Command = {
  name: 'resume',
  short: 'Resume a paused resource',
  long: 'Resume a paused resource.',
  usage: 'RESOURCE',
  completes: 'resources',
  flags: flagsFor('kubectl-rollout'),
  run: (context) =>
    changeAll(context, 'resume', 'resumed', (_, info, spec) => {
      if (info.resource.kind !== 'Deployment')
        throw new CommandError(`${nameIn(info)} resuming is not supported`);
      if (!spec.paused) throw new CommandError(`${nameIn(info)} is not paused`);
      const { paused: _paused, ...rest } = spec;
      return rest;
    }),
};

/** Models kubectl pkg/cmd/rollout. */
export const rollout: Command = {
  name: 'rollout',
  group: 'Deploy Commands',
  short: 'Manage the rollout of a resource',
  long: 'Manage the rollout of one or many resources.',
  examples:
    '# Watch a rollout\nkubectl rollout status deployment/web\n\n# Undo it\nkubectl rollout undo deployment/web',
  usage: 'SUBCOMMAND',
  subcommands: [
    history,
    pause,
    restart,
    resume,
    status,
    { ...undo, flags: [...flagsFor('kubectl-rollout'), dryRunFlag, ...(undo.flags ?? [])] },
  ],
};

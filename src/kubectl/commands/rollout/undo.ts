import { qualified } from '../../../kube/status.ts';
import type { Deployment, PodTemplateSpec } from '../../../kube/types.ts';
import { CommandError, type Command, type Context } from '../../command.ts';
import { deepEqual } from '../../manifests/gojson.ts';
import { patchObject, throwAll, type Info } from '../../manifests/info.ts';
import { lastApplied } from '../../manifests/last-applied.ts';
import { dryRunOf, dryRunQuery, type DryRun } from '../../manifests/options.ts';
import { resultPrinter } from '../../manifests/print.ts';
import { findTargets } from '../../manifests/targets.ts';
import { templateText } from './history.ts';
import { revisionAnnotation, revisionsOf, type Revision } from './revisions.ts';

/** Models kubectl pkg/cmd/rollout rollout_undo.go and polymorphichelpers rollback.go. */
export const undo: Command = {
  name: 'undo',
  short: 'Undo a previous rollout',
  long: 'Roll back to a previous rollout.',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  completes: 'resources',
  flags: [
    {
      name: 'to-revision',
      kind: 'int',
      default: '0',
      help: 'The revision to roll back to; 0: the one before.',
    },
  ],
  async run(context) {
    if (
      context.args.length === 0 &&
      context.flags.list('filename').length === 0 &&
      context.flags.string('kustomize') === ''
    ) {
      throw new CommandError('required resource not specified');
    }
    const dryRun = dryRunOf(context);
    const { infos, errors } = await findTargets(context, { args: context.args, typeAlone: true });
    const print = await resultPrinter(context, dryRun);
    for (const info of infos) {
      try {
        print(info, await rollBack(context, info, dryRun));
      } catch (error) {
        context.io.signal.throwIfAborted();
        errors.push(error);
      }
    }
    throwAll(errors);
  },
};

/** Annotations that stay as they are now, whatever the old revision had. */
const kept = [
  lastApplied,
  revisionAnnotation,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

async function rollBack(context: Context, info: Info, dryRun: DryRun): Promise<string> {
  const { group, kind } = info.resource;
  const ofDeployment = group === 'apps' && kind === 'Deployment';
  if (!ofDeployment && !(group === 'apps' && (kind === 'DaemonSet' || kind === 'StatefulSet'))) {
    throw new CommandError(
      `no rollbacker has been implemented for "${qualified({ group, resource: kind })}"`,
    );
  }
  if (info.object.metadata.annotations?.[lastApplied] !== undefined) {
    context.err(
      `Warning: resource ${info.resource.resource}/${info.name} was previously managed with 'kubectl apply'. Rolling back ` +
        `will not update the ${lastApplied} annotation, which may cause unexpected behavior on future 'kubectl apply' ` +
        "operations. Consider using 'kubectl apply' with your previous configuration file instead.\n",
    );
  }
  const wanted = context.flags.int('to-revision');
  if (wanted < 0) throw notFound(wanted);
  const nothing = ofDeployment
    ? `no rollout history found for deployment "${info.name}"`
    : 'no last revision to roll back to';
  const found = choose(await revisionsOf(context, info), wanted, nothing);
  if (dryRun === 'client') {
    return `Pod Template:\n${templateText(found.template)}`;
  }
  const { spec } = info.object as unknown as Deployment;
  if (ofDeployment && spec.paused) {
    throw new CommandError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  }
  if (deepEqual(withoutHash(spec.template), withoutHash(found.template))) {
    return `skipped rollback (current template already matches revision ${wanted})`;
  }
  const query = dryRunQuery(dryRun);
  if (ofDeployment) await patchObject(context.client, info, deploymentPatch(info, found), 'json', { query });
  // A ControllerRevision holds the very patch that brings its template back.
  else await patchObject(context.client, info, found.patch, 'strategic-merge', { query });
  return 'rolled back';
}

function deploymentPatch({ object }: Info, found: Revision): unknown {
  const annotations: Record<string, string> = {};
  for (const [key, value] of Object.entries(found.annotations))
    if (!kept.includes(key)) annotations[key] = value;
  for (const key of kept) {
    const value = object.metadata.annotations?.[key];
    if (value !== undefined) annotations[key] = value;
  }
  return [
    { op: 'replace', path: '/spec/template', value: withoutHash(found.template) },
    { op: 'replace', path: '/metadata/annotations', value: annotations },
  ];
}

function notFound(revision: number): CommandError {
  return new CommandError(`unable to find specified revision ${revision} in history`);
}

function choose(revisions: readonly Revision[], wanted: number, nothing: string): Revision {
  if (wanted > 0) {
    const found = revisions.find(({ number }) => number === wanted);
    if (!found) throw notFound(wanted);
    return found;
  }
  const previous = revisions.at(-2);
  if (!previous) throw new CommandError(nothing);
  return previous;
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const labels = { ...template.metadata?.labels };
  delete labels['pod-template-hash'];
  return { ...template, metadata: { ...template.metadata, labels } };
}

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
    if (context.args.length === 0 && context.flags.list('filename').length === 0) {
      throw new CommandError('required resource not specified');
    }
    const dryRun = dryRunOf(context);
    const { infos, errors } = await findTargets(context, { args: context.args });
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
  if (info.resource.kind !== 'Deployment') {
    throw new CommandError(`no rollbacker has been implemented for "${info.resource.kind}"`);
  }
  const deployment = info.object as unknown as Deployment;
  if (deployment.metadata.annotations?.[lastApplied] !== undefined) {
    context.err(
      `Warning: resource ${info.resource.resource}/${info.name} was previously managed with 'kubectl apply'. Rolling back ` +
        `will not update the ${lastApplied} annotation, which may cause unexpected behavior on future 'kubectl apply' ` +
        "operations. Consider using 'kubectl apply' with your previous configuration file instead.\n",
    );
  }
  const wanted = context.flags.int('to-revision');
  if (wanted < 0) throw new CommandError('revision must be a positive integer');
  const found = choose(await revisionsOf(context, info), wanted, info.name);
  if (dryRun === 'client') {
    return `Pod Template:\n${templateText(found.template)}`;
  }
  if (deployment.spec.paused) {
    throw new CommandError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  }
  const template = withoutHash(found.template);
  if (deepEqual(withoutHash(deployment.spec.template), template)) {
    return `skipped rollback (current template already matches revision ${found.number})`;
  }
  const annotations: Record<string, string> = {};
  for (const [key, value] of Object.entries(found.annotations))
    if (!kept.includes(key)) annotations[key] = value;
  for (const key of kept) {
    const value = deployment.metadata.annotations?.[key];
    if (value !== undefined) annotations[key] = value;
  }
  const patch = [
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: annotations },
  ];
  await patchObject(context.client, info, patch, 'json', { query: dryRunQuery(dryRun) });
  return 'rolled back';
}

function choose(revisions: readonly Revision[], wanted: number, name: string): Revision {
  if (wanted > 0) {
    const found = revisions.find(({ number }) => number === wanted);
    if (!found) throw new CommandError(`unable to find specified revision ${wanted} in history`);
    return found;
  }
  const previous = revisions.at(-2);
  if (!previous) throw new CommandError(`no rollout history found for deployment "${name}"`);
  return previous;
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const labels = { ...template.metadata?.labels };
  delete labels['pod-template-hash'];
  return { ...template, metadata: { ...template.metadata, labels } };
}

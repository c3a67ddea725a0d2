import { resources } from '../../../kube/client.ts';
import type {
  AnyObject,
  Deployment,
  LabelSelector,
  PodTemplateSpec,
  ReplicaSet,
} from '../../../kube/types.ts';
import { CommandError, type Context } from '../../command.ts';
import type { Info } from '../../manifests/info.ts';
import { selectorText } from '../pods/select.ts';

export interface Revision {
  number: number;
  template: PodTemplateSpec;
  annotations: Record<string, string>;
}

export const revisionAnnotation = 'deployment.kubernetes.io/revision';

interface ControllerRevision extends AnyObject {
  revision: number;
  data?: { spec?: { template?: PodTemplateSpec } };
}

/** A DaemonSet's or StatefulSet's: its ControllerRevisions. */
async function kept(context: Context, { object, namespace }: Info): Promise<Revision[]> {
  const { selector } = object.spec as { selector: LabelSelector };
  const revisions = (await context.resources()).resolve('controllerrevisions');
  const { items } = await context.client.list<ControllerRevision>(revisions, namespace, {
    labelSelector: selectorText(selector),
  });
  return items
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid))
    .map(({ metadata, revision, data }) => ({
      number: revision,
      template: data?.spec?.template ?? { spec: { containers: [] } },
      annotations: metadata.annotations ?? {},
    }))
    .sort((a, b) => a.number - b.number);
}

/**
 * What a workload looked like at each revision, oldest first; a Deployment's are its ReplicaSets.
 * @throws CommandError for other kinds, which have no history
 */
export async function revisionsOf(context: Context, info: Info): Promise<Revision[]> {
  const { group, kind } = info.resource;
  if (group === 'apps' && (kind === 'DaemonSet' || kind === 'StatefulSet')) return kept(context, info);
  if (kind !== 'Deployment') {
    throw new CommandError(`no history viewer has been implemented for "${info.resource.kind}"`);
  }
  const deployment = info.object as unknown as Deployment;
  const labelSelector = selectorText(deployment.spec.selector);
  const { items } = await context.client.list<ReplicaSet>(resources.replicasets, info.namespace, {
    labelSelector,
  });
  return items
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === deployment.metadata.uid))
    .map(({ metadata, spec }) => ({
      number: Number(metadata.annotations?.[revisionAnnotation] ?? 0),
      template: spec.template ?? { spec: { containers: [] } },
      annotations: metadata.annotations ?? {},
    }))
    .sort((a, b) => a.number - b.number);
}

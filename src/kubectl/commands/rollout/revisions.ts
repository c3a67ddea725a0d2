import { resources } from '../../../kube/client.ts';
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../../kube/types.ts';
import { CommandError, type Context } from '../../command.ts';
import type { Info } from '../../manifests/info.ts';
import { selectorText } from '../pods/select.ts';

export interface Revision {
  number: number;
  template: PodTemplateSpec;
  annotations: Record<string, string>;
}

export const revisionAnnotation = 'deployment.kubernetes.io/revision';

/**
 * What a Deployment looked like at each revision, oldest first: its ReplicaSets.
 * @throws CommandError for other kinds, whose history this cluster does not keep
 */
export async function revisionsOf(context: Context, info: Info): Promise<Revision[]> {
  if (info.resource.kind !== 'Deployment') {
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

import { resources } from '../../../kube/client.ts';
import { qualified } from '../../../kube/status.ts';
import type {
  AnyObject,
  Deployment,
  LabelSelector,
  PodTemplateSpec,
  ReplicaSet,
} from '../../../kube/types.ts';
import { CommandError, type Context } from '../../command.ts';
import { infoOf, type Info } from '../../manifests/info.ts';
import { selectorText } from '../pods/select.ts';

export interface Revision {
  number: number;
  template: PodTemplateSpec;
  annotations: Record<string, string>;
  /** The object that holds it: a ReplicaSet or a ControllerRevision. */
  object: AnyObject;
  /** What a ControllerRevision keeps: a strategic merge patch of its workload. */
  patch?: unknown;
}

export const revisionAnnotation = 'deployment.kubernetes.io/revision';

interface ControllerRevision extends AnyObject {
  revision: number;
  data?: { spec?: { template?: PodTemplateSpec } };
}

/** Without the directive that makes the patch replace the whole template. */
function templateOf(data: ControllerRevision['data']): PodTemplateSpec {
  const { $patch: _, ...template } = { $patch: '', ...data?.spec?.template };
  return { ...template, spec: template.spec ?? { containers: [] } };
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
    .map((item) => ({
      number: item.revision,
      template: templateOf(item.data),
      annotations: item.metadata.annotations ?? {},
      object: infoOf(revisions, item).object,
      patch: item.data,
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
    throw new CommandError(
      `no history viewer has been implemented for "${qualified({ group, resource: kind })}"`,
    );
  }
  const deployment = info.object as unknown as Deployment;
  const labelSelector = selectorText(deployment.spec.selector);
  const { items } = await context.client.list<ReplicaSet>(resources.replicasets, info.namespace, {
    labelSelector,
  });
  return items
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === deployment.metadata.uid))
    .map((item) => ({
      number: Number(item.metadata.annotations?.[revisionAnnotation] ?? 0),
      template: item.spec.template ?? { spec: { containers: [] } },
      annotations: item.metadata.annotations ?? {},
      object: { ...(item as unknown as AnyObject), apiVersion: 'apps/v1', kind: 'ReplicaSet' },
    }))
    .sort((a, b) => a.number - b.number);
}

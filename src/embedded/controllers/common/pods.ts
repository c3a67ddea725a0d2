import { isReady } from '../../../kube/conditions.ts';
import type { KubeObject, OwnerReference, Pod } from '../../../kube/types.ts';

export const revisionLabel = 'controller-revision-hash';

export function ownerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name!,
    uid: owner.metadata.uid!,
    controller: true,
    blockOwnerDeletion: true,
  };
}

export const controllerOf = ({ metadata }: KubeObject): OwnerReference | undefined =>
  metadata.ownerReferences?.find(({ controller }) => controller === true);

export const isOwnedBy = (object: KubeObject, owner: KubeObject): boolean =>
  controllerOf(object)?.uid === owner.metadata.uid;

export const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;

/**
 * Ready for at least `minReadySeconds`. Models kubernetes pkg/api/v1/pod IsPodAvailable.
 * @param now milliseconds since the epoch
 */
export function isAvailable(pod: Pod, minReadySeconds: number, now: number): boolean {
  return isReady(pod) && availableIn(pod, minReadySeconds, now) <= 0;
}

/** Milliseconds until a ready Pod becomes available; not above 0 when it is. */
export function availableIn(pod: Pod, minReadySeconds: number, now: number): number {
  if (minReadySeconds === 0) return 0;
  const since = pod.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
  return since ? Date.parse(since) + minReadySeconds * 1000 - now : minReadySeconds * 1000;
}

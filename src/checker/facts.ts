import { resources, type KubeClient } from '../kube/client.ts';
import { matchesLabelSelector } from '../kube/selector.ts';
import type { Deployment, EndpointSlice, Pod, ReplicaSet, Service } from '../kube/types.ts';
import type { CheckSpec } from './spec.ts';

/** What the API says about the way of the request, read once per attempt. */
export interface Facts {
  service: Service | undefined;
  slices: EndpointSlice[];
  deployment: Deployment | undefined;
  /** Pods that the Deployment really owns (Pod → ReplicaSet → Deployment), not yet going away. */
  pods: Pod[];
}

export async function readFacts(client: KubeClient, spec: CheckSpec): Promise<Facts> {
  const { namespace, name } = spec.service;
  const [service, slices, deployment, replicaSets, pods] = await Promise.all([
    client.find<Service>(resources.services, namespace, name),
    client.list<EndpointSlice>(resources.endpointslices, namespace, {
      labelSelector: `kubernetes.io/service-name=${name}`,
    }),
    client.find<Deployment>(resources.deployments, namespace, spec.backend.deployment),
    client.list<ReplicaSet>(resources.replicasets, namespace),
    client.list<Pod>(resources.pods, namespace),
  ]);
  const owned = new Set(
    replicaSets.items
      .filter((set) => set.metadata.ownerReferences?.some(({ uid }) => uid === deployment?.metadata.uid))
      .map((set) => set.metadata.uid),
  );
  return {
    service,
    slices: slices.items,
    deployment,
    pods: pods.items.filter(
      (pod) =>
        !pod.metadata.deletionTimestamp &&
        pod.metadata.ownerReferences?.some(({ uid, controller }) => controller && owned.has(uid)) &&
        matchesLabelSelector(pod.metadata.labels, deployment?.spec.selector ?? {}),
    ),
  };
}

export function isReady(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** Addresses that take traffic, `ip:port`, for the Service port named `portName`. */
export function readyAddresses(slices: EndpointSlice[], portName: string): { ip: string; port: number }[] {
  return slices.flatMap((slice) => {
    const port = slice.ports?.find((candidate) => (candidate.name ?? '') === portName)?.port;
    if (port === undefined) return [];
    return (slice.endpoints ?? [])
      .filter((endpoint) => endpoint.conditions?.ready !== false)
      .flatMap((endpoint) => endpoint.addresses.map((ip) => ({ ip, port })));
  });
}

/**
 * Whether the Deployment has finished what it was told: judging in the middle of a rollout would
 * call a right answer wrong. A Deployment that is stuck never settles; the caller has a deadline.
 */
export function isSettled({ deployment, pods }: Facts): boolean {
  if (!deployment) return true;
  const { spec, status, metadata } = deployment;
  const wanted = spec.replicas ?? 1;
  return (
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    (status?.updatedReplicas ?? 0) === wanted &&
    (status?.replicas ?? 0) === wanted &&
    (status?.availableReplicas ?? 0) === wanted &&
    pods.length === wanted
  );
}

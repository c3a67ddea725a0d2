import type {
  Endpoint,
  EndpointPort,
  Endpoints,
  EndpointSlice,
  EndpointSubset,
  Service,
} from '../../../kube/types.ts';
import { sameJson } from './pods.ts';
import { managedBy, serviceName, type SliceWriter } from './slices.ts';

export const mirroringController = 'endpointslicemirroring-controller.k8s.io';
const skipMirror = 'endpointslice.kubernetes.io/skip-mirror';
const leaderElection = 'control-plane.alpha.kubernetes.io/leader';

/** Whether hand-made Endpoints are to be copied into a slice. */
export function isMirrored(endpoints: Endpoints | undefined, service: Service | undefined): boolean {
  if (!endpoints || !service) return false;
  // An ExternalName that has a selector left was selected for once: what it lists was not made by hand.
  if (Object.keys(service.spec.selector ?? {}).length > 0) return false;
  const { labels = {}, annotations = {}, name, namespace } = endpoints.metadata;
  // The API server keeps the slice of its own Service itself.
  if (namespace === 'default' && name === 'kubernetes') return false;
  return labels[skipMirror] !== 'true' && !(leaderElection in annotations);
}

/**
 * Brings the mirrored slices of one Endpoints object up to date: a slice for each subset.
 * Models kubernetes pkg/controller/endpointslicemirroring.
 */
export async function syncMirror(
  writer: SliceWriter,
  endpoints: Endpoints | undefined,
  service: Service | undefined,
  existing: readonly EndpointSlice[],
): Promise<void> {
  const subsets = endpoints && isMirrored(endpoints, service) ? (endpoints.subsets ?? []) : [];
  const unclaimed = new Set(existing);
  for (const subset of subsets) {
    const wanted = mirror(endpoints!, subset);
    const old = [...unclaimed].find((slice) => sameJson(slice.ports ?? [], wanted.ports));
    if (old) {
      unclaimed.delete(old);
      const next = {
        ...old,
        endpoints: wanted.endpoints,
        metadata: {
          ...old.metadata,
          labels: wanted.metadata.labels!,
          annotations: wanted.metadata.annotations!,
        },
      };
      if (!sameJson(next, old)) await writer.update(next);
    } else await writer.create(endpoints!.metadata.namespace!, wanted);
  }
  for (const slice of unclaimed) await writer.delete(slice);
}

function mirror(endpoints: Endpoints, subset: EndpointSubset): EndpointSlice {
  const { name, namespace, uid, labels, annotations } = endpoints.metadata;
  const copied = { ...annotations };
  delete copied['kubectl.kubernetes.io/last-applied-configuration'];
  const one =
    (ready: boolean) =>
    (address: NonNullable<EndpointSubset['addresses']>[number]): Endpoint => ({
      addresses: [address.ip],
      conditions: { ready },
      ...(address.hostname ? { hostname: address.hostname } : {}),
      ...(address.nodeName ? { nodeName: address.nodeName } : {}),
      ...(address.targetRef ? { targetRef: address.targetRef } : {}),
    });
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name!.slice(0, 57)}-`,
      namespace: namespace!,
      labels: { ...labels, [serviceName]: name!, [managedBy]: mirroringController },
      annotations: copied,
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'Endpoints',
          name: name!,
          uid: uid!,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    addressType: 'IPv4',
    endpoints: [
      ...(subset.addresses ?? []).map(one(true)),
      ...(subset.notReadyAddresses ?? []).map(one(false)),
    ],
    ports: (subset.ports ?? []).map(({ name: port = '', ...rest }): EndpointPort => ({
      name: port,
      ...rest,
      protocol: rest.protocol ?? 'TCP',
    })),
  };
}

import { resourcePath, resources, type KubeClient, type ResourceType } from '../kube/client.ts';
import { matchesLabelSelector } from '../kube/selector.ts';
import type {
  AnyObject,
  EndpointSlice,
  KubeObject,
  LabelSelector,
  Pod,
  PodTemplateSpec,
  Service,
} from '../kube/types.ts';
import type { Backend } from './spec.ts';

/** Whatever runs Pods from a template. */
export interface WorkloadObject extends KubeObject {
  spec: { replicas?: number; selector: LabelSelector; template: PodTemplateSpec };
  status?: Record<string, unknown> & { observedGeneration?: number };
}

export interface Workload {
  object: WorkloadObject | undefined;
  /** Pods that it really owns, not yet going away. */
  pods: Pod[];
}

type WorkloadName = Pick<Backend, 'kind' | 'object'>;

const workloadTypes: Record<Backend['kind'], ResourceType> = {
  Deployment: resources.deployments,
  StatefulSet: resources.statefulsets,
  DaemonSet: resources.daemonsets,
};

/** What the API says, each thing read at most once: one attempt judges one picture of the cluster. */
export class View {
  readonly client: KubeClient;
  readonly #read = new Map<string, Promise<unknown>>();

  constructor(client: KubeClient) {
    this.client = client;
  }

  find<T extends KubeObject = AnyObject>(type: ResourceType, namespace: string | undefined, name: string) {
    return this.#once(resourcePath(type, namespace, name), () => this.client.find<T>(type, namespace, name));
  }

  async list<T extends KubeObject = AnyObject>(type: ResourceType, namespace?: string): Promise<T[]> {
    const list = await this.#once(resourcePath(type, namespace), () => this.client.list<T>(type, namespace));
    return list.items;
  }

  service(reference: string): Promise<Service | undefined> {
    return this.find<Service>(resources.services, ...split(reference));
  }

  /** The virtual IP of `namespace/name`, if that Service has one. */
  async clusterIP(reference: string): Promise<string | undefined> {
    const service = await this.service(reference);
    return service && hasVirtualIP(service) ? service.spec.clusterIP : undefined;
  }

  async slices(reference: string): Promise<EndpointSlice[]> {
    const [namespace, name] = split(reference);
    const all = await this.list<EndpointSlice>(resources.endpointslices, namespace);
    return all.filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name);
  }

  async workload({ kind, object: reference }: WorkloadName): Promise<Workload> {
    const [namespace, name] = split(reference);
    const [object, pods, replicaSets] = await Promise.all([
      this.find<WorkloadObject>(workloadTypes[kind], namespace, name),
      this.list<Pod>(resources.pods, namespace),
      kind === 'Deployment' ? this.list(resources.replicasets, namespace) : [],
    ]);
    if (!object) return { object, pods: [] };
    const owners = new Set([object.metadata.uid]);
    for (const { metadata } of replicaSets) if (isOwnedBy(metadata, owners)) owners.add(metadata.uid);
    return {
      object,
      pods: pods.filter(
        ({ metadata }) =>
          !metadata.deletionTimestamp &&
          isOwnedBy(metadata, owners) &&
          matchesLabelSelector(metadata.labels, object.spec.selector),
      ),
    };
  }

  #once<T>(key: string, read: () => Promise<T>): Promise<T> {
    let promise = this.#read.get(key) as Promise<T> | undefined;
    if (!promise) this.#read.set(key, (promise = read()));
    return promise;
  }
}

function isOwnedBy({ ownerReferences }: KubeObject['metadata'], owners: ReadonlySet<string | undefined>) {
  return ownerReferences?.some(({ uid, controller }) => controller && owners.has(uid)) ?? false;
}

/** `namespace/name` in two. */
export function split(reference: string): [namespace: string, name: string] {
  const [namespace, name] = reference.split('/');
  return [namespace!, name!];
}

/** The full name of the Service `namespace/name`. */
export function fqdnOf(reference: string): string {
  const [namespace, name] = split(reference);
  return `${name}.${namespace}.svc.cluster.local`;
}

export function hasVirtualIP({ spec }: Service): boolean {
  return spec.type !== 'ExternalName' && !!spec.clusterIP && spec.clusterIP !== 'None';
}

/** Whether the EndpointSlice controller keeps a slice, and not somebody's hand. */
export function isKept({ labels }: KubeObject['metadata']): boolean {
  return labels?.['endpointslice.kubernetes.io/managed-by'] === 'endpointslice-controller.k8s.io';
}

/** Addresses that take traffic for the Service port named `portName`. */
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
 * Whether a workload has finished what it was told: judging in the middle of a rollout would call a
 * right answer wrong. One that is stuck never settles; the caller has a deadline.
 */
export function isSettled(kind: Backend['kind'], { object, pods }: Workload): boolean {
  if (!object) return true;
  const { spec, status = {}, metadata } = object;
  const count = (field: string) => Number(status[field] ?? 0);
  const seen = count('observedGeneration') >= (metadata.generation ?? 0);
  if (kind === 'DaemonSet') {
    const wanted = count('desiredNumberScheduled');
    return (
      seen &&
      ['updatedNumberScheduled', 'numberAvailable'].every((field) => count(field) === wanted) &&
      pods.length === wanted
    );
  }
  const wanted = spec.replicas ?? 1;
  return (
    seen &&
    ['updatedReplicas', 'replicas', 'availableReplicas'].every((field) => count(field) === wanted) &&
    pods.length === wanted
  );
}

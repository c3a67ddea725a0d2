import { resources, type KubeClient, type ResourceType } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Pod, PodTemplateSpec } from '../../../kube/types.ts';
import type { EventRecorder } from '../common/events.ts';
import type { ControllerRevision } from '../common/history.ts';
import { ownerReference, revisionLabel } from '../common/pods.ts';
import { deletePod, ifThere } from '../common/queue.ts';
import type { StatefulSet } from './types.ts';

const claims: ResourceType = {
  group: '',
  version: 'v1',
  resource: 'persistentvolumeclaims',
  namespaced: true,
};

/** The number at the end of a Pod's name, or -1 when the name is not one of this set. */
export function ordinalOf(set: StatefulSet, pod: Pod): number {
  const match = /^(.*)-([0-9]+)$/.exec(pod.metadata.name ?? '');
  return match?.[1] === set.metadata.name ? Number(match?.[2]) : -1;
}

/** The Pod with this ordinal, from a revision's template. Models statefulset newStatefulSetPod. */
export function newPod(set: StatefulSet, revision: ControllerRevision, ordinal: number): Pod {
  const { $patch: _, ...template }: PodTemplateSpec & { $patch?: string } =
    revision.data?.spec.template ?? set.spec.template;
  const name = `${set.metadata.name}-${ordinal}`;
  const claimed = claimsOf(set, name).map(({ volume, claim }) => ({
    name: volume,
    persistentVolumeClaim: { claimName: claim },
  }));
  const names = new Set(claimed.map((volume) => volume.name));
  const volumes = [...claimed, ...(template.spec.volumes ?? []).filter((volume) => !names.has(volume.name))];
  const { annotations } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace!,
      labels: {
        ...template.metadata?.labels,
        'apps.kubernetes.io/pod-index': String(ordinal),
        [revisionLabel]: revision.metadata.name!,
        'statefulset.kubernetes.io/pod-name': name,
      },
      ...(annotations ? { annotations } : {}),
      ownerReferences: [ownerReference(set)],
    },
    spec: {
      ...template.spec,
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
      ...(volumes.length > 0 ? { volumes } : {}),
    },
  };
}

function claimsOf(set: StatefulSet, pod: string): { volume: string; claim: string }[] {
  return (set.spec.volumeClaimTemplates ?? []).map(({ metadata }) => ({
    volume: metadata.name ?? '',
    claim: `${metadata.name}-${pod}`,
  }));
}

/** Creates and deletes a set's Pods, and says so in Events. Models statefulset StatefulPodControl. */
export class PodControl {
  readonly #api: KubeClient;
  readonly #events: EventRecorder;

  constructor(api: KubeClient, events: EventRecorder) {
    this.#api = api;
    this.#events = events;
  }

  /** @throws StatusError when the Pod or one of its claims cannot be made */
  async create(set: StatefulSet, pod: Pod): Promise<void> {
    try {
      await this.#claim(set, pod);
      await this.#api.create(resources.pods, set.metadata.namespace, pod);
    } catch (error) {
      // The informer is a step behind: the Pod is there.
      if (error instanceof StatusError && error.status.reason === 'AlreadyExists') throw error;
      await this.#record(set, pod, 'create', error);
      throw error;
    }
    await this.#record(set, pod, 'create');
  }

  async remove(set: StatefulSet, pod: Pod): Promise<void> {
    try {
      if (!(await ifThere(() => deletePod(this.#api, pod)))) return;
    } catch (error) {
      await this.#record(set, pod, 'delete', error);
      throw error;
    }
    await this.#record(set, pod, 'delete');
  }

  /** A cluster that has no PersistentVolumeClaims refuses here, in its own words. */
  async #claim(set: StatefulSet, pod: Pod): Promise<void> {
    const templates = set.spec.volumeClaimTemplates ?? [];
    for (const [index, { claim }] of claimsOf(set, pod.metadata.name!).entries()) {
      const { namespace } = set.metadata;
      try {
        if (await this.#api.find(claims, namespace, claim)) continue;
        const template = templates[index]!;
        await this.#api.create(claims, namespace, {
          ...template,
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { ...template.metadata, name: claim, namespace: namespace! },
        });
      } catch (error) {
        const why = messageOf(error);
        const text = `create Claim ${claim} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} failed error: ${why}`;
        await this.#events.event(set, 'Warning', 'FailedCreate', text);
        throw new Error(`failed to create PVC ${claim}: ${why}`, { cause: error });
      }
    }
  }

  #record(set: StatefulSet, pod: Pod, verb: 'create' | 'delete', error?: unknown): Promise<void> {
    const action = verb === 'create' ? 'Create' : 'Delete';
    const text = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
    return error === undefined
      ? this.#events.event(set, 'Normal', `Successful${action}`, `${text} successful`)
      : this.#events.event(set, 'Warning', `Failed${action}`, `${text} failed error: ${messageOf(error)}`);
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

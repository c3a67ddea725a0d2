import { resources, type ResourceType } from '../../../kube/client.ts';
import type { Namespace, Pod } from '../../../kube/types.ts';
import type { Image } from '../../process.ts';
import { Informer } from '../../service/informer.ts';
import type { NetworkPolicy, Policies } from '../../service/policy/policies.ts';
import { untilStopped } from './klog.ts';
import { programImage } from './program-image.ts';

const networkPolicies: ResourceType = {
  group: 'networking.k8s.io',
  version: 'v1',
  resource: 'networkpolicies',
  namespaced: true,
};

/** The network of kind: routes are the cluster's own, and what is left of its work is to enforce NetworkPolicies. */
export function kindnetImage(references: readonly string[], policies: Policies): Image {
  return programImage(references, '/bin/kindnetd', async (process) => {
    const { api, clock, signal } = process;
    const common = { api, clock, signal };
    const found = new Informer<NetworkPolicy>({ ...common, type: networkPolicies });
    const pods = new Informer<Pod>({ ...common, type: resources.pods });
    const namespaces = new Informer<Namespace>({ ...common, type: resources.namespaces });
    await Promise.all([found.synced(), pods.synced(), namespaces.synced()]);
    policies.enforce({
      policies: () => found.list(),
      podByIp: (ip) =>
        found.list().length === 0
          ? undefined
          : pods.list().find(({ spec, status }) => status?.podIP === ip && !spec.hostNetwork),
      namespace: (name) => namespaces.get(undefined, name),
    });
    await untilStopped(process);
    return 0;
  });
}

import { resources, type KubeClient, type ResourceType } from '../../kube/client.ts';
import type { AnyObject, KubeObject } from '../../kube/types.ts';
import { nodeObject, type NodePlan } from './nodes.ts';
import {
  certificate,
  configMaps,
  kubeDnsService,
  kubernetesEndpoints,
  kubernetesService,
  priorityClasses,
  serviceCIDR,
  storageClass,
  namespaceObject,
  namespaces,
} from './system-objects.ts';
import { controlPlanePods, coreDns, kindnet, kubeProxy, serviceAccounts } from './system-pods.ts';

export { certificate };

const serviceAccountType: ResourceType = {
  group: '',
  version: 'v1',
  resource: 'serviceaccounts',
  namespaced: true,
};

const typeOf = (group: string, resource: string): ResourceType => ({
  ...{ group, version: 'v1', resource },
  namespaced: false,
});

/** Writes what a kind cluster holds before anything of the user's. @param now milliseconds since the epoch */
export async function writeClusterObjects(
  api: KubeClient,
  plans: readonly NodePlan[],
  cluster: string,
  now: number,
): Promise<void> {
  const create = (type: ResourceType, object: KubeObject) =>
    api.create(type, object.metadata.namespace, object);
  const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
  for (const name of namespaces) await create(resources.namespaces, namespaceObject(name));
  for (const plan of plans) {
    const node = nodeObject(plan, cluster, time);
    const created = await api.create<AnyObject>(resources.nodes, undefined, node as unknown as AnyObject);
    await api.update(resources.nodes, { ...created, status: node.status }, 'status');
  }
  const controlPlane = plans.find((plan) => plan.controlPlane)!;
  for (const each of priorityClasses) await create(typeOf('scheduling.k8s.io', 'priorityclasses'), each);
  await create(typeOf('storage.k8s.io', 'storageclasses'), storageClass);
  await create(typeOf('networking.k8s.io', 'servicecidrs'), serviceCIDR);
  await create(resources.services, kubernetesService);
  const [endpoints, slice] = kubernetesEndpoints(controlPlane.ip);
  await create(resources.endpoints, endpoints);
  await create(resources.endpointslices, slice);
  await create(resources.services, kubeDnsService);
  for (const account of serviceAccounts) await create(serviceAccountType, account);
  for (const map of configMaps(`https://${controlPlane.name}:6443`)) await create(resources.configmaps, map);
  for (const pod of controlPlanePods(controlPlane)) await create(resources.pods, pod);
  for (const set of [kubeProxy, kindnet]) await create(resources.daemonsets, set);
  await create(resources.deployments, coreDns);
}

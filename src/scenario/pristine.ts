import { resourcePath, resources, type KubeClient, type ResourceType } from '../kube/client.ts';
import type { AnyObject, ConfigMap } from '../kube/types.ts';

/**
 * What scenarios may break outside their own namespace. It is saved in the cluster itself before the
 * first fault, so that it lives and dies with the cluster, and put back when a scenario is taken away.
 */
const restored: { type: ResourceType; name: string }[] = [
  { type: resources.deployments, name: 'coredns' },
  { type: resources.services, name: 'kube-dns' },
  { type: resources.configmaps, name: 'coredns' },
  { type: resources.configmaps, name: 'kube-proxy' },
  { type: resources.daemonsets, name: 'kube-proxy' },
];
/** Objects of these kinds that were not there before, and that nobody owns, are taken away again. */
const swept: ResourceType[] = [
  resources.deployments,
  resources.daemonsets,
  resources.replicasets,
  resources.services,
  resources.endpointslices,
  resources.configmaps,
  resources.pods,
];
const system = 'kube-system';
const sharedNamespaces = [system, 'default'];
const store = { namespace: 'service-clinic', name: 'pristine' };
const inventoryKey = 'inventory';

/** Saves the healthy state of what is shared, once per cluster. */
export async function savePristine(client: KubeClient): Promise<void> {
  if (await client.find(resources.configmaps, store.namespace, store.name)) return;
  const data: Record<string, string> = { [inventoryKey]: JSON.stringify(await inventory(client)) };
  for (const { type, name } of restored) {
    data[dataKey(type, name)] = JSON.stringify(withoutState(await client.get(type, system, name)));
  }
  if (!(await client.find(resources.namespaces, undefined, store.namespace))) {
    await client.create(resources.namespaces, undefined, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: store.namespace },
    });
  }
  await client.create<ConfigMap>(resources.configmaps, store.namespace, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: store.name, namespace: store.namespace },
    data,
  });
}

/** Puts back what differs from the saved state and takes away what was added; touches nothing else. */
export async function restorePristine(client: KubeClient): Promise<void> {
  const saved = await client.find<ConfigMap>(resources.configmaps, store.namespace, store.name);
  if (!saved?.data) return;
  const known = new Set(JSON.parse(saved.data[inventoryKey] ?? '[]') as string[]);
  for (const { key, type, namespace, name } of await ownerless(client)) {
    if (!known.has(key)) await client.delete(type, namespace, name, { gracePeriodSeconds: 0 });
  }
  for (const { type, name } of restored) {
    const text = saved.data[dataKey(type, name)];
    if (text) await restore(client, type, name, text);
  }
}

async function restore(client: KubeClient, type: ResourceType, name: string, text: string): Promise<void> {
  const wanted = JSON.parse(text) as AnyObject;
  const present = await client.find(type, system, name);
  if (!present) {
    await client.create(type, system, wanted);
  } else if (JSON.stringify(withoutState(present)) !== text) {
    if (type === resources.services && clusterIP(present) !== clusterIP(wanted)) {
      // A clusterIP cannot be updated back: the Service is made anew.
      await client.delete(type, system, name);
      await client.create(type, system, wanted);
      return;
    }
    wanted.metadata.resourceVersion = present.metadata.resourceVersion!;
    await client.request('PUT', resourcePath(type, system, name), wanted);
  }
}

interface Item {
  key: string;
  type: ResourceType;
  namespace: string;
  name: string;
}

async function ownerless(client: KubeClient): Promise<Item[]> {
  const items: Item[] = [];
  for (const namespace of sharedNamespaces) {
    for (const type of swept) {
      for (const { metadata } of (await client.list(type, namespace)).items) {
        if (metadata.ownerReferences?.length) continue;
        const name = metadata.name!;
        items.push({ key: `${namespace}/${type.resource}/${name}`, type, namespace, name });
      }
    }
  }
  return items;
}

async function inventory(client: KubeClient): Promise<string[]> {
  return (await ownerless(client)).map(({ key }) => key);
}

/** ConfigMap keys allow letters, digits, dots, dashes and underscores. */
function dataKey(type: ResourceType, name: string): string {
  return `${type.resource}.${name}`;
}

function clusterIP(object: AnyObject): unknown {
  return (object['spec'] as { clusterIP?: unknown } | undefined)?.clusterIP;
}

/** The object as somebody would write it: nothing that the server fills in or counts. */
function withoutState({ status: _status, ...object }: AnyObject): AnyObject {
  const { name, namespace, labels, annotations } = object.metadata;
  const kept = Object.entries(annotations ?? {}).filter(
    ([key]) =>
      key !== 'deployment.kubernetes.io/revision' && key !== 'deprecated.daemonset.template.generation',
  );
  return {
    ...object,
    metadata: {
      ...(name ? { name } : {}),
      ...(namespace ? { namespace } : {}),
      ...(labels ? { labels } : {}),
      ...(kept.length ? { annotations: Object.fromEntries(kept) } : {}),
    },
  } as AnyObject;
}

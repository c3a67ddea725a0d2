import { resources, type KubeClient, type ResourceType } from '../../kube/client.ts';
import type { Clock } from '../../kube/cluster.ts';
import type { ConfigMap } from '../../kube/types.ts';
import {
  access,
  configuration,
  programs,
  sharedNamespaces,
  sweptClusterWide,
  sweptShared,
  system,
  type Kept,
} from './kinds.ts';
import { readNodes, restoreNodes } from './nodes.ts';
import { listAll, putBack, remove, withoutState } from './objects.ts';
import { store } from './store.ts';

// What scenarios may break outside their own namespaces. It is saved in the cluster itself before the
// first fault, so that it lives and dies with the cluster, and put back when a scenario is taken away.

const name = 'pristine';
/** Of the configuration at the time that its readers last started. */
const versionsName = 'pristine-versions';
const keys = { inventory: 'inventory', objects: 'objects', nodes: 'nodes' };

export interface PristineOptions {
  /**
   * The cluster is the labs' own: also what was added outside of kube-system and default goes, whoever
   * added it.
   */
  dedicated: boolean;
  clock: Clock;
}

/** Saves the healthy state of what is shared, once per cluster. */
export async function savePristine(client: KubeClient): Promise<void> {
  if (await client.find(resources.configmaps, store, name)) return;
  const [inventory, objects, nodes, versions] = await Promise.all([
    inventoryOf(client),
    keptNow(client, [...access, ...configuration, ...programs]),
    readNodes(client),
    versionsOf(client),
  ]);
  if (!(await client.find(resources.namespaces, undefined, store))) {
    await client.create(resources.namespaces, undefined, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: store },
    });
  }
  await writeVersions(client, versions);
  await client.create<ConfigMap>(resources.configmaps, store, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: store },
    data: {
      [keys.inventory]: JSON.stringify(inventory.map(({ key }) => key)),
      [keys.objects]: JSON.stringify(objects),
      [keys.nodes]: JSON.stringify(nodes),
    },
  });
}

/**
 * Puts back what differs from the saved state and takes away what was added; touches nothing else.
 * @returns whether anything had to be done that takes the cluster a while to feel
 */
export async function restorePristine(client: KubeClient, options: PristineOptions): Promise<boolean> {
  const data = (await client.find<ConfigMap>(resources.configmaps, store, name))?.data;
  if (!data) return false;
  const objects = JSON.parse(data[keys.objects] ?? '{}') as Record<string, string>;
  const put = async (all: Kept[]) => {
    const differing = await Promise.all(all.map((kept) => differingFrom(client, kept, objects)));
    for (const { type, namespace, text } of differing.flat()) await putBack(client, type, namespace, text);
    return differing.flat().length > 0;
  };
  const accessChanged = await put(access);
  const nodesChanged = await restoreNodes(
    client,
    JSON.parse(data[keys.nodes] ?? '{}') as Record<string, string>,
  );
  const known = new Set(JSON.parse(data[keys.inventory] ?? '[]') as string[]);
  const added = (await inventoryOf(client)).filter(({ key }) => !known.has(key));
  for (const { type, namespace, name: object, clusterWide } of added) {
    // Namespaces go one step earlier, with all that they hold.
    if (type === resources.namespaces || (clusterWide && !options.dedicated)) continue;
    await remove(client, type, namespace, object, { gracePeriodSeconds: 0 });
    if (clusterWide) await waitUntilGone(client, options.clock, type, object);
  }
  await put(configuration);
  const restarted = await restartReaders(client, accessChanged);
  const programsChanged = await put(programs);
  return accessChanged || nodesChanged || restarted || programsChanged;
}

/** A ServiceCIDR, for one, goes ten seconds later; until then nobody can make it anew. */
async function waitUntilGone(client: KubeClient, clock: Clock, type: ResourceType, object: string) {
  const deadline = clock.now() + 60_000;
  while ((await client.find(type, undefined, object)) && clock.now() < deadline) await clock.sleep(250);
}

/** Namespaces that were not there when the state was saved; none if it never was. */
export async function addedNamespaces(client: KubeClient): Promise<string[]> {
  const data = (await client.find<ConfigMap>(resources.configmaps, store, name))?.data;
  if (!data) return [];
  const known = new Set(JSON.parse(data[keys.inventory] ?? '[]') as string[]);
  return (await listAll(client, resources.namespaces))
    .map(({ metadata }) => metadata.name!)
    .filter((namespace) => namespace !== store && !known.has(namespaceKey(namespace)));
}

/** Starts programs anew that may still run with a configuration which is gone. */
async function restartReaders(client: KubeClient, all: boolean): Promise<boolean> {
  const readers: Record<string, string> = { coredns: 'k8s-app=kube-dns', 'kube-proxy': 'k8s-app=kube-proxy' };
  const now = await versionsOf(client);
  const then = (await client.find<ConfigMap>(resources.configmaps, store, versionsName))?.data ?? {};
  let restarted = false;
  for (const [configMap, labelSelector] of Object.entries(readers)) {
    if (!all && now[configMap] === then[configMap]) continue;
    for (const { metadata } of (await client.list(resources.pods, system, { labelSelector })).items)
      await remove(client, resources.pods, system, metadata.name!, { gracePeriodSeconds: 1 });
    restarted = true;
  }
  if (restarted) await writeVersions(client, now);
  return restarted;
}

async function versionsOf(client: KubeClient): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { type, namespace, names } of configuration) {
    for (const { metadata } of await listAll(client, type, namespace))
      if (names.test(metadata.name!)) found[metadata.name!] = metadata.resourceVersion!;
  }
  return found;
}

async function writeVersions(client: KubeClient, data: Record<string, string>): Promise<void> {
  const object: ConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: versionsName, namespace: store },
    data,
  };
  if (await client.find(resources.configmaps, store, versionsName))
    await client.update(resources.configmaps, object);
  else await client.create(resources.configmaps, store, object);
}

async function keptNow(client: KubeClient, all: Kept[]): Promise<Record<string, string>> {
  const saved = await Promise.all(
    all.map(async ({ type, namespace, names }) =>
      (await listAll(client, type, namespace))
        .filter(({ metadata }) => names.test(metadata.name!))
        .map((object) => [
          keyOf(type, namespace, object.metadata.name!),
          JSON.stringify(withoutState(object)),
        ]),
    ),
  );
  return Object.fromEntries(saved.flat()) as Record<string, string>;
}

/** Saved objects that are gone, or not as they were. */
async function differingFrom(
  client: KubeClient,
  { type, namespace }: Kept,
  objects: Record<string, string>,
): Promise<{ type: ResourceType; namespace: string | undefined; text: string }[]> {
  const prefix = keyOf(type, namespace, '');
  const saved = Object.entries(objects).filter(([key]) => key.startsWith(prefix));
  if (saved.length === 0) return [];
  const present = new Map(
    (await listAll(client, type, namespace)).map((object) => [
      object.metadata.name!,
      JSON.stringify(withoutState(object)),
    ]),
  );
  return saved
    .filter(([key, text]) => present.get(key.slice(prefix.length)) !== text)
    .map(([, text]) => ({ type, namespace, text }));
}

interface Item {
  key: string;
  type: ResourceType;
  namespace: string | undefined;
  name: string;
  clusterWide: boolean;
}

/** Everything that nobody owns where scenarios have no business to leave anything. */
async function inventoryOf(client: KubeClient): Promise<Item[]> {
  const places = [
    ...sharedNamespaces.flatMap((namespace) => sweptShared.map((type) => ({ type, namespace }))),
    ...[...sweptClusterWide, resources.namespaces].map((type) => ({ type, namespace: undefined })),
  ];
  const items = await Promise.all(
    places.map(async ({ type, namespace }) =>
      (await listAll(client, type, namespace))
        .filter(({ metadata }) => !metadata.ownerReferences?.length)
        .map(({ metadata }): Item => {
          const key = keyOf(type, namespace, metadata.name!);
          return { key, type, namespace, name: metadata.name!, clusterWide: namespace === undefined };
        }),
    ),
  );
  return items.flat();
}

function keyOf(type: ResourceType, namespace: string | undefined, object: string): string {
  return `${namespace ?? ''}/${type.resource}/${object}`;
}

function namespaceKey(namespace: string): string {
  return keyOf(resources.namespaces, undefined, namespace);
}

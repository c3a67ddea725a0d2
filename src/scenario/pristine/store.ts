import { resources, type KubeClient } from '../../kube/client.ts';
import type { ConfigMap } from '../../kube/types.ts';
import { remove } from './objects.ts';

/** The namespace in which the labs keep what they must know of a cluster that outlives them. */
export const store = 'service-clinic';
const name = 'open-scenario';

/** The scenario that a cluster was left with, by whichever process. */
export interface LeftScenario {
  id: string;
  /** Its restore.sh. */
  restore?: string;
}

export async function readLeft(client: KubeClient): Promise<LeftScenario | undefined> {
  const data = (await client.find<ConfigMap>(resources.configmaps, store, name))?.data;
  if (!data?.['id']) return undefined;
  return { id: data['id'], ...(data['restore'] ? { restore: data['restore'] } : {}) };
}

export async function writeLeft(client: KubeClient, { id, restore }: LeftScenario): Promise<void> {
  await forgetLeft(client);
  await client.create<ConfigMap>(resources.configmaps, store, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: store },
    data: { id, ...(restore ? { restore } : {}) },
  });
}

export function forgetLeft(client: KubeClient): Promise<void> {
  return remove(client, resources.configmaps, store, name);
}

import { isReady } from '../../kube/conditions.ts';
import { resources, type KubeClient } from '../../kube/client.ts';
import type { Clock } from '../../kube/cluster.ts';
import type { AnyObject, Pod } from '../../kube/types.ts';
import { system } from './kinds.ts';
import { listAll } from './objects.ts';

const patience = 180_000;

/**
 * Waits until every node is ready, CoreDNS has all its Pods and kube-proxy runs on every node.
 * @returns what is still missing after three minutes; undefined when all works
 */
export async function waitUntilWorking(client: KubeClient, clock: Clock): Promise<string | undefined> {
  const deadline = clock.now() + patience;
  for (;;) {
    const missing = await whatIsMissing(client);
    if (!missing || clock.now() > deadline) return missing;
    await clock.sleep(250);
  }
}

async function whatIsMissing(client: KubeClient): Promise<string | undefined> {
  const nodes = await listAll(client, resources.nodes);
  const lost = nodes.find((node) => !isReady(node));
  if (lost) return `node ${lost.metadata.name} is not ready`;
  return (
    (await notUp(client, await client.find(resources.deployments, system, 'coredns'), 'k8s-app=kube-dns')) ??
    (await notUp(
      client,
      await client.find(resources.daemonsets, system, 'kube-proxy'),
      'k8s-app=kube-proxy',
      nodes.length,
    ))
  );
}

interface Workload extends AnyObject {
  spec: { replicas?: number };
  status?: { observedGeneration?: number; updatedReplicas?: number; updatedNumberScheduled?: number };
}

/** The Pods are counted, not the status, which is a moment behind. */
async function notUp(
  client: KubeClient,
  found: AnyObject | undefined,
  labelSelector: string,
  count?: number,
): Promise<string | undefined> {
  // A cluster that was set up in another way may have no such thing.
  if (!found) return undefined;
  const { metadata, spec, status } = found as Workload;
  const wanted = count ?? spec.replicas ?? 1;
  const pods = (await client.list<Pod>(resources.pods, system, { labelSelector })).items;
  const up = pods.filter((pod) => !pod.metadata.deletionTimestamp && isReady(pod));
  const current = status?.updatedReplicas ?? status?.updatedNumberScheduled ?? 0;
  if (
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    current === wanted &&
    up.length === wanted &&
    pods.length === wanted
  )
    return undefined;
  const others = pods.length - up.length;
  return `${metadata.name} has ${up.length} of ${wanted} Pods ready, ${current} up to date, ${others} others`;
}

import { expect, test } from 'vitest';
import { createEmbeddedCluster } from '../../embedded/index.ts';
import { KubeClient, resources } from '../../kube/client.ts';
import { catchUp, headStartMs } from './present.ts';

test('a cluster that has caught up is in step with the machine: nothing in it is of the future', async () => {
  const cluster = await createEmbeddedCluster({ start: Date.now() - headStartMs });
  try {
    await catchUp(cluster);
    expect(Math.abs(cluster.clock.now() - Date.now())).toBeLessThan(1500);
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'new' } };
    const { metadata } = await new KubeClient(cluster).create(resources.namespaces, undefined, namespace);
    const age = Date.now() - Date.parse((metadata as { creationTimestamp?: string }).creationTimestamp!);
    expect(age).toBeGreaterThan(-1500);
    expect(age).toBeLessThan(4000);
  } finally {
    await cluster.close();
  }
});

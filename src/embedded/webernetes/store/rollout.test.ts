import { expect, test } from 'vitest';
import type { EngineCluster } from '../internals.ts';
import { errors } from '../../../kube/status.ts';
import { refineStores } from './stores.ts';

/** The engine's client with one Deployment in its store; a change may come while the status is written. */
function clientOf(generation: number, during: (stored: { metadata: { generation: number } }) => void) {
  const stored = { metadata: { name: 'web', generation, labels: { a: 'b' } } };
  const client = {
    deployments: { get: () => Promise.resolve(stored), update: () => Promise.resolve(stored) },
    replaceNamespacedDeploymentStatus: (_: unknown): Promise<void> => {
      during(stored);
      return Promise.resolve();
    },
  };
  const kubeConfig = { makeApiClient: () => client };
  const cluster = { kubeConfig, api: { corev1: {}, appsv1: client } } as unknown as EngineCluster;
  refineStores(cluster, { now: () => 0, sleep: () => Promise.resolve() }, () => Promise.resolve());
  return client;
}

const statusOf = (generation: number) => ({
  name: 'web',
  namespace: 'shop',
  body: { metadata: { name: 'web', generation } },
});

test('a status of an older generation is refused, so that the controller does not keep it', async () => {
  const before = clientOf(3, () => undefined).replaceNamespacedDeploymentStatus(statusOf(2));
  await expect(before).rejects.toThrow('the deployment web has a newer generation');
  const during = clientOf(2, ({ metadata }) => {
    metadata.generation = 3;
  }).replaceNamespacedDeploymentStatus(statusOf(2));
  await expect(during).rejects.toThrow('the deployment web has a newer generation');
});

test('a status of the current generation is written, and its metadata brought up to date', async () => {
  const request = statusOf(2);
  await clientOf(2, () => undefined).replaceNamespacedDeploymentStatus(request);
  expect(request.body.metadata).toEqual({ name: 'web', generation: 2, labels: { a: 'b' } });
});

test('a change that comes right after a status was written is told once more', async () => {
  const told: number[] = [];
  const client = clientOf(2, () => undefined);
  client.deployments.update = () => {
    told.push(stored.metadata.generation);
    return Promise.resolve(stored);
  };
  const stored = await client.deployments.get();
  await client.replaceNamespacedDeploymentStatus(statusOf(2));
  stored.metadata.generation = 3;
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual([3]);
  await client.replaceNamespacedDeploymentStatus(statusOf(3));
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual([3]);
});

test('a Pod that no node has, or that has ended, is deleted at once; another has its grace period', async () => {
  const pods = new Map<string, object>([
    ['pending', { spec: {}, status: { phase: 'Pending' } }],
    ['running', { spec: { nodeName: 'worker' }, status: { phase: 'Running' } }],
    ['ended', { spec: { nodeName: 'worker' }, status: { phase: 'Failed' } }],
  ]);
  const asked: object[] = [];
  const client = {
    pods: { get: (name: string) => Promise.resolve(pods.get(name)), create: () => Promise.resolve() },
    deleteNamespacedPod: (request: object) => Promise.resolve(void asked.push(request)),
  };
  const kubeConfig = { makeApiClient: () => client };
  const cluster = { kubeConfig, api: { corev1: client, appsv1: {} } } as unknown as EngineCluster;
  refineStores(cluster, { now: () => 0, sleep: () => Promise.resolve() }, () => Promise.resolve());
  for (const name of [...pods.keys(), 'missing'])
    await client.deleteNamespacedPod({ namespace: 'shop', name });
  expect(asked).toEqual([
    { namespace: 'shop', name: 'pending', gracePeriodSeconds: 0 },
    { namespace: 'shop', name: 'running' },
    { namespace: 'shop', name: 'ended', gracePeriodSeconds: 0 },
    { namespace: 'shop', name: 'missing' },
  ]);
});

test('a refusal keeps its code and its causes, by which a controller knows a namespace on its way out', async () => {
  const refusal = errors.forbidden({ resource: 'pods', group: '' }, 'web-', 'it is being terminated');
  refusal.status.details!.causes = [{ reason: 'NamespaceTerminating' }];
  const pods = { create: (_: object) => Promise.resolve() };
  const client = {
    pods,
    // As the engine has it: whatever the store throws is a 404 with the message alone.
    createNamespacedPod: ({ body }: { body: object }) =>
      pods.create(body).catch((error: Error) => {
        throw Object.assign(new Error('HTTP-Code: 404'), {
          code: 404,
          body: JSON.stringify({ code: 404, message: error.message }),
        });
      }),
  };
  const kubeConfig = { makeApiClient: () => client };
  const cluster = { kubeConfig, api: { corev1: client, appsv1: {} } } as unknown as EngineCluster;
  refineStores(cluster, { now: () => 0, sleep: () => Promise.resolve() }, () => Promise.reject(refusal));
  await expect(client.createNamespacedPod({ body: { metadata: { name: 'web-1' } } })).rejects.toMatchObject({
    message: refusal.message,
    code: 403,
    body: refusal.status,
  });
});

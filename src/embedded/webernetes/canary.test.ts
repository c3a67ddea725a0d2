import { Cluster } from '@ngrok/webernetes';
import { afterAll, expect, test } from 'vitest';

// What our engine takes for granted about the inside of @ngrok/webernetes. When a new version fails here, look
// at internals.ts first: everything else in this folder goes through it.
const cluster = new Cluster({ nodes: 1 });
const server = cluster.servers[0]!;
afterAll(() => cluster.close());

const functions = (object: unknown, names: readonly string[]) =>
  names.filter((name) => typeof (object as Record<string, unknown>)[name] !== 'function');

test('the clock has its tasks and microtasks', () => {
  const clock = cluster.clock as unknown as { tasks: Map<number, unknown>; microtasks: unknown[] };
  const handle = cluster.clock.setTimeout(() => {}, 1000);
  expect(clock.tasks.get(handle)).toMatchObject({ cancelled: false, dueAtMs: expect.any(Number) as number });
  expect(Array.isArray(clock.microtasks)).toBe(true);
  cluster.clock.clearTimeout(handle);
  expect(clock.tasks.has(handle)).toBe(false);
});

test('servers can be made and replaced', () => {
  expect(server.constructor.name).toBe('Server');
  expect(Array.isArray(cluster.servers)).toBe(true);
  expect(functions(server, ['boot', 'close'])).toEqual([]);
});

test('the runtime makes, starts and lists containers', () => {
  expect(
    functions(server.runtime, [
      ...[
        'runPodSandbox',
        'stopPodSandbox',
        'createContainer',
        'startContainer',
        'createProcess',
        'execSync',
        'pullImage',
      ],
    ]),
  ).toEqual([]);
  expect((server.runtime as unknown as { containers: unknown }).containers).toBeInstanceOf(Map);
});

test('the kubelet computes the environment and records events', () => {
  expect(functions(server.kubelet, ['makeEnvironmentVariables'])).toEqual([]);
  expect(functions((server.kubelet as unknown as { recorder: unknown }).recorder, ['event'])).toEqual([]);
});

test('the kubelet tells the status of Pods', () => {
  const { statusManager } = server.kubelet as unknown as { statusManager: unknown };
  expect(functions(statusManager, ['getPodStatus', 'setPodStatus'])).toEqual([]);
});

test('a kubelet can be stopped, and taught init containers', () => {
  expect(functions(server.kubelet, ['close', 'convertToAPIContainerStatuses'])).toEqual([]);
  const { containerRuntime } = server;
  const manager = ['computePodActions', 'syncPod', 'killPod', 'killContainersWithSyncResult'];
  expect(functions(containerRuntime, manager)).toEqual([]);
  const { probeManager } = server.kubelet as unknown as { probeManager: unknown };
  const prober = ['addPod', 'removePod', 'stopLivenessAndStartup', 'updatePodStatus'];
  expect(functions(probeManager, prober)).toEqual([]);
});

test('the network can be put aside', () => {
  expect(functions(cluster.network, ['setupPodSandbox', 'fetch', 'canConnect'])).toEqual([]);
});

test('the API clients have their stores', () => {
  const { corev1, appsv1 } = cluster.api as unknown as Record<string, Record<string, unknown>>;
  expect(functions(corev1!['pods'], ['create', 'list', 'update'])).toEqual([]);
  expect(functions(corev1!['events'], ['create', 'list', 'update'])).toEqual([]);
  expect(functions(appsv1!['replicaSets'], ['create'])).toEqual([]);
});

test('the controllers are images', () => {
  for (const name of ['deployment-controller', 'replicaset-controller']) {
    expect(functions(cluster.imageRegistry.create(`webernetes/${name}:1.0`), ['exec'])).toEqual([]);
  }
});

test('etcd says how many revisions it keeps', () => {
  const { stateRef } = cluster.etcd as unknown as { stateRef: { options: { retainedRevisions: unknown } } };
  expect(stateRef.options.retainedRevisions).toEqual(expect.any(Number));
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { KubeClient, resources } from '../../../kube/client.ts';
import type { AnyObject, Pod } from '../../../kube/types.ts';
import { createEmbeddedCluster, type EmbeddedCluster } from '../../index.ts';

let cluster: EmbeddedCluster;
let api: KubeClient;
beforeAll(async () => {
  cluster = await createEmbeddedCluster({ clock: 'fast', name: 'test' });
  api = new KubeClient(cluster);
}, 60_000);
afterAll(() => cluster.close());

const pod = (name: string) => api.get<Pod>(resources.pods, 'default', name);

async function start(name: string, command: string[]) {
  await api.create<AnyObject>(resources.pods, 'default', {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name } },
    spec: { containers: [{ name: 'main', image: 'busybox:1.36', command }] },
  });
  await cluster.clock.sleep(3000);
}

async function debug(name: string, container: object) {
  const path = `http://cluster/api/v1/namespaces/default/pods/${name}/ephemeralcontainers`;
  const headers = { 'content-type': 'application/strategic-merge-patch+json' };
  const body = JSON.stringify({
    spec: { ephemeralContainers: [{ name: 'debugger', image: 'busybox:1.36', ...container }] },
  });
  const response = await cluster.fetch(new Request(path, { method: 'PATCH', headers, body }));
  expect(response.status).toBe(200);
  await cluster.clock.sleep(3000);
}

test('it shares the network and, if it says whose, the processes; the Pod counts it not', async () => {
  await start('web', ['httpd', '-f', '-p', '8080']);
  await debug('web', { command: ['sleep', '1000'], targetContainerName: 'main' });
  const run = async (script: string) =>
    (
      await cluster.exec({ namespace: 'default', pod: 'web', container: 'debugger' }, ['sh', '-c', script])
    ).stdout.trim();
  const { status } = await pod('web');
  expect(await run('hostname -i')).toBe(status?.podIP);
  expect(await run('wget -qO- -S localhost:8080/ 2>&1 | head -n 1')).toBe('HTTP/1.1 404 Not Found');
  expect(await run('ps | grep -v -e ps -e grep -e PID')).toContain('httpd -f -p 8080');
  expect(status?.containerStatuses?.map(({ name, ready }) => [name, ready])).toEqual([['main', true]]);
  expect(status?.ephemeralContainerStatuses?.[0]).toMatchObject({
    name: 'debugger',
    ready: false,
    restartCount: 0,
    state: { running: {} },
  });
}, 30_000);

test('it runs once, also while what is debugged waits to be started again', async () => {
  await start('crash', ['false']);
  await cluster.clock.sleep(20_000);
  await debug('crash', { command: ['echo', 'seen'] });
  const log = await api.request('GET', '/api/v1/namespaces/default/pods/crash/log?container=debugger');
  expect(await log.text()).toBe('seen\n');
  await cluster.clock.sleep(60_000);
  const { status } = await pod('crash');
  expect(status?.ephemeralContainerStatuses?.[0]).toMatchObject({
    restartCount: 0,
    state: { terminated: { exitCode: 0, reason: 'Completed' } },
  });
  expect(status?.containerStatuses?.[0]?.restartCount).toBeGreaterThan(1);
}, 30_000);

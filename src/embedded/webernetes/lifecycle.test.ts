import { afterAll, beforeAll, expect, test } from 'vitest';
import { KubeClient, resources } from '../../kube/client.ts';
import type { AnyObject, Container, Event, Pod, PodSpec } from '../../kube/types.ts';
import { createEmbeddedCluster, type EmbeddedCluster } from '../index.ts';

let cluster: EmbeddedCluster;
let api: KubeClient;
beforeAll(async () => {
  cluster = await createEmbeddedCluster({ clock: 'fast', name: 'test' });
  api = new KubeClient(cluster);
}, 60_000);
afterAll(() => cluster.close());

const shell = (name: string, script: string, more: object = {}): Container => ({
  name,
  image: 'busybox:1.36',
  command: ['sh', '-c', script],
  ...more,
});
const create = (name: string, spec: PodSpec) =>
  api.create<Pod>(resources.pods, 'default', { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec });
const pod = (name: string) => api.get<Pod>(resources.pods, 'default', name);
/** The pod's line in `kubectl get pods`: READY, STATUS, RESTARTS. */
async function row(name: string): Promise<unknown> {
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
  const url = `http://cluster/api/v1/namespaces/default/pods?fieldSelector=metadata.name=${name}`;
  const response = await cluster.fetch(new Request(url, { headers: { accept } }));
  const table = (await response.json()) as { rows?: { cells: unknown[] }[] };
  return table.rows?.[0]?.cells.slice(1, 4).join(' ');
}
async function log(name: string, container: string): Promise<string> {
  const path = `/api/v1/namespaces/default/pods/${name}/log?container=${container}`;
  return (await api.request('GET', path)).text();
}

test('init containers run one after the other, and share an emptyDir with the others', async () => {
  const volumeMounts = [{ name: 'shared', mountPath: '/shared' }];
  await create('init', {
    volumes: [{ name: 'shared', emptyDir: {} }],
    initContainers: [
      shell('a', 'echo from-a > /shared/file; sleep 3', { volumeMounts }),
      shell('b', 'sleep 3'),
    ],
    containers: [shell('main', 'cat /shared/file; sleep 1000', { volumeMounts })],
  });
  const seen = new Set<unknown>();
  for (let tick = 0; tick < 50; tick += 1) {
    await cluster.clock.sleep(200);
    seen.add(await row('init'));
  }
  expect([...seen].filter((text) => !/Pending|ContainerCreating/.test(String(text)))).toEqual([
    '0/1 Init:0/2 0',
    '0/1 Init:1/2 0',
    '0/1 PodInitializing 0',
    '1/1 Running 0',
  ]);
  expect(await log('init', 'main')).toBe('from-a\n');
}, 60_000);

test('a sidecar starts before the others, counts as one of them, and ends with a Pod that is done', async () => {
  const sidecar = shell('side', 'sleep 1000', { restartPolicy: 'Always' });
  const spec = { initContainers: [sidecar], terminationGracePeriodSeconds: 2 };
  await create('side', { ...spec, restartPolicy: 'Never', containers: [shell('main', 'sleep 5')] });
  await cluster.clock.sleep(3000);
  expect(await row('side')).toBe('2/2 Running 0');
  await cluster.clock.sleep(10_000);
  expect(await row('side')).toBe('0/2 Completed 0');
}, 60_000);

test('a failed init container is tried again, or ends a Pod that must not restart', async () => {
  const containers = [shell('main', 'sleep 1000')];
  await create('again', { initContainers: [shell('a', 'exit 3')], containers });
  await create('never', { initContainers: [shell('a', 'exit 3')], containers, restartPolicy: 'Never' });
  await cluster.clock.sleep(8000);
  expect(await row('again')).toMatch(/^0\/1 Init:CrashLoopBackOff 1 /);
  expect([await row('never'), (await pod('never')).status?.phase]).toEqual(['0/1 Init:Error 0', 'Failed']);
}, 60_000);

test('a process that ignores SIGTERM is killed when its grace period is over; a preStop hook is part of it', async () => {
  const lifecycle = { preStop: { exec: { command: ['sleep', '2'] } } };
  await create('deaf', {
    terminationGracePeriodSeconds: 10,
    containers: [shell('main', 'sleep 1000', { lifecycle })],
  });
  await cluster.clock.sleep(3000);
  const exits: (number | undefined)[] = [];
  const stop = new AbortController();
  const watching = (async () => {
    for await (const { object } of api.watch<Pod>(resources.pods, 'default', { signal: stop.signal }))
      if (object.metadata.name === 'deaf')
        exits.push(object.status?.containerStatuses?.[0]?.state?.terminated?.exitCode);
  })().catch(() => {});
  await api.delete(resources.pods, 'default', 'deaf');
  await cluster.clock.sleep(9000);
  expect(await row('deaf')).toBe('1/1 Terminating 0');
  await cluster.clock.sleep(3000);
  expect(await row('deaf')).toBe(undefined);
  stop.abort();
  await watching;
  expect(exits).toContain(137);
  const { items } = await api.list<Event>(resources.events, 'default');
  expect(items.filter(({ reason }) => reason === 'FailedPreStopHook')).toEqual([]);
}, 60_000);

test('what a container learns about its Pod', async () => {
  const field = (fieldPath: string) => ({ valueFrom: { fieldRef: { fieldPath } } });
  const limit = (resource: string, divisor = '1') => ({
    valueFrom: { resourceFieldRef: { resource, divisor } },
  });
  const items = [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }];
  const spec = {
    volumes: [{ name: 'about', downwardAPI: { items } }],
    containers: [
      shell('main', 'echo $NODE $CPU $MEMORY $ALL; cat /about/labels; echo; sleep 1000', {
        volumeMounts: [{ name: 'about', mountPath: '/about' }],
        resources: { limits: { cpu: '500m', memory: '64Mi' } },
        env: [
          { name: 'NODE', ...field('spec.nodeName') },
          { name: 'CPU', ...limit('limits.cpu', '1m') },
          { name: 'MEMORY', ...limit('limits.memory', '1Mi') },
          { name: 'ALL', ...limit('limits.ephemeral-storage', '1Gi') },
        ],
      }),
    ],
  };
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'about', labels: { b: '2', a: '1' } },
    spec,
  };
  await api.create<AnyObject>(resources.pods, 'default', object);
  await cluster.clock.sleep(3000);
  const { nodeName } = (await pod('about')).spec;
  expect(await log('about', 'main')).toBe(`${nodeName} 500 64 252\na="1"\nb="2"\n`);
}, 60_000);

test('a server that is killed answers no more, not even what it was asked before; a daemon lives as long as its container', async () => {
  const server = {
    name: 'main',
    image: 'registry.k8s.io/e2e-test-images/agnhost:2.53',
    args: ['netexec', '--http-port=8080', '--udp-port=-1'],
  };
  await create('server', { terminationGracePeriodSeconds: 1, containers: [server] });
  await create('files', {
    terminationGracePeriodSeconds: 0,
    containers: [shell('main', 'mkdir /www; echo hi > /www/index.html; sleep 1000')],
  });
  await create('asker', { terminationGracePeriodSeconds: 0, containers: [shell('main', 'sleep 1000')] });
  await cluster.clock.sleep(5000);
  const run = async (name: string, script: string) => {
    const target = { namespace: 'default', pod: name, container: 'main' };
    const { stdout, stderr, exitCode } = await cluster.exec(target, ['sh', '-c', script]);
    return [exitCode, stdout, stderr];
  };
  const ipOf = async (name: string) => (await pod(name)).status!.podIP!;
  const slow = `wget -qO- -T 9 'http://${await ipOf('server')}:8080/shell?cmd=sleep+3'`;
  expect(await run('asker', slow)).toEqual([0, '{}', '']);
  const cut = run('asker', slow);
  await cluster.clock.sleep(1000);
  await api.delete(resources.pods, 'default', 'server');
  expect(await cut).toEqual([1, '', 'wget: error getting response\n']);

  const patient = { ...server, args: [...server.args, '--delay-shutdown', '5'] };
  await create('patient', { terminationGracePeriodSeconds: 10, containers: [patient] });
  await cluster.clock.sleep(5000);
  const patience = slow.replace(/10\.[\d.]+/, await ipOf('patient'));
  await api.delete(resources.pods, 'default', 'patient');
  await cluster.clock.sleep(1000);
  expect(await run('asker', patience)).toEqual([0, '{}', '']);
  expect((await run('asker', patience))[0]).toBe(1);

  const ask = `wget -qO- -T 2 http://${await ipOf('files')}:80`;
  await run('files', 'httpd -p 80 -h /www');
  expect(await run('asker', ask)).toEqual([0, 'hi\n', '']);
  await run('files', 'killall httpd');
  expect((await run('asker', ask))[0]).toBe(1);
  await run('files', 'httpd -p 80 -h /www');
  expect(await run('asker', ask)).toEqual([0, 'hi\n', '']);
}, 60_000);

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KubeClient, resources } from '../kube/client.ts';
import { StatusError } from '../kube/status.ts';
import type {
  AnyObject,
  DaemonSet,
  Deployment,
  Endpoints,
  EndpointSlice,
  Pod,
  Service,
} from '../kube/types.ts';
import { createEmbeddedCluster, type EmbeddedCluster } from './index.ts';

// One cluster for all: nothing in it may reach the real network.
let cluster: EmbeddedCluster;
let api: KubeClient;
const realFetch = globalThis.fetch;

beforeAll(async () => {
  globalThis.fetch = () => {
    throw new Error('the embedded cluster asked the real network');
  };
  cluster = await createEmbeddedCluster({ clock: 'fast', name: 'test' });
  api = new KubeClient(cluster);
  await api.create(resources.namespaces, undefined, object('v1', 'Namespace', { name: 'shop' }));
  await api.create(resources.deployments, 'shop', deployment('web', 3) as unknown as AnyObject);
  await api.create<AnyObject>(resources.services, 'shop', {
    ...object('v1', 'Service', { name: 'web' }),
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  });
  await api.create<AnyObject>(resources.pods, 'shop', {
    ...object('v1', 'Pod', { name: 'client' }),
    spec: { containers: [{ name: 'client', image: 'busybox:1.36', command: ['sleep', '1000000'] }] },
  });
  expect(await ready('web', 3)).toBe(true);
  await cluster.clock.sleep(2000);
}, 60_000);

afterAll(async () => {
  await cluster.close();
  globalThis.fetch = realFetch;
});

const object = (apiVersion: string, kind: string, metadata: AnyObject['metadata']): AnyObject => ({
  apiVersion,
  kind,
  metadata,
});

function deployment(name: string, replicas: number): Deployment {
  const labels = { app: name };
  return {
    ...object('apps/v1', 'Deployment', { name }),
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name,
              image: 'example/hostnames:1.0',
              ports: [{ name: 'http', containerPort: 8080 }],
              readinessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 2 },
            },
          ],
        },
      },
    },
  } as Deployment;
}

const ready = (name: string, count: number, namespace = 'shop') =>
  cluster.fastForward(async () => {
    const found = await api.get<Deployment>(resources.deployments, namespace, name);
    return (found.status?.readyReplicas ?? 0) === count && (found.status?.updatedReplicas ?? 0) === count;
  });

const run = (command: string) => cluster.exec({ namespace: 'shop', pod: 'client' }, ['sh', '-c', command]);
const clusterIP = async (name: string, namespace = 'shop') =>
  (await api.get<Service>(resources.services, namespace, name)).spec.clusterIP!;

describe('a cluster as kind makes it', () => {
  test('nodes and system Pods', async () => {
    const { items } = await api.list<Pod>(resources.pods, 'kube-system');
    const names = items
      .map(({ metadata }) => metadata.name!.replace(/^(coredns-\w+|kindnet|kube-proxy)-\w{5}$/, '$1'))
      .map((name) => name.replace(/^coredns-\w+$/, 'coredns'))
      .sort();
    expect(names).toEqual([
      'coredns',
      'coredns',
      'etcd-test-control-plane',
      'kindnet',
      'kindnet',
      'kindnet',
      'kube-apiserver-test-control-plane',
      'kube-controller-manager-test-control-plane',
      'kube-proxy',
      'kube-proxy',
      'kube-proxy',
      'kube-scheduler-test-control-plane',
    ]);
    for (const pod of items) expect(pod.status?.phase).toBe('Running');
    const nodes = await api.list(resources.nodes);
    expect(nodes.items.map(({ metadata }) => metadata.name)).toEqual([
      'test-control-plane',
      'test-worker',
      'test-worker2',
    ]);
  });

  test('each namespace has its root certificate', async () => {
    const map = await api.get(resources.configmaps, 'shop', 'kube-root-ca.crt');
    expect(Object.keys(map['data'] as object)).toEqual(['ca.crt']);
  });
});

describe('a healthy Service', () => {
  test('its slice and Endpoints name the same ready Pods', async () => {
    const pods = await api.list<Pod>(resources.pods, 'shop', { labelSelector: 'app=web' });
    const ips = pods.items.map(({ status }) => status!.podIP!).sort();
    const labelSelector = 'kubernetes.io/service-name=web';
    const { items } = await api.list<EndpointSlice>(resources.endpointslices, 'shop', { labelSelector });
    expect(items).toHaveLength(1);
    expect(items[0]!.endpoints!.map(({ addresses }) => addresses[0]).sort()).toEqual(ips);
    expect(items[0]!.endpoints!.every(({ conditions }) => conditions?.ready)).toBe(true);
    expect(items[0]!.ports).toEqual([{ name: 'http', port: 8080, protocol: 'TCP' }]);
    const endpoints = await api.get<Endpoints>(resources.endpoints, 'shop', 'web');
    expect(endpoints.subsets?.[0]?.addresses?.map(({ ip }) => ip)).toEqual(ips);
  });

  test('answers by name and address, from every Pod in turn', async () => {
    const names = new Set<string>();
    for (let i = 0; i < 40; i += 1) names.add((await run('wget -qO- -T 2 http://web')).stdout.trim());
    const pods = await api.list<Pod>(resources.pods, 'shop', { labelSelector: 'app=web' });
    expect([...names].sort()).toEqual(pods.items.map(({ metadata }) => metadata.name).sort());
    expect((await run(`wget -qO- -T 2 http://${await clusterIP('web')}`)).exitCode).toBe(0);
  });

  test('its environment came from the Services of the namespace', async () => {
    const { stdout } = await run('cat /etc/resolv.conf; cat /etc/hostname');
    expect(stdout).toBe(
      'search shop.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\nclient\n',
    );
  });

  test('a port that it does not list times out, in no real time', async () => {
    const before = cluster.clock.now();
    const result = await run(`wget -qO- -T 5 http://${await clusterIP('web')}:81`);
    expect(result.stderr).toContain('wget: download timed out');
    expect(cluster.clock.now() - before).toBeGreaterThanOrEqual(5000);
  });
});

describe('faults', () => {
  test('a Service whose selector matches nothing is refused', async () => {
    await api.create<AnyObject>(resources.services, 'shop', {
      ...object('v1', 'Service', { name: 'lost' }),
      spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] },
    });
    await cluster.clock.sleep(2000);
    const before = cluster.clock.now();
    const result = await run(`wget -qO- -T 5 http://lost`);
    expect(result.stderr).toContain("can't connect to remote host");
    expect(cluster.clock.now() - before).toBeGreaterThanOrEqual(1000);
  });

  test('without kube-proxy the old rules stay, and a new Service has none', async () => {
    const patch = (nodeSelector: Record<string, string | null>) =>
      api.patch(resources.daemonsets, 'kube-system', 'kube-proxy', {
        spec: { template: { spec: { nodeSelector } } },
      });
    const pods = async (count: number) => {
      const { status } = await api.get<DaemonSet>(resources.daemonsets, 'kube-system', 'kube-proxy');
      const { items } = await api.list(resources.pods, 'kube-system', {
        labelSelector: 'k8s-app=kube-proxy',
      });
      return items.length === count && status?.numberReady === count;
    };
    await patch({ 'no-such': 'node' });
    expect(await cluster.fastForward(() => pods(0))).toBe(true);
    await api.create<AnyObject>(resources.services, 'shop', {
      ...object('v1', 'Service', { name: 'late' }),
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
    });
    await cluster.clock.sleep(5000);
    expect((await run('wget -qO- -T 2 http://web')).exitCode).toBe(0);
    expect((await run('wget -qO- -T 2 http://late')).stderr).toContain('download timed out');
    await patch({ 'no-such': null });
    expect(await cluster.fastForward(() => pods(3))).toBe(true);
    await cluster.clock.sleep(2000);
    expect((await run('wget -qO- -T 2 http://late')).exitCode).toBe(0);
  });

  test('without its rights kube-proxy runs, and does nothing', async () => {
    const bindings = {
      group: 'rbac.authorization.k8s.io',
      version: 'v1',
      resource: 'clusterrolebindings',
      namespaced: false,
    };
    const binding = await api.get(bindings, undefined, 'kubeadm:node-proxier');
    await api.delete(bindings, undefined, 'kubeadm:node-proxier');
    const labelSelector = 'k8s-app=kube-proxy';
    const pods = async () => (await api.list<Pod>(resources.pods, 'kube-system', { labelSelector })).items;
    const old = (await pods()).map(({ metadata }) => metadata.name!);
    for (const name of old) await api.delete(resources.pods, 'kube-system', name);
    const isAnew = async () => {
      const now = await pods();
      const running = now.filter(({ status }) => status?.containerStatuses?.[0]?.ready);
      return running.length === 3 && now.every(({ metadata }) => !old.includes(metadata.name!));
    };
    expect(await cluster.fastForward(isAnew)).toBe(true);
    await api.create<AnyObject>(resources.services, 'shop', {
      ...object('v1', 'Service', { name: 'unseen' }),
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
    });
    await cluster.clock.sleep(5000);
    expect((await run('wget -qO- -T 2 http://web')).exitCode).toBe(0);
    expect((await run('wget -qO- -T 2 http://unseen')).stderr).toContain('download timed out');
    const [{ metadata }] = (await pods()) as [Pod];
    const path = `/api/v1/namespaces/kube-system/pods/${metadata.name}/log`;
    expect(await (await api.request('GET', path)).text()).toContain(
      'nodes is forbidden: User \\"system:serviceaccount:kube-system:kube-proxy\\" cannot list resource \\"nodes\\"',
    );
    const { name = '' } = binding.metadata;
    await api.create(bindings, undefined, { ...binding, metadata: { name } });
    await cluster.clock.sleep(5000);
    expect((await run('wget -qO- -T 2 http://unseen')).exitCode).toBe(0);
  });

  test('without CoreDNS names fail and addresses work', async () => {
    await api.patch(resources.deployments, 'kube-system', 'coredns', { spec: { replicas: 0 } });
    expect(await ready('coredns', 0, 'kube-system')).toBe(true);
    await cluster.clock.sleep(10_000);
    expect((await run('nslookup web')).stderr).toContain(
      "nslookup: write to '10.96.0.10': Connection refused",
    );
    expect((await run(`wget -qO- -T 2 http://${await clusterIP('web')}`)).exitCode).toBe(0);
    await api.patch(resources.deployments, 'kube-system', 'coredns', { spec: { replicas: 2 } });
    expect(await ready('coredns', 2, 'kube-system')).toBe(true);
    await cluster.clock.sleep(2000);
    expect((await run('nslookup web.shop.svc.cluster.local')).exitCode).toBe(0);
  });

  test('a program that is not there', async () => {
    const error = await cluster
      .exec({ namespace: 'shop', pod: 'client' }, ['nope'])
      .catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(StatusError);
    expect((error as StatusError).message).toMatch(
      /OCI runtime exec failed: exec failed: unable to start container process: exec: "nope": executable file not found in \$PATH$/,
    );
  });

  test('a container whose program is missing, and one that fails', async () => {
    for (const [name, command] of [
      ['unstartable', ['/nope']],
      ['failing', ['sh', '-c', 'echo boom; exit 3']],
    ] as const) {
      await api.create<AnyObject>(resources.pods, 'shop', {
        ...object('v1', 'Pod', { name }),
        spec: { containers: [{ name: 'c', image: 'busybox:1.36', command }] },
      });
    }
    await cluster.clock.sleep(60_000);
    const last = async (name: string) => {
      const { status } = await api.get<Pod>(resources.pods, 'shop', name);
      const { terminated } = status!.containerStatuses![0]!.lastState!;
      return `${terminated?.reason} ${terminated?.exitCode}`;
    };
    expect(await last('unstartable')).toBe('StartError 128');
    expect(await last('failing')).toBe('Error 3');
    const logs = await api.request('GET', '/api/v1/namespaces/shop/pods/failing/log?previous=true');
    expect(await logs.text()).toBe('boom\n');
  });

  test('a missing ConfigMap holds a Pod back until it comes', async () => {
    await api.create<AnyObject>(resources.pods, 'shop', {
      ...object('v1', 'Pod', { name: 'mounts' }),
      spec: {
        containers: [
          {
            name: 'c',
            image: 'busybox:1.36',
            command: ['sleep', '1000000'],
            volumeMounts: [{ name: 'v', mountPath: '/config' }],
          },
        ],
        volumes: [{ name: 'v', configMap: { name: 'later' } }],
      },
    });
    await cluster.clock.sleep(5000);
    const waiting = await api.get<Pod>(resources.pods, 'shop', 'mounts');
    expect(waiting.status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('ContainerCreating');
    const events = await api.list<AnyObject & { message?: string }>(resources.events, 'shop');
    expect(events.items.map(({ message }) => message)).toContain(
      'MountVolume.SetUp failed for volume "v" : configmap "later" not found',
    );
    await api.create<AnyObject>(resources.configmaps, 'shop', {
      ...object('v1', 'ConfigMap', { name: 'later' }),
      data: { greeting: 'hello\n' },
    });
    const running = () =>
      api.get<Pod>(resources.pods, 'shop', 'mounts').then(({ status }) => status?.phase === 'Running');
    expect(await cluster.fastForward(running)).toBe(true);
    const result = await cluster.exec({ namespace: 'shop', pod: 'mounts' }, ['cat', '/config/greeting']);
    expect(result.stdout).toBe('hello\n');
  });
});

test('a deleted namespace goes, and what was in it', async () => {
  await api.create(resources.namespaces, undefined, object('v1', 'Namespace', { name: 'gone' }));
  await api.create(resources.deployments, 'gone', deployment('x', 1) as unknown as AnyObject);
  expect(await ready('x', 1, 'gone')).toBe(true);
  await api.delete(resources.namespaces, undefined, 'gone');
  const isGone = async () => !(await api.find(resources.namespaces, undefined, 'gone'));
  expect(await cluster.fastForward(isGone)).toBe(true);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { KubeClient, resources, type ResourceType } from '../../kube/client.ts';
import type { AnyObject, DaemonSet, Endpoints, Event, Node, Pod, Service } from '../../kube/types.ts';
import { createEmbeddedCluster, type EmbeddedCluster } from '../index.ts';
import { controllerRevisions, type ControllerRevision } from './common/history.ts';
import { statefulSets, type StatefulSet } from './statefulset/types.ts';

// One cluster for all; each test has a namespace's worth of names of its own.
let cluster: EmbeddedCluster;
let api: KubeClient;
beforeAll(async () => {
  cluster = await createEmbeddedCluster({ clock: 'fast', name: 'test', loadBalancer: true });
  api = new KubeClient(cluster);
}, 60_000);
afterAll(() => cluster.close());

const namespace = 'default';
const make = (type: ResourceType, kind: string, name: string, spec: object) =>
  api.create<AnyObject>(type, namespace, {
    apiVersion: type.group ? `${type.group}/v1` : 'v1',
    kind,
    metadata: { name },
    spec,
  });
const template = (app: string, version = '1') => ({
  metadata: { labels: { app }, annotations: { version } },
  spec: { containers: [{ name: 'c', image: 'example/hostnames:1.0' }] },
});
const podsOf = async (app: string) =>
  (await api.list<Pod>(resources.pods, namespace, { labelSelector: `app=${app}` })).items;
const eventsOf = async (name: string, component: string) =>
  (await api.list<Event>(resources.events, namespace)).items
    .filter(({ involvedObject, source }) => involvedObject.name === name && source?.component === component)
    .map(({ reason, message, count }) => `${reason} ${count}: ${message}`);
const until = async (condition: () => Promise<boolean>) =>
  expect(await cluster.fastForward(condition, 120_000)).toBe(true);

test('a StatefulSet creates in order, updates from the last, and shrinks from the last', async () => {
  const status = async () => (await api.get<StatefulSet>(statefulSets, namespace, 'db')).status;
  const spec = { selector: { matchLabels: { app: 'db' } }, serviceName: 'db', replicas: 2 };
  await make(statefulSets, 'StatefulSet', 'db', { ...spec, template: template('db') });
  await until(async () => (await status())?.readyReplicas === 2);
  const first = (await podsOf('db'))[0]!;
  expect([first.metadata.name, first.spec.hostname, first.spec.subdomain]).toEqual(['db-0', 'db-0', 'db']);
  const revision = first.metadata.labels?.['controller-revision-hash'];
  expect(first.metadata.labels).toEqual({
    app: 'db',
    'apps.kubernetes.io/pod-index': '0',
    'controller-revision-hash': revision,
    'statefulset.kubernetes.io/pod-name': 'db-0',
  });
  await api.patch(statefulSets, namespace, 'db', { spec: { template: template('db', '2') } }, 'merge');
  await until(async () => {
    const now = await status();
    return now?.currentRevision !== revision && now?.readyReplicas === 2;
  });
  await api.patch(statefulSets, namespace, 'db', { spec: { replicas: 1 } }, 'merge');
  await until(async () => (await podsOf('db')).length === 1);
  expect((await podsOf('db'))[0]!.metadata.name).toBe('db-0');
  expect(await eventsOf('db', 'statefulset-controller')).toEqual([
    'SuccessfulCreate 2: create Pod db-0 in StatefulSet db successful',
    'SuccessfulCreate 2: create Pod db-1 in StatefulSet db successful',
    'SuccessfulDelete 2: delete Pod db-1 in StatefulSet db successful',
    'SuccessfulDelete 1: delete Pod db-0 in StatefulSet db successful',
  ]);
  const { items } = await api.list<ControllerRevision>(controllerRevisions, namespace);
  expect(items.map((item) => item.revision).sort()).toEqual([1, 2]);
}, 60_000);

test('a StatefulSet that asks for volumes says why it has no Pods', async () => {
  const spec = { selector: { matchLabels: { app: 'vol' } }, template: template('vol') };
  const claim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } };
  await make(statefulSets, 'StatefulSet', 'vol', { ...spec, volumeClaimTemplates: [claim] });
  await cluster.clock.sleep(1000);
  expect((await eventsOf('vol', 'statefulset-controller'))[0]).toMatch(
    /^FailedCreate \d+: create Claim data-vol-0 Pod vol-0 in StatefulSet vol failed error: the server could not find the requested resource$/,
  );
  await api.delete(statefulSets, namespace, 'vol');
}, 60_000);

test('a DaemonSet follows the nodes that fit, and is updated node by node', async () => {
  const spec = { selector: { matchLabels: { app: 'ds' } }, template: template('ds') };
  const status = async () => (await api.get<DaemonSet>(resources.daemonsets, namespace, 'ds')).status;
  await make(resources.daemonsets, 'DaemonSet', 'ds', spec);
  await until(async () => (await status())?.numberAvailable === 2);
  await api.patch(
    resources.daemonsets,
    namespace,
    'ds',
    { spec: { template: template('ds', '2') } },
    'merge',
  );
  await until(async () => {
    const now = await status();
    return now?.observedGeneration === 2 && now.updatedNumberScheduled === 2 && now.numberAvailable === 2;
  });
  expect(await status()).toEqual({
    currentNumberScheduled: 2,
    numberMisscheduled: 0,
    desiredNumberScheduled: 2,
    numberReady: 2,
    observedGeneration: 2,
    updatedNumberScheduled: 2,
    numberAvailable: 2,
  });
  const owners = (await api.list<ControllerRevision>(controllerRevisions, namespace)).items
    .filter(({ metadata }) => metadata.ownerReferences?.[0]?.name === 'ds')
    .map(({ revision }) => revision);
  expect(owners.sort()).toEqual([1, 2]);
  const reasons = (await eventsOf('ds', 'daemonset-controller')).map((text) => text.split(' ')[0]);
  expect(reasons.sort()).toEqual([
    ...Array.from({ length: 4 }, () => 'SuccessfulCreate'),
    ...Array.from({ length: 2 }, () => 'SuccessfulDelete'),
  ]);
}, 60_000);

test('cloud-provider-kind gives an address of the nodes’ network, and takes it back', async () => {
  await make(resources.pods, 'Pod', 'lb', template('lb').spec);
  await api.patch(resources.pods, namespace, 'lb', { metadata: { labels: { app: 'lb' } } }, 'merge');
  const ports = [{ port: 80, targetPort: 8080 }];
  await make(resources.services, 'Service', 'lb', { selector: { app: 'lb' }, ports });
  // kubectl patch's way, after which the keys of the ports may stand in another order: no second "Ensuring".
  await api.patch(resources.services, namespace, 'lb', { spec: { type: 'LoadBalancer' } }, 'strategic-merge');
  const service = () => api.get<Service>(resources.services, namespace, 'lb');
  await until(async () => (await service()).status?.loadBalancer?.ingress !== undefined);
  expect((await service()).status?.loadBalancer?.ingress).toEqual([
    { ip: '172.18.0.5', ipMode: 'Proxy', ports: [{ port: 80, protocol: 'TCP' }] },
  ]);
  const ask = async () => {
    const host = { kind: 'outside', name: 'host', ip: '172.18.0.1' } as const;
    const dial = await cluster.dataPlane.dial(host, { ip: '172.18.0.5', port: 80, protocol: 'TCP' });
    if (dial.outcome !== 'open') return dial.outcome;
    const answer = await dial.exchange({ kind: 'text', text: 'GET / HTTP/1.1\r\nHost: lb\r\n\r\n' });
    return answer?.kind === 'text' ? answer.text.split('\r\n\r\n')[1] : undefined;
  };
  await until(async () => (await ask()) === 'lb\n');
  await api.patch(resources.services, namespace, 'lb', { spec: { type: 'ClusterIP' } }, 'merge');
  await until(async () => (await service()).metadata.finalizers === undefined);
  expect([(await service()).status, await ask()]).toEqual([
    { loadBalancer: {} },
    expect.not.stringMatching('lb'),
  ]);
  expect(await eventsOf('lb', 'service-controller')).toEqual([
    'EnsuringLoadBalancer 1: Ensuring load balancer',
    'EnsuredLoadBalancer 1: Ensured load balancer',
    'Type 1: LoadBalancer -> ClusterIP',
    'DeletingLoadBalancer 1: Deleting load balancer',
    'DeletedLoadBalancer 1: Deleted load balancer',
  ]);
}, 60_000);

test('a node whose kubelet is silent: not ready after 50 s, its Pods evicted 300 s later', async () => {
  const node = 'test-worker2';
  const spec = { selector: { matchLabels: { app: 'web' } }, template: template('web') };
  await make(resources.deployments, 'Deployment', 'web', { ...spec, replicas: 2 });
  await make(resources.services, 'Service', 'web', { selector: { app: 'web' }, ports: [{ port: 8080 }] });
  const ready = async () =>
    (await api.find<Endpoints>(resources.endpoints, namespace, 'web'))?.subsets?.[0]?.addresses?.length;
  await until(async () => (await ready()) === 2);
  const condition = async () =>
    (await api.get<Node>(resources.nodes, undefined, node)).status?.conditions?.find(
      ({ type }) => type === 'Ready',
    );
  const taints = async () =>
    (await api.get<Node>(resources.nodes, undefined, node)).spec?.taints?.map(
      ({ key, effect }) => `${key}:${effect}`,
    );

  await cluster.kubelets.stop(node);
  await cluster.clock.sleep(39_000);
  expect((await condition())?.status).toBe('True');
  await cluster.clock.sleep(18_000);
  expect(await condition()).toMatchObject({
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
  });
  expect([await taints(), await ready()]).toEqual([
    ['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute'],
    1,
  ]);
  await cluster.clock.sleep(290_000);
  expect((await podsOf('web')).length).toBe(2);
  await cluster.clock.sleep(20_000);
  const evicted = (await podsOf('web')).find(({ metadata }) => metadata.deletionTimestamp);
  expect([evicted?.spec.nodeName, await ready()]).toEqual([node, 2]);

  await cluster.kubelets.start(node);
  await until(async () => (await condition())?.status === 'True' && (await taints()) === undefined);
  await until(async () => (await podsOf('web')).every(({ metadata }) => !metadata.deletionTimestamp));
}, 60_000);

import { describe, expect, it } from 'vitest';
import { resources } from '../../kube/client.ts';
import { testDefinitions, testServer } from './testing.ts';

const services = '/api/v1/namespaces/shop/services';
const service = (name: string, labels: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, labels },
  spec: { ports: [{ port: 80 }] },
});

describe('list', () => {
  it('selects by labels and fields, and has items without a type of their own', async () => {
    const { send } = await testServer();
    await send('POST', services, service('a', { app: 'x' }));
    await send('POST', services, service('b', { app: 'y' }));
    const { body } = await send(
      'GET',
      `${services}?labelSelector=app%20in%20(x,z)&fieldSelector=spec.type%3DClusterIP`,
    );
    const items = body.items as { kind?: string; metadata: { name: string } }[];
    expect([body.kind, body.metadata, items.map((item) => [item.kind, item.metadata.name])]).toEqual([
      'ServiceList',
      { resourceVersion: '5' },
      [[undefined, 'a']],
    ]);
    const { body: none } = await send('GET', `${services}?fieldSelector=spec.nope%3D1`);
    expect(none.message).toBe('field label not supported: spec.nope');
  });

  it('pages', async () => {
    const { send } = await testServer();
    for (const name of ['a', 'b', 'c']) await send('POST', services, service(name));
    const first = await send('GET', `${services}?limit=2`);
    expect(first.body.metadata).toMatchObject({ remainingItemCount: 1 });
    const { continue: token } = first.body.metadata as { continue?: string };
    const second = await send('GET', `${services}?limit=2&continue=${encodeURIComponent(token!)}`);
    expect([second.body.items, second.body.metadata]).toMatchObject([
      [{ metadata: { name: 'c' } }],
      { resourceVersion: '6' },
    ]);
  });

  it('shows objects of other writers with whole seconds and defaults', async () => {
    const { send, storage } = await testServer();
    await storage.put(
      '/registry/services/shop/foreign',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          name: 'foreign',
          namespace: 'shop',
          uid: 'k3j2',
          creationTimestamp: '2026-01-02T03:04:05.678Z',
        },
      },
      0,
    );
    expect((await send('GET', `${services}/foreign`)).body).toEqual({
      kind: 'Service',
      apiVersion: 'v1',
      metadata: {
        name: 'foreign',
        namespace: 'shop',
        uid: 'k3j2',
        creationTimestamp: '2026-01-02T03:04:05Z',
        resourceVersion: '4',
      },
      spec: { type: 'ClusterIP' },
    });
  });
});

describe('forms of the answer', () => {
  const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

  it('gives a Table, with as much of the object as asked', async () => {
    const { send } = await testServer();
    const { body: created } = await send('POST', services, service('a'));
    const answer = async (query: string) =>
      (await send('GET', services + query, undefined, { accept: table })).body;
    const row = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: created.metadata };
    expect(await answer('')).toEqual({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { resourceVersion: '4' },
      columnDefinitions: testDefinitions[0]!.columns,
      rows: [{ cells: ['a'], object: row }],
    });
    expect((await answer('?includeObject=None')).rows).toEqual([{ cells: ['a'] }]);
    expect((await answer('?includeObject=Object')).rows).toEqual([{ cells: ['a'], object: created }]);
  });

  it('gives metadata only, YAML, JSON for protobuf, and refuses the rest', async () => {
    const { send } = await testServer();
    await send('POST', services, service('a'));
    const answer = async (accept: string) => await send('GET', `${services}/a`, undefined, { accept });
    const { kind } = (await answer('application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1')).body;
    expect(kind).toBe('PartialObjectMetadata');
    expect(String((await answer('application/yaml')).body.text)).toMatch(/^kind: Service\napiVersion: v1\n/);
    expect((await answer('application/vnd.kubernetes.protobuf')).body.kind).toBe('Service');
    expect((await answer('text/csv')).body).toMatchObject({ reason: 'NotAcceptable', code: 406 });
  });
});

describe('other paths', () => {
  it.each([
    ['GET', '/nope', 404, 'the server could not find the requested resource'],
    ['GET', '/apis/nope/v1/things', 404, 'the server could not find the requested resource'],
    ['GET', `${services}/web/scale`, 404, 'the server could not find the requested resource'],
    ['POST', '/api/v1/services', 405, 'the server does not allow this method on the requested resource'],
    ['PUT', services, 405, 'the server does not allow this method on the requested resource'],
  ])('%s %s is %i', async (method, path, code, message) => {
    const { send } = await testServer();
    const answer = await send(method, path);
    expect([answer.code, answer.body.message]).toEqual([code, message]);
  });

  it('lets an impersonated user do nothing and says so', async () => {
    const { send } = await testServer();
    const as = { 'impersonate-user': 'jane' };
    expect((await send('GET', services, undefined, as)).body.message).toBe(
      'services is forbidden: User "jane" cannot list resource "services" in API group "" in the namespace "shop"',
    );
    expect((await send('DELETE', `${services}/web`, undefined, as)).body.message).toBe(
      'services "web" is forbidden: User "jane" cannot delete resource "services" in API group "" in the namespace "shop"',
    );
    const reviews = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const spec = { resourceAttributes: { verb: 'get', resource: 'services', namespace: 'shop' } };
    expect((await send('POST', reviews, { spec }, as)).body.status).toEqual({ allowed: false });
    expect((await send('POST', reviews, { spec })).body.status).toEqual({
      allowed: true,
      reason:
        'RBAC: allowed by ClusterRoleBinding "kubeadm:cluster-admins" of ClusterRole "cluster-admin" to Group "kubeadm:cluster-admins"',
    });
  });
});

describe('subresources', () => {
  it('scales', async () => {
    const { send, client } = await testServer();
    const path = '/apis/apps/v1/namespaces/shop/deployments';
    const spec = { replicas: 2, selector: { matchLabels: { app: 'web' } } };
    await send('POST', path, { metadata: { name: 'web' }, spec });
    const { body: scale } = await send('GET', `${path}/web/scale`);
    expect({ spec: scale.spec, status: scale.status }).toEqual({
      spec: { replicas: 2 },
      status: { replicas: 0, selector: 'app=web' },
    });
    await send('PUT', `${path}/web/scale`, { ...scale, spec: { replicas: 5 } });
    expect((await client.get(resources.deployments, 'shop', 'web')).spec).toMatchObject({ replicas: 5 });
    const refused = await send('PUT', `${path}/web/scale`, {
      metadata: { name: 'web' },
      spec: { replicas: -1 },
    });
    expect(refused.body.message).toBe(
      'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    );
  });

  it('streams logs and says which containers there are', async () => {
    const { send } = await testServer();
    const pods = '/api/v1/namespaces/shop/pods';
    const containers = [{ name: 'a' }, { name: 'b' }];
    await send('POST', pods, { metadata: { name: 'web' }, spec: { containers, nodeName: 'worker' } });
    const log = async (query: string) => (await send('GET', `${pods}/web/log${query}`)).body;
    expect(await log('?container=a&tailLines=2')).toEqual({ text: 'two\nthree\n' });
    expect((await log('')).message).toBe(
      'a container name must be specified for pod web, choose one of: [a b]',
    );
    expect((await log('?container=nope')).message).toBe('container nope is not valid for pod web');
    expect((await log('?container=a&previous=true')).message).toBe(
      'previous terminated container "a" in pod "web" not found',
    );
  });

  it('binds and evicts a Pod', async () => {
    const { send } = await testServer();
    const pods = '/api/v1/namespaces/shop/pods';
    await send('POST', pods, { metadata: { name: 'web' }, spec: { containers: [{ name: 'a' }] } });
    expect((await send('POST', `${pods}/web/binding`, { target: { name: 'worker' } })).code).toBe(201);
    expect((await send('GET', `${pods}/web`)).body.spec).toMatchObject({ nodeName: 'worker' });
    expect((await send('POST', `${pods}/web/binding`, { target: { name: 'other' } })).body.message).toBe(
      'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "worker"',
    );
    expect((await send('POST', `${pods}/web/eviction`, { metadata: { name: 'web' } })).code).toBe(201);
    expect((await send('GET', `${pods}/web`)).body.metadata.deletionGracePeriodSeconds).toBe(30);
  });

  it('runs commands in the container meant', async () => {
    const { server, send } = await testServer();
    const pods = '/api/v1/namespaces/shop/pods';
    await send('POST', pods, {
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'a' }], nodeName: 'w' },
    });
    await send('POST', pods, { metadata: { name: 'new' }, spec: { containers: [{ name: 'a' }] } });
    const run = (pod: string, container?: string) =>
      server.exec({ namespace: 'shop', pod, ...(container ? { container } : {}) }, ['ls']);
    expect((await run('web')).stdout).toBe('web/a: ls');
    await expect(run('nope')).rejects.toThrow('pods "nope" not found');
    await expect(run('web', 'b')).rejects.toThrow('container b is not valid for pod web');
    await expect(run('new')).rejects.toThrow('pod new does not have a host assigned');
  });
});

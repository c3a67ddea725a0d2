import { describe, expect, it } from 'vitest';
import { resources } from '../../kube/client.ts';
import { testServer } from './testing.ts';

const web = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { ports: [{ port: 80, targetPort: 'http' }], selector: { app: 'web' } },
};
const services = '/api/v1/namespaces/shop/services';

describe('create', () => {
  it('fills in metadata, defaults and allocated values', async () => {
    const { send } = await testServer();
    const { code, body } = await send('POST', `${services}?fieldManager=me`, web);
    const uid = body.metadata.uid!;
    expect(uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect({ code, body }).toEqual({
      code: 201,
      body: {
        kind: 'Service',
        apiVersion: 'v1',
        metadata: {
          name: 'web',
          namespace: 'shop',
          uid,
          resourceVersion: '4',
          creationTimestamp: '2026-01-02T03:04:05Z',
          managedFields: [
            {
              manager: 'me',
              operation: 'Update',
              apiVersion: 'v1',
              time: '2026-01-02T03:04:05Z',
              fieldsType: 'FieldsV1',
              fieldsV1: {
                'f:spec': {
                  'f:clusterIP': {},
                  'f:ports': {
                    '.': {},
                    'k:{"port":80,"protocol":"TCP"}': {
                      '.': {},
                      'f:port': {},
                      'f:protocol': {},
                      'f:targetPort': {},
                    },
                  },
                  'f:selector': {},
                  'f:type': {},
                },
              },
            },
          ],
        },
        spec: {
          ports: [{ port: 80, targetPort: 'http', protocol: 'TCP' }],
          selector: { app: 'web' },
          clusterIP: '10.96.0.1',
          type: 'ClusterIP',
        },
      },
    });
  });

  it('draws a name from generateName', async () => {
    const { send } = await testServer();
    const { body } = await send('POST', services, { ...web, metadata: { generateName: 'web-' } });
    expect(body.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  it.each([
    ['namespaces "nope" not found', '/api/v1/namespaces/nope/services', web, 404],
    ['services "web" already exists', services, web, 409],
    [
      'the namespace of the provided object does not match the namespace sent on the request',
      services,
      { ...web, metadata: { name: 'x', namespace: 'other' } },
      400,
    ],
    [
      'Service "x" is invalid: spec.ports: Required value',
      services,
      { ...web, metadata: { name: 'x' }, spec: {} },
      422,
    ],
    [
      'Service "" is invalid: metadata.name: Required value: name or generateName is required',
      services,
      { ...web, metadata: {} },
      422,
    ],
    [
      'service in version "v1" cannot be handled as a Service: no kind "service" is registered for version "v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
      services,
      { ...web, kind: 'service' },
      400,
    ],
  ])('refuses: %s', async (message, path, object, code) => {
    const { send } = await testServer();
    await send('POST', services, web);
    const answer = await send('POST', path, object);
    expect({ code: answer.code, message: answer.body.message }).toEqual({ code, message });
  });

  it('gives back what it claimed when the object turns out invalid, and after a dry run', async () => {
    const { send, allocations } = await testServer();
    await send('POST', services, { ...web, spec: {} });
    expect([...allocations.taken]).toEqual([]);
    const { code, body } = await send('POST', `${services}?dryRun=All`, web);
    expect([code, (body.spec as { clusterIP: string }).clusterIP]).toEqual([201, '10.96.0.2']);
    expect([...allocations.taken]).toEqual([]);
    expect((await send('GET', `${services}/web`)).code).toBe(404);
  });

  it('reads YAML and says what it warns of', async () => {
    const { send } = await testServer();
    const yaml =
      'kind: Service\nmetadata: {name: web, annotations: {old: "1"}}\nspec:\n  slector: {}\n  ports: [{port: 80}]\n';
    const { code, warning } = await send('POST', services, yaml, { 'content-type': 'application/yaml' });
    expect([code, warning]).toEqual([
      201,
      '299 - "unknown field \\"spec.slector\\"", 299 - "annotation \\"old\\" is deprecated"',
    ]);
  });
});

describe('update', () => {
  it('keeps what only the server sets and refuses an old version', async () => {
    const { send } = await testServer();
    const { body: created } = await send('POST', services, web);
    const changed = {
      ...created,
      metadata: { ...created.metadata, labels: { a: 'b' }, creationTimestamp: '2000-01-01T00:00:00Z' },
    };
    const { body: updated } = await send('PUT', `${services}/web`, changed);
    expect(updated.metadata).toMatchObject({
      labels: { a: 'b' },
      creationTimestamp: '2026-01-02T03:04:05Z',
      resourceVersion: '5',
    });
    const again = await send('PUT', `${services}/web`, {
      ...changed,
      spec: created.spec,
      metadata: created.metadata,
    });
    expect([again.code, again.body.message]).toEqual([
      409,
      'Operation cannot be fulfilled on services "web": the object has been modified; please apply your changes to the latest version and try again',
    ]);
  });

  it('writes nothing when nothing changes', async () => {
    const { send, storage, clock } = await testServer();
    const { body } = await send('POST', services, web);
    const revision = storage.revision();
    clock.advance(5000);
    const { body: same } = await send('PUT', `${services}/web`, web);
    expect([same, storage.revision()]).toEqual([body, revision]);
  });

  it('counts a generation when the spec changes, not when the status does', async () => {
    const { send } = await testServer();
    const path = '/apis/apps/v1/namespaces/shop/deployments';
    await send('POST', path, { metadata: { name: 'web' }, spec: { replicas: 2 } });
    const generation = async (suffix: string, patch: object) => {
      const type = { 'content-type': 'application/merge-patch+json' };
      return (await send('PATCH', `${path}/web${suffix}`, patch, type)).body.metadata.generation;
    };
    expect(await generation('', { spec: { replicas: 3 } })).toBe(2);
    expect(await generation('/status', { status: { replicas: 3 }, spec: { replicas: 9 } })).toBe(2);
    expect(await generation('', { status: { replicas: 9 } })).toBe(2);
    const { body } = await send('GET', `${path}/web`);
    expect({ spec: body.spec, status: body.status }).toEqual({
      spec: { replicas: 3 },
      status: { replicas: 3 },
    });
  });
});

describe('delete', () => {
  it('answers with the object or a Status, and frees what was claimed', async () => {
    const { send, allocations } = await testServer();
    const { body: service } = await send('POST', services, web);
    const deployments = '/apis/apps/v1/namespaces/shop/deployments';
    const { body: deployment } = await send('POST', deployments, { metadata: { name: 'web' } });
    expect((await send('DELETE', `${services}/web`)).body.metadata.uid).toBe(service.metadata.uid);
    expect([...allocations.taken]).toEqual([]);
    expect((await send('DELETE', `${deployments}/web`)).body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: { name: 'web', group: 'apps', kind: 'deployments', uid: deployment.metadata.uid },
    });
    const { code, body } = await send('DELETE', `${services}/web`);
    expect([code, body.message]).toEqual([404, 'services "web" not found']);
  });

  it('gives a scheduled Pod its grace period, which can be cut short', async () => {
    const { send } = await testServer();
    const pods = '/api/v1/namespaces/shop/pods';
    const spec = { containers: [{ name: 'a' }], nodeName: 'worker' };
    await send('POST', pods, { metadata: { name: 'web' }, spec });
    const { body } = await send('DELETE', `${pods}/web`);
    expect(body.metadata).toMatchObject({
      deletionTimestamp: '2026-01-02T03:04:35Z',
      deletionGracePeriodSeconds: 30,
      generation: 2,
    });
    expect((await send('DELETE', `${pods}/web`, { gracePeriodSeconds: 60 })).body.metadata).toEqual(
      body.metadata,
    );
    await send('DELETE', `${pods}/web`, { gracePeriodSeconds: 0 });
    expect((await send('GET', `${pods}/web`)).code).toBe(404);
  });

  it('lets a Pod that never got a node go at once', async () => {
    const { send } = await testServer();
    const pods = '/api/v1/namespaces/shop/pods';
    await send('POST', pods, { metadata: { name: 'web' }, spec: { containers: [{ name: 'a' }] } });
    await send('DELETE', `${pods}/web`);
    expect((await send('GET', `${pods}/web`)).code).toBe(404);
  });

  it('waits for finalizers', async () => {
    const { send, client } = await testServer();
    await send('POST', services, { ...web, metadata: { name: 'web', finalizers: ['example.com/x'] } });
    const { code, body } = await send('DELETE', `${services}/web`);
    expect([code, body.metadata.deletionTimestamp]).toEqual([200, '2026-01-02T03:04:05Z']);
    await client.patch(resources.services, 'shop', 'web', { metadata: { finalizers: null } }, 'merge');
    expect((await send('GET', `${services}/web`)).code).toBe(404);
  });

  it('checks preconditions', async () => {
    const { send } = await testServer();
    const { body } = await send('POST', services, web);
    const { message } = (await send('DELETE', `${services}/web`, { preconditions: { uid: 'x' } })).body;
    expect(message).toBe(
      `Operation cannot be fulfilled on services "web": Precondition failed: UID in precondition: x, UID in object meta: ${body.metadata.uid}`,
    );
  });

  it('marks a namespace, takes nothing new into it, and lets it go when it is finalized', async () => {
    const { send } = await testServer();
    const { body } = await send('DELETE', '/api/v1/namespaces/shop');
    expect([body.metadata.deletionTimestamp, body.status]).toEqual([
      '2026-01-02T03:04:05Z',
      { phase: 'Terminating' },
    ]);
    const refused = await send('POST', services, web);
    expect([refused.code, refused.body.message]).toEqual([
      403,
      'services "web" is forbidden: unable to create new content in namespace shop because it is being terminated',
    ]);
    await send('PUT', '/api/v1/namespaces/shop/finalize', { ...body, spec: { finalizers: [] } });
    expect((await send('GET', '/api/v1/namespaces/shop')).code).toBe(404);
    expect((await send('DELETE', '/api/v1/namespaces/default')).body.message).toBe(
      'namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });

  it('deletes what a selector names', async () => {
    const { send, client } = await testServer();
    for (const name of ['a', 'b']) {
      await send('POST', services, { ...web, metadata: { name, labels: { name } } });
    }
    await send('DELETE', `${services}?labelSelector=name%3Da`);
    const { items } = await client.list(resources.services, 'shop');
    expect(items.map((item) => item.metadata.name)).toEqual(['b']);
  });
});

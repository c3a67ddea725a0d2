import { describe, expect, it } from 'vitest';
import { testServer } from './testing.ts';

describe('discovery', () => {
  it('lists groups and resources', async () => {
    const { send } = await testServer();
    expect((await send('GET', '/api')).body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
    const { groups } = (await send('GET', '/apis')).body as unknown as { groups: { name: string }[] };
    expect(groups.map(({ name }) => name)).toEqual(['apps', 'authentication.k8s.io', 'authorization.k8s.io']);
    expect((await send('GET', '/apis/apps/v1')).body).toEqual({
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: 'apps/v1',
      resources: [
        {
          name: 'deployments',
          singularName: 'deployment',
          namespaced: true,
          kind: 'Deployment',
          verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
          shortNames: ['deploy'],
        },
        {
          name: 'deployments/scale',
          singularName: '',
          namespaced: true,
          group: 'autoscaling',
          version: 'v1',
          kind: 'Scale',
          verbs: ['get', 'patch', 'update'],
        },
        {
          name: 'deployments/status',
          singularName: '',
          namespaced: true,
          kind: 'Deployment',
          verbs: ['get', 'patch', 'update'],
        },
      ],
    });
    expect((await send('GET', '/apis/nope/v1')).code).toBe(404);
  });

  it('gives all of it at once', async () => {
    const { server } = await testServer();
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    const response = await server.fetch(new Request('http://cluster/apis', { headers: { accept } }));
    const body = (await response.json()) as {
      items: { metadata: object; versions: { resources: object[] }[] }[];
    };
    expect(response.headers.get('content-type')).toBe(
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    );
    expect(body.items[0]).toEqual({
      metadata: { name: 'apps', creationTimestamp: null },
      versions: [
        {
          version: 'v1',
          freshness: 'Current',
          resources: [
            {
              resource: 'deployments',
              responseKind: { group: 'apps', version: 'v1', kind: 'Deployment' },
              scope: 'Namespaced',
              singularResource: 'deployment',
              verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
              shortNames: ['deploy'],
              subresources: [
                {
                  subresource: 'scale',
                  responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
                  verbs: ['get', 'patch', 'update'],
                },
                {
                  subresource: 'status',
                  responseKind: { group: 'apps', version: 'v1', kind: 'Deployment' },
                  verbs: ['get', 'patch', 'update'],
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('says its version and that it is well', async () => {
    const { send } = await testServer();
    expect((await send('GET', '/version')).body).toMatchObject({
      major: '1',
      minor: '36',
      gitVersion: 'v1.36.1',
    });
    for (const path of ['/healthz', '/livez', '/readyz']) {
      expect((await send('GET', path)).body).toEqual({ text: 'ok' });
    }
  });
});

describe('OpenAPI', () => {
  it('describes the paths so that kubectl finds fieldValidation, and the types with their merge keys', async () => {
    const { send } = await testServer();
    const { body: index } = await send('GET', '/openapi/v3');
    expect(index.paths).toEqual({
      'api/v1': { serverRelativeURL: '/openapi/v3/api/v1?hash=v1.36.1' },
      'apis/apps/v1': { serverRelativeURL: '/openapi/v3/apis/apps/v1?hash=v1.36.1' },
    });
    const { body } = await send('GET', '/openapi/v3/api/v1?hash=v1.36.1');
    const { paths, components } = body as unknown as {
      paths: Record<string, Record<string, Record<string, unknown>>>;
      components: { schemas: Record<string, { properties: Record<string, unknown> }> };
    };
    const patch = paths['/api/v1/namespaces/{namespace}/services/{name}']!.patch!;
    expect([
      patch['x-kubernetes-action'],
      patch['x-kubernetes-group-version-kind'],
      (patch.parameters as { name: string }[]).map(({ name }) => name),
    ]).toEqual([
      'patch',
      { group: '', version: 'v1', kind: 'Service' },
      ['dryRun', 'fieldManager', 'fieldValidation'],
    ]);
    expect(components.schemas['io.k8s.api.core.v1.ServiceSpec']!.properties.ports).toEqual({
      type: 'array',
      items: { allOf: [{ $ref: '#/components/schemas/io.k8s.api.core.v1.ServicePort' }] },
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-patch-merge-key': 'port',
      'x-kubernetes-patch-strategy': 'merge',
    });
    expect(components.schemas['io.k8s.apimachinery.pkg.util.intstr.IntOrString']).toMatchObject({
      oneOf: [{ type: 'integer' }, { type: 'string' }],
    });
  });

  it('has version 2 for who reads JSON', async () => {
    const { send } = await testServer();
    expect(Object.keys((await send('GET', '/openapi/v2')).body.definitions as object)).toContain(
      'io.k8s.api.core.v1.Service',
    );
    const accept = 'application/vnd.example';
    expect((await send('GET', '/openapi/v2', undefined, { accept })).code).toBe(406);
  });
});

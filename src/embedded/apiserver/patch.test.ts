import { describe, expect, it } from 'vitest';
import { testServer, type TestServer } from './testing.ts';

const services = '/api/v1/namespaces/shop/services';
const web = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { ports: [{ name: 'http', port: 80, targetPort: 'http' }], selector: { app: 'web', tier: 'fe' } },
};
const types = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

async function patched(type: keyof typeof types, patch: unknown, query = '?fieldValidation=Strict') {
  const test = await testServer();
  await test.send('POST', services, web);
  return await test.send('PATCH', `${services}/web${query}`, patch, { 'content-type': types[type] });
}

const http = { name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' };

describe('patches that fit', () => {
  it.each<[string, keyof typeof types, unknown, unknown]>([
    [
      'strategic: adds a port, before those that only the server has',
      'strategic',
      { spec: { ports: [{ port: 81 }] } },
      { ports: [{ port: 81, protocol: 'TCP' }, http] },
    ],
    [
      'strategic: edits a port in place',
      'strategic',
      { spec: { ports: [{ port: 80, targetPort: 8080 }] } },
      { ports: [{ ...http, targetPort: 8080 }] },
    ],
    [
      'strategic: deletes a port and orders the rest',
      'strategic',
      {
        spec: {
          '$setElementOrder/ports': [{ port: 82 }, { port: 81 }],
          ports: [{ port: 80, $patch: 'delete' }, { port: 81 }, { port: 82 }],
        },
      },
      { ports: [82, 81].map((port) => ({ port, protocol: 'TCP' })) },
    ],
    [
      'strategic: merges a map, drops a null',
      'strategic',
      { spec: { selector: { tier: null, a: 'b' } } },
      { selector: { app: 'web', a: 'b' } },
    ],
    [
      'strategic: replaces a map',
      'strategic',
      { spec: { selector: { $patch: 'replace', a: 'b' } } },
      { selector: { a: 'b' } },
    ],
    [
      'strategic: replaces a list',
      'strategic',
      { spec: { ports: [{ $patch: 'replace' }, { port: 9 }] } },
      { ports: [{ port: 9, protocol: 'TCP' }] },
    ],
    [
      'merge: replaces the list',
      'merge',
      { spec: { ports: [{ port: 81 }] } },
      { ports: [{ port: 81, protocol: 'TCP' }] },
    ],
    [
      'json',
      'json',
      [{ op: 'replace', path: '/spec/ports/0/targetPort', value: 9 }],
      { ports: [{ ...http, targetPort: 9 }] },
    ],
  ])('%s', async (_title, type, patch, spec) => {
    const { code, body } = await patched(type, patch);
    expect(code).toBe(200);
    const expected = {
      clusterIP: '10.96.0.1',
      type: 'ClusterIP',
      ports: [http],
      selector: web.spec.selector,
    };
    expect(body.spec).toEqual({ ...expected, ...(spec as object) });
  });

  it('keeps only the keys that $retainKeys names', async () => {
    const { body } = await patched('strategic', {
      spec: { $retainKeys: ['ports', 'type'], type: 'NodePort' },
    });
    expect(body.spec).toEqual({ ports: [http], type: 'NodePort', clusterIP: '10.96.0.1' });
  });
});

describe('patches that do not fit', () => {
  const unfit = 'the server rejected our request due to an error in our request';
  it.each<[string, keyof typeof types, unknown, number, string]>([
    [
      'a wrong type',
      'strategic',
      { spec: { ports: [{ port: '80' }], '$setElementOrder/ports': [{ port: '80' }] } },
      422,
      ' "" is invalid: patch: Invalid value: "map[spec:map[]]": unrecognized type: int32',
    ],
    [
      'a number for a string',
      'strategic',
      { spec: { selector: { app: 80 } } },
      422,
      ' "" is invalid: patch: Invalid value: "map[spec:map[selector:map[app:80]]]": cannot convert int64 to string',
    ],
    [
      'an unknown field',
      'strategic',
      { spec: { slector: { a: 'b' } }, ports: [1] },
      422,
      ' "" is invalid: patch: Invalid value: "map[ports:[1] spec:map[slector:map[a:b]]]": strict decoding error: unknown field "ports", unknown field "spec.slector"',
    ],
    [
      'no merge key',
      'strategic',
      { spec: { ports: [{ targetPort: 1 }] } },
      500,
      'map: map[targetPort:1] does not contain declared merge key: port',
    ],
    ['no JSON', 'strategic', '{bad', 400, "invalid character 'b' looking for beginning of object key string"],
    ['a path that is not there', 'json', [{ op: 'remove', path: '/spec/nope/x' }], 422, unfit],
    ['a test that fails', 'json', [{ op: 'test', path: '/spec/type', value: 'x' }], 422, unfit],
    [
      'another name',
      'merge',
      { metadata: { name: 'wbe' } },
      400,
      'the name of the object (wbe) does not match the name on the URL (web)',
    ],
    [
      'an old version',
      'merge',
      { metadata: { resourceVersion: '1' } },
      409,
      'Operation cannot be fulfilled on services "web": the object has been modified; please apply your changes to the latest version and try again',
    ],
  ])('%s', async (_title, type, patch, code, message) => {
    const answer = await patched(type, patch);
    expect([answer.code, answer.body.message]).toEqual([code, message]);
  });

  it('only warns of unknown fields unless told to be strict', async () => {
    const patch = { spec: { slector: {} } };
    const { code, warning } = await patched('merge', patch, '');
    expect([code, warning]).toEqual([200, '299 - "unknown field \\"spec.slector\\""']);
    expect((await patched('merge', patch, '?fieldValidation=Ignore')).warning).toBeNull();
  });

  it('refuses a type it does not know', async () => {
    const test = await testServer();
    const { code } = await test.send('PATCH', `${services}/web`, {}, { 'content-type': 'application/json' });
    expect(code).toBe(415);
  });
});

describe('server-side apply', () => {
  const apply = async ({ send }: TestServer, manager: string, spec: object, extra = '') =>
    await send(
      'PATCH',
      `${services}/web?fieldManager=${manager}${extra}`,
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec },
      { 'content-type': 'application/apply-patch+yaml' },
    );

  it('creates, says what belongs to whom, and takes away what is no longer said', async () => {
    const test = await testServer();
    const { code, body } = await apply(test, 'me', { ports: [{ port: 80 }, { port: 81 }], type: 'NodePort' });
    const ports = [80, 81].map((port) => ({ port, protocol: 'TCP' }));
    expect([code, body.spec]).toEqual([201, { ports, type: 'NodePort', clusterIP: '10.96.0.1' }]);
    const key = (port: number) => `k:{"port":${port},"protocol":"TCP"}`;
    const port = { '.': {}, 'f:port': {} };
    expect(body.metadata.managedFields).toEqual([
      {
        manager: 'me',
        operation: 'Apply',
        apiVersion: 'v1',
        time: '2026-01-02T03:04:05Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:ports': { '.': {}, [key(80)]: port, [key(81)]: port }, 'f:type': {} } },
      },
    ]);
    const second = await apply(test, 'me', { ports: [{ port: 80 }] });
    expect([second.code, second.body.spec]).toEqual([
      200,
      { ports: ports.slice(0, 1), type: 'ClusterIP', clusterIP: '10.96.0.1' },
    ]);
    const third = await apply(test, 'me', { ports: [{ port: 80 }] });
    expect(third.body.metadata.resourceVersion).toBe(second.body.metadata.resourceVersion);
  });

  it('refuses what another manager said otherwise, unless forced', async () => {
    const test = await testServer();
    await test.send('POST', `${services}?fieldManager=kubectl-client-side-apply`, web);
    const spec = { ports: [{ port: 80, targetPort: 9 }], selector: { app: 'x' } };
    const refused = await apply(test, 'me', spec);
    expect([refused.code, refused.body.message]).toEqual([
      409,
      'Apply failed with 2 conflicts: conflicts with "kubectl-client-side-apply" using v1:\n- .spec.ports[port=80,protocol="TCP"].targetPort\n- .spec.selector',
    ]);
    const forced = await apply(test, 'me', spec, '&force=true');
    expect(forced.body.spec).toMatchObject({ selector: { app: 'x' }, ports: [{ ...http, targetPort: 9 }] });
  });
});

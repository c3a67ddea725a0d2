import { expect, test } from 'vitest';
import { definitions } from '../resources/index.ts';
import { testServer } from '../testing.ts';

const pods = '/api/v1/namespaces/shop/pods';
const pod = (spec: object, metadata: object = { name: 'web' }) => ({
  metadata,
  spec: { containers: [{ name: 'web', image: 'web:1' }], ...spec },
});

test('a Pod of a ServiceAccount or PriorityClass that is not there is refused', async () => {
  const { send } = await testServer(definitions);
  const refused = async (spec: object, metadata?: object) => {
    const { code, body } = await send('POST', pods, pod(spec, metadata));
    return `${code} ${body.message}`;
  };
  expect([
    await refused({ serviceAccountName: 'x' }),
    await refused({ serviceAccount: 'x' }, { generateName: 'web-' }),
    await refused({ priorityClassName: 'high' }),
    await refused({ priority: 5 }),
  ]).toEqual([
    '403 pods "web" is forbidden: error looking up service account shop/x: serviceaccount "x" not found',
    '403 pods "web-" is forbidden: error looking up service account shop/x: serviceaccount "x" not found',
    '403 pods "web" is forbidden: no PriorityClass with name high was found',
    '403 pods "web" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
  ]);
});

test('what its ServiceAccount and PriorityClass say is taken over', async () => {
  const { send } = await testServer(definitions);
  await send('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', {
    ...{ metadata: { name: 'high' }, value: 1000, globalDefault: true, preemptionPolicy: 'Never' },
  });
  await send('POST', '/api/v1/namespaces/shop/serviceaccounts', {
    ...{ metadata: { name: 'x' }, imagePullSecrets: [{ name: 'registry' }] },
  });
  const { body } = await send('POST', pods, pod({ serviceAccountName: 'x' }));
  expect(body['spec']).toMatchObject({
    priorityClassName: 'high',
    priority: 1000,
    preemptionPolicy: 'Never',
    imagePullSecrets: [{ name: 'registry' }],
  });
});

test('the default ServiceAccount of a new namespace is waited for', async () => {
  const { send, clock } = await testServer(definitions);
  await send('POST', '/api/v1/namespaces', { metadata: { name: 'new' } });
  const created = send('POST', '/api/v1/namespaces/new/pods', pod({}));
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
  await turn();
  await send('POST', '/api/v1/namespaces/new/serviceaccounts', { metadata: { name: 'default' } });
  clock.advance(100);
  expect((await created).code).toBe(201);

  await send('POST', '/api/v1/namespaces', { metadata: { name: 'bare' } });
  const refused = send('POST', '/api/v1/namespaces/bare/pods', pod({}));
  for (let i = 0; i < 12; i++) {
    await turn();
    clock.advance(100);
  }
  expect((await refused).body.message).toBe(
    'pods "web" is forbidden: error looking up service account bare/default: serviceaccount "default" not found',
  );
});

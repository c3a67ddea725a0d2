import { expect, test } from 'vitest';
import { definitions } from '../resources/index.ts';
import { testServer } from '../testing.ts';

const base = '/api/v1/namespaces/shop';

async function shop() {
  const { send, storage } = await testServer(definitions);
  const pod = async (name: string, podIP: string) => {
    const metadata = { name, namespace: 'shop', uid: name };
    const spec = { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 8080 }] }] };
    const object = { apiVersion: 'v1', kind: 'Pod', metadata, spec, status: { podIP } };
    await storage.put(`/registry/pods/shop/${name}`, object, 0);
  };
  await pod('web', '10.244.0.1');
  await pod('client', '10.244.0.3');
  await pod('pending', '');
  await send('POST', `${base}/services`, {
    metadata: { name: 'web' },
    spec: { ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  });
  const targetRef = { kind: 'Pod', name: 'web', namespace: 'shop' };
  const endpoints = (name: string, address: object) =>
    send('POST', `${base}/endpoints`, {
      metadata: { name },
      subsets: [{ addresses: [address], ports: [{ name: 'http', port: 8080 }] }],
    });
  await endpoints('web', { ip: '10.244.0.1', targetRef });
  await endpoints('by-hand', { ip: '10.244.0.1' });
  await send('POST', `${base}/endpoints`, { metadata: { name: 'empty' } });
  return async (path: string) => {
    const { code, body } = await send('GET', `${base}/${path}`);
    return `${code} ${body.message ?? (body as unknown as { text: string }).text}`;
  };
}

test('a request goes to a ready Pod of the port that is meant', async () => {
  const get = await shop();
  const sent = (path: string) =>
    `200 GET /a%20b?c=d HTTP/1.1\r\nHost: cluster\r\nX-Forwarded-Host: cluster\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Uri: ${base}/${path}\r\n\r\n`;
  for (const path of [
    'services/web:http/proxy/a%20b',
    'services/http:web:80/proxy/a%20b',
    'pods/web/proxy/a%20b',
    'pods/http:web:8080/proxy/a%20b',
  ])
    expect(await get(`${path}?c=d`)).toBe(sent(path));
});

test('what cannot be reached is told as the server tells it', async () => {
  const get = await shop();
  const why = async (path: string) => [path, await get(path)].join(': ');
  expect([
    await why('services/web/proxy/'),
    await why('services/web:nope/proxy/'),
    await why('services/web:81/proxy/'),
    await why('services/by-hand:http/proxy/'),
    await why('services/empty:http/proxy/'),
    await why('services/nope/proxy/'),
    await why('services/ftp:web:http/proxy/'),
    await why('services/https:web:http/proxy/'),
    await why('pods/client:80/proxy/'),
    await why('pods/pending/proxy/'),
  ]).toEqual([
    'services/web/proxy/: 503 no endpoints available for service "web"',
    'services/web:nope/proxy/: 503 no endpoints available for service "web:nope"',
    'services/web:81/proxy/: 503 no service port 81 found for service "web"',
    'services/by-hand:http/proxy/: 503 no endpoints available for service "by-hand:http"',
    'services/empty:http/proxy/: 503 no endpoints available for service "empty"',
    'services/nope/proxy/: 404 endpoints "nope" not found',
    'services/ftp:web:http/proxy/: 400 invalid service request "ftp:web:http"',
    'services/https:web:http/proxy/: 503 error trying to reach service: http: server gave HTTP response to HTTPS client',
    'pods/client:80/proxy/: 503 error trying to reach service: dial tcp 10.244.0.3:80: connect: connection refused',
    'pods/pending/proxy/: 400 address not allowed',
  ]);
});

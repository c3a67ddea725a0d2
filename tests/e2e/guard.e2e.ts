import { request } from 'node:http';
import { expect, test } from '@playwright/test';
import { WebSocket } from 'ws';

/** The lab server runs a shell on this machine: what pages and names that are not its own get from it. */
let own: URL;
test.beforeEach(({ baseURL }) => {
  own = new URL(baseURL!);
});

function ask(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request(new URL(path, own), { method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on('error', reject).end();
  });
}

async function token(): Promise<string> {
  const { status, body } = await ask('POST', '/api/lab/token', { origin: own.origin });
  expect(status).toBe(200);
  return (JSON.parse(body) as { token: string }).token;
}

/** `open`, or the status with which the terminal was refused. */
function dial(path: string, headers: Record<string, string>): Promise<'open' | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(new URL(path, own.origin.replace('http', 'ws')), { headers });
    socket.on('error', () => {});
    socket.on('unexpected-response', (_, response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('open', () => {
      resolve('open');
      socket.close();
    });
  });
}

test('a request under a foreign name gets nothing, not even a page', async () => {
  for (const host of ['rebound.example', `rebound.example:${own.port}`, '127.0.0.1:1', 'localhost']) {
    expect(await ask('GET', '/en/', { host })).toEqual({ status: 403, body: 'Forbidden\n' });
    expect((await ask('POST', '/api/lab/token', { host, origin: own.origin })).status).toBe(403);
    expect(await dial(`/api/lab/socket?token=${await token()}`, { host, origin: own.origin })).toBe(403);
  }
});

test('a page of another origin gets no token and no terminal, even with a token', async () => {
  for (const origin of ['http://evil.example', 'null', `https://${own.host}`, `http://127.0.0.1:1`]) {
    expect((await ask('POST', '/api/lab/token', { origin })).status).toBe(403);
    expect(await dial(`/api/lab/socket?token=${await token()}`, { origin })).toBe(403);
  }
  expect((await ask('POST', '/api/lab/token', {})).status).toBe(403);
  const crossSite = { origin: own.origin, 'sec-fetch-site': 'cross-site' };
  expect((await ask('POST', '/api/lab/token', crossSite)).status).toBe(403);
});

test('a terminal needs a token, and a token is good once', async () => {
  const headers = { origin: own.origin };
  expect(await dial('/api/lab/socket', headers)).toBe(403);
  expect(await dial('/api/lab/socket?token=guess', headers)).toBe(403);
  const address = `/api/lab/socket?token=${await token()}`;
  expect(await dial('/elsewhere' + address.slice(address.indexOf('?')), headers)).toBe(403);
  expect(await dial(address, headers)).toBe('open');
  expect(await dial(address, headers)).toBe(403);
});

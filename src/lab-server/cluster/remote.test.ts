import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import type { Socket } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Cluster, ExecOptions } from '../../kube/cluster.ts';
import { StatusError, errors } from '../../kube/status.ts';
import { Queue } from '../../kube/queue.ts';
import { RemoteCluster } from './remote.ts';
import { serveCluster, type ServedCluster } from './serve.ts';

const pods = { resource: 'pods', group: '' };

/** Knows one Pod; `echo` prints its arguments, `cat` its input, `exit N` ends so. */
const cluster: Cluster = {
  async fetch(request) {
    const { pathname, search } = new URL(request.url);
    if (pathname.endsWith('/pods/gone'))
      return Response.json(errors.notFound(pods, 'gone').status, { status: 404 });
    if (request.method === 'POST') return Response.json(await request.json(), { status: 201 });
    return Response.json({ pathname, search, accept: request.headers.get('accept') });
  },
  async exec(_target, [program, ...words], options: ExecOptions = {}) {
    let stdout = '';
    const print = (text: string) => {
      stdout += text;
      options.stdout?.(text);
    };
    if (program === 'none') throw errors.internal('no such program');
    if (program === 'exit') return { exitCode: Number(words[0]), stdout: '', stderr: '' };
    if (program === 'echo') print(`${words.join(' ')}\n`);
    if (program === 'cat') for await (const text of options.stdin ?? []) print(text);
    options.stderr?.('done\n');
    return { exitCode: 0, stdout, stderr: 'done\n' };
  },
  attach: () => Promise.reject(errors.badRequest('not here')),
  async portForward(_target, port) {
    if (port !== 80)
      return { received: failing(new Error(`nothing at ${port}`)), send: () => {}, end: () => {} };
    // Says back what it hears, and how much that was at the end.
    const received = new Queue<Uint8Array>();
    let heard = 0;
    const end = () => {
      received.push(Buffer.from(`${heard} bytes`));
      received.end();
    };
    return { received, send: (data) => (received.push(data), (heard += data.length)), end };
  },
  close: () => Promise.resolve(),
};

function failing(error: Error): AsyncIterable<Uint8Array> {
  const queue = new Queue<Uint8Array>();
  queue.fail(error);
  return queue;
}

async function all(received: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of received) parts.push(part);
  return Buffer.concat(parts);
}

let served: ServedCluster | undefined;
afterEach(() => served?.close());

async function connect() {
  served = await serveCluster(cluster);
  return new RemoteCluster({ ...served.access, context: 'test', namespace: 'default' });
}

test('requests pass with path, query, headers and body', async () => {
  const remote = await connect();
  const got = await remote.fetch(
    new Request('http://cluster/api/v1/pods?watch=1', { headers: { accept: 'x/y' } }),
  );
  expect(await got.json()).toEqual({ pathname: '/api/v1/pods', search: '?watch=1', accept: 'x/y' });
  const made = await remote.fetch(new Request('http://cluster/api', { method: 'POST', body: '{"a":1}' }));
  expect([made.status, await made.json()]).toEqual([201, { a: 1 }]);
});

test('a command runs, with output, input and exit code', async () => {
  const remote = await connect();
  const target = { namespace: 'shop', pod: 'web' };
  expect(await remote.exec(target, ['echo', '你好', 'b'])).toEqual({
    exitCode: 0,
    stdout: '你好 b\n',
    stderr: 'done\n',
  });
  expect((await remote.exec(target, ['exit', '7'])).exitCode).toBe(7);
  const stdin = (async function* () {
    yield 'one ';
    yield 'two';
  })();
  expect((await remote.exec(target, ['cat'], { stdin })).stdout).toBe('one two');
});

test('what cannot be run is a StatusError', async () => {
  const remote = await connect();
  await expect(remote.exec({ namespace: 'shop', pod: 'gone' }, ['echo'])).rejects.toThrow(
    'pods "gone" not found',
  );
  await expect(remote.exec({ namespace: 'shop', pod: 'web' }, ['none'])).rejects.toThrow(StatusError);
});

test('bytes are forwarded both ways, with an end to each; what goes wrong is thrown', async () => {
  const remote = await connect();
  const target = { namespace: 'shop', pod: 'web' };
  const connection = await remote.portForward(target, 80);
  const big = new Uint8Array(300_000).map((_, index) => index);
  connection.send(big);
  connection.send(Buffer.from([0, 255, 254]));
  connection.end();
  const got = await all(connection.received);
  expect(got.equals(Buffer.concat([big, Buffer.from([0, 255, 254]), Buffer.from('300003 bytes')]))).toBe(
    true,
  );
  const closed = await remote.portForward(target, 81);
  await expect(all(closed.received)).rejects.toThrow(/^nothing at 81$/);
  await expect(remote.portForward({ namespace: 'shop', pod: 'gone' }, 80)).rejects.toThrow(
    'pods "gone" not found',
  );
});

test('two connections at once over the channels of one WebSocket', async () => {
  await connect();
  const { server, ca, token } = served!.access;
  const path = '/api/v1/namespaces/shop/pods/web/portforward?ports=80&ports=81';
  const socket = new WebSocket(server.replace('https', 'wss') + path, 'v4.channel.k8s.io', {
    ca,
    headers: { authorization: `Bearer ${token}` },
  });
  const messages: string[] = [];
  socket.on('message', (data: Buffer) => {
    messages.push(`${data[0]}: ${data.toString('latin1', 1)}`);
    if (messages.length === 5) socket.send(Buffer.from('\0hello'));
    if (messages.length === 6) socket.close();
  });
  await new Promise((resolve) => socket.on('close', resolve));
  expect(messages).toEqual(['0: P\0', '1: P\0', '2: Q\0', '3: Q\0', '3: nothing at 81', '0: hello']);
});

test('a WebSocket that tunnels SPDY is told so, by the name that the library would refuse', async () => {
  await connect();
  const { server, ca, token } = served!.access;
  const headers = {
    authorization: `Bearer ${token}`,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    'sec-websocket-protocol': 'SPDY/3.1+portforward.k8s.io',
  };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${server}/api/v1/namespaces/shop/pods/web/portforward`, { ca, headers }, resolve)
      .on('upgrade', (response, socket: Socket) => {
        socket.destroy();
        resolve(response);
      })
      .on('error', reject);
  });
  expect([answer.statusCode, answer.headers['sec-websocket-protocol']]).toEqual([
    101,
    'SPDY/3.1+portforward.k8s.io',
  ]);
});

test('pages of a browser and whoever has not the token are kept out', async () => {
  await connect();
  const { server, ca, token } = served!.access;
  const { host } = new URL(server);
  const ask = (headers: Record<string, string>) =>
    new Promise<string>((resolve, reject) => {
      get(`${server}/api`, { ca, headers, servername: 'localhost' }, (answer) => {
        const tell = (body: unknown) => {
          const { message, pathname } = body as { message?: string; pathname?: string };
          resolve(`${answer.statusCode} ${message ?? pathname}`);
        };
        json(answer).then(tell, reject);
      }).on('error', reject);
    });
  const authorization = `Bearer ${token}`;
  expect(await ask({ authorization })).toBe('200 /api');
  expect(await ask({ authorization, host: host.replace('127.0.0.1', 'localhost') })).toBe('200 /api');
  expect(await ask({})).toBe('401 Unauthorized');
  expect(await ask({ authorization: `${authorization}x` })).toBe('401 Unauthorized');
  expect(await ask({ authorization, host: 'evil.example' })).toBe('403 Forbidden');
  expect(await ask({ authorization, origin: server })).toBe('403 Forbidden');
  const stranger = new RemoteCluster({ server, ca, token: 'x', context: 'test', namespace: 'default' });
  const target = { namespace: 'shop', pod: 'web' };
  await expect(stranger.exec(target, ['echo'])).rejects.toThrow('Unauthorized');
  await expect(stranger.portForward(target, 80)).rejects.toThrow('Unauthorized');
});

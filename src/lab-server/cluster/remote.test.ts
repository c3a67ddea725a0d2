import { afterEach, expect, test } from 'vitest';
import type { Cluster, ExecOptions } from '../../kube/cluster.ts';
import { StatusError, errors } from '../../kube/status.ts';
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
  close: () => Promise.resolve(),
};

let served: ServedCluster | undefined;
afterEach(() => served?.close());

async function connect() {
  served = await serveCluster(cluster);
  return new RemoteCluster({ server: served.server, context: 'test', namespace: 'default' });
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

test('pages of a browser and whoever does not know the secret are kept out', async () => {
  await connect();
  const { origin, pathname } = new URL(served!.server);
  expect((await fetch(`${origin}/api`)).status).toBe(403);
  expect(
    (await fetch(`${origin}${pathname}/api`, { headers: { origin: 'http://evil.example' } })).status,
  ).toBe(403);
  expect((await fetch(`${origin}${pathname}/api`)).status).toBe(200);
});

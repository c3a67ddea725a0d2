import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KubeClient, resources } from '../../src/kube/client.ts';
import type { Cluster, Connection } from '../../src/kube/cluster.ts';
import { Queue } from '../../src/kube/queue.ts';
import type { AnyObject } from '../../src/kube/types.ts';
import { clusters } from './clusters.ts';
import { closedPort, fixtures } from './fixtures.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const bytes = (text: string) => new TextEncoder().encode(text);

/** The promise's value, or its error, if it comes in time: what was aborted must end soon, either way. */
const soon = (promise: Promise<unknown>) =>
  Promise.race([
    promise.then(
      () => 'ended',
      () => 'ended',
    ),
    pause(2000).then(() => 'goes on'),
  ]);

async function textOf({ received }: Connection): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of received) text += decoder.decode(part, { stream: true });
  return text;
}

/** @throws Error at the end */
async function part(reader: ReadableStreamDefaultReader<string>): Promise<string> {
  const { done, value } = await reader.read();
  if (done) throw new Error('the stream has ended');
  return value;
}

async function* from<T>(...items: T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

// What `Cluster` promises, tried on each of those who make that promise.
describe.each(Object.entries(clusters))('a cluster %s', (_name, open) => {
  let cluster: Cluster;
  let api: KubeClient;
  let dispose: () => Promise<void>;
  beforeAll(async () => {
    ({ cluster, dispose } = await open());
    api = new KubeClient(cluster);
    await api.create(resources.namespaces, undefined, fixtures.namespace);
    for (const pod of fixtures.pods) await api.create(resources.pods, 'shop', pod);
    const isReady = async () => {
      const { items } = await api.list<AnyObject>(resources.pods, 'shop');
      return items.every(({ status }) => (status as { phase?: string } | undefined)?.phase === 'Running');
    };
    for (let tries = 0; tries < 200 && !(await isReady()); tries += 1) await pause(50);
  }, 30_000);
  afterAll(() => dispose());

  const get = (path: string, init?: RequestInit) => cluster.fetch(new Request(`http://cluster${path}`, init));
  const pods = '/api/v1/namespaces/shop/pods';
  const client = { namespace: 'shop', pod: 'client' };

  describe('fetch', () => {
    test('a list, by selector; the host of the URL does not count', async () => {
      const response = await cluster.fetch(
        new Request(`https://elsewhere.example:99${pods}?labelSelector=app%3Dweb`),
      );
      const list = (await response.json()) as { kind: string; items: { metadata: { name: string } }[] };
      expect([response.status, response.headers.get('content-type'), list.kind]).toEqual([
        200,
        'application/json',
        'PodList',
      ]);
      expect(list.items.map(({ metadata }) => metadata.name)).toEqual(['local', 'web']);
    });

    test('a table', async () => {
      const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
      const table = (await (await get(pods, { headers: { accept } })).json()) as {
        kind: string;
        columnDefinitions: { name: string; priority: number }[];
        rows: { cells: unknown[] }[];
      };
      const shown = table.columnDefinitions.filter(({ priority }) => priority === 0);
      expect([table.kind, ...shown.map(({ name }) => name)]).toEqual([
        'Table',
        'Name',
        'Ready',
        'Status',
        'Restarts',
        'Age',
      ]);
      expect(table.rows.map(({ cells }) => cells.slice(0, 3))).toEqual([
        ['client', '1/1', 'Running'],
        ['local', '1/1', 'Running'],
        ['web', '1/1', 'Running'],
      ]);
    });

    test('a refusal is an answer, with its Status', async () => {
      const response = await get(`${pods}/none`);
      expect([response.status, await response.json()]).toEqual([
        404,
        {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: 'pods "none" not found',
          reason: 'NotFound',
          details: { name: 'none', kind: 'pods' },
          code: 404,
        },
      ]);
    });

    test('a patch, by its content type; a body that is too much for no one', async () => {
      const patch = (type: string, body: unknown) =>
        get(`${pods}/web`, {
          method: 'PATCH',
          headers: { 'content-type': type },
          body: JSON.stringify(body),
        });
      const long = '你好'.repeat(20_000);
      const merged = await patch('application/merge-patch+json', { metadata: { annotations: { long } } });
      const { metadata } = (await merged.json()) as AnyObject;
      expect([merged.status, metadata.annotations?.['long'] === long]).toEqual([200, true]);
      const json = [{ op: 'remove', path: '/metadata/annotations/long' }];
      expect((await patch('application/json-patch+json', json)).status).toBe(200);
      expect((await patch('text/plain', {})).status).toBe(415);
    });

    test('a watch streams what happens until it is aborted', async () => {
      const abort = new AbortController();
      const list = await api.list(resources.configmaps, 'shop');
      const path = `/api/v1/namespaces/shop/configmaps?watch=true&resourceVersion=${list.metadata.resourceVersion}`;
      const response = await get(path, { signal: abort.signal });
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      const events: string[] = [];
      let text = '';
      const next = async () => {
        while (!text.includes('\n')) text += await part(reader);
        const line = text.slice(0, text.indexOf('\n'));
        text = text.slice(line.length + 1);
        const { type, object } = JSON.parse(line) as { type: string; object: AnyObject };
        events.push(`${type} ${object.kind} ${object.metadata.name}`);
      };
      const configmap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'seen' } };
      await api.create<AnyObject>(resources.configmaps, 'shop', configmap);
      await next();
      await get('/api/v1/namespaces/shop/configmaps/seen', { method: 'DELETE' });
      await next();
      expect(events).toEqual(['ADDED ConfigMap seen', 'DELETED ConfigMap seen']);
      const rest = reader.read();
      abort.abort(new Error('enough'));
      expect(await soon(rest)).toBe('ended');
    });

    test('a followed log goes on while it is read', async () => {
      const abort = new AbortController();
      const response = await get(`${pods}/web/log?follow=true&tailLines=1`, { signal: abort.signal });
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      const until = async (wanted: string) => {
        while (!text.includes(wanted)) text += await part(reader);
      };
      await until('web listening on 0.0.0.0:8080');
      const connection = await cluster.portForward({ namespace: 'shop', pod: 'web' }, 8080);
      connection.send(bytes('GET /followed HTTP/1.1\r\nHost: x\r\n\r\n'));
      await textOf(connection);
      await until('GET /followed from 127.0.0.1');
      const rest = reader.read();
      abort.abort(new Error('enough'));
      expect(await soon(rest)).toBe('ended');
    });
  });

  describe('exec', () => {
    test('both outputs, as they come and at the end, and the exit code', async () => {
      const seen: string[] = [];
      const result = await cluster.exec(client, ['sh', '-c', 'echo 你好; echo no >&2; exit 5'], {
        stdout: (text) => seen.push(`1${text}`),
        stderr: (text) => seen.push(`2${text}`),
      });
      expect(result).toEqual({ exitCode: 5, stdout: '你好\n', stderr: 'no\n' });
      expect(seen.sort()).toEqual(['1你好\n', '2no\n']);
    });

    test('its input, and that input ends', async () => {
      const { stdout } = await cluster.exec(client, ['cat'], { stdin: from('one\n', '二\n') });
      expect(stdout).toBe('one\n二\n');
      // Without input there is nothing to wait for.
      expect((await cluster.exec(client, ['cat'])).stdout).toBe('');
    });

    test('a terminal: its size, later sizes, one output', async () => {
      const stdin = new Queue<string>();
      const resizes = new Queue<{ columns: number; rows: number }>();
      let screen = '';
      const shown = async (text: string) => {
        for (let tries = 0; tries < 100 && !screen.includes(text); tries += 1) await pause(20);
      };
      const size = { columns: 90, rows: 30 };
      const options = { tty: true, size, stdin, resizes, stdout: (text: string) => void (screen += text) };
      const ended = cluster.exec(client, ['sh'], options);
      await shown('# ');
      stdin.push('echo $((6*7)) >&2\r');
      await shown('42\r\n');
      resizes.push({ columns: 100, rows: 40 });
      stdin.push('exit 3\r');
      const { exitCode, stdout, stderr } = await ended;
      expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 3, stdout: screen, stderr: '' });
      expect(screen).toContain('echo $((6*7)) >&2\r\n42\r\n');
    });

    test('what cannot be run is a StatusError', async () => {
      const failure = (target: typeof client & { container?: string }, command: string[]) =>
        cluster.exec(target, command).catch((error: unknown) => error);
      expect(await failure({ ...client, pod: 'none' }, ['ls'])).toMatchObject({
        name: 'StatusError',
        message: 'pods "none" not found',
        status: { code: 404, reason: 'NotFound' },
      });
      expect(await failure({ ...client, container: 'none' }, ['ls'])).toMatchObject({
        name: 'StatusError',
        message: 'container none is not valid for pod client',
      });
      expect(await failure(client, ['none'])).toMatchObject({
        name: 'StatusError',
        message: expect.stringContaining('exec: "none": executable file not found in $PATH') as string,
      });
    });

    test('an abort kills the command', async () => {
      const abort = new AbortController();
      const running = cluster.exec(client, ['sleep', '4321'], { signal: abort.signal });
      const processes = async () => (await cluster.exec(client, ['ps'])).stdout;
      for (let tries = 0; tries < 50 && !(await processes()).includes('4321'); tries += 1) await pause(20);
      expect(await processes()).toContain('sleep 4321');
      abort.abort(new Error('enough'));
      expect(await soon(running)).toBe('ended');
      await pause(100);
      expect(await processes()).not.toContain('4321');
    });
  });

  test('attach: the main process hears and is heard', async () => {
    const abort = new AbortController();
    const stdin = new Queue<string>();
    let heard = '';
    const { signal } = abort;
    const attached = cluster.attach(client, { stdin, signal, stdout: (text) => void (heard += text) });
    // What is printed before somebody is attached goes to the log only.
    for (let tries = 0; tries < 50 && !heard.includes('hello'); tries += 1) {
      stdin.push('hello\n');
      await pause(20);
    }
    expect(heard.split('\n')[0]).toBe('heard hello');
    abort.abort(new Error('enough'));
    expect(await soon(attached)).toBe('ended');
    await expect(cluster.attach({ ...client, pod: 'none' })).rejects.toThrow('pods "none" not found');
  });

  describe('portForward', () => {
    const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

    test('reaches what listens, on 127.0.0.1 too; any number of times', async () => {
      for (const pod of ['web', 'web', 'local']) {
        const connection = await cluster.portForward({ namespace: 'shop', pod }, 8080);
        for (const piece of [request.slice(0, 9), request.slice(9)]) connection.send(bytes(piece));
        expect((await textOf(connection)).split('\r\n\r\n')[1]).toBe(`${pod}\n`);
      }
    });

    test('a closed port is told by reading, a Pod that is not there at once', async () => {
      const connection = await cluster.portForward(client, 9999);
      await expect(textOf(connection)).rejects.toThrow(closedPort(9999));
      await expect(cluster.portForward({ ...client, pod: 'none' }, 80)).rejects.toMatchObject({
        name: 'StatusError',
        message: 'pods "none" not found',
      });
    });

    test('ends when it is aborted, or when nothing more is sent', async () => {
      const abort = new AbortController();
      const web = { namespace: 'shop', pod: 'web' };
      const open = await cluster.portForward(web, 8080, { signal: abort.signal });
      const read = textOf(open);
      abort.abort(new Error('enough'));
      expect(await soon(read)).toBe('ended');
      const idle = await cluster.portForward(web, 8080);
      idle.end();
      expect(await textOf(idle)).toBe('');
    });
  });

  // The last one: there is no cluster after it.
  test('close ends what streams, and may be called again', async () => {
    const { body } = await get('/api/v1/pods?watch=true');
    const reader = body!.getReader();
    const rest = (async () => {
      while (!(await reader.read()).done);
    })();
    await cluster.close();
    await cluster.close();
    expect(await soon(rest)).toBe('ended');
  });
});

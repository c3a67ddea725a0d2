import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { lines, resources } from '../../kube/client.ts';
import type { AnyObject, WatchEvent } from '../../kube/types.ts';
import { testServer, type TestServer } from './testing.ts';

const services = '/api/v1/namespaces/shop/services';
const service = (name: string, app: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, labels: { app } },
  spec: { ports: [{ port: 80 }] },
});

async function open({ server }: TestServer, query: string, accept = 'application/json') {
  const stop = new AbortController();
  const init = { signal: stop.signal, headers: { accept } };
  const response = await server.fetch(new Request(`http://cluster${services}?watch=1&${query}`, init));
  const events = lines(response);
  const next = async () => JSON.parse((await events.next()).value as string) as WatchEvent;
  return { next, events, stop };
}

const brief = ({ type, object }: WatchEvent) =>
  `${type} ${object.metadata.name ?? ''}@${object.metadata.resourceVersion ?? ''}`;

describe('watch', () => {
  it('begins with what there is, then tells each change', async () => {
    const test = await testServer();
    await test.send('POST', services, service('a', 'x'));
    const { next, stop } = await open(test, '');
    expect(brief(await next())).toBe('ADDED a@4');
    await test.send('POST', services, service('b', 'x'));
    await test.client.patch(resources.services, 'shop', 'a', { spec: { type: 'NodePort' } });
    await test.send('DELETE', `${services}/a`);
    expect([brief(await next()), brief(await next()), brief(await next())]).toEqual([
      'ADDED b@5',
      'MODIFIED a@6',
      'DELETED a@7',
    ]);
    stop.abort();
  });

  it('ends with its signal, also when nobody has kept the request', async () => {
    const { events, stop } = await open(await testServer(), '');
    const end = events.next();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    for (let times = 0; times < 3; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      collect();
    }
    stop.abort();
    expect((await end).done).toBe(true);
  });

  it('goes on after a resourceVersion', async () => {
    const test = await testServer();
    await test.send('POST', services, service('a', 'x'));
    await test.send('POST', services, service('b', 'x'));
    const { next, stop } = await open(test, 'resourceVersion=4');
    expect(brief(await next())).toBe('ADDED b@5');
    stop.abort();
  });

  it('waits for a version that is yet to come', async () => {
    const test = await testServer();
    const { next, stop } = await open(test, 'resourceVersion=4');
    await test.send('POST', services, service('a', 'x'));
    await test.send('POST', services, service('b', 'x'));
    expect(brief(await next())).toBe('ADDED b@5');
    stop.abort();
  });

  it('shows objects that start or stop to match a selector as added and deleted', async () => {
    const test = await testServer();
    await test.send('POST', services, service('a', 'x'));
    const { next, stop } = await open(test, 'resourceVersion=4&labelSelector=app%3Dy');
    for (const app of ['y', 'z']) {
      await test.client.patch(resources.services, 'shop', 'a', { metadata: { labels: { app } } });
    }
    expect([brief(await next()), brief(await next())]).toEqual(['ADDED a@5', 'DELETED a@6']);
    stop.abort();
  });

  it('marks the end of the initial events, and each minute', async () => {
    const test = await testServer();
    await test.send('POST', services, service('a', 'x'));
    const query = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const { next, stop } = await open(test, query);
    expect(brief(await next())).toBe('ADDED a@4');
    expect(await next()).toEqual({
      type: 'BOOKMARK',
      object: {
        kind: 'Service',
        apiVersion: 'v1',
        metadata: { resourceVersion: '4', annotations: { 'k8s.io/initial-events-end': 'true' } },
      },
    });
    test.clock.advance(60_000);
    expect(brief(await next())).toBe('BOOKMARK @4');
    stop.abort();
  });

  it('ends after timeoutSeconds', async () => {
    const test = await testServer();
    const { events } = await open(test, 'timeoutSeconds=5');
    const end = events.next();
    test.clock.advance(5000);
    expect(await end).toEqual({ value: undefined, done: true });
  });

  it('says that a version is too old', async () => {
    const test = await testServer();
    await test.send('POST', services, service('a', 'x'));
    test.storage.compact();
    const { next } = await open(test, 'resourceVersion=2');
    expect(await next()).toEqual({
      type: 'ERROR',
      object: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'too old resource version: 2 (4)',
        reason: 'Expired',
        code: 410,
      },
    });
  });

  it('sends Tables whose columns come once', async () => {
    const test = await testServer();
    await test.send('POST', services, service('a', 'x'));
    await test.send('POST', services, service('b', 'x'));
    const { next, stop } = await open(test, '', 'application/json;as=Table;v=v1;g=meta.k8s.io');
    const shape = ({ object }: WatchEvent) => {
      const table = object as AnyObject & { columnDefinitions: unknown[]; rows: { cells: unknown[] }[] };
      return [table.kind, table.columnDefinitions.length, table.rows.map((row) => row.cells)];
    };
    expect([shape(await next()), shape(await next())]).toEqual([
      ['Table', 1, [['a']]],
      ['Table', 0, [['b']]],
    ]);
    stop.abort();
  });
});

import { expect, test } from 'vitest';
import { KubeClient, resources } from '../../kube/client.ts';
import { realClock, type Cluster } from '../../kube/cluster.ts';
import type { AnyObject } from '../../kube/types.ts';
import { Informer } from './informer.ts';

const slice = (name: string, version: number, service: string): AnyObject => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    namespace: 'shop',
    name,
    uid: `uid-of-${name}`,
    resourceVersion: String(version),
    labels: { service },
  },
});

/** An API with one list of objects and a watch that says what it is told to. */
async function open(items: AnyObject[]) {
  let tell!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (tell = controller) });
  const fetch = ({ url }: Request) =>
    Promise.resolve(
      new URL(url).searchParams.has('watch')
        ? new Response(body)
        : Response.json({
            kind: 'EndpointSliceList',
            apiVersion: 'discovery.k8s.io/v1',
            metadata: { resourceVersion: '10' },
            items: items.map(({ metadata }) => ({ metadata })),
          }),
    );
  const changes: string[] = [];
  const stop = new AbortController();
  const informer = new Informer<AnyObject>({
    api: new KubeClient({ fetch } as Partial<Cluster> as Cluster),
    clock: realClock,
    type: resources.endpointslices,
    signal: stop.signal,
    index: ({ metadata }) => metadata.labels?.['service'],
    onChange: (now, old) =>
      changes.push(
        `${old?.metadata.resourceVersion ?? 'none'} → ${now?.metadata.resourceVersion ?? 'none'} ${(now ?? old)!.metadata.name}`,
      ),
  });
  await informer.synced();
  const watched = async (type: string, object: AnyObject) => {
    tell.enqueue(new TextEncoder().encode(`${JSON.stringify({ type, object })}\n`));
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const names = (service: string) => informer.indexed(service).map(({ metadata }) => metadata.name);
  return { informer, changes, watched, names, close: () => stop.abort() };
}

test('finds objects by their index as they come, move and go', async () => {
  const { names, watched, close } = await open([slice('a', 1, 'web'), slice('b', 2, 'web')]);
  expect([names('web'), names('api')]).toEqual([['a', 'b'], []]);
  await watched('MODIFIED', slice('b', 11, 'api'));
  await watched('ADDED', slice('c', 12, 'api'));
  await watched('DELETED', slice('a', 13, 'web'));
  expect([names('web'), names('api')]).toEqual([[], ['b', 'c']]);
  close();
});

test('tells of what kind a listed object is', async () => {
  const { informer, close } = await open([slice('a', 1, 'web')]);
  expect(informer.list()).toEqual([slice('a', 1, 'web')]);
  close();
});

test('knows its own writes before the watch tells, and what the watch tells late changes nothing', async () => {
  const { informer, changes, names, watched, close } = await open([slice('a', 1, 'web')]);
  informer.written(slice('a', 12, 'api'));
  await watched('MODIFIED', slice('a', 11, 'web'));
  await watched('MODIFIED', slice('a', 12, 'api'));
  expect([names('web'), names('api')]).toEqual([[], ['a']]);
  expect(changes).toEqual(['none → 1 a', '1 → 12 a']);
  close();
});

test('knows its own deletions before the watch tells; an object of the same name that comes later is another', async () => {
  const { informer, changes, names, watched, close } = await open([slice('a', 1, 'web')]);
  informer.removed(slice('a', 1, 'web'));
  await watched('MODIFIED', slice('a', 11, 'web'));
  expect(names('web')).toEqual([]);
  const other = slice('a', 13, 'web');
  other.metadata.uid = 'another';
  informer.written(other);
  await watched('DELETED', slice('a', 12, 'web'));
  expect(names('web')).toEqual(['a']);
  expect(changes).toEqual(['none → 1 a', '1 → none a', 'none → 13 a']);
  close();
});

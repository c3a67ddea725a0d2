import { expect, test } from 'vitest';
import type { EndpointSlice } from '../../../kube/types.ts';
import { SliceCache } from './slice-cache.ts';

const slice = (service: string | undefined, ip: string): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: 'web-old',
    namespace: 'shop',
    ...(service === undefined ? {} : { labels: { 'kubernetes.io/service-name': service } }),
  },
  addressType: 'IPv4',
  endpoints: [{ addresses: [ip] }],
});

test('a slice comes, changes and goes', () => {
  const cache = new SliceCache();
  const [first, second] = [slice('web', '10.244.1.2'), slice('web', '10.244.1.3')];
  cache.update(first, undefined);
  cache.update(second, first);
  expect(cache.list()).toEqual([second]);
  cache.update(undefined, second);
  expect(cache.list()).toEqual([]);
});

test('a slice that no longer names its Service stays as it was known, even when it is deleted', () => {
  const cache = new SliceCache();
  const [named, bare] = [slice('web', '10.244.9.9'), slice(undefined, '10.244.9.9')];
  cache.update(named, undefined);
  cache.update(bare, named);
  expect(cache.list()).toEqual([named]);
  cache.update(undefined, bare);
  expect(cache.list()).toEqual([named]);
  // Named once more, it is known again, and can be taken away.
  cache.update(named, undefined);
  cache.update(undefined, named);
  expect(cache.list()).toEqual([]);
});

test('a slice that names no Service from the beginning is not known, until it does', () => {
  const cache = new SliceCache();
  const [bare, named] = [slice(undefined, '10.244.1.2'), slice('web', '10.244.1.2')];
  cache.update(bare, undefined);
  expect(cache.list()).toEqual([]);
  cache.update(named, bare);
  expect(cache.list()).toEqual([named]);
});

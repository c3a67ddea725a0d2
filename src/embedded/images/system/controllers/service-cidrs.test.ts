import { afterAll, beforeAll, expect, test } from 'vitest';
import { KubeClient, resources, type ResourceType } from '../../../../kube/client.ts';
import type { AnyObject } from '../../../../kube/types.ts';
import { createEmbeddedCluster, type EmbeddedCluster } from '../../../index.ts';

let cluster: EmbeddedCluster;
let api: KubeClient;
beforeAll(async () => {
  cluster = await createEmbeddedCluster({ clock: 'fast', name: 'test' });
  api = new KubeClient(cluster);
}, 60_000);
afterAll(() => cluster.close());

const group = 'networking.k8s.io';
const cidrs: ResourceType = { group, version: 'v1', resource: 'servicecidrs', namespaced: false };
const addresses: ResourceType = { group, version: 'v1', resource: 'ipaddresses', namespaced: false };

const service = (name: string, spec: object): AnyObject => ({
  ...{ apiVersion: 'v1', kind: 'Service', metadata: { name } },
  spec: { ports: [{ port: 80 }], ...spec },
});
const holders = async () => {
  const { items } = await api.list<AnyObject>(addresses);
  return items.map(({ metadata, ...rest }) => {
    const { namespace, name } = (rest['spec'] as { parentRef: { namespace: string; name: string } })
      .parentRef;
    return `${metadata.name} ${namespace}/${name}`;
  });
};
const own = ['10.96.0.1 default/kubernetes', '10.96.0.10 kube-system/kube-dns'];

test('an IPAddress stands for each cluster IP, and a further range is there as long as it is used', async () => {
  expect(await holders()).toEqual(own);
  const far = service('far', { clusterIP: '10.10.5.10' });
  await expect(api.create(resources.services, 'default', far)).rejects.toThrow(
    'failed to allocate IP 10.10.5.10: the provided network does not match the current range',
  );
  await api.create<AnyObject>(cidrs, undefined, {
    ...{ apiVersion: `${group}/v1`, kind: 'ServiceCIDR', metadata: { name: 'extra' } },
    spec: { cidrs: ['10.10.5.0/24'] },
  });
  await api.create(resources.services, 'default', far);
  await api.create(resources.services, 'default', service('headless', { clusterIP: 'None' }));
  await cluster.clock.sleep(100);
  expect(await holders()).toEqual(['10.10.5.10 default/far', ...own]);

  await api.delete(cidrs, undefined, 'extra');
  await cluster.clock.sleep(20_000);
  const waiting = await api.get<AnyObject>(cidrs, undefined, 'extra');
  expect(waiting['status']).toMatchObject({
    conditions: [{ type: 'Ready', status: 'False', reason: 'Terminating' }],
  });
  await api.delete(resources.services, 'default', 'far');
  await cluster.clock.sleep(20_000);
  expect(await api.find(cidrs, undefined, 'extra')).toBeUndefined();
  expect(await holders()).toEqual(own);
  await expect(api.create(resources.services, 'default', far)).rejects.toThrow('does not match');
}, 30_000);

test('a Service that becomes an ExternalName gives its address back', async () => {
  await api.create(resources.services, 'default', service('web', { clusterIP: '10.96.7.7' }));
  await cluster.clock.sleep(100);
  expect(await holders()).toContain('10.96.7.7 default/web');
  const { metadata } = await api.get<AnyObject>(resources.services, 'default', 'web');
  await api.update(resources.services, {
    ...{ apiVersion: 'v1', kind: 'Service', metadata },
    spec: { type: 'ExternalName', externalName: 'example.com' },
  });
  await cluster.clock.sleep(100);
  expect(await holders()).toEqual(own);
});

import { expect, test } from 'vitest';
import { KubeClient } from '../../../kube/client.ts';
import { fakeKubectl, listOf } from '../../testing.ts';
import { planDrain } from './drain-filters.ts';

const owner = (kind: string) => [{ apiVersion: 'apps/v1', kind, name: 'x', uid: 'u', controller: true }];
const pod = (name: string, metadata: object = {}, spec: object = {}, phase = 'Running') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', ...metadata },
  spec: { containers: [], ...spec },
  status: { phase },
});

const pods = [
  pod('agent', { ownerReferences: owner('DaemonSet') }),
  pod('alone'),
  pod('apiserver', { annotations: { 'kubernetes.io/config.mirror': 'h' } }),
  pod('done', {}, { volumes: [{ name: 'v', emptyDir: {} }] }, 'Succeeded'),
  pod('local', { ownerReferences: owner('ReplicaSet') }, { volumes: [{ name: 'v', emptyDir: {} }] }),
  pod('web', { ownerReferences: owner('ReplicaSet') }),
];

const client = new KubeClient(
  fakeKubectl({
    '/api/v1/pods': listOf(...pods),
    '/apis/apps/v1/namespaces/shop/daemonsets/x': { metadata: { name: 'x' } },
  }).cluster,
);

const plan = async (rules: object) => {
  const strict = { ignoreDaemonSets: false, deleteEmptyDirData: false, force: false, skipDeletedBefore: 0 };
  const { pods: gone, ...said } = await planDrain(client, 'kind-worker', '', { ...strict, ...rules });
  return { gone: gone.map(({ metadata }) => metadata.name), ...said };
};

test('without flags three sorts of Pods forbid the drain', async () => {
  expect(await plan({})).toEqual({
    gone: ['done', 'web'],
    warnings: '',
    errors: [
      'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): shop/agent',
      'cannot delete cannot delete Pods that declare no controller (use --force to override): shop/alone',
      'cannot delete Pods with local storage (use --delete-emptydir-data to override): shop/local',
    ],
  });
});

test('with all flags only Pods of DaemonSets and mirror Pods stay', async () => {
  expect(await plan({ ignoreDaemonSets: true, deleteEmptyDirData: true, force: true })).toEqual({
    gone: ['alone', 'done', 'local', 'web'],
    warnings:
      'ignoring DaemonSet-managed Pods: shop/agent; deleting Pods that declare no controller: shop/alone',
    errors: [],
  });
});

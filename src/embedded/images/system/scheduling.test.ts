import { expect, test } from 'vitest';
import type { Node, Pod } from '../../../kube/types.ts';
import { chooseNode, failureMessage, quantity } from './scheduling.ts';

const node = (name: string, spec: Node['spec'] = {}): Node => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/hostname': name } },
  spec,
  status: { allocatable: { cpu: '2', memory: '4Gi', pods: '110' } },
});
const taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
const nodes = [node('cp', { taints: [taint] }), node('a'), node('b')];
const pod = (spec: Partial<Pod['spec']> = {}, name = 'p'): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'r' }] },
  spec: { containers: [{ name: 'c' }], ...spec },
});

test('spreads the Pods of one owner, and keeps off the control plane', () => {
  expect(chooseNode(pod(), nodes, []).node).toBe('a');
  expect(chooseNode(pod(), nodes, [pod({ nodeName: 'a' }, 'q')]).node).toBe('b');
  expect(chooseNode(pod(), nodes.slice(0, 1), []).node).toBe(undefined);
  const tolerant = pod({ tolerations: [{ key: taint.key, effect: 'NoSchedule' }] });
  expect(chooseNode(tolerant, nodes.slice(0, 1), []).node).toBe('cp');
  expect(chooseNode(pod({ tolerations: [{ operator: 'Exists' }] }), nodes.slice(0, 1), []).node).toBe('cp');
});

test('why a Pod stays pending', () => {
  const message = (spec: Partial<Pod['spec']>) => failureMessage(chooseNode(pod(spec), nodes, []).reasons, 3);
  const tail =
    'no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';
  expect(message({ nodeSelector: { disk: 'ssd' } })).toBe(
    `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector. ${tail}`,
  );
  expect(message({ containers: [{ name: 'c', resources: { requests: { cpu: '64' } } }] })).toBe(
    `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. ${tail}`,
  );
});

test('a cordoned node takes nothing', () => {
  expect(chooseNode(pod(), [node('a', { unschedulable: true })], [])).toEqual({
    node: undefined,
    reasons: ['node(s) were unschedulable'],
  });
});

test.each([
  ['100m', 0.1],
  ['2', 2],
  ['1Gi', 1_073_741_824],
  ['nonsense', 0],
])('quantity %s', (text, value) => {
  expect(quantity(text)).toBe(value);
});

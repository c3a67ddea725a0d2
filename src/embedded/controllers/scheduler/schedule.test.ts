import { expect, test } from 'vitest';
import type { Node, Pod } from '../../../kube/types.ts';
import { quantity } from './resources.ts';
import { chooseNode, failureMessage } from './schedule.ts';

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

const within = (all: readonly Node[], pods: readonly Pod[] = []) => ({
  nodes: all,
  pods,
  namespaceLabels: () => undefined,
});

test('spreads the Pods of one owner, and keeps off the control plane', () => {
  expect(chooseNode(pod(), within(nodes, [])).node).toBe('a');
  expect(chooseNode(pod(), within(nodes, [pod({ nodeName: 'a' }, 'q')])).node).toBe('b');
  expect(chooseNode(pod(), within(nodes.slice(0, 1), [])).node).toBe(undefined);
  const tolerant = pod({ tolerations: [{ key: taint.key, effect: 'NoSchedule' }] });
  expect(chooseNode(tolerant, within(nodes.slice(0, 1), [])).node).toBe('cp');
  expect(chooseNode(pod({ tolerations: [{ operator: 'Exists' }] }), within(nodes.slice(0, 1), [])).node).toBe(
    'cp',
  );
});

test('why a Pod stays pending', () => {
  const message = (spec: Partial<Pod['spec']>) =>
    failureMessage(chooseNode(pod(spec), within(nodes)).rejections, 3);
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
  expect(chooseNode(pod(), within([node('a', { unschedulable: true })]))).toEqual({
    node: undefined,
    rejections: [{ node: 'a', reasons: ['node(s) were unschedulable'], preemptible: false }],
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

test('a Pod that would fit if others went', () => {
  const big = (name: string, nodeName?: string) =>
    pod(
      {
        containers: [{ name: 'c', resources: { requests: { cpu: '1500m' } } }],
        ...(nodeName ? { nodeName } : {}),
      },
      name,
    );
  const { rejections } = chooseNode(big('p'), within(nodes, [big('q', 'a'), big('r', 'b')]));
  expect(failureMessage(rejections, 3)).toBe(
    '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.',
  );
});

test('anti-affinity, host ports and hard spreading each keep Pods apart', () => {
  const labels = { app: 'x' };
  const apart = (spec: Partial<Pod['spec']>, name: string): Pod => {
    const made = pod(spec, name);
    return { ...made, metadata: { ...made.metadata, namespace: 'shop', labels } };
  };
  const term = { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' };
  const spreading = {
    topologySpreadConstraints: [
      { maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', nodeTaintsPolicy: 'Honor', ...term },
    ],
  };
  const specs: Partial<Pod['spec']>[] = [
    { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } },
    { containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort: 80 }] }] },
    spreading as Partial<Pod['spec']>,
  ];
  const reasons = specs.map((spec) => {
    const placed = [apart({ ...spec, nodeName: 'a' }, 'q')];
    const choice = chooseNode(apart(spec, 'p'), within(nodes, placed));
    return [choice.node, choice.rejections.find(({ node }) => node === 'a')?.reasons];
  });
  expect(reasons).toEqual([
    ['b', ["node(s) didn't match pod anti-affinity rules"]],
    ['b', ["node(s) didn't have free ports for the requested pod ports"]],
    ['b', ["node(s) didn't match pod topology spread constraints"]],
  ]);
});

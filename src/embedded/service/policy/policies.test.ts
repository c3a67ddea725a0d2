import { expect, test } from 'vitest';
import type { Namespace, Pod } from '../../../kube/types.ts';
import { Policies, type NetworkPolicy } from './policies.ts';

const pod = (namespace: string, name: string, ip: string) =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name, uid: `${namespace}/${name}`, labels: { app: name } },
    spec: { containers: [{ name, ports: [{ name: 'http', containerPort: 8080 }] }] },
    status: { podIP: ip },
  }) as unknown as Pod;

const pods = [
  pod('shop', 'web', '10.244.1.2'),
  pod('shop', 'client', '10.244.1.3'),
  pod('other', 'client', '10.244.2.4'),
];

function blocked(spec: NetworkPolicy['spec'], source: string, destination: string, port = 8080) {
  const policies = new Policies();
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace: 'shop', name: 'p' },
    spec,
  };
  policies.enforce({
    policies: () => [policy],
    podByIp: (ip) => pods.find(({ status }) => status?.podIP === ip),
    namespace: (name) => ({ metadata: { name, labels: { team: name } } }) as unknown as Namespace,
  });
  return policies.blockedBy({ source, destination, port, protocol: 'TCP' });
}

const [web, client, stranger] = ['10.244.1.2', '10.244.1.3', '10.244.2.4'] as const;
const toWeb = { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] };

test('a Pod that a policy selects takes only what is allowed; others are open', () => {
  expect(blocked({ ...toWeb }, client, web)).toBe('shop/p, ingress');
  expect(blocked({ ...toWeb }, web, client)).toBeUndefined();
  expect(blocked({ ...toWeb }, web, web)).toBeUndefined();
  const fromClient = { ...toWeb, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'client' } } }] }] };
  expect(blocked(fromClient, client, web)).toBeUndefined();
  expect(blocked(fromClient, stranger, web)).toBe('shop/p, ingress');
});

test('namespaces, address ranges and ports', () => {
  const fromOther = {
    ...toWeb,
    ingress: [
      { from: [{ namespaceSelector: { matchLabels: { team: 'other' } } }], ports: [{ port: 'http' }] },
    ],
  };
  expect(blocked(fromOther, stranger, web)).toBeUndefined();
  expect(blocked(fromOther, stranger, web, 9090)).toBe('shop/p, ingress');
  expect(blocked(fromOther, client, web)).toBe('shop/p, ingress');
  const block = {
    ...toWeb,
    ingress: [{ from: [{ ipBlock: { cidr: '10.244.0.0/16', except: ['10.244.2.0/24'] } }] }],
  };
  expect(blocked(block, client, web)).toBeUndefined();
  expect(blocked(block, stranger, web)).toBe('shop/p, ingress');
});

test('egress', () => {
  const none = { podSelector: {}, policyTypes: ['Egress'] };
  expect(blocked(none, client, web)).toBe('shop/p, egress');
  expect(blocked(none, client, '203.0.113.10', 80)).toBe('shop/p, egress');
  expect(blocked(none, stranger, web)).toBeUndefined();
});

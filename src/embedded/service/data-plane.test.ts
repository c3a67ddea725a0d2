import { expect, test } from 'vitest';
import { realClock } from '../../kube/cluster.ts';
import type { Listener, Origin } from '../network.ts';
import { ClusterDataPlane } from './data-plane.ts';
import { computeRules } from './proxy/rules.ts';
import { Topology } from './topology.ts';

function world() {
  const topology = new Topology([
    { name: 'a', ip: '172.18.0.3', podCIDR: '10.244.0.0/24' },
    { name: 'b', ip: '172.18.0.4', podCIDR: '10.244.1.0/24' },
  ]);
  const client = topology.addPod({ namespace: 'shop', name: 'client', uid: '1', node: 'a' });
  const web = topology.addPod({ namespace: 'shop', name: 'web', uid: '2', node: 'b' });
  const listener = (port: number, address = '0.0.0.0'): Listener => ({
    address,
    port,
    protocol: 'TCP',
    serve: (_, peer) => Promise.resolve({ kind: 'text', text: `hello ${peer.ip}` }),
  });
  web.network.bind(listener(8080));
  web.network.bind(listener(9090, '127.0.0.1'));
  const rules = (node: string, targetPort = 8080, ip = web.network.ip) =>
    computeRules(
      [
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'web', namespace: 'shop' },
          spec: { clusterIP: '10.96.0.50', ports: [{ port: 80, nodePort: 30_080 }] },
        },
      ],
      [
        {
          apiVersion: 'discovery.k8s.io/v1',
          kind: 'EndpointSlice',
          metadata: { name: 'web', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
          addressType: 'IPv4',
          endpoints: ip === '' ? [] : [{ addresses: [ip], nodeName: 'b' }],
          ports: [{ name: '', port: targetPort, protocol: 'TCP' }],
        },
      ],
      node,
    );
  const program = (targetPort?: number, ip?: string) => {
    for (const node of topology.nodes.values()) node.rules.replace(rules(node.name, targetPort, ip));
  };
  program();
  const plane = new ClusterDataPlane({ topology, clock: realClock });
  const origin: Origin = {
    kind: 'pod',
    namespace: 'shop',
    name: 'client',
    ip: client.network.ip,
    node: 'a',
    hostNetwork: false,
  };
  const dial = async (ip: string, port: number, protocol: 'TCP' | 'UDP' = 'TCP', from: Origin = origin) => {
    const result = await plane.dial(from, { ip, port, protocol });
    if (result.outcome === 'refused') return `refused ${result.afterMs}`;
    if (result.outcome !== 'open') return result.outcome;
    const reply = await result.exchange({ kind: 'text', text: '' });
    return reply?.kind === 'text' ? reply.text : 'nothing';
  };
  return { topology, plane, origin, web, program, dial };
}

test('what a client sees', async () => {
  const { dial, program, topology, web } = world();
  const ip = web.network.ip;
  expect(await dial('10.96.0.50', 80)).toBe('hello 10.244.0.2');
  expect(await dial(ip, 8080)).toBe('hello 10.244.0.2');
  expect(await dial('10.96.0.50', 81)).toBe('timeout');
  expect(await dial('10.96.0.50', 80, 'UDP')).toBe('timeout');
  expect(await dial('10.96.0.51', 80)).toBe('timeout');
  expect(await dial(ip, 9090)).toBe('refused 0');
  expect(await dial('127.0.0.1', 9090)).toBe('refused 0');
  expect(await dial('8.8.8.8', 53)).toBe('timeout');
  program(7777);
  expect(await dial('10.96.0.50', 80)).toBe('refused 0');
  program(8080, '');
  expect(await dial('10.96.0.50', 80)).toBe('refused 1000');
  program();
  topology.removePod(ip);
  expect(await dial('10.96.0.50', 80)).toBe('timeout');
});

test('node ports, from anywhere, on every node', async () => {
  const { dial } = world();
  expect(await dial('172.18.0.3', 30_080)).toBe('hello 172.18.0.3');
  expect(await dial('172.18.0.4', 30_080)).toBe('hello 172.18.0.4');
  expect(await dial('172.18.0.4', 30_081)).toBe('refused 0');
  const node: Origin = { kind: 'node', name: 'a', ip: '172.18.0.3' };
  expect(await dial('127.0.0.1', 30_080, 'TCP', node)).toBe('hello 172.18.0.3');
});

test('the way that the packet took', async () => {
  const { plane, origin } = world();
  const { hops } = await plane.dial(origin, { ip: '10.96.0.50', port: 80, protocol: 'TCP' });
  expect(hops.map(({ station, subject }) => `${station} ${subject}`)).toEqual([
    'client shop/client',
    'service shop/web',
    'endpointslice 10.244.1.2:8080',
    'kube-proxy a',
    'pod 10.244.1.2:8080',
  ]);
});

test('over its own loopback a Pod hears 127.0.0.1', async () => {
  const { dial, origin, web } = world();
  const itself: Origin = { ...origin, kind: 'pod', name: 'web', ip: web.network.ip, node: 'b' } as Origin;
  expect(await dial('127.0.0.1', 9090, 'TCP', itself)).toBe('hello 127.0.0.1');
  expect(await dial(web.network.ip, 8080, 'TCP', itself)).toBe(`hello ${web.network.ip}`);
});

test('a port can be bound once', () => {
  const { web } = world();
  const listener: Listener = {
    address: '127.0.0.1',
    port: 8080,
    protocol: 'TCP',
    serve: () => Promise.resolve(undefined),
  };
  expect(() => web.network.bind(listener)).toThrow('address already in use');
  const release = web.network.bind({ ...listener, protocol: 'UDP' });
  release();
  web.network.bind({ ...listener, protocol: 'UDP' });
});

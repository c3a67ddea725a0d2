import { expect, test } from 'vitest';
import type { EndpointSlice, Service } from '../../../kube/types.ts';
import { Netfilter } from '../netfilter/kernel.ts';
import type { Packet } from '../netfilter/matches.ts';
import type { Step, TableName } from '../netfilter/hooks.ts';
import { input, onTheWayIn, onTheWayOut } from '../netfilter/traverse.ts';
import { computeRules, endpointChain, serviceHash } from './rules.ts';
import { sha256 } from './sha256.ts';

test('sha256 of known texts', () => {
  const hex = (text: string) => [...sha256(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  expect(hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test.each([
  ['default/kubernetes:https', 'TCP', 'NPX46M4PTMTKRN6Y'],
  ['kube-system/kube-dns:dns', 'UDP', 'TCOU7JCQXEZGVUNU'],
  ['kube-system/kube-dns:dns-tcp', 'TCP', 'ERIFXISQEP7F7OF4'],
  ['default/my-service', 'TCP', 'FXIYY6OHUSNBITIX'],
  ['shop/web:http', 'TCP', '67NZLRHBNDSAWJRO'],
] as const)('chain of %s %s', (name, protocol, hash) => {
  expect(serviceHash(name, protocol)).toBe(hash);
});

test('chain of an endpoint', () => {
  expect(endpointChain('default/kubernetes:https', 'TCP', '172.18.0.2:6443')).toBe(
    'KUBE-SEP-V2PECCYPB6X2GSCW',
  );
});

const service = (spec: Partial<Service['spec']> = {}): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { clusterIP: '10.96.253.43', ports: [{ name: 'http', port: 80, protocol: 'TCP' }], ...spec },
});

const slice = (endpoints: EndpointSlice['endpoints'], port = 'http'): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web-x', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
  addressType: 'IPv4',
  endpoints,
  ports: [{ name: port, port: 8080, protocol: 'TCP' }],
});
const endpoint = (ip: string, node = 'a', conditions = {}) => ({
  addresses: [ip],
  nodeName: node,
  conditions,
});
const three = [endpoint('10.244.2.136'), endpoint('10.244.1.158', 'b'), endpoint('10.244.2.135')];

const own = (ip: string) => ip === '172.18.0.2' || ip.startsWith('127.');

function tableOf(spec: Partial<Service['spec']>, slices: EndpointSlice[], node = 'a', now: object = {}) {
  const table = new Netfilter({ name: node, ip: '172.18.0.2' }, own);
  const object = { ...service(spec), ...now };
  table.replace(computeRules([object], slices, node));
  return table;
}

/** kube-proxy's lines of a table, as iptables-save prints them. */
function saved(table: Netfilter, name: TableName): string[] {
  return table
    .chains(name)
    .filter(({ name: chain }) => chain.startsWith('KUBE-') && !/POSTROUTING|FIREWALL$|FORWARD/.test(chain))
    .flatMap(({ name: chain, rules }) => rules.map(({ text }) => `-A ${chain} ${text}`));
}

test('the nat lines of a Service with three endpoints, as a real node prints them', () => {
  const lines = saved(tableOf({}, [slice(three)]), 'nat');
  expect(lines.join('\n')).toBe(
    `
-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
-A KUBE-SEP-2WOSTHRPC44JRCVU -s 10.244.2.136/32 -m comment --comment "shop/web:http" -j KUBE-MARK-MASQ
-A KUBE-SEP-2WOSTHRPC44JRCVU -p tcp -m comment --comment "shop/web:http" -m tcp -j DNAT --to-destination 10.244.2.136:8080
-A KUBE-SEP-IY7OAZWT3TGZRGNG -s 10.244.1.158/32 -m comment --comment "shop/web:http" -j KUBE-MARK-MASQ
-A KUBE-SEP-IY7OAZWT3TGZRGNG -p tcp -m comment --comment "shop/web:http" -m tcp -j DNAT --to-destination 10.244.1.158:8080
-A KUBE-SEP-NMY6A76R6W7OQVXS -s 10.244.2.135/32 -m comment --comment "shop/web:http" -j KUBE-MARK-MASQ
-A KUBE-SEP-NMY6A76R6W7OQVXS -p tcp -m comment --comment "shop/web:http" -m tcp -j DNAT --to-destination 10.244.2.135:8080
-A KUBE-SERVICES -d 10.96.253.43/32 -p tcp -m comment --comment "shop/web:http cluster IP" -m tcp --dport 80 -j KUBE-SVC-67NZLRHBNDSAWJRO
-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
-A KUBE-SVC-67NZLRHBNDSAWJRO ! -s 10.244.0.0/16 -d 10.96.253.43/32 -p tcp -m comment --comment "shop/web:http cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ
-A KUBE-SVC-67NZLRHBNDSAWJRO -m comment --comment "shop/web:http -> 10.244.1.158:8080" -m statistic --mode random --probability 0.33333333349 -j KUBE-SEP-IY7OAZWT3TGZRGNG
-A KUBE-SVC-67NZLRHBNDSAWJRO -m comment --comment "shop/web:http -> 10.244.2.135:8080" -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-NMY6A76R6W7OQVXS
-A KUBE-SVC-67NZLRHBNDSAWJRO -m comment --comment "shop/web:http -> 10.244.2.136:8080" -j KUBE-SEP-2WOSTHRPC44JRCVU
`.trim(),
  );
});

test('a Service without endpoints is rejected', () => {
  expect(saved(tableOf({}, []), 'filter')).toEqual([
    '-A KUBE-SERVICES -d 10.96.253.43/32 -p tcp -m comment --comment "shop/web:http has no endpoints" -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable',
  ]);
});

const packet: Packet = {
  destination: '10.96.253.43',
  port: 80,
  protocol: 'TCP',
  source: '10.244.2.9',
  sourcePort: 40_000,
  inInterface: 'veth0',
  outInterface: '',
  mark: 0,
  translated: false,
};

/** Where a packet goes, and whether with another source. @param sent by the node itself */
function verdict(table: Netfilter, changes: Partial<Packet> = {}, now = 0, random = 0, sent = false): string {
  const walked = { ...packet, ...changes };
  const { source } = walked;
  table.now = now;
  table.random = () => random;
  const steps: Step[] = [];
  let fate = onTheWayIn(table, walked, sent, steps);
  if (fate.kind === 'accept') {
    fate = own(walked.destination) ? input(table, walked, steps) : onTheWayOut(table, walked, sent, steps);
  }
  if (fate.kind !== 'accept') return fate.kind;
  if (!walked.translated) return 'none';
  return `${walked.destination} masquerade=${walked.source !== source}`;
}

test('which way a packet goes', () => {
  const ready = tableOf({}, [slice(three)]);
  expect(verdict(ready)).toBe('10.244.1.158 masquerade=false');
  expect(verdict(ready, {}, 0, 0.99)).toBe('10.244.2.136 masquerade=false');
  expect(verdict(ready, { source: '10.244.1.158' })).toBe('10.244.1.158 masquerade=true');
  expect(verdict(ready, { source: '172.18.0.4' })).toBe('10.244.1.158 masquerade=true');
  expect(verdict(ready, { port: 81 })).toBe('none');
  expect(verdict(ready, { protocol: 'UDP' })).toBe('none');
  expect(verdict(tableOf({}, []))).toBe('reject');
  expect(verdict(tableOf({}, [slice(three, 'other-name')]))).toBe('reject');
});

test('terminating endpoints serve only when nothing is ready', () => {
  const leaving = endpoint('10.244.2.1', 'a', { ready: false, serving: true, terminating: true });
  const unready = endpoint('10.244.2.2', 'a', { ready: false, serving: false, terminating: false });
  expect(verdict(tableOf({}, [slice([leaving, unready])]))).toBe('10.244.2.1 masquerade=false');
  expect(verdict(tableOf({}, [slice([leaving, endpoint('10.244.2.3')])]))).toBe(
    '10.244.2.3 masquerade=false',
  );
  expect(verdict(tableOf({}, [slice([unready])]))).toBe('reject');
});

test('Local policies keep to the node, or drop', () => {
  const inside = { internalTrafficPolicy: 'Local' } as const;
  expect(verdict(tableOf(inside, [slice(three)], 'b'), {}, 0, 0.99)).toBe('10.244.1.158 masquerade=false');
  expect(verdict(tableOf(inside, [slice(three)], 'c'))).toBe('drop');
  expect(verdict(tableOf(inside, [], 'c'))).toBe('reject');

  const outside = {
    externalTrafficPolicy: 'Local',
    ports: [{ name: 'http', port: 80, nodePort: 30_080 }],
  } as const satisfies Partial<Service['spec']>;
  const nodePort = { destination: '172.18.0.2', port: 30_080 };
  const stranger = { ...nodePort, source: '172.18.0.1' };
  expect(verdict(tableOf({ ...outside, ports: [...outside.ports] }, [slice(three)], 'c'), stranger)).toBe(
    'drop',
  );
  expect(verdict(tableOf({ ...outside, ports: [...outside.ports] }, [slice(three)], 'b'), stranger)).toBe(
    '10.244.1.158 masquerade=false',
  );
  expect(verdict(tableOf({ ...outside, ports: [...outside.ports] }, [slice(three)], 'c'), nodePort)).toMatch(
    /^10\.244/,
  );
});

test('ClientIP affinity holds for its time', () => {
  const table = tableOf(
    { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 10 } } },
    [slice(three)],
  );
  expect(verdict(table, {}, 0, 0.99)).toMatch('10.244.2.136');
  expect(verdict(table, {}, 9000, 0)).toMatch('10.244.2.136');
  expect(verdict(table, { source: '10.244.2.77' }, 9000, 0)).toMatch('10.244.1.158');
  expect(verdict(table, {}, 30_000, 0)).toMatch('10.244.1.158');
});

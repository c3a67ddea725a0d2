import { expect, test } from 'vitest';
import type { Service } from '../../../kube/types.ts';
import { computeRules } from '../proxy/rules.ts';
import { defaultSettings } from '../proxy/table.ts';
import { Conntrack } from './conntrack.ts';
import { Netfilter } from './kernel.ts';
import { parseRule, savedRule, words } from './rule.ts';

const node = () => new Netfilter({ name: 'a', ip: '172.18.0.2' }, (ip) => ip === '172.18.0.2');

function service(name: string, spec: Partial<Service['spec']>, status: Service['status'] = {}): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { clusterIP: '10.96.0.50', ports: [{ name: 'http', port: 80, nodePort: 30_080 }], ...spec },
    status,
  };
}

const rulesOf = (object: Service, ips = ['10.244.1.2']) =>
  computeRules(
    [object],
    [
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: 'x',
          namespace: 'shop',
          labels: { 'kubernetes.io/service-name': object.metadata.name! },
        },
        addressType: 'IPv4',
        endpoints: ips.map((ip) => ({ addresses: [ip], nodeName: ip.startsWith('10.244.1') ? 'a' : 'b' })),
        ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      },
    ],
    'a',
  );

const lines = (tables: Netfilter, table: 'nat' | 'filter', pattern: RegExp) =>
  tables
    .chains(table)
    .flatMap(({ name, rules }) => rules.map(({ text }) => `-A ${name} ${text}`))
    .filter((line) => pattern.test(line));

test('a rule is printed as iptables-save prints it', () => {
  const printed = (text: string) => parseRule(words(text)).text;
  expect(printed('-p tcp --dport 80 -s 10.244.1.5 -j REJECT')).toBe(
    '-s 10.244.1.5/32 -p tcp -m tcp --dport 80 -j REJECT --reject-with icmp-port-unreachable',
  );
  expect(printed('! -d 10.244.9.9/16 -m state --state established,related -j ACCEPT')).toBe(
    '! -d 10.244.0.0/16 -m state --state RELATED,ESTABLISHED -j ACCEPT',
  );
  expect(printed('-m comment --comment plain -m comment --comment "two words"')).toBe(
    '-m comment --comment plain -m comment --comment "two words"',
  );
  expect(() => printed('--dport 80 -j DROP')).toThrow('unknown option "--dport"');
  expect(() => printed('-s nowhere -j DROP')).toThrow("host/network `nowhere' not found");
});

test('every line that kube-proxy and the node write is one that iptables would print the same', () => {
  const tables = node();
  const object = service(
    'web',
    {
      type: 'LoadBalancer',
      sessionAffinity: 'ClientIP',
      externalTrafficPolicy: 'Local',
      externalIPs: ['172.18.0.200'],
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      healthCheckNodePort: 31_000,
    },
    { loadBalancer: { ingress: [{ ip: '172.18.0.201' }] } },
  );
  tables.replace(rulesOf(object, ['10.244.1.2', '10.244.2.2', '10.244.2.3']));
  let count = 0;
  for (const table of tables.tables()) {
    for (const { rules } of tables.chains(table)) {
      for (const { text } of rules) {
        expect(parseRule(words(text)).text).toBe(text);
        count += 1;
      }
    }
  }
  expect(count).toBeGreaterThan(50);
});

test('a load balancer that only some may use', () => {
  const tables = node();
  const object = service(
    'web',
    { type: 'LoadBalancer', loadBalancerSourceRanges: ['203.0.113.0/24'] },
    { loadBalancer: { ingress: [{ ip: '172.18.0.201' }] } },
  );
  tables.replace(rulesOf(object));
  const hash = '67NZLRHBNDSAWJRO';
  expect(lines(tables, 'nat', /KUBE-FW/)).toEqual([
    `-A KUBE-FW-${hash} -s 203.0.113.0/24 -m comment --comment "shop/web:http loadbalancer IP" -j KUBE-EXT-${hash}`,
    `-A KUBE-FW-${hash} -m comment --comment "other traffic to shop/web:http will be dropped by KUBE-PROXY-FIREWALL"`,
    `-A KUBE-SERVICES -d 172.18.0.201/32 -p tcp -m comment --comment "shop/web:http loadbalancer IP" -m tcp --dport 80 -j KUBE-FW-${hash}`,
  ]);
  expect(lines(tables, 'filter', /172.18.0.201/)).toEqual([
    `-A KUBE-PROXY-FIREWALL -d 172.18.0.201/32 -p tcp -m comment --comment "shop/web:http traffic not accepted by KUBE-FW-${hash}" -m tcp --dport 80 -j DROP`,
  ]);
});

test('settings show in the rules', () => {
  const tables = node();
  tables.replace(rulesOf(service('web', {})), {
    ...defaultSettings,
    masqueradeAll: true,
    masqueradeMark: '0x1',
    localhostNodePorts: false,
    nodePortCIDRs: ['172.18.0.2/32'],
    largeCluster: true,
  });
  expect(lines(tables, 'nat', /KUBE-(SVC|NODEPORTS|MARK)/)).toEqual([
    '-A KUBE-EXT-67NZLRHBNDSAWJRO -m comment --comment "masquerade traffic for shop/web:http external destinations" -j KUBE-MARK-MASQ',
    '-A KUBE-EXT-67NZLRHBNDSAWJRO -j KUBE-SVC-67NZLRHBNDSAWJRO',
    '-A KUBE-MARK-MASQ -j MARK --set-xmark 0x1/0x1',
    '-A KUBE-NODEPORTS -p tcp -m comment --comment "shop/web:http" -m tcp --dport 30080 -j KUBE-EXT-67NZLRHBNDSAWJRO',
    '-A KUBE-SEP-XTJTEC7KOHLCQM25 -s 10.244.1.2/32 -j KUBE-MARK-MASQ',
    '-A KUBE-SERVICES -d 10.96.0.50/32 -p tcp -m comment --comment "shop/web:http cluster IP" -m tcp --dport 80 -j KUBE-SVC-67NZLRHBNDSAWJRO',
    '-A KUBE-SERVICES -d 172.18.0.2/32 -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -j KUBE-NODEPORTS',
    '-A KUBE-SVC-67NZLRHBNDSAWJRO -d 10.96.0.50/32 -p tcp -m comment --comment "shop/web:http cluster IP" -m tcp --dport 80 -j KUBE-MARK-MASQ',
    '-A KUBE-SVC-67NZLRHBNDSAWJRO -j KUBE-SEP-XTJTEC7KOHLCQM25',
  ]);
});

test('a partial sync leaves a chain alone that was edited and whose Service did not change', () => {
  const tables = node();
  const chain = 'KUBE-SVC-67NZLRHBNDSAWJRO';
  const object = service('web', {});
  tables.replace(rulesOf(object));
  const count = (name: string) => tables.chain('nat', name)?.rules.length;
  expect([count(chain), count('KUBE-SERVICES')]).toEqual([2, 2]);
  tables.edit('nat', chain).rules = [];
  tables.edit('nat', 'KUBE-SERVICES').rules = [savedRule('-j RETURN')];
  tables.replace(rulesOf(object), defaultSettings, false);
  expect([count(chain), count('KUBE-SERVICES')]).toEqual([0, 2]);
  tables.replace(rulesOf(object, ['10.244.1.3']), defaultSettings, false);
  expect(count(chain)).toBe(2);
  tables.edit('nat', chain).rules = [];
  tables.replace(rulesOf(object, ['10.244.1.3']), defaultSettings, true);
  expect(count(chain)).toBe(2);
  tables.replace([]);
  expect(tables.chain('nat', chain)).toBe(undefined);
});

test('chains come and go by hand', () => {
  const tables = node();
  tables.newChain('filter', 'MINE');
  expect(() => tables.newChain('filter', 'MINE')).toThrow('Chain already exists.');
  tables.edit('filter', 'FORWARD').rules.push(savedRule('-j MINE'));
  expect(() => tables.deleteChain('filter', 'MINE')).toThrow('Too many links.');
  tables.edit('filter', 'FORWARD').rules.pop();
  tables.deleteChain('filter', 'MINE');
  expect(() => tables.edit('filter', 'MINE')).toThrow('No chain/target/match by that name.');
});

test('what kube-proxy wrote can be taken away', () => {
  const tables = node();
  const before = JSON.stringify(tables.tables().map((table) => tables.chains(table)));
  tables.replace(rulesOf(service('web', {})));
  tables.clear();
  expect(JSON.stringify(tables.tables().map((table) => tables.chains(table)))).toBe(before);
});

test('connections are forgotten in time', () => {
  const table = new Conntrack();
  const tuple = { source: '10.244.1.2', destination: '10.96.0.1', sourcePort: 1, port: 2 };
  const flow = table.begin({ protocol: 'TCP', original: tuple, reply: tuple }, 'SYN_SENT', 0);
  table.turn(flow, 'TIME_WAIT', 10_000);
  expect(table.list(129_000)).toEqual([flow]);
  expect(table.list(130_000)).toEqual([]);
  expect(table.delete(() => true)).toBe(1);
});

import { expect, test } from 'vitest';
import { nftTable } from './nft.ts';
import { defaultSettings, type ServiceRule } from './table.ts';

const rule: ServiceRule = {
  name: 'ns1/svc1:p80',
  protocol: 'TCP',
  clusterIP: '10.96.0.41',
  port: 80,
  nodePort: 30_080,
  externalIPs: [],
  loadBalancerIPs: [],
  sourceRanges: [],
  healthCheckNodePort: undefined,
  hash: '',
  cluster: [{ ip: '10.244.1.1', port: 80, chain: '' }],
  local: [],
  internalPolicyLocal: false,
  externalPolicyLocal: false,
  affinity: undefined,
};

test('a Service with a node port', () => {
  const text = nftTable([rule], defaultSettings, '172.18.0.2');
  expect(text.slice(text.indexOf('\tchain service-ULM'))).toBe(
    `	chain service-ULMVA6XW-ns1/svc1/tcp/p80 {
		ip daddr 10.96.0.41 tcp dport 80 ip saddr != 10.244.0.0/16 jump mark-for-masquerade
		meta l4proto tcp dnat ip to numgen random mod 1 map { 0 : 10.244.1.1 . 80 }
	}

	chain external-ULMVA6XW-ns1/svc1/tcp/p80 {
		jump mark-for-masquerade
		goto service-ULMVA6XW-ns1/svc1/tcp/p80
	}
}
`,
  );
  expect(text.match(/: goto.*/g)).toEqual([
    ': goto service-ULMVA6XW-ns1/svc1/tcp/p80 }',
    ': goto external-ULMVA6XW-ns1/svc1/tcp/p80 }',
  ]);
});

test('a Service without endpoints is refused', () => {
  const text = nftTable([{ ...rule, cluster: [] }], defaultSettings, '172.18.0.2');
  expect(text.match(/elements = .*/g)).toEqual([
    'elements = { 10.96.0.41 }',
    'elements = { 172.18.0.2 }',
    'elements = { 10.96.0.41 . tcp . 80 : goto reject-chain }',
    'elements = { tcp . 30080 : goto reject-chain }',
  ]);
});

import { expect, test } from 'vitest';
import type { EndpointSlice, Service } from '../../../kube/types.ts';
import type { DnsType } from '../../network.ts';
import { parseCorefile } from './corefile.ts';
import type { ZoneData } from './kubernetes.ts';
import { DnsServer } from './server.ts';
import { answerUpstream } from './upstream.ts';

const corefile = `.:53 {
    errors
    health {
       lameduck 5s
    }
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    forward . /etc/resolv.conf
}
`;

test('a Corefile with a word that CoreDNS does not know', () => {
  expect(() => parseCorefile(corefile.replace('forward', 'forwrd'))).toThrow(
    "/etc/coredns/Corefile:11 - Error during parsing: Unknown directive 'forwrd'",
  );
  expect(parseCorefile(corefile)[0]?.directives.map(({ name }) => name)).toEqual([
    'errors',
    'health',
    'kubernetes',
    'forward',
  ]);
});

const make = (name: string, spec: Service['spec']): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec,
});
const ports = [{ name: 'http', port: 80, protocol: 'TCP' as const }];
const services = [
  make('web', { clusterIP: '10.96.12.34', ports }),
  make('peers', { clusterIP: 'None', ports }),
  make('empty', { clusterIP: 'None', ports }),
  make('ext', { type: 'ExternalName', externalName: 'example.com' }),
  make('alias', { type: 'ExternalName', externalName: 'web.shop.svc.cluster.local' }),
];
const slice = (service: string, ready: Record<string, boolean>): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: service, namespace: 'shop', labels: { 'kubernetes.io/service-name': service } },
  addressType: 'IPv4',
  endpoints: Object.entries(ready).map(([ip, isReady]) => ({
    addresses: [ip],
    conditions: { ready: isReady },
  })),
  ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
});
const slices = [
  slice('peers', { '10.244.1.2': true, '10.244.1.3': true }),
  slice('empty', { '10.244.1.4': false }),
  slice('web', { '10.244.1.5': true, '10.244.1.6': false }),
];
const data: ZoneData = {
  service: (namespace, name) =>
    services.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name),
  services: () => services,
  slices: (_, service) => slices.filter(({ metadata }) => metadata.name === service),
  allSlices: () => slices,
  hasNamespace: (name) => name === 'shop',
};
const server = new DnsServer({
  blocks: parseCorefile(corefile),
  data,
  serial: () => 7,
  ready: () => true,
  ask: (_server, question) => Promise.resolve(answerUpstream(question)),
  nameservers: () => ['172.18.0.1'],
  readFile: () => undefined,
  now: () => 0,
  log: () => undefined,
});

async function ask(name: string, type: DnsType = 'A'): Promise<string> {
  const answer = (await server.answer({ name, type }))!;
  const flags = answer.authoritative ? 'aa' : '--';
  return [
    answer.rcode,
    flags,
    ...answer.answers.map((record) => `${record.type} ${record.ttl} ${record.data}`).sort(),
  ].join(' | ');
}

test.each([
  ['web.shop.svc.cluster.local', 'A', 'NOERROR | aa | A 30 10.96.12.34'],
  ['WEB.shop.svc.cluster.local.', 'A', 'NOERROR | aa | A 30 10.96.12.34'],
  ['web.shop.svc.cluster.local', 'AAAA', 'NOERROR | aa'],
  ['peers.shop.svc.cluster.local', 'A', 'NOERROR | aa | A 30 10.244.1.2 | A 30 10.244.1.3'],
  ['10-244-1-2.peers.shop.svc.cluster.local', 'A', 'NOERROR | aa | A 30 10.244.1.2'],
  // CoreDNS answers names of endpoints for every Service that has some, not for headless ones only.
  ['10-244-1-5.web.shop.svc.cluster.local', 'A', 'NOERROR | aa | A 30 10.244.1.5'],
  ['10-244-1-6.web.shop.svc.cluster.local', 'A', 'NXDOMAIN | aa'],
  ['web-0.web.shop.svc.cluster.local', 'A', 'NXDOMAIN | aa'],
  ['empty.shop.svc.cluster.local', 'A', 'NXDOMAIN | aa'],
  ['ext.shop.svc.cluster.local', 'A', 'NOERROR | aa | A 30 203.0.113.10 | CNAME 30 example.com.'],
  [
    'alias.shop.svc.cluster.local',
    'A',
    'NOERROR | aa | A 30 10.96.12.34 | CNAME 30 web.shop.svc.cluster.local.',
  ],
  [
    '_http._tcp.web.shop.svc.cluster.local',
    'SRV',
    'NOERROR | aa | SRV 30 0 100 80 web.shop.svc.cluster.local.',
  ],
  [
    '_http._tcp.peers.shop.svc.cluster.local',
    'SRV',
    'NOERROR | aa | SRV 30 0 50 8080 10-244-1-2.peers.shop.svc.cluster.local. | SRV 30 0 50 8080 10-244-1-3.peers.shop.svc.cluster.local.',
  ],
  ['_no._tcp.web.shop.svc.cluster.local', 'SRV', 'NXDOMAIN | aa'],
  ['34.12.96.10.in-addr.arpa', 'PTR', 'NOERROR | aa | PTR 30 web.shop.svc.cluster.local.'],
  ['2.1.244.10.in-addr.arpa', 'PTR', 'NOERROR | aa | PTR 30 10-244-1-2.peers.shop.svc.cluster.local.'],
  ['9.9.9.10.in-addr.arpa', 'PTR', 'NXDOMAIN | aa'],
  ['10-9-9-9.shop.pod.cluster.local', 'A', 'NOERROR | aa | A 30 10.9.9.9'],
  ['10-9-9-9.nope.pod.cluster.local', 'A', 'NXDOMAIN | aa'],
  ['shop.svc.cluster.local', 'A', 'NOERROR | aa'],
  ['svc.cluster.local', 'A', 'NOERROR | aa'],
  ['cluster.local', 'A', 'NOERROR | aa'],
  ['web.nope.svc.cluster.local', 'A', 'NXDOMAIN | aa'],
  ['web.cluster.local', 'A', 'NXDOMAIN | aa'],
  ['dns-version.cluster.local', 'TXT', 'NOERROR | aa | TXT 28800 "1.1.0"'],
  ['example.com', 'A', 'NOERROR | aa | A 30 203.0.113.10'],
  ['example.com', 'AAAA', 'NOERROR | aa'],
  ['nosuch', 'A', 'NXDOMAIN | aa'],
] as const)('%s %s', async (name, type, expected) => {
  expect(await ask(name, type)).toBe(expected);
});

test('an answer without records brings the SOA', async () => {
  const { authority } = (await server.answer({ name: 'nope.shop.svc.cluster.local', type: 'A' }))!;
  expect(authority).toEqual([
    {
      name: 'cluster.local',
      type: 'SOA',
      ttl: 30,
      data: 'ns.dns.cluster.local. hostmaster.cluster.local. 7 7200 1800 86400 30',
    },
  ]);
});

import { expect, test } from 'vitest';
import type { DnsType } from '../../network.ts';
import { parseCorefile } from './corefile.ts';
import { Failed } from './plugins/plugin.ts';
import { DnsServer } from './server.ts';
import { setUp } from './setup.ts';
import { answerUpstream } from './upstream.ts';

/** A server with one block of these lines, whose clock and API the test holds. */
function serve(lines: string, files: Record<string, string> = {}) {
  const state = { now: 0, asked: [] as string[], logged: '', broken: false, pods: ['10.244.1.2'] };
  const blocks = parseCorefile(`.:53 {\n${lines}\n}\n`);
  setUp(blocks);
  const server = new DnsServer({
    blocks,
    data: {
      service: (namespace, name) =>
        namespace === 'shop' && name === 'web'
          ? {
              apiVersion: 'v1',
              kind: 'Service',
              metadata: { name, namespace },
              spec: { clusterIP: '10.96.1.1', ports: [{ name: 'http', port: 80 }] },
            }
          : undefined,
      services: () => [],
      slices: () => [],
      allSlices: () => [],
      hasNamespace: (name) => ['shop', 'other'].includes(name),
    },
    serial: () => 7,
    ready: () => true,
    hasPod: (_, ip) => state.pods.includes(ip),
    ask: (to, question) => {
      state.asked.push(`${to} ${question.name}`);
      if (state.broken)
        return Promise.reject(
          new Failed('SERVFAIL', 'read udp 10.244.0.3:40000->172.18.0.1:53: i/o timeout'),
        );
      return Promise.resolve(answerUpstream(question));
    },
    nameservers: () => ['172.18.0.1'],
    readFile: (path) => files[path],
    now: () => state.now,
    log: (text) => (state.logged += text),
  });
  const ask = async (name: string, type: DnsType = 'A', ip = '10.244.1.9') => {
    const answer = await server.answer({ name, type }, { peer: { ip, port: 40_212 } });
    if (!answer) return 'nothing';
    return [
      answer.rcode,
      ...answer.answers.map(({ name: own, type: kind, ttl, data }) => `${own} ${ttl} ${kind} ${data}`),
    ].join(' | ');
  };
  return { state, ask };
}

const cluster = 'kubernetes cluster.local in-addr.arpa {\n pods verified\n fallthrough in-addr.arpa\n}';

test('kubernetes: pods verified, ttl of five by default, namespaces', async () => {
  const { ask } = serve(cluster);
  expect(await ask('10-244-1-2.shop.pod.cluster.local')).toBe(
    'NOERROR | 10-244-1-2.shop.pod.cluster.local 5 A 10.244.1.2',
  );
  expect(await ask('10-244-1-3.shop.pod.cluster.local')).toBe('NXDOMAIN');
  const only = serve('kubernetes cluster.local {\n namespaces other\n}');
  expect(await only.ask('web.shop.svc.cluster.local')).toBe('NXDOMAIN');
  const empty = serve('kubernetes cluster.local {\n ignore empty_service\n}');
  expect(await empty.ask('web.shop.svc.cluster.local')).toBe('NXDOMAIN');
});

test('cache: answers age, failures are kept for five seconds, a zone may be left out', async () => {
  const { ask, state } = serve('cache 10 {\n disable success cluster.local\n}\n forward . 1.1.1.1');
  expect(await ask('example.com')).toBe('NOERROR | example.com 10 A 203.0.113.10');
  state.now = 4000;
  expect(await ask('example.com')).toBe('NOERROR | example.com 6 A 203.0.113.10');
  expect(state.asked).toEqual(['1.1.1.1 example.com']);
  state.now = 11_000;
  await ask('example.com');
  expect(state.asked).toHaveLength(2);
});

test('errors and log: what went wrong, and a line for each question', async () => {
  const { ask, state } = serve(`errors\nlog\n${cluster}\nforward . /etc/resolv.conf`);
  state.broken = true;
  expect(await ask('example.com')).toBe('SERVFAIL');
  state.broken = false;
  await ask('web.shop.svc.cluster.local');
  await ask('no.shop.svc.cluster.local', 'AAAA');
  expect(state.logged.replaceAll(/ - \d+ "/g, ' - ID "').replaceAll(/\d\.\d+s$/gm, 'TIME')).toBe(
    '[INFO] 10.244.1.9:40212 - ID "A IN example.com. udp 29 false 512" - - 0 TIME\n' +
      '[ERROR] plugin/errors: 2 example.com. A: read udp 10.244.0.3:40000->172.18.0.1:53: i/o timeout\n' +
      '[INFO] 10.244.1.9:40212 - ID "A IN web.shop.svc.cluster.local. udp 44 false 512" NOERROR qr,aa,rd 86 TIME\n' +
      '[INFO] 10.244.1.9:40212 - ID "AAAA IN no.shop.svc.cluster.local. udp 43 false 512" NXDOMAIN qr,aa,rd 136 TIME\n',
  );
});

test('rewrite: the question goes on under another name and comes back under its own', async () => {
  const { ask } = serve(
    `rewrite name shop.example web.shop.svc.cluster.local\nrewrite name suffix .old.local .shop.svc.cluster.local\nrewrite name regex (.*)\\.re\\.local {1}.shop.svc.cluster.local\n${cluster}`,
  );
  expect(await ask('shop.example')).toBe('NOERROR | shop.example 5 A 10.96.1.1');
  expect(await ask('web.old.local')).toBe('NOERROR | web.old.local 5 A 10.96.1.1');
  expect(await ask('web.re.local')).toBe('NOERROR | web.re.local 5 A 10.96.1.1');
});

test('hosts: its lines, both ways; without fallthrough a name that it does not have is a failure', async () => {
  const { ask } = serve('hosts {\n 10.0.0.5 db.corp db\n ttl 60\n}\nforward . 1.1.1.1');
  expect(await ask('db.corp')).toBe('NOERROR | db.corp 60 A 10.0.0.5');
  expect(await ask('db.corp', 'AAAA')).toBe('NOERROR');
  expect(await ask('5.0.0.10.in-addr.arpa', 'PTR')).toBe(
    'NOERROR | 5.0.0.10.in-addr.arpa 60 PTR db.corp. | 5.0.0.10.in-addr.arpa 60 PTR db.',
  );
  expect(await ask('example.com')).toBe('SERVFAIL');
  const open = serve('hosts {\n 10.0.0.5 db.corp\n fallthrough\n}\nforward . 1.1.1.1');
  expect(await open.ask('example.com')).toBe('NOERROR | example.com 30 A 203.0.113.10');
});

test('template, file, acl', async () => {
  const made = serve(
    'template IN A cluster.local {\n match ^(?P<n>[a-z]+)\\.cluster\\.local\\.$\n answer "{{ .Name }} 60 IN A 10.0.0.1"\n fallthrough\n}\ntemplate IN ANY bad {\n rcode NXDOMAIN\n}\nforward . 1.1.1.1',
  );
  expect(await made.ask('x.cluster.local')).toBe('NOERROR | x.cluster.local 60 A 10.0.0.1');
  expect(await made.ask('a.bad')).toBe('NXDOMAIN');
  const zone = '$ORIGIN corp.\n$TTL 300\n@ IN SOA ns admin 1 2 3 4 5\nwww IN A 10.0.0.7\nalias CNAME www\n';
  const filed = serve('file /db corp', { '/db': zone });
  expect(await filed.ask('alias.corp')).toBe(
    'NOERROR | alias.corp 300 CNAME www.corp. | www.corp 300 A 10.0.0.7',
  );
  expect(await filed.ask('no.corp')).toBe('NXDOMAIN');
  const guarded = serve(
    'acl {\n drop net 10.244.2.0/24\n block type A net 10.244.1.0/24\n}\nforward . 1.1.1.1',
  );
  expect(await guarded.ask('example.com')).toBe('REFUSED');
  expect(await guarded.ask('example.com', 'A', '10.244.2.9')).toBe('nothing');
  expect(await guarded.ask('example.com', 'A', '10.244.3.9')).toBe('NOERROR | example.com 30 A 203.0.113.10');
});

test('no plugin that answers: refused; another zone has its own block', async () => {
  expect(await serve('errors').ask('example.com')).toBe('REFUSED');
});

test.each([
  [
    'kubernetes cluster.local {\n podz insecure\n}',
    "plugin/kubernetes: /etc/coredns/Corefile:3 - Error during parsing: unknown property 'podz'",
  ],
  [
    'kubernetes cluster.local {\n pods some\n}',
    'plugin/kubernetes: wrong value for pods: some,  must be one of: disabled, verified, insecure',
  ],
  [
    'forward .',
    "plugin/forward: /etc/coredns/Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after '.'",
  ],
  ['forward . nowhere', 'plugin/forward: not an IP address or file: "nowhere"'],
  [
    'forward . 1.1.1.1 {\n max_concurent 5\n}',
    "plugin/forward: /etc/coredns/Corefile:3 - Error during parsing: unknown property 'max_concurent'",
  ],
  [
    'loop x',
    "plugin/loop: /etc/coredns/Corefile:2 - Error during parsing: Wrong argument count or unexpected line ending after 'x'",
  ],
  ['reload 30', 'plugin/reload: time: invalid duration "30"'],
  ['health\nhealth', 'plugin/health: this plugin can only be used once per Server Block'],
  ['forwrd . 1.1.1.1', "/etc/coredns/Corefile:2 - Error during parsing: Unknown directive 'forwrd'"],
])('%s is refused', (lines, message) => {
  expect(() => serve(lines)).toThrow(message);
});

test('a missing brace, and a zone that two blocks have', () => {
  expect(() => parseCorefile('.:53 {\n errors\n')).toThrow(
    '/etc/coredns/Corefile:2 - Error during parsing: Unexpected EOF',
  );
  const twice = parseCorefile('.:53 {\n errors\n}\n.:53 {\n log\n}\n');
  expect(() => setUp(twice)).toThrow('cannot serve dns://.:53 - it is already defined');
});

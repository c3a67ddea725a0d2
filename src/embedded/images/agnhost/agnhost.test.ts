import { afterEach, expect, test } from 'vitest';
import { labImages } from '../index.ts';
import { hostnames } from '../hostnames/index.ts';
import { World } from '../test-support.ts';
import { agnhost } from './index.ts';

let stop = new AbortController();
afterEach(() => {
  stop.abort(new Error('over'));
  stop = new AbortController();
});

function shop(): World {
  const world = new World()
    .a('web.shop.svc.cluster.local', '10.96.20.247')
    .a('db.example.com', '203.0.113.20');
  world.records.push({ name: 'db.shop.svc.cluster.local', type: 'CNAME', ttl: 30, data: 'db.example.com.' });
  world.services.set('10.96.20.247:80', '10.244.1.3:8080');
  world.fates.set('10.96.20.247:81', 'timeout');
  world.fates.set('10.96.20.247:82', 'rejected');
  void world.run(hostnames, ['/hostnames'], { name: 'web-1', signal: stop.signal });
  return world;
}
const run = (world: World, line: string) => world.run(agnhost, line.split(' '));

test('dig prints the page of BIND 9.18', async () => {
  const { stdout, exit } = await run(shop(), 'dig web.shop.svc.cluster.local');
  expect(stdout.replace(/id: \d+/, 'id: N').replace(/COOKIE: [0-9a-f]{16}/, 'COOKIE: C')).toBe(
    '\n; <<>> DiG 9.18.49 <<>> web.shop.svc.cluster.local\n;; global options: +cmd\n;; Got answer:\n;; WARNING: .local is reserved for Multicast DNS\n;; You are currently testing what happens when an mDNS query is leaked to DNS\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: N\n;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1\n;; WARNING: recursion requested but not available\n\n;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n; COOKIE: C (echoed)\n;; QUESTION SECTION:\n;web.shop.svc.cluster.local.\tIN\tA\n\n;; ANSWER SECTION:\nweb.shop.svc.cluster.local. 30\tIN\tA\t10.96.20.247\n\n;; Query time: 0 msec\n;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)\n;; WHEN: Sun Nov 22 09:00:00 UTC 2026\n;; MSG SIZE  rcvd: 109\n\n',
  );
  expect(exit).toBe(0);
});

test('dig with options, and without servers', async () => {
  const world = shop();
  expect((await run(world, 'dig +noall +answer db.shop.svc.cluster.local')).stdout).toBe(
    'db.shop.svc.cluster.local. 30\tIN\tCNAME\tdb.example.com.\ndb.example.com.\t\t30\tIN\tA\t203.0.113.20\n',
  );
  expect((await run(world, 'dig +search +short web')).stdout).toBe('10.96.20.247\n');
  expect((await run(world, 'dig +short web')).stdout).toBe('');
  world.dns = 'refused';
  expect(await run(world, 'dig web.shop.svc.cluster.local')).toEqual({
    stdout:
      ';; communications error to 10.96.0.10#53: connection refused\n;; communications error to 10.96.0.10#53: connection refused\n;; communications error to 10.96.0.10#53: timed out\n\n; <<>> DiG 9.18.49 <<>> web.shop.svc.cluster.local\n;; global options: +cmd\n;; no servers could be reached\n',
    stderr: '',
    exit: 9,
    ms: 5000,
  });
  world.dns = 'timeout';
  expect(await run(world, 'dig +tcp +time=2 +tries=1 @10.96.0.10 web.shop.svc.cluster.local')).toMatchObject({
    stdout:
      ';; Connection to 10.96.0.10#53(10.96.0.10) for web.shop.svc.cluster.local failed: timed out.\n;; no servers could be reached\n',
    exit: 9,
    ms: 2000,
  });
});

test("BIND's nslookup honours the search list", async () => {
  const recursion = ';; Got recursion not available from 10.96.0.10\n';
  const server = 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10#53\n\n';
  expect(await run(shop(), 'nslookup web')).toMatchObject({
    stdout: `${recursion}${server}Name:\tweb.shop.svc.cluster.local\nAddress: 10.96.20.247\n${recursion}\n`,
    exit: 0,
  });
  expect(await run(shop(), 'nslookup web.lab.svc.cluster.local')).toMatchObject({
    stdout: `${recursion.repeat(4)}${server}** server can't find web.lab.svc.cluster.local: NXDOMAIN\n\n`,
    exit: 1,
  });
});

test('curl: each failure has its number and words', async () => {
  const world = shop();
  const get = async (line: string) => {
    const { stdout, stderr, exit, ms } = await run(world, line);
    return `${stdout}${stderr}${exit} ${ms}`;
  };
  expect(await get('curl -sS http://web')).toBe('web-1\n0 0');
  expect(await get('curl -sS http://nosuch')).toBe('curl: (6) Could not resolve host: nosuch\n6 0');
  expect(await get('curl -sS http://web:82')).toBe(
    "curl: (7) Failed to connect to web port 82 after 0 ms: Couldn't connect to server\n7 0",
  );
  expect(await get('curl -sS -m 5 http://web:81')).toBe(
    'curl: (28) Connection timed out after 5000 milliseconds\n28 5000',
  );
  expect(await get('curl -sS --connect-timeout 3 http://web:81')).toBe(
    'curl: (28) Failed to connect to web port 81 after 3000 ms: Timeout was reached\n28 3000',
  );
  expect(await get('curl -s -o /dev/null -w %{http_code}\\n http://web/healthz')).toBe('200\n0 0');
  world.dns = 'refused';
  expect(await get('curl -sS -m 60 http://web')).toBe('curl: (6) Could not resolve host: web\n6 5000');
});

test('netcat of OpenBSD and getent have words of their own', async () => {
  expect(await run(shop(), 'nc -zv web 80')).toMatchObject({
    stderr: 'Connection to web (10.96.20.247) 80 port [tcp/*] succeeded!\n',
    exit: 0,
  });
  expect(await run(shop(), 'nc -zv 10.96.5.5 80')).toMatchObject({
    stderr: 'nc: connect to 10.96.5.5 port 80 (tcp) failed: Connection refused\n',
    exit: 1,
  });
  expect(await run(shop(), 'getent ahostsv4 web')).toMatchObject({
    stdout:
      '10.96.20.247    STREAM web.shop.svc.cluster.local\n10.96.20.247    DGRAM  \n10.96.20.247    RAW    \n',
    exit: 0,
  });
  expect(await run(shop(), 'getent hosts nosuch')).toMatchObject({ stdout: '', exit: 2 });
});

test('the servers of agnhost', async () => {
  const world = shop();
  const server = world.run(agnhost, ['/agnhost', 'serve-hostname'], { name: 'web-2', signal: stop.signal });
  void world.run(agnhost, ['/agnhost', 'netexec', '--http-port=9000', '--udp-port', '-1'], {
    name: 'web-3',
    signal: stop.signal,
  });
  expect((await run(world, 'curl -sS 10.244.1.4:9376')).stdout).toBe('web-2');
  expect((await run(world, 'curl -sS 10.244.1.4:9000/hostname')).stdout).toBe('web-3');
  expect((await run(world, 'curl -sS 10.244.1.4:9000/clientip')).stdout).toBe('10.244.1.5:40000');
  expect((await run(world, 'curl -sSi 10.244.1.4:9000/echo?msg=hi&code=503')).stdout).toBe(
    'HTTP/1.1 503 Service Unavailable\r\nDate: Sun, 22 Nov 2026 09:00:00 GMT\r\nContent-Length: 2\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhi',
  );
  expect((await run(world, '/agnhost dns-suffix')).stdout).toBe(
    'shop.svc.cluster.local,svc.cluster.local,cluster.local\n',
  );
  stop.abort(new Error('SIGTERM'));
  expect(await server).toMatchObject({
    stderr:
      '2026/11/22 09:00:00 Serving on port 9376.\n2026/11/22 09:00:00 HTTP request from 10.244.1.5:40000\n2026/11/22 09:00:00 Shutting down after receiving signal: terminated.\n2026/11/22 09:00:00 Awaiting pod deletion.\n',
  });
});

test('only what an image has can be started in it', () => {
  const [busybox, , server] = labImages;
  expect(['sh', '/bin/sh', 'nslookup', 'curl', 'bash'].map((name) => busybox!.has(name))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(['curl', 'bash', '/agnhost', '/usr/bin/dig'].map((name) => agnhost.has(name))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['ls', 'sh', '/hostnames'].map((name) => server!.has(name))).toEqual([false, false, true]);
});

import { expect, test } from 'vitest';
import { World } from '../test-support.ts';
import { busybox } from './index.ts';

/** The answers come in the order of their arrival: compares them as a set. */
const blocks = (text: string) => {
  const header = 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n';
  expect(text.startsWith(header)).toBe(true);
  return text.slice(header.length).replace(/^\n/gm, '\0').split('\0').sort();
};
const recorded = (text: string) => blocks(text);

const shop = () => new World().a('web.shop.svc.cluster.local', '10.96.58.150');

test('a short name is asked with every search domain, and the misses make the exit code 1', async () => {
  const { stdout, stderr, exit } = await shop().run(busybox, ['nslookup', 'web']);
  expect(blocks(stdout)).toEqual(
    recorded(
      "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find web.cluster.local: NXDOMAIN\n\n** server can't find web.svc.cluster.local: NXDOMAIN\n\nName:\tweb.shop.svc.cluster.local\nAddress: 10.96.58.150\n\n** server can't find web.cluster.local: NXDOMAIN\n\n\n** server can't find web.svc.cluster.local: NXDOMAIN\n\n",
    ),
  );
  expect({ stderr, exit }).toEqual({ stderr: '', exit: 1 });
});

test('a name with a dot is asked as it is', async () => {
  expect(await shop().run(busybox, ['nslookup', 'web.shop'])).toMatchObject({
    stdout:
      "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find web.shop: NXDOMAIN\n\n** server can't find web.shop: NXDOMAIN\n\n",
    exit: 1,
  });
});

test('the full name works', async () => {
  const { stdout, exit } = await shop().run(busybox, [
    'nslookup',
    'web.shop.svc.cluster.local',
    '10.96.0.10',
  ]);
  expect([
    'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tweb.shop.svc.cluster.local\nAddress: 10.96.58.150\n\n\n',
    'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n\nName:\tweb.shop.svc.cluster.local\nAddress: 10.96.58.150\n\n',
  ]).toContain(stdout);
  expect(exit).toBe(0);
});

test('CNAME, SRV and PTR', async () => {
  const world = shop().a('example.com', '203.0.113.10');
  world.records.push(
    { name: 'ext.shop.svc.cluster.local', type: 'CNAME', ttl: 30, data: 'example.com.' },
    {
      name: '_http._tcp.web.shop.svc.cluster.local',
      type: 'SRV',
      ttl: 30,
      data: '0 100 80 web.shop.svc.cluster.local.',
    },
    { name: '150.58.96.10.in-addr.arpa', type: 'PTR', ttl: 30, data: 'web.shop.svc.cluster.local.' },
  );
  const header = 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n';
  expect(blocks((await world.run(busybox, ['nslookup', 'ext.shop.svc.cluster.local'])).stdout)).toEqual(
    recorded(
      `${header}ext.shop.svc.cluster.local\tcanonical name = example.com\nName:\texample.com\nAddress: 203.0.113.10\n\next.shop.svc.cluster.local\tcanonical name = example.com\n\n`,
    ),
  );
  expect(
    await world.run(busybox, ['nslookup', '-type=srv', '_http._tcp.web.shop.svc.cluster.local']),
  ).toMatchObject({
    stdout: `${header}_http._tcp.web.shop.svc.cluster.local\tservice = 0 100 80 web.shop.svc.cluster.local\n\n`,
    exit: 0,
  });
  expect(await world.run(busybox, ['nslookup', '10.96.58.150'])).toMatchObject({
    stdout: `${header}150.58.96.10.in-addr.arpa\tname = web.shop.svc.cluster.local\n\n`,
    exit: 0,
  });
});

test('without DNS servers: refused at once, dropped after 5 s, and a server that refuses to answer', async () => {
  const world = shop();
  world.dns = 'refused';
  expect(await world.run(busybox, ['nslookup', 'web'])).toEqual({
    stdout: ';; connection timed out; no servers could be reached\n\n',
    stderr: "nslookup: write to '10.96.0.10': Connection refused\n",
    exit: 1,
    ms: 0,
  });
  world.dns = 'timeout';
  expect(await world.run(busybox, ['nslookup', 'web'])).toEqual({
    stdout: ';; connection timed out; no servers could be reached\n\n',
    stderr: '',
    exit: 1,
    ms: 5000,
  });
  world.dns = 'REFUSED';
  expect(await world.run(busybox, ['nslookup', '-type=a', 'example.com'])).toMatchObject({
    stdout: "Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find example.com: REFUSED\n\n",
    exit: 1,
  });
});

test('wget says the same for a name that does not exist and for DNS that is away, at different times', async () => {
  const world = shop();
  const failed = (url: string) => world.run(busybox, ['wget', '-qO-', '-T', '2', url]);
  expect(await failed('http://shop/web')).toEqual({
    stdout: '',
    stderr: "wget: bad address 'shop'\n",
    exit: 1,
    ms: 0,
  });
  world.dns = 'refused';
  expect(await failed('http://web:80')).toEqual({
    stdout: '',
    stderr: "wget: bad address 'web:80'\n",
    exit: 1,
    ms: 5000,
  });
  world.dns = 'timeout';
  expect(await failed('http://web')).toEqual({
    stdout: '',
    stderr: "wget: bad address 'web'\n",
    exit: 1,
    ms: 20_000,
  });
});

test('/etc/hosts comes before DNS, ndots decides about the search list', async () => {
  const world = shop();
  world.fs.write('/etc/hosts', '127.0.0.1\tlocalhost\n192.0.2.1\tweb\n');
  world.fates.set('192.0.2.1:80', 'timeout');
  expect(await world.run(busybox, ['wget', '-qO-', '-T', '3', 'http://web'])).toEqual({
    stdout: '',
    stderr: 'wget: download timed out\n',
    exit: 1,
    ms: 3000,
  });
  world.fs.write('/etc/resolv.conf', 'nameserver 10.96.0.10\n');
  expect((await world.run(busybox, ['wget', '-qO-', 'http://web.shop'])).stderr).toBe(
    "wget: bad address 'web.shop'\n",
  );
});

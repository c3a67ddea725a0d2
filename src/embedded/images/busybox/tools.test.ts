import { expect, test } from 'vitest';
import { World } from '../test-support.ts';
import { busybox } from './index.ts';

const run = (...argv: string[]) => new World().run(busybox, argv);
const banner = 'BusyBox v1.36.1 (2023-05-18 22:34:17 UTC) multi-call binary.\n\n';

test('a wrong call is answered with the usage, after what was wrong', async () => {
  expect(await run('ping')).toMatchObject({ stderr: `${banner}Usage: ping [OPTIONS] HOST\n`, exit: 1 });
  expect(await run('cat', '-z', '/x')).toMatchObject({
    stderr: `cat: invalid option -- 'z'\n${banner}Usage: cat [-nbvteA] [FILE]...\n`,
    exit: 1,
  });
  expect(await run('sleep', '--help')).toMatchObject({ stderr: `${banner}Usage: sleep [N]...\n`, exit: 0 });
});

test("ip shows the Pod's interface, and what was asked for of it", async () => {
  const { stdout } = await run('ip', 'addr');
  const mac = /link\/ether ((?:[0-9a-f]{2}:){5}[0-9a-f]{2})/.exec(stdout)![1]!;
  const octets = mac.split(':').map((octet) => parseInt(octet, 16));
  // Unicast, and not the maker's but the kernel's own.
  expect(octets[0]! & 3).toBe(2);
  const ip = /inet (10\.[\d.]+)\/24/.exec(stdout)![1]!;
  expect(stdout).toMatch(
    /^2: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue qlen 1000$/m,
  );
  expect(stdout).toMatch(/^ {4}inet6 fe80::[0-9a-f:]+\/64 scope link $/m);
  expect((await run('ip', '-4', 'a', 's', 'eth0')).stdout).not.toMatch(/inet6|lo:|ether/);
  expect((await run('ip', 'a', 's', 'eth9')).stderr).toBe("ip: can't find device 'eth9'\n");
  const gateway = ip.replace(/\d+$/, '1');
  expect((await run('ip', 'route', 'get', '10.96.0.1')).stdout).toBe(
    `10.96.0.1 via ${gateway} dev eth0  src ${ip} \n`,
  );
  expect((await run('route', '-n')).stdout.split('\n')[2]).toBe(
    `0.0.0.0         ${gateway.padEnd(15)} 0.0.0.0         UG    0      0        0 eth0`,
  );
  expect((await run('netstat', '-rn')).stdout.split('\n')[2]).toBe(
    `0.0.0.0         ${gateway.padEnd(15)} 0.0.0.0         UG        0 0          0 eth0`,
  );
});

test('programs that just-bash brings are found although no shell ever ran', async () => {
  const world = new World();
  expect(await world.run(busybox, ['grep', 'nameserver', '/etc/resolv.conf'])).toMatchObject({
    stdout: 'nameserver 10.96.0.10\n',
    exit: 0,
  });
});

test('hexdump -C and stat', async () => {
  const world = new World();
  expect(
    (await world.run(busybox, ['sh', '-c', 'printf "abc\\n" > /x; hexdump -C /x; stat /x | head -2'])).stdout,
  ).toBe(
    '00000000  61 62 63 0a                                       |abc.|\n00000004\n' +
      '  File: /x\n  Size: 4        \tBlocks: 8          IO Block: 4096   regular file\n',
  );
});

test('ps -o shows the columns that were asked for, and who is stopped', async () => {
  const script =
    'mkdir /www; httpd -p 8081 -h /www; killall -STOP httpd; ps -o pid,stat,args; ps -o user,comm';
  expect((await run('sh', '-c', script)).stdout).toBe(
    `PID   STAT COMMAND
    1 S    sh -c ${script}
    4 T    httpd -p 8081 -h /www
    6 R    ps -o pid,stat,args
USER     COMMAND
root     sh
root     httpd
root     ps
`,
  );
  expect((await run('ps', '-o', 'nonsense')).stderr).toMatch(/^ps: bad -o argument 'nonsense'/);
});

import { expect, test } from 'vitest';
import { World } from '../test-support.ts';
import { busybox } from './index.ts';

function shop(): World {
  const world = new World().a('web.shop.svc.cluster.local', '10.96.20.247');
  world.services.set('10.96.20.247:80', '10.244.1.3:8080');
  world.serve(8080, (text) =>
    text.startsWith('GET / ')
      ? 'HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 08:09:03 GMT\r\nContent-Length: 21\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\nweb-74dbb5569f-kwvrm\n'
      : 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n',
  );
  return world;
}

test('wget prints what it does on stderr, and the page on stdout', async () => {
  const progress =
    'writing to stdout\n-                    100% |********************************|    21  0:00:00 ETA\nwritten to stdout\n';
  expect(await shop().run(busybox, ['wget', '-O-', '-T', '2', 'http://web'])).toEqual({
    stdout: 'web-74dbb5569f-kwvrm\n',
    stderr: `Connecting to web (10.96.20.247:80)\n${progress}`,
    exit: 0,
    ms: 0,
  });
  expect(await shop().run(busybox, ['wget', '-S', '-O-', 'http://web'])).toMatchObject({
    stderr: `Connecting to web (10.96.20.247:80)\n  HTTP/1.1 200 OK\n  Date: Sun, 22 Nov 2026 08:09:03 GMT\n  Content-Length: 21\n  Content-Type: text/plain; charset=utf-8\n  Connection: close\n  \n${progress}`,
    exit: 0,
  });
});

test('wget: refused, rejected by a firewall, timed out, unreachable, an error page, no answer', async () => {
  const world = shop();
  for (const [port, fate] of [
    [81, 'refused'],
    [82, 'rejected'],
    [83, 'timeout'],
    [84, 'unreachable'],
  ] as const)
    world.fates.set(`10.96.20.247:${port}`, fate);
  world.serve(9999, () => undefined);
  const get = async (...args: string[]) => {
    const { stdout, stderr, exit, ms } = await world.run(busybox, ['wget', '-qO-', ...args]);
    return `${stdout}${stderr}${exit} ${ms}`;
  };
  expect(await get('http://web:81')).toBe(
    "wget: can't connect to remote host (10.96.20.247): Connection refused\n1 0",
  );
  expect(await get('-T', '3', 'http://web:82')).toBe(
    "wget: can't connect to remote host (10.96.20.247): Connection refused\n1 1000",
  );
  expect(await get('-T', '2', 'http://web:83')).toBe('wget: download timed out\n1 2000');
  expect(await get('http://web:83')).toBe(
    "wget: can't connect to remote host (10.96.20.247): Connection timed out\n1 131000",
  );
  expect(await get('http://web:84')).toBe(
    "wget: can't connect to remote host (10.96.20.247): No route to host\n1 0",
  );
  expect(await get('http://web/no')).toBe('wget: server returned error: HTTP/1.1 404 Not Found\n1 0');
  expect(await get('http://10.244.1.9:9999')).toBe('wget: error getting response\n1 0');
});

test('nc -zv speaks of open and timed out, not of refused', async () => {
  const world = shop();
  world.fates.set('10.96.20.247:81', 'timeout');
  const scan = (...args: string[]) => world.run(busybox, ['nc', '-zv', '-w', '2', ...args]);
  expect(await scan('web', '80')).toEqual({
    stdout: '',
    stderr: 'web (10.96.20.247:80) open\n',
    exit: 0,
    ms: 0,
  });
  expect(await scan('web', '99')).toEqual({ stdout: '', stderr: '', exit: 1, ms: 0 });
  expect(await scan('web', '81')).toEqual({
    stdout: '',
    stderr: 'nc: web (10.96.20.247:81): Connection timed out\n',
    exit: 1,
    ms: 2000,
  });
  expect(await scan('nosuch', '80')).toEqual({
    stdout: '',
    stderr: "nc: bad address 'nosuch'\n",
    exit: 1,
    ms: 0,
  });
});

test('nc sends standard input and prints the answer; nc -l answers once and frees its port', async () => {
  const world = shop();
  const text = "echo -e 'GET / HTTP/1.0\\r\\n\\r\\n' | nc web 80 | tail -1";
  expect((await world.run(busybox, ['sh', '-c', text])).stdout).toBe('web-74dbb5569f-kwvrm\n');
  const twice =
    'for i in 1 2; do echo "hello $i" | nc -l -p 7000 & sleep 1; echo x | nc 127.0.0.1 7000; wait; done';
  expect(await world.run(busybox, ['sh', '-c', twice])).toMatchObject({
    stdout: 'x\nhello 1\nx\nhello 2\n',
    stderr: '',
    exit: 0,
  });
});

test('nc -lk -e starts a program for each connection; -s is the address; a relay is one, too', async () => {
  const world = shop();
  world.fs.write(
    '/h.sh',
    `while read -r key value; do
  value=$(echo "$value" | tr -d '\\r')
  [ -z "$value" ] && break
  case $key in [Hh]ost:) host=$value ;; esac
done
body="you asked $host"
printf 'HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\nConnection: close\\r\\n\\r\\n%s\\n' $((\${#body} + 1)) "$body"
`,
  );
  const script = `nc -lk -p 7000 -e sh /h.sh & nc -lk -s 10.244.1.5 -p 7001 -e nc 127.0.0.1 7000 & sleep 1
netstat -ltn | tail -2
wget -qO- http://127.0.0.1:7000; wget -qO- --header 'Host: shop.example' http://127.0.0.1:7001; kill %1 %2`;
  expect(await world.run(busybox, ['sh', '-c', script])).toMatchObject({
    stdout: `tcp        0      0 0.0.0.0:7000            0.0.0.0:*               LISTEN      
tcp        0      0 10.244.1.5:7001         0.0.0.0:*               LISTEN      
you asked 127.0.0.1:7000
you asked shop.example
`,
  });
});

test('ping: a live Pod answers, a clusterIP does not', async () => {
  const world = shop();
  world.fates.set('10.96.20.247:9', 'timeout');
  expect(await world.run(busybox, ['ping', '-c', '1', '-W', '1', 'web'])).toEqual({
    stdout:
      'PING web (10.96.20.247): 56 data bytes\n\n--- web ping statistics ---\n1 packets transmitted, 0 packets received, 100% packet loss\n',
    stderr: '',
    exit: 1,
    ms: 1000,
  });
  const alive = await world.run(busybox, ['ping', '-c', '1', '10.244.1.3']);
  expect(alive.stdout.replace(/(?<=[=/ ])0\.\d{3}/g, 'T')).toBe(
    'PING 10.244.1.3 (10.244.1.3): 56 data bytes\n64 bytes from 10.244.1.3: seq=0 ttl=63 time=T ms\n\n--- 10.244.1.3 ping statistics ---\n1 packets transmitted, 1 packets received, 0% packet loss\nround-trip min/avg/max = T/T/T ms\n',
  );
});

test('httpd as a daemon: listed, serving files, stopped by killall, ended with its container', async () => {
  const world = shop();
  const script =
    'mkdir /www; hostname > /www/index.html; httpd -p 8081 -h /www; netstat -ltn; wget -qO- 127.0.0.1:8081; wget -qO- 127.0.0.1:8081/no; killall httpd; wget -qO- 127.0.0.1:8081; httpd -p 8081 -h /www';
  expect(await world.run(busybox, ['sh', '-c', script])).toMatchObject({
    stdout:
      'Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       \ntcp        0      0 0.0.0.0:8081            0.0.0.0:*               LISTEN      \nclient\n',
    stderr:
      "wget: server returned error: HTTP/1.1 404 Not Found\nwget: can't connect to remote host (127.0.0.1): Connection refused\n",
    exit: 0,
  });
  expect((await world.run(busybox, ['wget', '-qO-', '127.0.0.1:8081'])).stderr).toBe(
    "wget: can't connect to remote host (127.0.0.1): Connection refused\n",
  );
});

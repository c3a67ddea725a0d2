import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Machine } from '../../kube/machine.ts';
import { KubeClient, resources } from '../../kube/client.ts';
import type { Node, Pod, Service } from '../../kube/types.ts';
import { createEmbeddedCluster, type EmbeddedCluster } from '../index.ts';

let cluster: EmbeddedCluster;
let machine: Machine;
let api: KubeClient;
beforeAll(async () => {
  cluster = await createEmbeddedCluster({ clock: 'fast', name: 'kind' });
  ({ machine } = cluster);
  api = new KubeClient(cluster);
}, 60_000);
afterAll(() => cluster.close());

const on = async (node: string, script: string) => {
  const { stdout, stderr } = await machine.exec(`kind-${node}`, ['bash', '-c', script]);
  return stdout + stderr;
};
const host = async (...argv: string[]) => {
  const { stdout, stderr } = await machine.run(argv);
  return stdout + stderr;
};
const until = async (test: () => Promise<boolean>) => expect(await cluster.fastForward(test)).toBe(true);

async function serve(name: string, spec: Partial<Service['spec']>): Promise<Service> {
  const labels = { app: name };
  await api.create(resources.pods, 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: { nodeName: 'kind-worker', containers: [{ name: 'web', image: 'example/hostnames:1.0' }] },
  } as Pod);
  await api.create(resources.services, 'default', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  } as Service);
  await until(async () => (await on('worker2', 'iptables-save -t nat')).includes(`default/${name} ->`));
  return api.get<Service>(resources.services, 'default', name);
}

test('the containers that docker ps lists', async () => {
  const containers = await machine.containers();
  expect(containers.map(({ name, image, ports }) => [name, image, ports])).toEqual([
    ['kind-worker2', 'kindest/node:v1.36.1', ''],
    ['kind-worker', 'kindest/node:v1.36.1', ''],
    ['kind-control-plane', 'kindest/node:v1.36.1', '127.0.0.1:38101->6443/tcp'],
  ]);
  for (const { id } of containers) expect(id).toMatch(/^[0-9a-f]{64}$/);
});

test('what docker exec says when it cannot', async () => {
  await expect(machine.exec('nope', ['ls'])).rejects.toThrow(
    'Error response from daemon: No such container: nope',
  );
  expect(await machine.exec('kind-worker', ['nslookup', 'web'])).toEqual({
    exitCode: 127,
    stdout: '',
    stderr:
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "nslookup": executable file not found in $PATH\n',
  });
  expect(await on('worker', 'nslookup web; cat /nope')).toBe(
    'bash: line 1: nslookup: command not found\ncat: /nope: No such file or directory\n',
  );
});

test('node ports from the host, and what conntrack remembers', async () => {
  const service = await serve('web', { type: 'NodePort' });
  const port = service.spec.ports![0]!.nodePort!;
  for (const ip of ['172.18.0.2', '172.18.0.3', '172.18.0.4']) {
    expect(await host('curl', '-sS', `http://${ip}:${port}`)).toBe('web\n');
  }
  expect(await host('curl', '-sS', `http://localhost:${port}`)).toBe(
    `curl: (7) Failed to connect to localhost port ${port} after 0 ms: Couldn't connect to server\n`,
  );
  expect(await on('worker2', `curl -sS http://localhost:${port}`)).toBe('web\n');
  const flows = await on('worker2', `conntrack -L -s 172.18.0.1 -d 172.18.0.2 --dport ${port}`);
  expect(flows.replace(/sport=\d{5}|dport=\d{5}\b(?! src)/g, 'p')).toMatch(
    /^tcp {6}6 \d+ TIME_WAIT src=172\.18\.0\.1 dst=172\.18\.0\.2 p dport=\d+ src=10\.244\.2\.\d+ dst=172\.18\.0\.2 sport=8080 p \[ASSURED\] mark=0 use=1\nconntrack v1\.4\.7 \(conntrack-tools\): 1 flow entries have been shown\.\n$/,
  );
  expect(
    await on(
      'worker2',
      'iptables -t nat -nvL KUBE-EXT-WEPRS3R6UL2ZWQI3 2>&1 | head -1; iptables -t nat -S KUBE-NODEPORTS | tail -1',
    ),
  ).toContain(
    `-A KUBE-NODEPORTS -p tcp -m comment --comment "default/web" -m tcp --dport ${port} -j KUBE-EXT-`,
  );
});

test('a rule put in by hand drops, and kube-proxy mends its own chains', async () => {
  const service = await api.get<Service>(resources.services, 'default', 'web');
  const port = service.spec.ports![0]!.nodePort!;
  const { status } = await api.get<Pod>(resources.pods, 'default', 'web');
  const ask = () => host('curl', '-sS', '-m', '2', `http://172.18.0.4:${port}`);
  const rule = `FORWARD -d ${status!.podIP}/32 -m conntrack --ctstate NEW -j DROP`;
  expect(await on('worker', `iptables -I ${rule}; iptables -S FORWARD | sed -n 2p`)).toBe(`-A ${rule}\n`);
  expect(await ask()).toMatch(/^curl: \(28\)/);
  expect(await on('worker', `iptables -D ${rule}`)).toBe('');
  expect(await ask()).toBe('web\n');
  expect(await on('worker', `iptables -D ${rule}`)).toBe(
    'iptables: Bad rule (does a matching rule exist in that chain?).\n',
  );
  await on('worker', 'iptables -t nat -F KUBE-SERVICES');
  expect(await ask()).toMatch(/^curl: \(7\)/);
  await until(async () => (await on('worker', 'iptables -t nat -S KUBE-SERVICES')).includes('default/web'));
  expect(await ask()).toBe('web\n');
});

test('a health check node port tells where the endpoints are', async () => {
  const service = await serve('lb', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
  const port = service.spec.healthCheckNodePort!;
  const body = (count: number) =>
    `{\n\t"service": {\n\t\t"namespace": "default",\n\t\t"name": "lb"\n\t},\n\t"localEndpoints": ${count},\n\t"serviceProxyHealthy": true\n}`;
  const ask = (ip: string) => host('curl', '-s', '-w', ' %{http_code}', `http://${ip}:${port}/healthz`);
  expect(await ask('172.18.0.4')).toBe(`${body(1)} 200`);
  expect(await ask('172.18.0.2')).toBe(`${body(0)} 503`);
});

test('ports that the host opens carry bytes', async () => {
  const { port, close } = machine.listen('127.0.0.1', 0, (connection) => {
    void (async () => {
      for await (const data of connection.received) {
        expect(new TextDecoder().decode(data)).toContain('GET /x HTTP/1.1');
        connection.send(new TextEncoder().encode('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi\n'));
      }
    })();
  });
  expect(await host('curl', '-s', `http://127.0.0.1:${port}/x`)).toBe('hi\n');
  expect(() => machine.listen('localhost', port, () => {})).toThrow(
    expect.objectContaining({ code: 'EADDRINUSE' }) as Error,
  );
  close();
  expect((await machine.run(['curl', '-s', `http://127.0.0.1:${port}`])).exitCode).toBe(7);
});

test('the node from a Pod that has its root mounted', async () => {
  await api.create(resources.pods, 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'debugger' },
    spec: {
      nodeName: 'kind-worker2',
      hostNetwork: true,
      containers: [
        {
          name: 'debugger',
          image: 'busybox:1.36',
          command: ['sleep', 'infinity'],
          volumeMounts: [{ name: 'host-root', mountPath: '/host' }],
        },
      ],
      volumes: [{ name: 'host-root', hostPath: { path: '/' } }],
    },
  } as unknown as Pod);
  await until(
    async () => (await api.get<Pod>(resources.pods, 'default', 'debugger')).status?.phase === 'Running',
  );
  const run = (...command: string[]) => cluster.exec({ namespace: 'default', pod: 'debugger' }, command);
  expect((await run('chroot', '/host', 'cat', '/etc/hostname')).stdout).toBe('kind-worker2\n');
  expect((await run('chroot', '/host', 'iptables', '-t', 'nat', '-S', 'KUBE-MARK-MASQ')).stdout).toBe(
    '-N KUBE-MARK-MASQ\n-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000\n',
  );
});

test('a kubelet that is stopped leaves its node not ready, until it is started', async () => {
  const ready = async () => {
    const { status } = await api.get<Node>(resources.nodes, undefined, 'kind-worker2');
    return status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  };
  expect(
    await on(
      'worker2',
      'systemctl stop kubelet; systemctl is-active kubelet; ss -Hltn | grep -cE "10248|10250"',
    ),
  ).toBe('inactive\n0\n');
  await until(async () => (await ready()) === 'Unknown');
  expect(await on('worker2', 'systemctl start kubelet; systemctl is-active kubelet')).toBe('active\n');
  await until(async () => (await ready()) === 'True');
});

test('a static Pod runs as long as its manifest lies in the kubelet’s directory', async () => {
  const find = () =>
    api.find<Pod>(resources.pods, 'kube-system', 'kube-controller-manager-kind-control-plane');
  const before = await find();
  await on('control-plane', 'mv /etc/kubernetes/manifests/kube-controller-manager.yaml /root/');
  await until(async () => (await find()) === undefined);
  await api.create(resources.namespaces, undefined, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'unattended' },
  });
  const certificate = () => api.find(resources.configmaps, 'unattended', 'kube-root-ca.crt');
  await cluster.clock.sleep(10_000);
  expect(await certificate()).toBeUndefined();

  await on('control-plane', 'mv /root/kube-controller-manager.yaml /etc/kubernetes/manifests/.hidden.yaml');
  await cluster.clock.sleep(30_000);
  expect(await find()).toBeUndefined();

  await on('control-plane', 'cd /etc/kubernetes/manifests && mv .hidden.yaml controllers.yaml');
  await until(async () => (await find())?.status?.phase === 'Running');
  await until(async () => (await certificate()) !== undefined);
  const after = await find();
  expect(after!.metadata.uid).not.toBe(before!.metadata.uid);
  expect(after!.spec.containers[0]!.command).toEqual(before!.spec.containers[0]!.command);
  await on(
    'control-plane',
    'mv /etc/kubernetes/manifests/controllers.yaml /etc/kubernetes/manifests/kube-controller-manager.yaml',
  );
  await until(
    async () =>
      (await find())?.status?.phase === 'Running' && (await find())!.metadata.uid !== after!.metadata.uid,
  );
});

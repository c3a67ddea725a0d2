import { describe, expect, test } from 'vitest';
import { comparable, mayBeAnyBackend } from '../compare.ts';
import { pair, type Output } from './pairing.ts';

/** The two texts in the form in which they are compared, after what the outputs have taught. */
function compared(outputs: Output[], anyBackend = false) {
  const pairing = pair(outputs);
  const { recorded, ours } = outputs.at(-1)!;
  const { expected, got } = comparable(
    { exit: 0, stdout: recorded, stderr: '' },
    { exit: 0, stdout: ours, stderr: '' },
    { rename: (text) => pairing.toRecorded(text), fixed: () => false, anyBackend },
  );
  return { expected, got };
}

const same = (recorded: string, ours: string, anyBackend = false) => {
  const { expected, got } = compared([{ recorded, ours }], anyBackend);
  expect(got).toBe(expected);
};
const different = (recorded: string, ours: string, anyBackend = false) => {
  const { expected, got } = compared([{ recorded, ours }], anyBackend);
  expect(got).not.toBe(expected);
};

const pods = (rows: [string, string, string][]) =>
  `NAME                   READY   STATUS    RESTARTS   AGE   IP             NODE\n${rows
    .map(([name, ip, node]) => `${name}   1/1     Running   0          4s    ${ip}   ${node}\n`)
    .join('')}`;

describe('what two real runs differ in is equal', () => {
  test('names, hashes and addresses in another order of their own', () =>
    same(
      pods([
        ['web-74dbb5569f-9tvgg', '10.244.1.154', 'kind-worker2'],
        ['web-74dbb5569f-kwvrm', '10.244.2.131', 'kind-worker'],
      ]),
      pods([
        ['web-6c5cbfccdc-96jv9', '10.244.2.3', 'kind-worker'],
        ['web-6c5cbfccdc-c2zlj', '10.244.1.4', 'kind-worker2'],
      ]),
    ));

  test('how the rows of a watch come in between each other, and how often a rollout is told to wait', () => {
    const row = (name: string, status: string) => `${name}   0/1   ${status}   0   1s\n`;
    const [a, b] = ['web-74dbb5569f-9tvgg', 'web-74dbb5569f-kwvrm'];
    const waiting =
      'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...\n';
    same(
      row(a, 'Pending') + waiting + waiting + row(a, 'Running') + row(b, 'Pending') + row(b, 'Running'),
      row(a, 'Pending') + row(b, 'Pending') + waiting + row(b, 'Running') + row(a, 'Running'),
    );
  });

  test('the order of sockets, packets that were counted, restarts of the control plane', () => {
    const head = 'State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n';
    same(
      `${head}LISTEN 0 1 *:10250 *:*\nLISTEN 0 1 *:10256 *:*\n`,
      `${head}LISTEN 0 1 *:10256 *:*\nLISTEN 0 1 *:10250 *:*\n`,
    );
    same(':PREROUTING ACCEPT [461:27951]\n', ':PREROUTING ACCEPT [4:240]\n');
    same(
      'kube-scheduler-kind-control-plane   1/1   Running   1 (4m ago)   5m\n',
      'kube-scheduler-kind-control-plane   1/1   Running   0   5m\n',
    );
  });

  test('a hash that only answers of any backend have told', () =>
    same('web-74dbb5569f-9tvgg\n', 'web-6c5cbfccdc-96jv9\n', true));

  test('times, ages, revisions', () => {
    same(
      'creationTimestamp: "2026-11-22T08:08:55Z"\nresourceVersion: "17776"\n',
      'creationTimestamp: "2027-01-02T00:00:00Z"\nresourceVersion: "5"\n',
    );
    same('NAME   STATUS   AGE\nweb    Active   4s\n', 'NAME   STATUS   AGE\nweb    Active   12m\n');
    same(
      '  Normal  Pulled  4s (x3 over 9s)  kubelet  a\n',
      '  Normal  Pulled  1s (x2 over 5s)  kubelet  a\n',
    );
  });

  test('ids of execs, names of temporary files', () => {
    same(
      `failed to start exec "${'ab12'.repeat(16)}": OCI\n`,
      `failed to start exec "${'0f'.repeat(32)}": OCI\n`,
    );
    same('stored to "/tmp/kubectl-edit-359.yaml"\n', 'stored to "/tmp/kubectl-edit-81.yaml"\n');
  });

  test('hardware addresses, and the kernel of the machine', () => {
    same(
      '2: eth0@if193: <UP> mtu 1500\n    link/ether 62:f3:2e:f8:59:26 brd ff:ff:ff:ff:ff:ff\n    inet6 fe80::60f3:2eff:fef8:5926/64 scope link\n',
      '2: eth0@if7: <UP> mtu 1500\n    link/ether 0a:00:00:12:13:14 brd ff:ff:ff:ff:ff:ff\n    inet6 fe80::800:ff:fe12:1314/64 scope link\n',
    );
    same(
      'n   Ready   6.18.44-fc-v669 (amd64)   containerd://2.1.9+unknown\n',
      'n   Ready   6.18.44 (amd64)   containerd://2.1.9\n',
    );
  });

  test('answers in the order of their arrival', () =>
    same(
      'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tweb\nAddress: 10.96.3.4\n\n** x: NXDOMAIN\n',
      'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** x: NXDOMAIN\n\nName:\tweb\nAddress: 10.96.9.9\n\n',
    ));

  test('whichever backend answers, behind a Service only', () => {
    const learnt = pods([
      ['web-74dbb5569f-9tvgg', '10.244.1.154', 'kind-worker'],
      ['web-74dbb5569f-kwvrm', '10.244.2.131', 'kind-worker'],
    ]);
    const outputs = (anyBackend: boolean) => [
      { recorded: learnt, ours: learnt },
      { recorded: 'Name: web-74dbb5569f-9tvgg\n', ours: 'Name: web-74dbb5569f-9tvgg\n' },
      { recorded: 'Started web-74dbb5569f-9tvgg\n', ours: 'Started web-74dbb5569f-9tvgg\n' },
      { recorded: 'web-74dbb5569f-9tvgg\n', ours: 'web-74dbb5569f-kwvrm\n', anyBackend },
    ];
    const through = compared(outputs(true), true);
    expect(through.got).toBe(through.expected);
    const direct = compared(outputs(false), false);
    expect(direct.got).not.toBe(direct.expected);
  });

  test('rules whose chains are named after addresses', () =>
    same(
      '-A KUBE-SVC-67NZLRHBNDSAWJRO -m comment --comment "shop/web:http -> 10.244.1.2:8080" -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-BQVZP2J5F5SK23EC\n' +
        '-A KUBE-SVC-67NZLRHBNDSAWJRO -m comment --comment "shop/web:http -> 10.244.2.9:8080" -j KUBE-SEP-DPII572HCASZMQDB\n',
      '-A KUBE-SVC-67NZLRHBNDSAWJRO -m comment --comment "shop/web:http -> 10.244.1.7:8080" -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-AAAAP2J5F5SK23EC\n' +
        '-A KUBE-SVC-67NZLRHBNDSAWJRO -m comment --comment "shop/web:http -> 10.244.2.8:8080" -j KUBE-SEP-CCII572HCASZMQDB\n',
    ));
});

describe('a real difference does not slip through', () => {
  test('a row of a watch that is missing, or comes in another order for one object', () => {
    const row = (status: string) => `web-74dbb5569f-9tvgg   0/1   ${status}   0   1s\n`;
    different(row('Pending') + row('Pending') + row('Running'), row('Pending') + row('Running'));
    different(row('Pending') + row('Running'), row('Running') + row('Pending'));
  });

  test('a rollout that is told in another order, restarts of other Pods, other sockets', () => {
    const waiting = (what: string) => `Waiting for deployment "web" rollout to finish: ${what}...\n`;
    different(waiting('1 out of 3') + waiting('2 out of 3'), waiting('2 out of 3') + waiting('1 out of 3'));
    const available =
      'Waiting for deployment "web" rollout to finish: 1 of 2 updated replicas are available...\n';
    same(
      `${available}deployment "web" successfully rolled out\n`,
      'deployment "web" successfully rolled out\n',
    );
    different(
      `${available}error: timed out waiting for the condition\n`,
      'error: timed out waiting for the condition\n',
    );
    different('kube-proxy-x   1/1   Running   1 (4m ago)   5m\n', 'kube-proxy-x   1/1   Running   0   5m\n');
    const head = 'State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n';
    different(`${head}LISTEN 0 1 *:10250 *:*\n`, `${head}LISTEN 0 1 *:10256 *:*\n`);
  });

  test('another state, count, port or word', () => {
    different('web   1/1   Running   0   4s\n', 'web   0/1   Running   0   4s\n');
    different(
      'web-74dbb5569f-9tvgg   1/1   Running   0   4s\n',
      'web-74dbb5569f-9tvgg   1/1   Running   1   4s\n',
    );
    different('10.244.1.2:8080\n', '10.244.1.2:9090\n');
    different('timeoutSeconds: 5s\n', 'timeoutSeconds: 6s\n');
  });

  test('another container runtime, another broadcast address, no id', () => {
    different('6.18.44 (amd64)   containerd://2.1.9\n', '6.18.44 (amd64)   containerd://2.2.0\n');
    different('kubelet v1.36.1\n', 'kubelet v1.35.1\n');
    different('BusyBox v1.36.1\n', 'BusyBox v1.36.0\n');
    different('coredns:v1.13.1\n', 'coredns:v1.13.2\n');
    different('brd ff:ff:ff:ff:ff:ff\n', 'brd 00:00:00:00:00:00\n');
    different(`failed to start exec "${'ab12'.repeat(16)}": OCI\n`, 'failed to start exec "": OCI\n');
    different('eth0@if193: <UP>\n', 'eth0: <UP>\n');
  });

  test('a container id that belongs to another container', () => {
    const [one, two, three, four] = ['1', '2', '3', '4'].map((digit) => digit.repeat(64));
    const learnt = {
      recorded: `a: containerd://${one!}\nb: containerd://${two!}\n`,
      ours: `a: containerd://${three!}\nb: containerd://${four!}\n`,
    };
    const says = (recorded: string, ours: string) =>
      compared([learnt, learnt, { recorded: `a's is ${recorded}\n`, ours: `a's is ${ours}\n` }]);
    const right = says(one!, three!);
    expect(right.got).toBe(right.expected);
    const wrong = says(one!, four!);
    expect(wrong.got).not.toBe(wrong.expected);
  });

  test('a Pod that answers where another was asked by its address', () => {
    expect(mayBeAnyBackend('kubectl exec client -- wget -qO- http://web')).toBe(true);
    expect(mayBeAnyBackend('kubectl exec client -- nc -zv web 80')).toBe(true);
    expect(mayBeAnyBackend('kubectl exec client -- nc -zv 10.244.1.3 8080')).toBe(false);
    expect(mayBeAnyBackend('kubectl exec client -- wget -qO- 10.244.1.3:8080')).toBe(false);
    expect(mayBeAnyBackend('kubectl get pods')).toBe(false);
  });

  test('an address that belongs to another Pod', () => {
    const learnt = (ips: [string, string]) =>
      pods([
        ['web-74dbb5569f-9tvgg', ips[0], 'kind-worker'],
        ['web-74dbb5569f-kwvrm', ips[1], 'kind-worker'],
      ]);
    const first = {
      recorded: learnt(['10.244.1.2', '10.244.1.3']),
      ours: learnt(['10.244.1.8', '10.244.1.9']),
    };
    const right = compared([first, { recorded: 'IP: 10.244.1.3\n', ours: 'IP: 10.244.1.9\n' }]);
    expect(right.got).toBe(right.expected);
    const wrong = compared([first, { recorded: 'IP: 10.244.1.3\n', ours: 'IP: 10.244.1.8\n' }]);
    expect(wrong.got).not.toBe(wrong.expected);
  });

  test('the same address twice, one too few, one too many', () => {
    different('web   10.244.1.2:80,10.244.1.3:80   4s\n', 'web   10.244.1.2:80,10.244.1.2:80   4s\n');
    different('web   10.244.1.2:80,10.244.1.3:80   4s\n', 'web   10.244.1.2:80   4s\n');
    different('web   <none>   4s\n', 'web   10.244.1.2:80   4s\n');
  });

  test('a list that is cut short: another port, another number of more', () => {
    const list = (text: string) => `kube-dns   ${text} more...   4s\n`;
    same(
      list('10.244.1.2:9153,10.244.2.3:9153,10.244.1.2:53 + 3'),
      list('10.244.2.2:9153,10.244.2.7:9153,10.244.2.2:53 + 3'),
    );
    different(
      list('10.244.1.2:9153,10.244.2.3:9153,10.244.1.2:53 + 3'),
      list('10.244.1.2:9153,10.244.2.3:9153,10.244.1.2:80 + 3'),
    );
    different(
      list('10.244.1.2:53,10.244.1.3:53,10.244.1.4:53 + 3'),
      list('10.244.1.2:53,10.244.1.3:53,10.244.1.4:53 + 4'),
    );
  });

  test("a Service's hash, which follows from its name", () =>
    different('-A KUBE-SVC-67NZLRHBNDSAWJRO -j X\n', '-A KUBE-SVC-77NZLRHBNDSAWJRO -j X\n'));

  test('a missing answer or event', () => {
    different(
      'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** a: NXDOMAIN\n\n** a: NXDOMAIN\n',
      'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** a: NXDOMAIN\n',
    );
    different(
      'LAST SEEN   TYPE   REASON\n5s   Normal   Created   web\n5s   Normal   Started   web\n',
      'LAST SEEN   TYPE   REASON\n5s   Normal   Created   web\n',
    );
  });

  test('a probe that goes on failing', () =>
    different(
      '  Warning  Unhealthy  1s (x5 over 9s)  kubelet  Readiness probe failed: dial tcp: connect: connection refused\n',
      '',
    ));
});

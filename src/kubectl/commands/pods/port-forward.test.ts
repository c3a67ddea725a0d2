import { expect, test } from 'vitest';
import type { Connection } from '../../../kube/cluster.ts';
import type { Machine } from '../../../kube/machine.ts';
import { fakeKubectl, kubectl, listOf } from '../../testing.ts';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web-1', namespace: 'default', labels: { app: 'web' } },
  spec: {
    nodeName: 'kind-worker',
    containers: [
      {
        name: 'web',
        ports: [
          { name: 'http', containerPort: 8080, protocol: 'TCP' },
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
        ],
      },
    ],
  },
  status: { phase: 'Running' },
};
const service = (targetPort: number | string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'default' },
  spec: { clusterIP: '10.96.0.9', selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort }] },
});

/** Text of a connection, as one piece that never ends unless it broke. */
async function* text(piece: string, broken?: string): AsyncGenerator<Uint8Array> {
  if (piece) yield new TextEncoder().encode(piece);
  if (broken !== undefined) throw new Error(broken);
  await Promise.resolve();
}

/** Runs a port-forward on a computer where somebody connects to the first port at once, and then presses Ctrl-C. */
async function forward(
  line: string,
  {
    taken = [],
    broken,
    targetPort = 'http',
  }: { taken?: number[]; broken?: string; targetPort?: number | string } = {},
) {
  const interrupt = new AbortController();
  const open = new Set<string>();
  const answers: string[] = [];
  let asked = '';
  let connect: (() => void) | undefined;
  const machine: Machine = {
    containers: () => Promise.resolve([]),
    exec: () => Promise.reject(new Error('no containers')),
    programs: [],
    run: () => Promise.reject(new Error('no programs')),
    listen: (address, port, connected) => {
      if (taken.includes(port)) throw Object.assign(new Error('in use'), { code: 'EADDRINUSE' });
      const chosen = port === 0 ? 41_234 : port;
      open.add(`${address}:${chosen}`);
      connect ??= () =>
        connected({
          received: text('GET /'),
          send: (data) => void answers.push(new TextDecoder().decode(data)),
          end: () => void answers.push('end'),
        });
      return { port: chosen, close: () => void open.delete(`${address}:${chosen}`) };
    },
  };
  const on = fakeKubectl({
    '/api/v1/namespaces/default/pods/web-1': pod,
    '/api/v1/namespaces/default/pods': listOf(pod),
    '/api/v1/namespaces/default/services/web': service(targetPort),
  });
  on.cluster.portForward = (target, port): Promise<Connection> => {
    asked = `${target.namespace}/${target.pod}:${port}`;
    return Promise.resolve({ received: text('hello', broken), send: () => undefined, end: () => undefined });
  };
  setTimeout(() => connect?.(), 20);
  setTimeout(() => interrupt.abort(), 100);
  const result = await kubectl(line, on, undefined, { machine, signal: interrupt.signal });
  return { ...result, asked, answers, open: [...open] };
}

test('a Service is its Pod and target port; Ctrl-C ends it and frees the ports', async () => {
  expect(await forward('port-forward svc/web 18080:80')).toEqual({
    code: 130,
    stdout:
      'Forwarding from 127.0.0.1:18080 -> 8080\nForwarding from [::1]:18080 -> 8080\nHandling connection for 18080\n',
    stderr: '',
    asked: 'default/web-1:8080',
    answers: ['hello', 'end'],
    open: [],
  });
});

test('ports by number, by name, chosen freely; addresses', async () => {
  const lines = async (line: string) =>
    (await forward(line)).stdout.split('\n').filter((each) => each.startsWith('Forwarding'));
  expect(await lines('port-forward pod/web-1 8080 :http')).toEqual([
    'Forwarding from 127.0.0.1:8080 -> 8080',
    'Forwarding from [::1]:8080 -> 8080',
    'Forwarding from 127.0.0.1:41234 -> 8080',
    'Forwarding from [::1]:41234 -> 8080',
  ]);
  expect(await lines('port-forward svc/web http --address 0.0.0.0')).toEqual([
    'Forwarding from 0.0.0.0:80 -> 8080',
  ]);
});

test('a connection that breaks in the Pod ends it', async () => {
  const reason = 'error forwarding port 8080 to pod abc, uid : failed: "x"';
  expect(await forward('port-forward web-1 18080:8080', { broken: reason })).toMatchObject({
    code: 1,
    stderr:
      'E1122 08:13:56.000000    4300 portforward.go:522] "Unhandled Error" err="an error occurred forwarding 18080 -> 8080: ' +
      'error forwarding port 8080 to pod abc, uid : failed: \\"x\\""\nerror: lost connection to pod\n',
    answers: ['hello', 'end'],
    open: [],
  });
});

test('errors are those of kubectl', async () => {
  const error = async (line: string, options = {}) => {
    const { code, stdout, stderr } = await forward(line, options);
    return [code, stdout + stderr];
  };
  expect(await error('port-forward web-1 18080:8080', { taken: [18_080] })).toEqual([
    1,
    'Unable to listen on port 18080: Listeners failed to create with the following errors: ' +
      '[unable to create listener: Error listen tcp4 127.0.0.1:18080: bind: address already in use ' +
      'unable to create listener: Error listen tcp6 [::1]:18080: bind: address already in use]\n' +
      'error: unable to listen on any of the requested ports: [{18080 8080}]\n',
  ]);
  expect(await error('port-forward svc/web 80', { targetPort: 'nope' })).toEqual([
    1,
    "error: Pod 'web-1' does not have a named port 'nope'\n",
  ]);
  expect(await error('port-forward svc/web 81')).toEqual([
    1,
    'error: Service web does not have a service port 81\n',
  ]);
  expect(await error('port-forward web-1 53')).toEqual([1, 'error: UDP protocol is not supported for 53\n']);
  expect(await error('port-forward web-1 x:80')).toEqual([
    1,
    'error: error parsing local port \'x\': strconv.ParseUint: parsing "x": invalid syntax\n',
  ]);
});

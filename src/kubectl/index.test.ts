import { describe, expect, test } from 'vitest';
import { complete } from './index.ts';
import { fakeKubectl, kubectl, listOf } from './testing.ts';

describe('errors', () => {
  test.each([
    ['gett svc', 1, 'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n'],
    ['get svcs', 1, `error: the server doesn't have a resource type "svcs"\n`],
    ['get svc nope -n shop', 1, 'Error from server (NotFound): services "nope" not found\n'],
    ['get svc --namespce shop', 1, "error: unknown flag: --namespce\nSee 'kubectl get --help' for usage.\n"],
    ['get svc -z', 1, "error: unknown shorthand flag: 'z' in -z\nSee 'kubectl get --help' for usage.\n"],
    ['get svc -n', 1, "error: flag needs an argument: 'n' in -n\nSee 'kubectl get --help' for usage.\n"],
    ['get svc -n nope', 0, 'No resources found in nope namespace.\n'],
    ['get ns', 0, 'No resources found\n'],
    [
      '--context nope get svc',
      1,
      'Error in configuration: context was not found for specified context: nope\n',
    ],
    ['--kubeconfig=/nope get svc', 1, 'error: stat /nope: no such file or directory\n'],
    ['config use-context nope', 1, 'error: no context exists with the name: "nope"\n'],
    ['config foo', 1, `error: unknown command "foo"\nSee 'kubectl config -h' for help and examples\n`],
    [
      '--server=https://127.0.0.1:1 get --raw /api',
      1,
      'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?\n',
    ],
    ['top pods', 1, 'error: Metrics API not available\n'],
    ['get svc -o jsonpath={.spec', 1, 'error: error parsing jsonpath {.spec, unclosed action\n'],
  ])('%s', async (line, code, stderr) => {
    expect(await kubectl(line)).toEqual({ code, stdout: '', stderr });
  });

  test('two names that are not there', async () => {
    const { stderr } = await kubectl('get svc a b');
    expect(stderr).toBe(
      'Error from server (NotFound): services "a" not found\nError from server (NotFound): services "b" not found\n',
    );
  });

  test('Ctrl-C ends with 130', async () => {
    const never = {
      ...fakeKubectl(),
      cluster: { ...fakeKubectl().cluster, fetch: () => new Promise<Response>(() => undefined) },
    };
    const stop = new AbortController();
    const running = kubectl('get svc', never, undefined, { signal: stop.signal });
    stop.abort();
    expect(await running).toEqual({ code: 130, stdout: '', stderr: '' });
  });
});

const column = (name: string, priority = 0) => ({
  name,
  type: 'string',
  format: name === 'Name' ? 'name' : '',
  description: '',
  priority,
});
const services = {
  kind: 'Table',
  metadata: { resourceVersion: '5' },
  columnDefinitions: [column('Name'), column('Type'), column('Cluster-IP'), column('Selector', 1)],
  rows: [
    {
      cells: ['web', 'ClusterIP', '10.96.0.7', 'app=web'],
      object: { metadata: { name: 'web', namespace: 'shop', labels: { tier: 'front' } } },
    },
    {
      cells: ['np', 'NodePort', '10.96.0.123', '<none>'],
      object: { metadata: { name: 'np', namespace: 'shop' } },
    },
  ],
};
const pods = {
  kind: 'Table',
  metadata: {},
  columnDefinitions: [column('Name'), column('Ready')],
  rows: [{ cells: ['client', '1/1'], object: { metadata: { name: 'client', namespace: 'shop' } } }],
};
const tables = fakeKubectl({
  'as=Table /api/v1/namespaces/shop/services': services,
  'as=Table /api/v1/services': services,
  'as=Table /api/v1/namespaces/shop/pods': pods,
});

describe('get', () => {
  test.each([
    [
      'get svc -nshop',
      'NAME   TYPE        CLUSTER-IP\nweb    ClusterIP   10.96.0.7\nnp     NodePort    10.96.0.123\n',
    ],
    [
      'get svc -n shop -owide --no-headers',
      'web   ClusterIP   10.96.0.7     app=web\nnp    NodePort    10.96.0.123   <none>\n',
    ],
    [
      'get services -A --show-labels -L tier',
      'NAMESPACE   NAME   TYPE        CLUSTER-IP    TIER    LABELS\n' +
        'shop        web    ClusterIP   10.96.0.7     front   tier=front\n' +
        'shop        np     NodePort    10.96.0.123           <none>\n',
    ],
    [
      'get po,svc -n shop',
      'NAME         READY\npod/client   1/1\n\n' +
        'NAME          TYPE        CLUSTER-IP\nservice/web   ClusterIP   10.96.0.7\nservice/np    NodePort    10.96.0.123\n',
    ],
  ])('%s', async (line, stdout) => {
    expect(await kubectl(line, tables)).toEqual({ code: 0, stdout, stderr: '' });
  });

  test('-w keeps the columns of the list', async () => {
    const change = {
      type: 'MODIFIED',
      object: { kind: 'Table', metadata: {}, rows: [{ cells: ['client', '0/1'] }] },
    };
    const on = fakeKubectl({
      'as=Table /api/v1/namespaces/shop/pods': pods,
      'watch as=Table /api/v1/namespaces/shop/pods': new Response(`${JSON.stringify(change)}\n`),
    });
    const { stdout } = await kubectl('get pods -n shop -w', on);
    expect(stdout).toBe('NAME     READY\nclient   1/1\nclient   0/1\n');
  });

  test('a warning of the server is printed once', async () => {
    const warned = () =>
      Response.json(services, { headers: { warning: '299 - "v1 Endpoints is deprecated"' } });
    const on = fakeKubectl({ 'as=Table /api/v1/namespaces/a/endpoints': warned() });
    expect((await kubectl('get ep -n a', on)).stderr).toBe('Warning: v1 Endpoints is deprecated\n');
  });
});

describe('complete', () => {
  const on = fakeKubectl({
    '/api/v1/namespaces': listOf({ metadata: { name: 'shop' } }, { metadata: { name: 'default' } }),
    '/api/v1/namespaces/shop/services': listOf({ metadata: { name: 'web' } }, { metadata: { name: 'db' } }),
    '/api/v1/namespaces/shop/pods/client': {
      metadata: { name: 'client' },
      spec: { containers: [{ name: 'main' }] },
    },
  });
  test.each([
    [['ge'], ['get']],
    [['get', 'serv'], ['services']],
    [['get', '-n', 's'], ['shop']],
    [
      ['get', 'svc', '-n', 'shop', ''],
      ['db', 'web'],
    ],
    [['-n', 'shop', 'get', 'svc/w'], ['svc/web']],
    [['get', 'svc', '--show-l'], ['--show-labels']],
    [['config', 'use-context', ''], ['kind-kind']],
  ])('%j', async (words, found) => {
    expect(await complete(words, on)).toEqual(found);
  });
});

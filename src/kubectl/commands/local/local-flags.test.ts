import { expect, test } from 'vitest';
import { fakeKubectl, kubectl } from '../../testing.ts';

test.each([
  [
    'set subject rolebinding b',
    'error: you must specify at least one value of user, group or serviceaccount\n',
  ],
  ['set subject rolebinding b --serviceaccount=x', 'error: serviceaccount must be <namespace>:<name>\n'],
  ['label --local svc web a=b', 'error: one or more files must be specified as -f when --local is set\n'],
  ['get all web', 'error: you must specify only one resource\n'],
  [
    'logs web --since-time=2020',
    'error: parsing time "2020" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "-"\n',
  ],
  ['config set clusters.a.server b', 'error: clusters.a.server cannot be changed here\n'],
])('%s', async (line, stderr) => {
  expect(await kubectl(line)).toEqual({ code: 1, stdout: '', stderr });
});

test('label --local prints the file with its labels, and sends nothing', async () => {
  const readFile = () =>
    Promise.resolve('apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {a: b}}\n');
  expect(
    await kubectl('label --local -f web.yaml c=d -o yaml', fakeKubectl(), undefined, { readFile }),
  ).toEqual({
    code: 0,
    stdout:
      'apiVersion: v1\nkind: Service\nmetadata:\n  labels:\n    a: b\n    c: d\n  name: web\n  namespace: default\n',
    stderr: '',
  });
});

test('config set and unset change the namespace of a context', async () => {
  const on = fakeKubectl();
  expect((await kubectl('config set contexts.kind-kind.namespace shop', on)).stdout).toBe(
    'Property "contexts.kind-kind.namespace" set.\n',
  );
  expect((await kubectl('get pods', on)).stderr).toBe('No resources found in shop namespace.\n');
  await kubectl('config unset contexts.kind-kind.namespace', on);
  expect((await kubectl('get pods', on)).stderr).toBe('No resources found in default namespace.\n');
});

test('cluster-info dump writes files by namespace, with the logs of each container', async () => {
  const pod = { metadata: { name: 'web' }, spec: { containers: [{ name: 'main' }] } };
  const on = fakeKubectl({
    '/api/v1/namespaces/shop/pods': { kind: 'PodList', apiVersion: 'v1', items: [pod] },
    '/api/v1/namespaces/shop/pods/web/log': new Response('hello\n'),
  });
  const files = new Map<string, string>();
  const writeFile = (path: string, text: string) => Promise.resolve(void files.set(path, text));
  const result = await kubectl(
    'cluster-info dump --namespaces=shop --output-directory=/tmp/d',
    on,
    undefined,
    {
      writeFile,
    },
  );
  expect(result).toEqual({ code: 0, stdout: 'Cluster info dumped to /tmp/d\n', stderr: '' });
  expect([...files.keys()]).toContain('/tmp/d/shop/pods.json');
  expect(files.get('/tmp/d/shop/web/logs.txt')).toBe(
    '==== START logs for container main of pod shop/web ====\nhello\n==== END logs for container main of pod shop/web ====\n',
  );
});

import { expect, test } from 'vitest';
import { fakeKubectl, kubectl } from '../../testing.ts';

const see = (path: string) => `See 'kubectl ${path} -h' for help and examples\n`;

test.each([
  ['completion', `error: Shell not specified.\n${see('completion')}`],
  ['completion foo', `error: Unsupported shell type "foo".\n${see('completion')}`],
  ['completion bash x', `error: Too many arguments. Expected only the shell type.\n${see('completion')}`],
  ['plugin list', 'error: unable to find any kubectl plugins in your PATH\n'],
  ['plugin foo', `error: unknown command "foo"\n${see('plugin')}`],
  [
    'kustomize /nope',
    "error: must build at directory: not a valid directory: evalsymlink failure on '/nope' : lstat /nope: no such file or directory\n",
  ],
  ['certificate approve', 'error: one or more CSRs must be specified as <name> or -f <filename>\n'],
  ['drain', `error: USAGE: drain NODE [flags]\n${see('drain')}`],
  ['taint', 'error: one or more resources must be specified as <resource> <name>\n'],
  ['taint nodes', 'error: at least one taint update is required\n'],
  ['taint pods x a=b:NoSchedule', 'error: invalid resource type pods, only node types are supported\n'],
  ['autoscale deploy web', 'error: required flag(s) "max" not set\n'],
  ['debug', 'error: you must specify --image when not using --copy-to.\n'],
  ['debug web --image=b -t', 'error: -i/--stdin is required for containers with -t/--tty=true\n'],
  ['debug web --image=b --profile=bad', 'error: unknown profile: bad\n'],
  ['cp a b/c/d:e', 'error: filespec must match the canonical format: [[namespace/]pod:]file/path\n'],
  ['create foo', `error: Unexpected args: [foo]\n${see('create')}`],
  ['create role a', 'error: at least one verb must be specified\n'],
  ['create token', `error: exactly one NAME is required, got 0\n${see('create token')}`],
])('kubectl %s', async (line, stderr) => {
  expect(await kubectl(line)).toEqual({ code: 1, stdout: '', stderr });
});

test('alpha has no commands; completion gives something that may be sourced', async () => {
  expect((await kubectl('alpha')).stdout).toBe(
    'No alpha commands are available in this version of kubectl\n',
  );
  expect((await kubectl('completion bash')).stdout).toMatch(/^#.*\n$/);
});

test('create ingress writes its rules', async () => {
  const line =
    'create ingress a --rule=foo.com/*=web:80,tls=x --class=nginx --annotation=a=b --dry-run=client -o yaml';
  expect((await kubectl(line)).stdout).toBe(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  annotations:
    a: b
  name: a
spec:
  ingressClassName: nginx
  rules:
  - host: foo.com
    http:
      paths:
      - backend:
          service:
            name: web
            port:
              number: 80
        path: /
        pathType: Prefix
  tls:
  - hosts:
    - foo.com
    secretName: x
status:
  loadBalancer: {}
`);
});

const gone = fakeKubectl();
gone.cluster = { ...gone.cluster, fetch: () => Promise.reject(new Error('refused')) };

test('a server that refuses: how often kubectl asks depends on the words', async () => {
  const lines = async (line: string) => {
    const { stderr } = await kubectl(`${line} --server=https://127.0.0.1:1`, gone);
    return [stderr.split('memcache.go:265').length - 1, stderr.split('\n').at(-2)];
  };
  const last =
    'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?';
  expect(await lines('get svc')).toEqual([5, last]);
  expect(await lines('get pods,svc')).toEqual([6, last]);
  expect(await lines('get svc/web')).toEqual([4, last]);
  expect(await lines('logs web')).toEqual([4, last]);
  expect(await lines('version')).toEqual([0, last]);
});

test('KUBECONFIG without a cluster leads to localhost:8080', async () => {
  const { code, stderr } = await kubectl('get svc', gone, undefined, {
    env: { KUBECONFIG: '/dev/null' },
  });
  expect(code).toBe(1);
  expect(stderr.split('\n')[0]).toBe(
    'E1122 08:13:56.000000       1 memcache.go:265] "Unhandled Error" err="couldn\'t get current server API group list: ' +
      'Get \\"http://localhost:8080/api?timeout=32s\\": dial tcp 127.0.0.1:8080: connect: connection refused"',
  );
  expect(stderr.split('\n').at(-2)).toBe(
    'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
  );
});

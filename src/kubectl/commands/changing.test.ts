import { expect, test } from 'vitest';
import { errors } from '../../kube/status.ts';
import { FakeApi } from './fake-api.ts';

const services = '/api/v1/namespaces/shop/services';
const web = (targetPort: number | string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\nspec:\n  selector:\n    app: web\n  ports:\n  - port: 80\n    targetPort: ${targetPort}\n`;
const live = (targetPort: number | string = 8080) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort, protocol: 'TCP' }] },
});
const pod = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop' },
  spec: { containers: [{ name: 'web' }], nodeName: 'kind-worker' },
  status: { phase: 'Running', containerStatuses: [{ state: { running: {} } }], ...more },
});

test('apply creates, then leaves alone, then configures', async () => {
  const api = new FakeApi();
  const apply = (text: string) => api.kubectl(['apply', '-f', '-'], text);
  expect(await apply(web(8080))).toEqual({ exit: 0, stdout: 'service/web created\n', stderr: '' });
  expect(await apply(web(8080))).toEqual({ exit: 0, stdout: 'service/web unchanged\n', stderr: '' });
  expect(await apply(web('http'))).toEqual({ exit: 0, stdout: 'service/web configured\n', stderr: '' });
  expect(api.objects.get(`${services}/web`)?.spec).toEqual({
    selector: { app: 'web' },
    ports: [{ port: 80, targetPort: 'http' }],
  });
});

test('apply warns where the annotation is missing', async () => {
  const api = new FakeApi();
  api.put(`${services}/web`, live());
  const result = await api.kubectl(['apply', '-f', '-'], web(8080));
  expect(result.stdout).toBe('service/web configured\n');
  expect(result.stderr).toBe(
    'Warning: resource services/web is missing the kubectl.kubernetes.io/last-applied-configuration annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n',
  );
});

test.each([
  ['', 'error: no objects passed to apply\n'],
  [
    'hello',
    'error: error validating "STDIN": error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false\n',
  ],
  [
    'kind: Service',
    'error: error validating "STDIN": error validating data: apiVersion not set; if you choose to ignore these errors, turn validation off with --validate=false\n',
  ],
  [
    'apiVersion: v1\nkind: Svc\nmetadata: {name: x}',
    'error: resource mapping not found for name: "x" namespace: "" from "STDIN": no matches for kind "Svc" in version "v1"\nensure CRDs are installed first\n',
  ],
  [
    'apiVersion: v1\nkind: Pod\nmetadata: {name: yes}',
    'error: unable to decode "STDIN": json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type string\n',
  ],
  [
    'apiVersion: v1\nkind: Pod\nspec:',
    'error: error when retrieving current configuration of:\nResource: "/v1, Resource=pods", GroupVersionKind: "/v1, Kind=Pod"\nName: "", Namespace: "default"\nfrom server for: "STDIN": resource name may not be empty\n',
  ],
])('apply refuses %j', async (text, stderr) => {
  expect(await new FakeApi().kubectl(['apply', '-f', '-'], text)).toEqual({ exit: 1, stdout: '', stderr });
});

test('what could be read of a stream is applied before its error is told', async () => {
  const result = await new FakeApi().kubectl(['apply', '-f', '-'], `${web(80)}---\na: b: c\n`);
  expect(result).toEqual({
    exit: 1,
    stdout: 'service/web created\n',
    stderr:
      'error: error parsing STDIN: error converting YAML to JSON: yaml: mapping values are not allowed in this context\n',
  });
});

test('apply tells a path that does not exist, and refuses URLs', async () => {
  const api = new FakeApi();
  expect((await api.kubectl(['apply', '-f', 'x.yaml'])).stderr).toBe(
    'error: the path "x.yaml" does not exist\n',
  );
  expect((await api.kubectl(['apply', '-f', 'https://example.com/x.yaml'])).stderr).toContain(
    'unable to read URL',
  );
  expect((await api.kubectl(['apply', '-k', '.'])).stderr).toContain('must build at directory');
});

test('delete names the namespace, and goes on after what is missing', async () => {
  const api = new FakeApi();
  api.put(`${services}/web`, live());
  expect(await api.kubectl(['delete', 'svc', 'nope', 'web', '-n', 'shop'])).toEqual({
    exit: 1,
    stdout: 'service "web" deleted from shop namespace\n',
    stderr: 'Error from server (NotFound): services "nope" not found\n',
  });
  expect(api.objects.size).toBe(0);
});

test('label adds, refuses to overwrite, and removes', async () => {
  const api = new FakeApi();
  api.put(`${services}/web`, live());
  const label = (...words: string[]) => api.kubectl(['label', 'svc', 'web', '-n', 'shop', ...words]);
  expect((await label('tier=front')).stdout).toBe('service/web labeled\n');
  expect((await label('tier=back')).stderr).toBe(
    "error: 'tier' already has a value (front), and --overwrite is false\n",
  );
  expect((await label('tier-')).stdout).toBe('service/web unlabeled\n');
  expect((await label('zzz-')).stdout).toBe('label "zzz" not found.\nservice/web not labeled\n');
  expect((await label()).stderr).toBe('error: at least one label update is required\n');
});

test('patch sends YAML as JSON, and what cannot be read as it is', async () => {
  const api = new FakeApi();
  api.put(`${services}/web`, live());
  const bodies: Promise<string>[] = [];
  api.intercept = (request) => {
    if (request.method === 'PATCH') bodies.push(request.clone().text());
    return undefined;
  };
  const result = await api.kubectl([
    'patch',
    'svc',
    'web',
    '-n',
    'shop',
    '-p',
    'spec: {selector: {app: webb}}',
  ]);
  expect(result).toEqual({ exit: 0, stdout: 'service/web patched\n', stderr: '' });
  expect(await Promise.all(bodies)).toEqual(['{"spec":{"selector":{"app":"webb"}}}']);
});

test('edit opens again with the reasons, and gives up when nothing more is changed', async () => {
  const api = new FakeApi();
  api.put(`${services}/web`, live());
  const cause = {
    reason: 'FieldValueInvalid',
    field: 'spec.ports[0].port',
    message: 'Invalid value: 70000: too big',
  };
  api.intercept = (request) => {
    if (request.method !== 'PATCH') return undefined;
    return Response.json(errors.invalid('Service', '', 'web', [cause]).status, { status: 422 });
  };
  const shown: string[] = [];
  api.edit = (_, text) => {
    shown.push(text);
    return Promise.resolve(text.replace('port: 80\n', 'port: 70000\n'));
  };
  const result = await api.kubectl(['edit', 'svc', 'web', '-n', 'shop']);
  expect(result.exit).toBe(1);
  expect(result.stderr.replace(/edit-\d+/, 'edit-1')).toBe(
    'error: services "web" is invalid\nA copy of your changes has been stored to "/tmp/kubectl-edit-1.yaml"\nerror: Edit cancelled, no valid changes were saved.\n',
  );
  expect(shown[1]).toContain(
    '# services "web" was not valid:\n# * spec.ports[0].port: Invalid value: 70000: too big\n#\n',
  );
  api.edit = (_, text) => Promise.resolve(text);
  expect((await api.kubectl(['edit', 'svc', 'web', '-n', 'shop'])).stderr).toBe(
    'Edit cancelled, no changes made.\n',
  );
});

test('exec ends as the command did, and wants a command', async () => {
  const api = new FakeApi();
  api.put('/api/v1/namespaces/shop/pods/client', pod('client'));
  api.execResult = { exitCode: 7, stdout: '', stderr: '' };
  const exec = (...words: string[]) => api.kubectl(['exec', '-n', 'shop', 'client', ...words]);
  expect(await exec('--', 'false')).toEqual({
    exit: 7,
    stdout: '',
    stderr: 'command terminated with exit code 7\n',
  });
  expect((await exec()).stderr).toBe('error: you must specify at least one command for the container\n');
  expect((await exec('ls')).stderr).toBe(
    "error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples\n",
  );
});

test('logs prefixes every line of every Pod', async () => {
  const api = new FakeApi();
  for (const name of ['a', 'b']) api.put(`/api/v1/namespaces/shop/pods/${name}`, pod(name));
  api.intercept = (_, path) => (path.endsWith('/log') ? new Response('one\ntwo\n') : undefined);
  const result = await api.kubectl(['logs', '-n', 'shop', '-l', 'app=web', '--prefix']);
  expect(result).toEqual({
    exit: 0,
    stdout: '[pod/a/web] one\n[pod/a/web] two\n[pod/b/web] one\n[pod/b/web] two\n',
    stderr: '',
  });
});

test('run --rm prints the log of a Pod that has ended, its exit code, and removes it', async () => {
  const api = new FakeApi();
  const terminated = { exitCode: 3, reason: 'Error' };
  api.intercept = (request, path) => {
    if (path.endsWith('/log')) return new Response('no\n');
    if (request.method !== 'GET' || !path.endsWith('/tmp')) return undefined;
    return Response.json(pod('tmp', { phase: 'Failed', containerStatuses: [{ state: { terminated } }] }));
  };
  const result = await api.kubectl([
    'run',
    'tmp',
    '-n',
    'shop',
    '--image=busybox:1.36',
    '--restart=Never',
    '--rm',
    '-i',
    '--',
    'false',
  ]);
  expect(result).toEqual({
    exit: 3,
    stdout: 'no\npod "tmp" deleted from shop namespace\n',
    stderr: 'pod shop/tmp terminated (Error)\n',
  });
  expect(api.objects.size).toBe(0);
});

test('run --rm --quiet prints nothing of its own', async () => {
  const api = new FakeApi();
  api.intercept = (request, path) => {
    if (path.endsWith('/log')) return new Response('yes\n');
    if (request.method !== 'GET' || !path.endsWith('/tmp')) return undefined;
    return Response.json(pod('tmp', { phase: 'Succeeded' }));
  };
  const run = ['run', 'tmp', '-n', 'shop', '--image=busybox:1.36', '--restart=Never', '--rm', '-i', '-q'];
  expect(await api.kubectl([...run, '--', 'true'])).toEqual({ exit: 0, stdout: 'yes\n', stderr: '' });
  expect(api.objects.size).toBe(0);
});

test('expose tells the protocols of one number apart by name', async () => {
  const api = new FakeApi();
  const port = (number: number, protocol: string) => ({ port: number, protocol, targetPort: number });
  api.put(`${services}/dns`, {
    ...live(),
    metadata: { name: 'dns', namespace: 'shop' },
    spec: { selector: { app: 'dns' }, ports: [port(53, 'UDP'), port(53, 'TCP'), port(9153, 'TCP')] },
  });
  const expose = ['expose', 'svc', 'dns', '-n', 'shop'];
  expect((await api.kubectl([...expose, '--name=two'])).stderr).toBe('');
  expect((await api.kubectl([...expose, '--name=one', '--port=53', '--protocol=UDP'])).stderr).toBe('');
  const selector = { app: 'dns' };
  expect(api.objects.get(`${services}/two`)?.spec).toEqual({
    selector,
    ports: [
      { name: 'port-1-udp', ...port(53, 'UDP') },
      { name: 'port-1-tcp', ...port(53, 'TCP') },
      { name: 'port-2', ...port(9153, 'TCP') },
    ],
  });
  expect(api.objects.get(`${services}/one`)?.spec).toEqual({ selector, ports: [port(53, 'UDP')] });
});

test('create service and expose print what they would send', async () => {
  const api = new FakeApi();
  const created = await api.kubectl([
    'create',
    'service',
    'clusterip',
    'web',
    '--tcp=80:8080',
    '-n',
    'shop',
    '--dry-run=client',
    '-o',
    'yaml',
  ]);
  expect(created.stdout).toBe(
    'apiVersion: v1\nkind: Service\nmetadata:\n  labels:\n    app: web\n  name: web\n  namespace: shop\nspec:\n  ports:\n  - name: 80-8080\n    port: 80\n    protocol: TCP\n    targetPort: 8080\n  selector:\n    app: web\n  type: ClusterIP\nstatus:\n  loadBalancer: {}\n',
  );
  api.put(`${services}/web`, live());
  const exposed = await api.kubectl([
    'expose',
    'svc',
    'web',
    '--name=two',
    '--target-port=http',
    '-n',
    'shop',
    '--dry-run=client',
    '-o',
    'yaml',
  ]);
  expect(exposed.stdout).toBe(
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: two\n  namespace: shop\nspec:\n  ports:\n  - port: 80\n    protocol: TCP\n    targetPort: http\n  selector:\n    app: web\nstatus:\n  loadBalancer: {}\n',
  );
});

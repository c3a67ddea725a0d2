import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBench, type Bench, type Learner } from './learner.ts';
import { openShop } from './shop.ts';

let bench: Bench;
let learner: Learner;
const edits: ((text: string) => string | undefined)[] = [];
beforeAll(async () => {
  bench = await openBench('fast');
  await openShop(bench);
  learner = bench.learner({
    edit: (_, text) => Promise.resolve(edits.shift()?.(text)),
    files: {
      'svc.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: two}\nspec: {ports: [{port: 80}], selector: {app: web}}\n',
      'other.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: two}\nspec: {selector: {app: other}}\n',
    },
  });
});
afterAll(() => bench.close());

/** The output of several command lines, one after the other. */
async function all(...lines: string[]): Promise<string[]> {
  const rows: string[] = [];
  for (const line of lines) rows.push(...(await learner.run(line)));
  return rows;
}

test('apply twice, server-side with a conflict, diff, replace what was read, delete', async () => {
  expect(await all('kubectl apply -f svc.yaml', 'kubectl apply -f svc.yaml')).toEqual([
    'service/two created',
    'service/two unchanged',
  ]);
  expect((await learner.run('kubectl apply --server-side -f other.yaml')).slice(0, 2)).toEqual([
    'error: Apply failed with 1 conflict: conflict with "kubectl-client-side-apply" using v1: .spec.selector',
    'Please review the fields above--they currently have other managers. Here',
  ]);
  expect(
    await all(
      'kubectl apply --server-side --force-conflicts -f other.yaml',
      'kubectl get svc two -o yaml | kubectl replace -f -',
      'kubectl get deploy web -o yaml | kubectl replace -f -',
      `kubectl get svc two -o jsonpath='{.spec.selector.app}{"\\n"}'`,
      'kubectl delete -f svc.yaml',
      'kubectl delete -f svc.yaml',
    ),
  ).toEqual([
    'service/two serverside-applied',
    'service/two replaced',
    'deployment.apps/web replaced',
    'other',
    'service "two" deleted from shop namespace',
    'Error from server (NotFound): error when deleting "svc.yaml": services "two" not found',
  ]);
});

test('expose, label, annotate, patch', async () => {
  expect(
    await all(
      'kubectl expose deploy web --name=w2 --port=90 --target-port=http',
      'kubectl label svc w2 a=b',
      'kubectl label svc w2 a=c',
      'kubectl label svc w2 a=c --overwrite',
      'kubectl annotate svc w2 note=hi',
      `kubectl patch svc w2 -p '{"spec":{"type":"NodePort"}}'`,
      `kubectl patch svc w2 --type=json -p '[{"op":"replace","path":"/spec/ports/0/port","value":91}]'`,
      `kubectl patch svc web -p '{"spec":{"ports":[{"port":81}]}}'`,
      `kubectl get svc w2 -o jsonpath='{.spec.type} {.spec.ports[0].port} {.metadata.labels.a} {.metadata.annotations.note}{"\\n"}'`,
      // kube-proxies take a moment.
      'sleep 2; kubectl exec client -- wget -qO /dev/null w2:91 && echo reached',
      'kubectl delete svc w2',
    ),
  ).toEqual([
    'service/w2 exposed',
    'service/w2 labeled',
    "error: 'a' already has a value (b), and --overwrite is false",
    'service/w2 labeled',
    'service/w2 annotated',
    'service/w2 patched',
    'service/w2 patched',
    'The Service "web" is invalid: spec.ports[0].name: Required value',
    'NodePort 91 c hi',
    'reached',
    'service "w2" deleted from shop namespace',
  ]);
});

test('edit in the page’s editor: nothing changed, a mistake given up, a change; and by a command', async () => {
  const setPort = (port: number) => (text: string) => text.replace(/port: \d+$/m, `port: ${port}`);
  edits.push((text) => text);
  expect(await learner.run('kubectl edit svc web')).toEqual(['Edit cancelled, no changes made.']);
  edits.push(setPort(70_000), (text) => text);
  const failed = await learner.run('kubectl edit svc web');
  expect(failed.map((row) => row.replace(/edit-\d+/, 'edit-N'))).toEqual([
    'error: services "web" is invalid',
    'A copy of your changes has been stored to "/tmp/kubectl-edit-N.yaml"',
    'error: Edit cancelled, no valid changes were saved.',
  ]);
  edits.push(setPort(82));
  const port = `kubectl get svc web -o jsonpath='{.spec.ports[0].port}{"\\n"}'`;
  expect(await all('kubectl edit svc web', port)).toEqual(['service/web edited', '82']);
  expect(await all(`KUBE_EDITOR="sed -i 's/port: 82/port: 80/'" kubectl edit svc web`, port)).toEqual([
    'service/web edited',
    '80',
  ]);
  expect(await learner.run('KUBE_EDITOR=false kubectl edit svc web')).toEqual([
    'error: there was a problem with the editor "false"',
  ]);
});

test('wait', async () => {
  expect(
    await all(
      'kubectl wait pod/client --for=condition=Ready',
      `kubectl wait pod/client --for=jsonpath='{.status.phase}'=Running`,
      'kubectl wait deploy/web --for=condition=Available',
      'kubectl wait pod/client --for=condition=Nope --timeout=1s',
      'kubectl wait pod/client --for=delete --timeout=1s',
      'kubectl wait pod/nope --for=delete',
      'kubectl wait pod/nope --for=condition=Ready',
    ),
  ).toEqual([
    'pod/client condition met',
    'pod/client condition met',
    'deployment.apps/web condition met',
    'error: timed out waiting for the condition on pods/client',
    'error: timed out waiting for the condition on pods/client',
    'Error from server (NotFound): pods "nope" not found',
  ]);
});

test('delete pod waits until it is gone, its name is free again, --force does not wait', async () => {
  const make = 'kubectl run gone --image=busybox:1.36 --restart=Never -- sleep 1000';
  expect(
    await all(
      make,
      'kubectl wait pod/gone --for=condition=Ready',
      'kubectl delete pod gone --grace-period=2',
      'kubectl get pod gone',
      make,
      'kubectl delete pod gone --grace-period=0 --force',
      'kubectl get pod gone',
    ),
  ).toEqual([
    'pod/gone created',
    'pod/gone condition met',
    'pod "gone" deleted from shop namespace',
    'Error from server (NotFound): pods "gone" not found',
    'pod/gone created',
    'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
    'pod "gone" force deleted from shop namespace',
    'Error from server (NotFound): pods "gone" not found',
  ]);
});

test('what there is not says so', async () => {
  expect(
    await all(
      'kubectl exec client -c nope -- ls',
      'kubectl exec nope -- ls',
      'kubectl attach nope',
      'kubectl run x --image=bad:image:x',
    ),
  ).toEqual([
    'error: container nope is not valid for pod client out of: client',
    'Error from server (NotFound): pods "nope" not found',
    'Error from server (NotFound): pods "nope" not found',
    'error: Invalid image name "bad:image:x": invalid reference format',
  ]);
});

test('explain', async () => {
  expect(await learner.run('kubectl explain svc.spec.selector')).toEqual([
    'KIND:       Service',
    'VERSION:    v1',
    '',
    'FIELD: selector <map[string]string>',
    '',
    '',
    'DESCRIPTION:',
    '    Route service traffic to pods with label keys and values matching this',
    '    selector. If empty or not present, the service is assumed to have an',
    '    external process managing its endpoints, which Kubernetes will not modify.',
    '    Only applies to types ClusterIP, NodePort, and LoadBalancer. Ignored if type',
    '    is ExternalName. More info:',
    '    https://kubernetes.io/docs/concepts/services-networking/service/',
    '',
    '',
  ]);
  const ports = await learner.run('kubectl explain service.spec.ports');
  expect(ports.filter((row) => /^ {2}\S/.test(row))).toEqual([
    '  appProtocol   <string>',
    '  name  <string>',
    '  nodePort      <integer>',
    '  port  <integer> -required-',
    '  protocol      <string>',
    '  enum: SCTP, TCP, UDP',
    '  targetPort    <IntOrString>',
  ]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBench, type Bench, type Learner } from './learner.ts';
import { masked, openShop } from './shop.ts';

let bench: Bench;
let learner: Learner;
beforeAll(async () => {
  bench = await openBench('fast');
  await openShop(bench);
  learner = bench.learner();
});
afterAll(() => bench.close());

const described = async (what: string) => masked(await learner.run(`kubectl describe ${what}`)).join('\n');

test.each([
  'deploy web',
  'rs -l app=web',
  'pod client',
  'ds -n kube-system kube-proxy',
  'ns shop',
  'svc web',
])('describe %s', async (what) => {
  expect(await described(what)).toMatchSnapshot();
});

test('describe a Pod whose image there is not: the scheduler’s event first, then the kubelet’s', async () => {
  await learner.run('kubectl create deployment d1 --image=busybox:nope');
  await bench.script(
    'kubectl wait pod -n shop -l app=d1 --for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=ImagePullBackOff',
  );
  const rows = masked(await learner.run('kubectl describe pod -l app=d1'));
  const events = rows.slice(rows.indexOf('Events:') + 1);
  expect(events.slice(0, 3)).toEqual([
    '  Type  Reason  Age  From  Message',
    '  ----  ------  ----  ----  -------',
    '  Normal  Scheduled  AGE  default-scheduler  Successfully assigned shop/d1-HASH-ID to WORKER',
  ]);
  // The kubelet tries again and again; which event was the last is a matter of the moment.
  expect(events.slice(3).sort()).toEqual([
    '  Normal  BackOff  AGE  kubelet  spec.containers{busybox}: Back-off pulling image "busybox:nope"',
    '  Normal  Pulling  AGE  kubelet  spec.containers{busybox}: Pulling image "busybox:nope"',
    '  Warning  Failed  AGE  kubelet  spec.containers{busybox}: Error: ErrImagePull',
    '  Warning  Failed  AGE  kubelet  spec.containers{busybox}: Error: ImagePullBackOff',
    '  Warning  Failed  AGE  kubelet  spec.containers{busybox}: Failed to pull image "busybox:nope": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/busybox:nope": failed to resolve reference "docker.io/library/busybox:nope": docker.io/library/busybox:nope: not found',
  ]);
});

test('describe node: its Pods and what they ask for', async () => {
  const rows = masked(await learner.run('kubectl describe node service-clinic-control-plane'));
  const from = rows.findIndex((row) => row.startsWith('Non-terminated Pods'));
  const table = rows.slice(from).map((row) => row.replace(/(kindnet|kube-proxy)-[0-9a-z]{5}/, '$1-ID'));
  expect(table.join('\n')).toMatchSnapshot();
});

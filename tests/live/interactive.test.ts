import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBench, type Bench, type Learner } from './learner.ts';
import { masked, openShop } from './shop.ts';

// What runs until somebody stops it, at a terminal, as time passes.
let bench: Bench;
let learner: Learner;
beforeAll(async () => {
  bench = await openBench('real');
  await openShop(bench);
  learner = bench.learner();
});
afterAll(() => bench.close());

const note = [
  'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.',
  "If you don't see a command prompt, try pressing enter.",
];
const ctrlC = '\x03';

test('run -it --rm: a prompt comes by itself, commands run, the Pod goes with the shell', async () => {
  learner.start('kubectl run -it --rm --restart=Never tmp --image=busybox:1.36 -- sh');
  await learner.until(/enter\.\n\/ #$/);
  learner.type('hostname\r');
  await learner.until(/\ntmp\n\/ #$/);
  learner.type('exit\r');
  expect(await learner.prompted()).toEqual([
    ...note,
    '/ # hostname',
    'tmp',
    '/ # exit',
    'pod "tmp" deleted from shop namespace',
  ]);
  expect(await learner.run('kubectl get pod tmp')).toEqual([
    'Error from server (NotFound): pods "tmp" not found',
  ]);
});

test('run -it --rm: the exit code of the shell is that of kubectl', async () => {
  learner.start('kubectl run -it --rm --restart=Never tmp --image=busybox:1.36 -- sh');
  await learner.until(/\/ #$/);
  learner.type('exit 3\r');
  expect(await learner.prompted()).toEqual([
    ...note,
    '/ # exit 3',
    'pod "tmp" deleted from shop namespace',
    'pod shop/tmp terminated (Error)',
  ]);
  expect(await learner.run('echo $?')).toEqual(['3']);
});

test('run -it that restarts: says how to come back, and attach does', async () => {
  learner.start('kubectl run -it again --image=busybox:1.36');
  await learner.until(/\/ #$/);
  learner.type('exit\r');
  expect(await learner.prompted()).toEqual([
    ...note,
    '/ # exit',
    "Session ended, resume using 'kubectl attach again -c again -i -t' command when the pod is running",
  ]);
  await bench.script(
    'kubectl wait pod/again -n shop --for=jsonpath={.status.containerStatuses[0].restartCount}=1',
  );
  await bench.script('kubectl wait pod/again -n shop --for=condition=Ready');
  learner.start('kubectl attach again -it');
  await learner.until(/\/ #$/);
  learner.type('hostname\r');
  await learner.until(/\nagain\n\/ #$/);
  learner.type('exit\r');
  expect((await learner.prompted()).slice(0, 5)).toEqual([...note, '/ # hostname', 'again', '/ # exit']);
  expect(await learner.run('kubectl delete pod again --now')).toEqual([
    'pod "again" deleted from shop namespace',
  ]);
});

test('run --rm -i: what a pipe gives is the program’s input', async () => {
  const rows = await learner.run(
    'echo hello | kubectl run --rm -i tmp --restart=Never --image=busybox:1.36 -- cat',
  );
  expect(rows).toEqual([...note, 'hello', 'pod "tmp" deleted from shop namespace']);
});

test('Ctrl-C while run --rm waits for an image: the Pod is removed all the same', async () => {
  learner.start('kubectl run --rm -it tmp --restart=Never --image=busybox:nope -- sh');
  await pause(1500);
  learner.type(ctrlC);
  expect(await learner.prompted()).toEqual(['^C']);
  await bench.script('kubectl wait pod/tmp -n shop --for=delete');
  expect(await learner.run('kubectl get pod tmp')).toEqual([
    'Error from server (NotFound): pods "tmp" not found',
  ]);
});

test('exec -it: a loop, Ctrl-C in it, the exit code comes back', async () => {
  learner.start('kubectl exec -it client -- sh');
  await learner.until(/\/ #$/);
  learner.type('while true; do echo tick; sleep 1; done\r');
  await learner.until(/tick\ntick$/);
  learner.type(ctrlC);
  await learner.until(/\^C\n\/ #$/);
  learner.type('echo $?\r');
  await learner.until(/130\n\/ #$/);
  learner.type('exit 7\r');
  const rows = await learner.prompted();
  expect(rows.filter((row) => row !== 'tick')).toEqual([
    '/ # while true; do echo tick; sleep 1; done',
    '^C',
    '/ # echo $?',
    '130',
    '/ # exit 7',
    'command terminated with exit code 7',
  ]);
  expect(await learner.run('echo $?')).toEqual(['7']);
});

test('logs -f, attach: lines come as they are printed, Ctrl-C ends it and not the Pod', async () => {
  const count = 'i=0; while true; do echo line $i; i=$((i+1)); sleep 1; done';
  await learner.run(`kubectl run count --image=busybox:1.36 --restart=Never -- sh -c '${count}'`);
  expect(await learner.run('kubectl wait pod/count --for=condition=Ready')).toEqual([
    'pod/count condition met',
  ]);
  learner.start('kubectl logs -f count');
  await learner.until(/line 2$/);
  learner.type(ctrlC);
  expect(await learner.prompted()).toEqual(['line 0', 'line 1', 'line 2', '^C']);
  expect(await learner.run('echo $?')).toEqual(['130']);

  learner.start('kubectl attach count');
  await learner.until(/line \d+\nline \d+$/);
  learner.type(ctrlC);
  const rows = (await learner.prompted()).map((row) => row.replace(/\d+/, 'N'));
  expect(rows).toEqual([...note, 'line N', 'line N', '^C']);
  expect(masked(await learner.run('kubectl get pod count'))).toEqual([
    'NAME  READY  STATUS  RESTARTS  AGE',
    'count  1/1  Running  0  AGE',
  ]);
  expect(await learner.run('kubectl delete pod count --grace-period=1')).toEqual([
    'pod "count" deleted from shop namespace',
  ]);
});

test('get -w shows a rollout as it goes', async () => {
  learner.start('kubectl get pods -l app=web -w');
  await learner.until(/Running(.|\n)*Running/);
  await bench.script('kubectl rollout restart deploy/web -n shop');
  await learner.until(/(Completed(.|\n)*){6}/);
  learner.type(ctrlC);
  const rows = masked(await learner.prompted());
  expect(rows.slice(0, 3)).toEqual([
    'NAME  READY  STATUS  RESTARTS  AGE',
    'web-HASH-ID  1/1  Running  0  AGE',
    'web-HASH-ID  1/1  Running  0  AGE',
  ]);
  expect(rows.at(-1)).toBe('^C');
  const state = (row: string) => row.split('  ').slice(1, 3).join(' ');
  // Each new Pod takes these steps, each old one those.
  const steps = rows.slice(3, -1).map(state);
  const times = (wanted: string) => steps.filter((step) => step === wanted).length;
  expect(
    [
      '0/1 Pending',
      '0/1 ContainerCreating',
      '0/1 Running',
      '1/1 Running',
      '1/1 Terminating',
      '0/1 Completed',
    ].map((step) => [step, times(step)]),
  ).toEqual([
    ['0/1 Pending', 4],
    ['0/1 ContainerCreating', 4],
    ['0/1 Running', 2],
    ['1/1 Running', 2],
    ['1/1 Terminating', 2],
    ['0/1 Completed', 6],
  ]);
  expect(steps.slice(0, 6)).toEqual([
    '0/1 Pending',
    '0/1 Pending',
    '0/1 ContainerCreating',
    '0/1 ContainerCreating',
    '0/1 Running',
    '1/1 Running',
  ]);
});

test('names of live Pods are completed', async () => {
  learner.type('kubectl delete pod cl\t');
  await learner.until(/kubectl delete pod client$/);
  learner.type(ctrlC);
  await learner.prompted();
  // As far as the two names agree: random as they are, that may be a letter more than the hash.
  const [one = '', other = ''] = (await bench.script('kubectl get pods -n shop -l app=web -o name'))
    .replaceAll('pod/', '')
    .split('\n');
  const differ = [...one].findIndex((letter, at) => letter !== other[at]);
  learner.type('kubectl logs web-\t');
  await learner.until(new RegExp(`kubectl logs ${one.slice(0, differ)}$`));
  learner.type('\t\t');
  await learner.until(new RegExp(`${one} {2}${other}\n`));
  learner.type(ctrlC);
  await learner.prompted();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

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

const waiting = (text: string) => `Waiting for deployment "web" rollout to finish: ${text}...`;
const done = 'deployment "web" successfully rolled out';
/** Each change of the Deployment's status prints a line, also where the line is the same. */
const withoutRepeats = (rows: readonly string[]) => rows.filter((row, at) => row !== rows[at - 1]);
const generations = async () => {
  const [row = ''] = await learner.run(
    `kubectl get deploy web -o jsonpath='{.metadata.generation} {.status.observedGeneration}{"\\n"}'`,
  );
  return row.split(' ').map(Number);
};

test('scale changes the generation, and rollout status waits for the controller to see it', async () => {
  const [before = 0] = await generations();
  expect(await learner.run('kubectl scale deploy/web --replicas=3')).toEqual(['deployment.apps/web scaled']);
  const rows = await learner.run('kubectl rollout status deploy/web');
  expect(rows.at(-1)).toBe(done);
  expect(await generations()).toEqual([before + 1, before + 1]);
  expect(masked(await learner.run('kubectl get deploy web'))).toEqual([
    'NAME  READY  UP-TO-DATE  AVAILABLE  AGE',
    'web  3/3  3  3  AGE',
  ]);
});

test('restart and status: one Pod after the other', async () => {
  expect(await learner.run('kubectl rollout restart deploy/web')).toEqual(['deployment.apps/web restarted']);
  const rows = withoutRepeats(await learner.run('kubectl rollout status deploy/web'));
  const shown = rows.filter((row) => !/spec update|0 out of 3/.test(row));
  expect(shown).toEqual([
    waiting('1 out of 3 new replicas have been updated'),
    waiting('2 out of 3 new replicas have been updated'),
    waiting('1 old replicas are pending termination'),
    done,
  ]);
});

test('an image that there is not: status times out, events say why, undo brings the old one back', async () => {
  expect(await learner.run('kubectl set image deploy/web web=example/nope:1')).toEqual([
    'deployment.apps/web image updated',
  ]);
  const status = withoutRepeats(await learner.run('kubectl rollout status deploy/web --timeout=20s'));
  expect(status.slice(-2)).toEqual([
    waiting('1 out of 3 new replicas have been updated'),
    'error: timed out waiting for the condition',
  ]);
  const pods = masked(await learner.run('kubectl get pods -l app=web')).slice(1);
  expect(pods.filter((row) => row === 'web-HASH-ID  1/1  Running  0  AGE')).toHaveLength(3);
  expect(
    pods.filter((row) => /^web-HASH-ID {2}0\/1 {2}(ErrImagePull|ImagePullBackOff) {2}0 {2}AGE$/.test(row)),
  ).toHaveLength(1);
  const events = await learner.run(
    `kubectl get events --field-selector type=Warning,reason=Failed -o jsonpath='{range .items[*]}{.reason}: {.message}{"\\n"}{end}'`,
  );
  expect(events).toEqual([
    'Failed: Failed to pull image "example/nope:1": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/example/nope:1": failed to resolve reference "docker.io/example/nope:1": docker.io/example/nope:1: not found',
    'Failed: Error: ErrImagePull',
    'Failed: Error: ImagePullBackOff',
  ]);
  expect(await learner.run('kubectl rollout history deploy/web')).toEqual([
    'deployment.apps/web',
    'REVISION  CHANGE-CAUSE',
    '1         <none>',
    '2         <none>',
    '3         <none>',
    '',
  ]);
  const undone = await learner.run('kubectl rollout undo deploy/web 2>/dev/null');
  expect(undone).toEqual(['deployment.apps/web rolled back']);
  expect((await learner.run('kubectl rollout status deploy/web')).at(-1)).toBe(done);
  expect(await learner.run('kubectl rollout history deploy/web')).toEqual([
    'deployment.apps/web',
    'REVISION  CHANGE-CAUSE',
    '1         <none>',
    '3         <none>',
    '4         <none>',
    '',
  ]);
});

test('a paused Deployment holds changes back until it is resumed', async () => {
  const lines = [
    'rollout pause deploy/web',
    'rollout pause deploy/web',
    'set env deploy/web A=b',
    'rollout status deploy/web --timeout=2s',
    'rollout restart deploy/web',
    'rollout resume deploy/web',
  ];
  const rows: string[] = [];
  for (const line of lines) rows.push(...(await learner.run(`kubectl ${line}`)));
  expect(withoutRepeats(rows)).toEqual([
    'deployment.apps/web paused',
    'error: deployments.apps "web" is already paused',
    'deployment.apps/web env updated',
    waiting('0 out of 3 new replicas have been updated'),
    'error: timed out waiting for the condition',
    `error: deployments.apps "web" can't restart paused deployment (run rollout resume first)`,
    'deployment.apps/web resumed',
  ]);
  expect((await learner.run('kubectl rollout status deploy/web')).at(-1)).toBe(done);
  // The old Pods go on being chosen until they are gone.
  await learner.run('sleep 5');
  expect(await learner.run('kubectl exec deploy/web -- printenv A')).toEqual(['b']);
});

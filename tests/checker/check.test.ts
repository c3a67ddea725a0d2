import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded, type EmbeddedBench } from '../../src/lab/embedded.ts';
import { loadScenario } from '../../src/lab-server/scenarios.ts';
import { KubeClient, resources } from '../../src/kube/client.ts';
import { OpenScenario } from '../../src/scenario/lifecycle.ts';

let bench: EmbeddedBench;
let opened: OpenScenario;
beforeAll(async () => {
  bench = await openEmbedded({ clock: 'fast' });
  opened = new OpenScenario(await loadScenario('wrong-target-port'), bench.runtime);
  await opened.start();
});
afterAll(() => bench.close());

const states = async () => {
  const { verdict, probes } = await opened.check();
  return { verdict, probes: Object.fromEntries(probes.map(({ id, state }) => [id, state])) };
};

const broken = {
  client: 'failed',
  name: 'passed',
  service: 'passed',
  endpointslice: 'passed',
  'kube-proxy': 'failed',
  pod: 'failed',
};

test('each station says what was expected and what was seen, in both languages', async () => {
  const { verdict, probes } = await opened.check();
  expect(verdict).toBe('fail');
  expect(Object.fromEntries(probes.map(({ id, state }) => [id, state]))).toEqual(broken);
  for (const { title, expected, seen, command } of probes) {
    for (const text of [title, expected, seen])
      expect([text.zh, text.en].every((one) => one.length > 0)).toBe(true);
    expect(command).toMatch(/^kubectl /);
  }
  const pod = probes.find(({ id }) => id === 'pod')!;
  expect(pod.seen.en).toMatch(
    /^3 Ready; (10\.244\.\d+\.\d+:9090 wget: can't connect to remote host \(10\.244\.\d+\.\d+\): Connection refused(; )?){3}$/,
  );
});

test('the commands of a report show the same in the terminal', async () => {
  const { probes } = await opened.check();
  const results = await Promise.all(
    probes.map(async ({ id, command }) => [id, (await bench.runtime.run(command)).exitCode] as const),
  );
  // Those that ask as a client fail while the lab is broken; those that look at objects do not.
  expect(Object.fromEntries(results)).toEqual({
    client: 1,
    name: 0,
    service: 0,
    endpointslice: 0,
    'kube-proxy': 1,
    pod: 0,
  });
});

test('a check leaves nothing behind', async () => {
  await opened.check();
  const pods = await new KubeClient(bench.cluster).list(resources.pods, 'shop');
  expect(pods.items.filter(({ metadata }) => metadata.name?.startsWith('checker-'))).toEqual([]);
});

test('a check that passed fails again when the repair is taken back', async () => {
  await opened.solve();
  expect((await states()).verdict).toBe('pass');
  await opened.run(opened.scenario.breakScript);
  expect(await states()).toEqual({ verdict: 'fail', probes: broken });
});

test('what cannot be looked at is an error, not a verdict', async () => {
  await opened.run('kubectl delete namespace shop --wait');
  const { verdict, probes } = await opened.check();
  expect(verdict).toBe('error');
  expect(new Set(probes.map(({ state }) => state))).toEqual(new Set(['error']));
  expect(probes[0]!.seen.en).toContain('cannot create a client Pod in namespace shop');
});

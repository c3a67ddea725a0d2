import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from '../../src/checker/check.ts';
import { checkSpecSchema } from '../../src/checker/spec.ts';
import { KubeClient, resources } from '../../src/kube/client.ts';
import { openEmbedded, type EmbeddedBench } from '../../src/lab/embedded.ts';
import { loadScenario } from '../../src/lab-server/scenarios.ts';

// The kinds of expectation that a scenario's own check seldom has together, on a healthy shop.
let bench: EmbeddedBench;
beforeAll(async () => {
  bench = await openEmbedded({ clock: 'fast' });
  const { healthy } = await loadScenario('wrong-target-port');
  await bench.runtime.run('kubectl apply -f -', { stdin: healthy });
  await bench.runtime.run('kubectl rollout status deployment/web -n shop --timeout=120s');
});
afterAll(() => bench.close());

const backend = { object: 'shop/web', replicas: 3 };
const run = async (expect: unknown[], host = true) => {
  const spec = checkSpecSchema.parse({ client: { namespace: 'shop' }, expect });
  const { cluster, clock } = bench.runtime;
  const { verdict, probes } = await check(spec, {
    scenario: 'shop',
    cluster,
    clock,
    ...(host ? { host: (script) => bench.runtime.run(script) } : {}),
  });
  return { verdict, states: Object.fromEntries(probes.map(({ id, state }) => [id, state])), probes };
};

async function inventory(): Promise<string[]> {
  const client = new KubeClient(bench.cluster);
  const kinds = ['deployments', 'replicasets', 'services', 'endpointslices', 'configmaps'] as const;
  const lists = await Promise.all(
    kinds.map(async (kind) =>
      (await client.list(resources[kind])).items.map((item) => [kind, item] as const),
    ),
  );
  return lists.flat().map(([kind, { metadata }]) => `${kind} ${metadata.namespace}/${metadata.name}`);
}

test('a healthy cluster holds what can be expected of it, and a check leaves it as it was', async () => {
  const before = await inventory();
  const { verdict, states } = await run([
    { probe: 'answers', service: 'shop/web', port: 80, backends: [backend], spread: true },
    { probe: 'resolves', name: 'kubernetes.default.svc.cluster.local', service: 'default/kubernetes' },
    { probe: 'dns' },
    { probe: 'keeps', kind: 'service', object: 'shop/web', fields: { 'spec.ports.0.port': 80 } },
    { probe: 'canary' },
    { probe: 'kube-proxy' },
    { probe: 'strays', namespace: 'shop', allow: ['client'] },
  ]);
  expect({ verdict, others: Object.entries(states).filter(([, state]) => state !== 'passed') }).toEqual({
    verdict: 'pass',
    others: [],
  });
  expect(await inventory()).toEqual(before);
  const pods = await new KubeClient(bench.cluster).list(resources.pods, 'shop');
  expect(pods.items.filter(({ metadata }) => !/^(web-|client$)/.test(metadata.name!))).toEqual([]);
});

test('each kind of expectation fails where it does not hold', async () => {
  const { verdict, states } = await run([
    { probe: 'answers', service: 'shop/web', port: 80, backends: [{ ...backend, replicas: 4 }] },
    { probe: 'resolves', name: 'web.shop.svc.cluster.local', service: 'default/kubernetes' },
    { probe: 'refused', from: { namespace: 'default' }, service: 'shop/web', port: 80 },
    { probe: 'keeps', kind: 'service', object: 'shop/web', fields: { 'spec.type': 'NodePort' } },
    { probe: 'keeps', kind: 'networkpolicy', object: 'shop/guard' },
    { probe: 'strays', namespace: 'shop' },
    { probe: 'outside', via: 'nodePort', service: 'shop/web', port: 80, backends: [backend] },
    { probe: 'drains', service: 'shop/web', port: 80, backend: { object: 'shop/web' } },
  ]);
  expect(verdict).toBe('fail');
  expect(states).toEqual({
    client: 'passed',
    name: 'passed',
    service: 'passed',
    endpointslice: 'passed',
    'kube-proxy': 'passed',
    pod: 'failed',
    'name:web.shop.svc.cluster.local': 'failed',
    refused: 'failed',
    'keeps:service/shop/web': 'failed',
    'keeps:networkpolicy/shop/guard': 'failed',
    'strays:shop': 'failed',
    outside: 'failed',
    drains: 'skipped',
  });
});

test('nobody beside the cluster to ask from outside: an error with the way out', async () => {
  await bench.runtime.run(`kubectl patch service web -n shop -p '{"spec":{"type":"NodePort"}}'`);
  const outside = { probe: 'outside', via: 'nodePort', service: 'shop/web', port: 80, backends: [backend] };
  expect((await run([outside])).verdict).toBe('pass');
  const { verdict, probes } = await run([outside], false);
  expect(verdict).toBe('error');
  expect(probes[0]!.next!.en).toContain('docker exec');
  expect(probes[0]!.next!.zh).toContain('docker exec');
});

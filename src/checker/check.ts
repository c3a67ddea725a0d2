import type { Clock, Cluster } from '../kube/cluster.ts';
import { KubeClient, resources } from '../kube/client.ts';
import type { Service } from '../kube/types.ts';
import { isSettled, readFacts } from './facts.ts';
import { probesOf, type Probe, type Scene } from './probes.ts';
import { ProbeError, textOf, withProbers } from './prober.ts';
import type { ProbeResult, Report } from './report.ts';
import type { CheckSpec } from './spec.ts';

export interface CheckOptions {
  scenario: string;
  cluster: Cluster;
  clock: Clock;
  signal?: AbortSignal;
}

/** A rollout gets this long to finish before it is judged as it stands; a stuck one, `stuckAfter`. */
const settleTimeout = 60_000;
const stuckAfter = 5_000;
/** Changes reach every node's rules within seconds; a first failure is looked at once more. */
const secondLook = 2_500;
/** A repair must hold: a pass is looked at once more after this. */
const holdFor = 2_000;

/**
 * Looks at the cluster as a client sees it and says, hop by hop, what was expected and what was seen.
 * Leaves nothing behind. Never throws for a cluster that is broken or gone: that is in the report.
 */
export async function check(spec: CheckSpec, options: CheckOptions): Promise<Report> {
  const { clock, cluster, scenario } = options;
  const started = clock.now();
  const probes = probesOf(spec);
  let results: ProbeResult[];
  try {
    await waitUntilSettled(spec, options);
    results = await withProbers(cluster, clock, spec.client, async (probers) => {
      const look = () => attempt(spec, probes, cluster, probers);
      const first = await look();
      await clock.sleep(passed(first) ? holdFor : secondLook, options.signal);
      return look();
    });
  } catch (error) {
    results = probes.map((probe) => unable(probe, error));
  }
  return {
    scenario,
    verdict: results.some(({ state }) => state === 'error') ? 'error' : passed(results) ? 'pass' : 'fail',
    probes: results,
    at: started,
    durationMs: clock.now() - started,
  };
}

async function waitUntilSettled(spec: CheckSpec, { clock, cluster, signal }: CheckOptions): Promise<void> {
  const client = new KubeClient(cluster);
  const deadline = clock.now() + settleTimeout;
  let last = { state: '', since: clock.now() };
  for (;;) {
    const facts = await readFacts(client, spec);
    if (isSettled(facts) || clock.now() > deadline) return;
    const state = JSON.stringify([facts.deployment?.status, facts.pods.map(({ metadata }) => metadata.name)]);
    if (state !== last.state) last = { state, since: clock.now() };
    else if (clock.now() - last.since > stuckAfter) return;
    await clock.sleep(500, signal);
  }
}

async function attempt(
  spec: CheckSpec,
  probes: Probe[],
  cluster: Cluster,
  probers: Scene['probers'],
): Promise<ProbeResult[]> {
  const client = new KubeClient(cluster);
  const scene: Scene = {
    spec,
    facts: await readFacts(client, spec),
    probers,
    async clusterIP(service) {
      const [namespace, name] = service.split('/');
      const found = await client.find<Service>(resources.services, namespace, name!);
      return found?.spec.clusterIP && found.spec.clusterIP !== 'None' ? found.spec.clusterIP : undefined;
    },
  };
  return Promise.all(
    probes.map(async (probe): Promise<ProbeResult> => {
      const { id, station, title, command } = probe;
      try {
        return { id, station, title, command, ...(await probe.look(scene)) };
      } catch (error) {
        return unable(probe, error);
      }
    }),
  );
}

function passed(results: ProbeResult[]): boolean {
  return results.every(({ state }) => state === 'passed');
}

function unable({ id, station, title, command }: Probe, error: unknown): ProbeResult {
  const reason = error instanceof ProbeError ? error.message : textOf(error);
  return {
    id,
    station,
    title,
    command,
    state: 'error',
    expected: { en: 'the check can look', zh: '检查能够进行' },
    seen: { en: `could not look: ${reason}`, zh: `无法检查：${reason}` },
  };
}

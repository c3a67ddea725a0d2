import type { Clock, Cluster } from '../kube/cluster.ts';
import { KubeClient } from '../kube/client.ts';
import { skipped, type Host, type Probe, type Scene } from './probe.ts';
import { ProbeError, textOf, withProbers, type Probers } from './prober.ts';
import { probesOf } from './probes/index.ts';
import type { ProbeResult, Report } from './report.ts';
import type { Backend, CheckSpec, ClientSpec } from './spec.ts';
import { isSettled, View, type Workload } from './view.ts';

export interface CheckOptions {
  scenario: string;
  cluster: Cluster;
  clock: Clock;
  /** Absent where nothing stands beside the cluster: what asks from outside cannot look then. */
  host?: Host;
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
    results = await withProbers(cluster, clock, spec.client, otherClients(spec), (probers) =>
      judge(spec, options, (first) => attempt(spec, options, probes, probers, first)),
    );
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

/** Looks until all is well and once more after that, or until the time for a repair to be felt is over. */
async function judge(
  { patience }: CheckSpec,
  { clock, signal }: CheckOptions,
  look: (first: boolean) => Promise<ProbeResult[]>,
): Promise<ProbeResult[]> {
  const deadline = clock.now() + patience * 1000;
  let results = await look(true);
  for (let pause = secondLook; !passed(results); pause *= 2) {
    await clock.sleep(pause, signal);
    results = await look(true);
    if (clock.now() + pause >= deadline) break;
  }
  if (!passed(results)) return results;
  await clock.sleep(holdFor, signal);
  return look(false);
}

function otherClients({ expect }: CheckSpec): ClientSpec[] {
  return expect.flatMap((expectation) =>
    'from' in expectation && expectation.from ? [expectation.from] : [],
  );
}

/** Workloads whose rollout is waited for. */
function workloadsOf({ expect }: CheckSpec): Pick<Backend, 'kind' | 'object'>[] {
  return expect.flatMap((expectation) => [
    ...('backends' in expectation ? expectation.backends : []),
    ...(expectation.probe === 'workload' ? [expectation] : []),
    ...(expectation.probe === 'dns' ? [{ kind: 'Deployment', object: 'kube-system/coredns' } as const] : []),
    ...(expectation.probe === 'kube-proxy'
      ? [{ kind: 'DaemonSet', object: 'kube-system/kube-proxy' } as const]
      : []),
  ]);
}

async function waitUntilSettled(spec: CheckSpec, { clock, cluster, signal }: CheckOptions): Promise<void> {
  const client = new KubeClient(cluster);
  const names = workloadsOf(spec);
  const deadline = clock.now() + settleTimeout;
  let last = { state: '', since: clock.now() };
  for (;;) {
    const view = new View(client);
    const workloads = await Promise.all(names.map((name) => view.workload(name)));
    if (workloads.every((workload, i) => isSettled(names[i]!.kind, workload))) return;
    if (clock.now() > deadline) return;
    const state = JSON.stringify(workloads.map(stateOf));
    if (state !== last.state) last = { state, since: clock.now() };
    else if (clock.now() - last.since > stuckAfter) return;
    await clock.sleep(500, signal);
  }
}

function stateOf({ object, pods }: Workload): unknown {
  return [object?.status, pods.map(({ metadata }) => metadata.name)];
}

async function attempt(
  spec: CheckSpec,
  { cluster, clock, host }: CheckOptions,
  probes: Probe[],
  probers: Probers,
  first: boolean,
): Promise<ProbeResult[]> {
  const scene = { spec, view: new View(new KubeClient(cluster)), probers, clock, first, host };
  const calm = await Promise.all(
    probes.filter(({ disturbs }) => !disturbs).map((probe) => run(probe, scene)),
  );
  const results = new Map(calm.map((result) => [result.id, result]));
  for (const probe of probes.filter(({ disturbs }) => disturbs)) {
    const well = passed([...results.values()]);
    results.set(probe.id, well ? await run(probe, scene) : notYet(probe));
  }
  return probes.map(({ id }) => results.get(id)!);
}

async function run(probe: Probe, scene: Scene): Promise<ProbeResult> {
  const { id, station, title, command } = probe;
  try {
    return { id, station, title, command, ...(await probe.look(scene)) };
  } catch (error) {
    return unable(probe, error);
  }
}

function notYet({ id, station, title, command }: Probe): ProbeResult {
  const expected = { en: 'looked at when all else is well', zh: '其他各项都正常之后才检查' };
  return { id, station, title, command, ...skipped(expected, 'client') };
}

function passed(results: ProbeResult[]): boolean {
  return results.every(({ state }) => state === 'passed');
}

function unable({ id, station, title, command }: Probe, error: unknown): ProbeResult {
  const reason = textOf(error);
  return {
    id,
    station,
    title,
    command,
    state: 'error',
    expected: { en: 'the check can look', zh: '检查能够进行' },
    seen: { en: `could not look: ${reason}`, zh: `无法检查：${reason}` },
    next:
      error instanceof ProbeError
        ? error.next
        : {
            en: 'See that the cluster still answers (kubectl get nodes), then check again; if it does not, reset the lab.',
            zh: '先确认集群还有应答（kubectl get nodes），再检查一次；如果没有应答，请重置实验。',
          },
  };
}

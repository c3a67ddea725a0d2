import { parseAllDocuments } from 'yaml';
import { check as runCheck } from '../checker/check.ts';
import type { Localized, Report } from '../checker/report.ts';
import type { Clock, Cluster } from '../kube/cluster.ts';
import { KubeClient, resources } from '../kube/client.ts';
import type { AnyObject, Namespace } from '../kube/types.ts';
import type { Scenario } from './parse.ts';
import { addedNamespaces, restorePristine, savePristine } from './pristine/index.ts';
import { remove } from './pristine/objects.ts';
import { forgetLeft, readLeft, store, writeLeft, type LeftScenario } from './pristine/store.ts';
import { waitUntilWorking } from './pristine/works.ts';
import type { Need } from './schema.ts';

/** What a scenario needs from the one who runs it. */
export interface Runtime {
  cluster: Cluster;
  clock: Clock;
  /** Runs a bash script with kubectl pointed at the cluster; never throws for a script that fails. */
  run(
    script: string,
    options?: { stdin?: string },
  ): Promise<{ exitCode: number; stdout: string; stderr: string }>;
  /** The cluster exists for labs alone, so that whatever was added to it may be taken away again. */
  dedicated?: boolean;
  /** Says why there is no such thing here; undefined when there is. Absent: there is everything. */
  lacks?(need: Need): Promise<Localized | undefined>;
}

export type Progress = (text: Localized) => void;

/** A script of the scenario that failed: a defect of the scenario or of the cluster, not of the learner. */
export class LifecycleError extends Error {
  override name = 'LifecycleError';
}

/** What this cluster cannot be used for, and what to do instead: nothing was changed. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly text: Localized;

  constructor(text: Localized) {
    super(text.en);
    this.text = text;
  }
}

/** Marks the namespaces that belong to the open scenario, so that they can be taken away again. */
const ownerLabel = 'service-clinic/scenario';

/** One scenario on one cluster: start, check, solve, reset, stop. */
export class OpenScenario {
  readonly scenario: Scenario;
  readonly #runtime: Runtime;
  readonly #client: KubeClient;

  constructor(scenario: Scenario, runtime: Runtime) {
    this.scenario = scenario;
    this.#runtime = runtime;
    this.#client = new KubeClient(runtime.cluster);
  }

  /**
   * Takes the previous scenario away, applies the healthy state, waits for it, and plants the fault.
   * @throws Refusal when the scenario needs what this cluster does not have; LifecycleError when a step fails
   */
  async start(progress: Progress = () => {}): Promise<void> {
    const { scenario } = this;
    await this.#refuseWhatCannotBe();
    await savePristine(this.#client);
    await this.#takeAway(progress);
    await this.#refuseForeignNamespaces();
    await writeLeft(this.#client, {
      id: scenario.id,
      ...(scenario.restoreScript === undefined ? {} : { restore: scenario.restoreScript }),
    });
    progress({ en: 'Applying the healthy state', zh: '正在应用健康的状态' });
    try {
      await this.#must('healthy.yaml', 'kubectl apply -f -', scenario.healthy);
    } finally {
      await this.#claimNamespaces();
    }
    progress({ en: 'Waiting for the Pods to be ready', zh: '正在等待 Pod 就绪' });
    for (const object of scenario.waitFor)
      await this.#must(`waiting for ${object}`, waitScript(object, scenario.namespace));
    progress({ en: 'Planting the fault', zh: '正在埋下故障' });
    await this.#must('break.sh', scenario.breakScript);
  }

  check(signal?: AbortSignal): Promise<Report> {
    const { cluster, clock } = this.#runtime;
    return runCheck(this.scenario.check, {
      scenario: this.scenario.id,
      cluster,
      clock,
      host: (script) => this.#runtime.run(script),
      ...(signal ? { signal } : {}),
    });
  }

  /**
   * Applies the scenario's shown solution.
   * @returns its commands without the author's comments, which are in one language, and what they printed
   * @throws LifecycleError when its script fails
   */
  async solve(): Promise<{ fix: string; script: string; output: string }> {
    const fix = this.scenario.solution;
    const script = this.scenario.fixes[fix]!;
    const output = await this.#must(`fixes/${fix}.sh`, script);
    return { fix, script: script.replace(/^#.*\n/gm, ''), output };
  }

  reset(progress?: Progress): Promise<void> {
    return this.start(progress);
  }

  /** Leaves the cluster as it was before the scenario. */
  async stop(progress: Progress = () => {}): Promise<void> {
    await this.#takeAway(progress);
    // A cluster of somebody else's keeps nothing of the labs.
    if (!this.#runtime.dedicated) await this.#deleteNamespaces([store]);
  }

  /** Only runs restore.sh of what was left: for a cluster that is deleted next. */
  async release(): Promise<void> {
    const left = await readLeft(this.#client);
    if (left) await this.#restore(left);
  }

  /** Runs one of the scenario's scripts; the first command that fails ends it. */
  run(script: string, stdin?: string) {
    return this.#runtime.run(`set -euo pipefail\n${script}`, stdin === undefined ? {} : { stdin });
  }

  async #must(what: string, script: string, stdin?: string): Promise<string> {
    const result = await this.run(script, stdin);
    if (result.exitCode !== 0) {
      throw new LifecycleError(
        `${this.scenario.id}: ${what} failed (exit code ${result.exitCode}): ${result.stderr || result.stdout}`,
      );
    }
    return result.stdout + result.stderr;
  }

  async #refuseWhatCannotBe(): Promise<void> {
    for (const need of this.scenario.needs) {
      const why = await this.#runtime.lacks?.(need);
      if (why) throw new Refusal(why);
    }
  }

  /** A namespace of the scenario's that was there before belongs to somebody. */
  async #refuseForeignNamespaces(): Promise<void> {
    for (const name of namespacesIn(this.scenario.healthy)) {
      if (!(await this.#client.find(resources.namespaces, undefined, name))) continue;
      throw new Refusal({
        en: `The cluster has a namespace ${name} already, which this scenario would use and delete. Nothing was changed in it. Take another cluster, or delete the namespace yourself.`,
        zh: `集群中已有命名空间 ${name}，而这个场景会使用并删除它。其中没有任何改动。请换一个集群，或者自己删除该命名空间。`,
      });
    }
  }

  async #claimNamespaces(): Promise<void> {
    const patch = { metadata: { labels: { [ownerLabel]: this.scenario.id } } };
    for (const namespace of namespacesIn(this.scenario.healthy)) {
      if (await this.#client.find(resources.namespaces, undefined, namespace))
        await this.#client.patch(resources.namespaces, undefined, namespace, patch, 'merge');
    }
  }

  async #takeAway(progress: Progress): Promise<void> {
    const left = await readLeft(this.#client);
    const namespaces = new Set(await this.#ownNamespaces());
    if (this.#runtime.dedicated) for (const name of await addedNamespaces(this.#client)) namespaces.add(name);
    if (left !== undefined || namespaces.size > 0)
      progress({ en: 'Taking the previous scenario away', zh: '正在清理上一个场景' });
    // First what the rest of the clean-up may need: a controller that was stopped, a node that is down.
    if (left) await this.#restore(left);
    await this.#deleteNamespaces([...namespaces]);
    const { clock, dedicated = false } = this.#runtime;
    const changed = await restorePristine(this.#client, { dedicated, clock });
    if (changed || left) {
      if (changed) progress({ en: 'Waiting for DNS and kube-proxy', zh: '正在等待 DNS 和 kube-proxy' });
      const missing = await waitUntilWorking(this.#client, clock);
      if (missing) throw new LifecycleError(`the cluster does not recover: ${missing}`);
    }
    await forgetLeft(this.#client);
  }

  async #restore({ id, restore }: LeftScenario): Promise<void> {
    // The files here come first: a cluster of somebody else's must not say what runs on this machine.
    const own = id === this.scenario.id;
    const script = own ? this.scenario.restoreScript : restore;
    if (script === undefined) return;
    if (!own && !this.#runtime.dedicated) {
      throw new Refusal({
        en: `The scenario ${id} was left open on this cluster and has to be taken away by itself. Start it once more on this cluster, then: npm run lab -- stop`,
        zh: `这个集群上还留着场景 ${id}，需要由它自己清理。请在这个集群上再次启动它，然后运行：npm run lab -- stop`,
      });
    }
    const result = await this.run(script);
    if (result.exitCode !== 0) {
      throw new LifecycleError(
        `${id}: restore.sh failed (exit code ${result.exitCode}): ${result.stderr || result.stdout}`,
      );
    }
  }

  async #ownNamespaces(): Promise<string[]> {
    const query = { labelSelector: ownerLabel };
    const { items } = await this.#client.list<Namespace>(resources.namespaces, undefined, query);
    return items.map(({ metadata }) => metadata.name!);
  }

  /** Nobody waits for the last requests of what is taken away. */
  async #killPods(namespace: string): Promise<void> {
    const { items } = await this.#client.list(resources.pods, namespace);
    const now = { gracePeriodSeconds: 0 };
    await Promise.all(
      items.map(({ metadata }) => remove(this.#client, resources.pods, namespace, metadata.name!, now)),
    );
  }

  async #deleteNamespaces(names: string[]): Promise<void> {
    const { clock } = this.#runtime;
    for (const name of names) {
      await remove(this.#client, resources.namespaces, undefined, name);
      await this.#killPods(name);
    }
    const deadline = clock.now() + 180_000;
    for (const name of names) {
      while (await this.#client.find(resources.namespaces, undefined, name)) {
        if (clock.now() > deadline)
          throw new LifecycleError(`namespace ${name} is not gone after three minutes`);
        await clock.sleep(200);
      }
    }
  }
}

/** `deployment/web`, or `namespace/deployment/web`. */
function waitScript(object: string, home: string): string {
  const [name, kind, namespace = home] = object.split('/').reverse() as [string, string, string?];
  return kind === 'pod'
    ? `kubectl wait -n ${namespace} --for=condition=Ready pod/${name} --timeout=120s`
    : `kubectl rollout status -n ${namespace} ${kind}/${name} --timeout=120s`;
}

function namespacesIn(manifest: string): string[] {
  return parseAllDocuments(manifest)
    .map((document) => document.toJS() as AnyObject | null)
    .filter((object) => object?.kind === 'Namespace')
    .map((object) => object!.metadata.name!);
}

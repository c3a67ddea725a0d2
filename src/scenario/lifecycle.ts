import { parseAllDocuments } from 'yaml';
import { check as runCheck } from '../checker/check.ts';
import type { Localized, Report } from '../checker/report.ts';
import type { Clock, Cluster } from '../kube/cluster.ts';
import { KubeClient, resources } from '../kube/client.ts';
import type { AnyObject, Namespace } from '../kube/types.ts';
import type { Scenario } from './parse.ts';
import { restorePristine, savePristine } from './pristine.ts';

/** What a scenario needs from the one who runs it. */
export interface Runtime {
  cluster: Cluster;
  clock: Clock;
  /** Runs a bash script with kubectl pointed at the cluster; never throws for a script that fails. */
  run(
    script: string,
    options?: { stdin?: string },
  ): Promise<{ exitCode: number; stdout: string; stderr: string }>;
}

export type Progress = (text: Localized) => void;

/** A script of the scenario that failed: a defect of the scenario or of the cluster, not of the learner. */
export class LifecycleError extends Error {
  override name = 'LifecycleError';
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
   * @throws LifecycleError when a step fails
   */
  async start(progress: Progress = () => {}): Promise<void> {
    const { scenario } = this;
    await savePristine(this.#client);
    await this.#takeAway(progress);
    progress({ en: 'Applying the healthy state', zh: '正在应用健康的状态' });
    await this.#must('healthy.yaml', 'kubectl apply -f -', scenario.healthy);
    await this.#claimNamespaces();
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

  async #claimNamespaces(): Promise<void> {
    const patch = { metadata: { labels: { [ownerLabel]: this.scenario.id } } };
    for (const namespace of namespacesIn(this.scenario.healthy)) {
      await this.#client.patch(resources.namespaces, undefined, namespace, patch, 'merge');
    }
  }

  async #takeAway(progress: Progress): Promise<void> {
    const owned = async () =>
      (await this.#client.list<Namespace>(resources.namespaces, undefined, { labelSelector: ownerLabel }))
        .items;
    const namespaces = await owned();
    if (namespaces.length > 0) {
      progress({ en: 'Taking the previous scenario away', zh: '正在清理上一个场景' });
      for (const { metadata } of namespaces)
        await this.#client.delete(resources.namespaces, undefined, metadata.name!);
      const deadline = this.#runtime.clock.now() + 120_000;
      while ((await owned()).length > 0) {
        if (this.#runtime.clock.now() > deadline) {
          throw new LifecycleError(
            `namespaces ${namespaces.map(({ metadata }) => metadata.name).join(', ')} are not gone after two minutes`,
          );
        }
        await this.#runtime.clock.sleep(200);
      }
    }
    await restorePristine(this.#client);
  }
}

function waitScript(object: string, namespace: string): string {
  const [kind] = object.split('/');
  return kind === 'deployment'
    ? `kubectl rollout status -n ${namespace} ${object} --timeout=120s`
    : `kubectl wait -n ${namespace} --for=condition=Ready ${object} --timeout=120s`;
}

function namespacesIn(manifest: string): string[] {
  return parseAllDocuments(manifest)
    .map((document) => document.toJS() as AnyObject | null)
    .filter((object) => object?.kind === 'Namespace')
    .map((object) => object!.metadata.name!);
}

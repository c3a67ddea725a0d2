import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { openEmbedded } from '../../lab/embedded.ts';
import { OpenScenario, Refusal } from '../../scenario/lifecycle.ts';
import type { Scenario } from '../../scenario/parse.ts';
import { writeKubeconfig } from '../cluster/kubeconfig.ts';
import { catchUp, headStartMs } from '../cluster/present.ts';
import { serveCluster } from '../cluster/serve.ts';
import { mustRun } from '../command.ts';
import { ensureKindCluster } from '../kind/provider.ts';
import { openBashRuntime } from '../runtime.ts';
import { loadScenario, readText } from '../scenarios.ts';
import { readSettings, type Settings } from '../settings.ts';
import { forgetOpenLab, isDedicated, readOpenLab, writeOpenLab, type Kind } from '../state.ts';
import { endServed } from '../served.ts';
import { onlyInPage } from '../needs.ts';
import { UsageError } from './open.ts';
import { languageOf, progress, say, t } from './print.ts';
import { sections } from './text.ts';

/** `lab start <scenario> --on …`: a broken cluster, ready to be repaired. */
export async function start(id: string, on: Kind, kubeconfig: string | undefined): Promise<void> {
  const settings = readSettings();
  const scenario = await loadScenario(id);
  if (on === 'embedded') return startEmbedded(scenario, settings);
  await endEmbedded(settings);
  const path = on === 'kind' ? await ensureKindCluster(settings, progress) : given(kubeconfig);
  const runtime = await openBashRuntime(path, isDedicated(on));
  const started = performance.now();
  const former = await readOpenLab(settings);
  try {
    // Noted before: a start that fails half-way can still be reset or stopped.
    await writeOpenLab(settings, { on, scenario: id, kubeconfig: path, hints: 0 });
    await new OpenScenario(scenario, runtime).start(progress);
  } catch (error) {
    if (error instanceof Refusal && former) await writeOpenLab(settings, former);
    else if (error instanceof Refusal && on !== 'kind') await forgetOpenLab(settings);
    throw error;
  } finally {
    await runtime.close();
  }
  sayReady(performance.now() - started);
  if (on === 'kind') {
    const namespace = `--namespace=${scenario.namespace}`;
    await mustRun('kubectl', ['config', 'set-context', '--current', namespace, '--kubeconfig', path]);
  }
  await introduce(scenario, path);
}

/** @param ms from a cluster that was there to a broken, ready one */
export function sayReady(ms: number): void {
  const seconds = (ms / 1000).toFixed(1);
  progress({ en: `Ready after ${seconds} s`, zh: `${seconds} 秒后就绪` });
}

/** An embedded cluster of another terminal goes with its process, as with Ctrl-C. */
async function endEmbedded(settings: Settings): Promise<void> {
  const lab = await readOpenLab(settings);
  if (lab?.on === 'embedded' && lab.pid !== undefined && (await endServed(lab))) {
    progress({
      en: `Ending the embedded cluster of ${lab.scenario}`,
      zh: `正在结束 ${lab.scenario} 的嵌入式集群`,
    });
  }
}

function given(kubeconfig: string | undefined): string {
  const path = kubeconfig ?? process.env['KUBECONFIG'];
  if (path) return path;
  throw new UsageError(
    t({
      en: '--on kubeconfig wants --kubeconfig FILE (or KUBECONFIG). The lab changes kube-system of that cluster: never give it one that others use.',
      zh: '--on kubeconfig 需要 --kubeconfig 文件（或 KUBECONFIG）。实验会改动该集群的 kube-system：不要给它别人在用的集群。',
    }),
  );
}

async function startEmbedded(scenario: Scenario, settings: Settings): Promise<void> {
  if (scenario.needs.length > 0) throw new UsageError(t(onlyInPage));
  await endEmbedded(settings);
  const { stateDirectory, clusterName } = settings;
  await mkdir(stateDirectory, { recursive: true, mode: 0o700 });
  const kubeconfig = join(stateDirectory, 'embedded.kubeconfig');
  const bench = await openEmbedded({
    namespace: scenario.namespace,
    start: Date.now() - headStartMs,
  });
  const started = performance.now();
  const opened = new OpenScenario(scenario, bench.runtime);
  await bench.hurry(() => opened.start(progress));
  sayReady(performance.now() - started);
  await catchUp(bench.cluster);
  const served = await serveCluster(bench.cluster, Number(process.env['SERVICE_CLINIC_API_PORT'] ?? 0));
  await writeKubeconfig(kubeconfig, clusterName, served.access, scenario.namespace);
  await writeOpenLab(settings, {
    on: 'embedded',
    scenario: scenario.id,
    kubeconfig,
    hints: 0,
    pid: process.pid,
  });
  await introduce(scenario, kubeconfig);
  say({
    en: 'The cluster lives in this process. Ctrl-C ends it.',
    zh: '集群就在这个进程里。按 Ctrl-C 结束。',
  });
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  // Another terminal may have opened another lab meanwhile.
  if ((await readOpenLab(settings))?.pid === process.pid) await forgetOpenLab(settings);
  await served.close();
  await bench.close();
}

async function introduce(scenario: Scenario, kubeconfig: string): Promise<void> {
  const { brief } = sections(await readText(scenario.id, languageOf()));
  say('');
  say(t(scenario.title));
  say('');
  say(brief);
  say('');
  say({ en: 'Point kubectl at the cluster:', zh: '让 kubectl 指向这个集群：' });
  say(`  export KUBECONFIG=${kubeconfig}`);
  say({
    en: 'Then, in another terminal or this one: npm run lab -- check | hint | solve | reset | stop',
    zh: '然后，在另一个或这个终端里：npm run lab -- check | hint | solve | reset | stop',
  });
}

import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { openEmbedded } from '../../lab/embedded.ts';
import { OpenScenario } from '../../scenario/lifecycle.ts';
import type { Scenario } from '../../scenario/parse.ts';
import { writeKubeconfig } from '../cluster/kubeconfig.ts';
import { catchUp, headStartMs } from '../cluster/present.ts';
import { serveCluster } from '../cluster/serve.ts';
import { mustRun } from '../command.ts';
import { ensureKindCluster } from '../kind/provider.ts';
import { openBashRuntime } from '../runtime.ts';
import { loadScenario, readText } from '../scenarios.ts';
import { readSettings, type Settings } from '../settings.ts';
import { forgetOpenLab, writeOpenLab, type Kind } from '../state.ts';
import { UsageError } from './open.ts';
import { languageOf, progress, say, t } from './print.ts';
import { sections } from './text.ts';

/** `lab start <scenario> --on …`: a broken cluster, ready to be repaired. */
export async function start(id: string, on: Kind, kubeconfig: string | undefined): Promise<void> {
  const settings = readSettings();
  const scenario = await loadScenario(id);
  if (on === 'embedded') return startEmbedded(scenario, settings);
  const path = on === 'kind' ? await ensureKindCluster(settings, progress) : given(kubeconfig);
  const runtime = await openBashRuntime(path);
  try {
    await new OpenScenario(scenario, runtime).start(progress);
  } finally {
    await runtime.close();
  }
  if (on === 'kind') {
    const namespace = `--namespace=${scenario.namespace}`;
    await mustRun('kubectl', ['config', 'set-context', '--current', namespace, '--kubeconfig', path]);
  }
  await writeOpenLab(settings, { on, scenario: id, kubeconfig: path, hints: 0 });
  await introduce(scenario, path);
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
  const { stateDirectory, clusterName } = settings;
  await mkdir(stateDirectory, { recursive: true, mode: 0o700 });
  const kubeconfig = join(stateDirectory, 'embedded.kubeconfig');
  const bench = await openEmbedded({
    namespace: scenario.namespace,
    start: Date.now() - headStartMs,
  });
  const opened = new OpenScenario(scenario, bench.runtime);
  await bench.hurry(() => opened.start(progress));
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
  await forgetOpenLab(settings);
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

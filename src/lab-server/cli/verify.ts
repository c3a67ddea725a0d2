import { openEmbedded } from '../../lab/embedded.ts';
import { Bench, verifyScenario, type VerifyCase, type Workbench } from '../../lab/verify.ts';
import { ensureKindCluster } from '../kind/provider.ts';
import { openBashRuntime } from '../runtime.ts';
import { loadScenario, scenarioIds, scenariosNamed } from '../scenarios.ts';
import { readSettings } from '../settings.ts';
import type { Kind } from '../state.ts';
import { UsageError } from './open.ts';
import { progress, say } from './print.ts';
import { verifyInParallel } from './verify-pool.ts';

/** `lab verify`: proves scenarios. @param most answers of each @returns the exit code: 0 when nothing is wrong */
export async function verify(
  ids: string[],
  on: Kind,
  kubeconfig: string | undefined,
  json: boolean,
  most = Infinity,
): Promise<number> {
  const chosen = ids.length ? ids.flatMap(scenariosNamed) : await scenarioIds();
  await Promise.all(chosen.map(loadScenario));
  const cases: VerifyCase[] = [];
  const began = performance.now();
  await run(chosen, on, kubeconfig, most, (result) => {
    cases.push(result);
    if (!json) printCase(result);
    else if (process.stderr.isTTY) process.stderr.write(`\r${cases.length} …`);
  });
  cases.sort((a, b) => chosen.indexOf(a.scenario) - chosen.indexOf(b.scenario));
  const wrong = cases.filter(({ expected, got }) => expected !== got).length;
  if (json) say(JSON.stringify({ on, cases, wrong }, null, 2));
  else {
    const [count, scenarios] = [cases.length, chosen.length];
    const seconds = Math.round((performance.now() - began) / 1000);
    say({
      en: `${scenarios} scenarios, ${count} cases, ${wrong} wrong, ${seconds} s`,
      zh: `${scenarios} 个场景，${count} 个用例，${wrong} 个不符，用时 ${seconds} 秒`,
    });
  }
  return wrong === 0 ? 0 : 1;
}

/** Embedded clusters as many at once as there are processors; a real one takes scenario after scenario. */
async function run(
  ids: string[],
  on: Kind,
  kubeconfig: string | undefined,
  most: number,
  report: (result: VerifyCase) => void,
): Promise<void> {
  if (on === 'embedded' && ids.length > 1) return verifyInParallel(ids, most, report);
  const bench = new Bench(await openerFor(on, kubeconfig));
  for (const id of ids) await verifyScenario(await loadScenario(id), bench, report, most);
  await bench.close();
}

async function openerFor(on: Kind, kubeconfig: string | undefined): Promise<() => Promise<Workbench>> {
  if (on === 'embedded') return () => openEmbedded({ clock: 'fast' });
  if (on === 'kubeconfig' && !kubeconfig) throw new UsageError('--on kubeconfig wants --kubeconfig FILE');
  const path = on === 'kind' ? await ensureKindCluster(readSettings(), progress) : kubeconfig!;
  return async () => {
    const runtime = await openBashRuntime(path, on === 'kind');
    return { runtime, close: () => runtime.close() };
  };
}

function printCase({ scenario, case: name, expected, got, ms, why }: VerifyCase): void {
  const mark = expected === got ? '✓' : '✗';
  say(
    `${mark} ${scenario} ${name}: ${got} (${ms} ms)${expected === got ? '' : ` – ${expected} expected: ${why ?? ''}`}`,
  );
}

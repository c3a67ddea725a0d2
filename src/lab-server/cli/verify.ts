import { openEmbedded } from '../../lab/embedded.ts';
import { verifyScenario, type VerifyCase } from '../../lab/verify.ts';
import { ensureKindCluster } from '../kind/provider.ts';
import { openBashRuntime } from '../runtime.ts';
import { loadScenario, scenarioIds, scenariosNamed } from '../scenarios.ts';
import { readSettings } from '../settings.ts';
import type { Kind } from '../state.ts';
import { UsageError } from './open.ts';
import { progress, say } from './print.ts';
import { verifyInParallel } from './verify-pool.ts';

/** `lab verify`: proves scenarios. @returns the exit code: 0 when nothing is wrong */
export async function verify(
  ids: string[],
  on: Kind,
  kubeconfig: string | undefined,
  json: boolean,
): Promise<number> {
  const chosen = ids.length ? ids.flatMap(scenariosNamed) : await scenarioIds();
  await Promise.all(chosen.map(loadScenario));
  const cases: VerifyCase[] = [];
  await run(chosen, on, kubeconfig, (result) => {
    cases.push(result);
    if (!json) printCase(result);
  });
  cases.sort((a, b) => chosen.indexOf(a.scenario) - chosen.indexOf(b.scenario));
  const wrong = cases.filter(({ expected, got }) => expected !== got).length;
  if (json) say(JSON.stringify({ on, cases, wrong }, null, 2));
  else {
    const [count, scenarios] = [cases.length, chosen.length];
    say({
      en: `${scenarios} scenarios, ${count} cases, ${wrong} wrong`,
      zh: `${scenarios} 个场景，${count} 个用例，${wrong} 个不符`,
    });
  }
  return wrong === 0 ? 0 : 1;
}

/** Embedded clusters as many at once as there are processors; a real one takes scenario after scenario. */
async function run(
  ids: string[],
  on: Kind,
  kubeconfig: string | undefined,
  report: (result: VerifyCase) => void,
): Promise<void> {
  const single = async () => verifyScenario(await loadScenario(ids[0]!), embedded, report);
  if (on === 'embedded') return ids.length === 1 ? single() : verifyInParallel(ids, report);
  if (on === 'kubeconfig' && !kubeconfig) throw new UsageError('--on kubeconfig wants --kubeconfig FILE');
  const path = on === 'kind' ? await ensureKindCluster(readSettings(), progress) : kubeconfig!;
  const open = async () => {
    const runtime = await openBashRuntime(path, on === 'kind');
    return { runtime, close: () => runtime.close() };
  };
  for (const id of ids) await verifyScenario(await loadScenario(id), open, report);
}

const embedded = () => openEmbedded({ clock: 'fast' });

function printCase({ scenario, case: name, expected, got, ms, why }: VerifyCase): void {
  const mark = expected === got ? '✓' : '✗';
  say(
    `${mark} ${scenario} ${name}: ${got} (${ms} ms)${expected === got ? '' : ` – ${expected} expected: ${why ?? ''}`}`,
  );
}

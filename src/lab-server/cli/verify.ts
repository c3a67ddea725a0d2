import { openEmbedded } from '../../lab/embedded.ts';
import { casesOf, verifyCase, type VerifyCase, type Workbench } from '../../lab/verify.ts';
import { ensureKindCluster } from '../kind/provider.ts';
import { openBashRuntime } from '../runtime.ts';
import { loadScenario, scenarioIds } from '../scenarios.ts';
import { readSettings } from '../settings.ts';
import type { Kind } from '../state.ts';
import { UsageError } from './open.ts';
import { progress, say } from './print.ts';

/** `lab verify`: proves scenarios. @returns the exit code: 0 when nothing is wrong */
export async function verify(
  ids: string[],
  on: Kind,
  kubeconfig: string | undefined,
  json: boolean,
): Promise<number> {
  const scenarios = await Promise.all((ids.length ? ids : await scenarioIds()).map(loadScenario));
  const open = await openerFor(on, kubeconfig);
  const cases: VerifyCase[] = [];
  for (const name of scenarios.flatMap(casesOf)) {
    const result = await verifyCase(name, open);
    cases.push(result);
    if (!json) printCase(result);
  }
  const wrong = cases.filter(({ expected, got }) => expected !== got).length;
  if (json) say(JSON.stringify({ on, cases, wrong }, null, 2));
  else say({ en: `${cases.length} cases, ${wrong} wrong`, zh: `${cases.length} 个用例，${wrong} 个不符` });
  return wrong === 0 ? 0 : 1;
}

async function openerFor(on: Kind, kubeconfig: string | undefined): Promise<() => Promise<Workbench>> {
  if (on === 'embedded') return () => openEmbedded({ clock: 'fast' });
  if (on === 'kubeconfig' && !kubeconfig) throw new UsageError('--on kubeconfig wants --kubeconfig FILE');
  const path = on === 'kind' ? await ensureKindCluster(readSettings(), progress) : kubeconfig!;
  return async () => {
    const runtime = await openBashRuntime(path);
    return { runtime, close: () => runtime.close() };
  };
}

function printCase({ scenario, case: name, expected, got, ms, why }: VerifyCase): void {
  const mark = expected === got ? '✓' : '✗';
  say(
    `${mark} ${scenario} ${name}: ${got} (${ms} ms)${expected === got ? '' : ` – ${expected} expected: ${why ?? ''}`}`,
  );
}

import { OpenScenario, type Runtime } from '../scenario/lifecycle.ts';
import type { Scenario } from '../scenario/parse.ts';
import type { Report } from '../checker/report.ts';

/** One proof: this answer, on this scenario, must be judged so. */
export interface VerifyCase {
  scenario: string;
  case: 'fault' | `fix:${string}` | `decoy:${string}`;
  expected: 'pass' | 'fail';
  got: 'pass' | 'fail' | 'error';
  /** Real time. */
  ms: number;
  /** Why, when `got` is not what was expected. */
  why?: string;
}

/** A cluster for one case; `close` gives it back (the embedded one is thrown away). */
export interface Workbench {
  runtime: Runtime;
  close(): Promise<void>;
}

/** A repair may take this long, on the cluster's clock, until the check passes. */
const repairTimeout = 90_000;
/** A wrong answer gets this long to come right by itself before it is judged. */
const decoyDelay = 15_000;

export interface CaseName {
  scenario: Scenario;
  name: VerifyCase['case'];
}

export function casesOf(scenario: Scenario): CaseName[] {
  const names: VerifyCase['case'][] = [
    'fault',
    ...Object.keys(scenario.fixes).map((name) => `fix:${name}` as const),
    ...Object.keys(scenario.decoys).map((name) => `decoy:${name}` as const),
  ];
  return names.map((name) => ({ scenario, name }));
}

/** Plants the fault, applies the answer, checks. Never throws: what goes wrong is `got: 'error'`. */
export async function verifyCase(
  { scenario, name }: CaseName,
  open: () => Promise<Workbench>,
): Promise<VerifyCase> {
  const started = performance.now();
  const expected = name.startsWith('fix:') ? 'pass' : 'fail';
  const result = (got: VerifyCase['got'], why: string): VerifyCase => ({
    scenario: scenario.id,
    case: name,
    expected,
    got,
    ms: Math.round(performance.now() - started),
    ...(got === expected ? {} : { why }),
  });
  let bench: Workbench | undefined;
  try {
    bench = await open();
    const report = await play(scenario, name, bench.runtime);
    return result(report.verdict, summary(report));
  } catch (error) {
    return result('error', error instanceof Error ? error.message : String(error));
  } finally {
    await bench?.close();
  }
}

async function play(scenario: Scenario, name: VerifyCase['case'], runtime: Runtime): Promise<Report> {
  const opened = new OpenScenario(scenario, runtime);
  await opened.start();
  const [kind, answer] = name.split(':') as [string, string | undefined];
  if (answer !== undefined) {
    const script = (kind === 'fix' ? scenario.fixes : scenario.decoys)[answer]!;
    const run = await opened.run(script);
    if (run.exitCode !== 0)
      throw new Error(`${name} ended with exit code ${run.exitCode}: ${run.stderr || run.stdout}`);
  }
  if (kind !== 'fix') {
    await runtime.clock.sleep(decoyDelay);
    return opened.check();
  }
  const deadline = runtime.clock.now() + repairTimeout;
  for (;;) {
    const report = await opened.check();
    if (report.verdict === 'pass' || runtime.clock.now() > deadline) return report;
  }
}

function summary({ probes }: Report): string {
  return probes
    .filter(({ state }) => state !== 'passed')
    .map(({ id, state, seen }) => `${id} ${state}: ${seen.en}`)
    .join(' | ');
}

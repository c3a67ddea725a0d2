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

/** A cluster for one scenario; `close` gives it back (the embedded one is thrown away). */
export interface Workbench {
  runtime: Runtime;
  close(): Promise<void>;
}

/** A repair may take this long, on the cluster's clock, until the check passes. */
const repairTimeout = 90_000;
/** A wrong answer gets this long to come right by itself before it is judged. */
const decoyDelay = 15_000;

/**
 * Proves one scenario on one cluster, case after case, each from a fault planted anew; so what is proved
 * as well is that a scenario can be taken away. The fault's own case goes on with the first answer, as a
 * learner would. Never throws: what goes wrong is `got: 'error'`.
 */
export async function verifyScenario(
  scenario: Scenario,
  open: () => Promise<Workbench>,
  report: (result: VerifyCase) => void,
): Promise<void> {
  let bench: Workbench | undefined;
  let planted = false;
  for (const name of casesOf(scenario)) {
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
    try {
      bench ??= await open();
      const opened = new OpenScenario(scenario, bench.runtime);
      if (!planted) await opened.start();
      planted = name === 'fault';
      const { verdict, probes } = await answer(opened, name, bench.runtime);
      report(result(verdict, summary(probes)));
    } catch (error) {
      report(result('error', error instanceof Error ? error.message : String(error)));
      // Who knows what is left of it.
      await bench?.close();
      bench = undefined;
      planted = false;
    }
  }
  await bench?.close();
}

function casesOf(scenario: Scenario): VerifyCase['case'][] {
  return [
    'fault',
    ...Object.keys(scenario.fixes).map((name) => `fix:${name}` as const),
    ...Object.keys(scenario.decoys).map((name) => `decoy:${name}` as const),
  ];
}

/** Gives an answer, if the case has one, and has it judged. */
async function answer(opened: OpenScenario, name: VerifyCase['case'], { clock }: Runtime): Promise<Report> {
  const [kind, answer] = name.split(':') as [string, string | undefined];
  if (answer !== undefined) {
    const { fixes, decoys } = opened.scenario;
    const run = await opened.run((kind === 'fix' ? fixes : decoys)[answer]!);
    if (run.exitCode !== 0)
      throw new Error(`${name} ended with exit code ${run.exitCode}: ${run.stderr || run.stdout}`);
  }
  if (kind !== 'fix') {
    await clock.sleep(decoyDelay);
    return opened.check();
  }
  const deadline = clock.now() + repairTimeout;
  for (;;) {
    const report = await opened.check();
    if (report.verdict === 'pass' || clock.now() > deadline) return report;
  }
}

function summary(probes: Report['probes']): string {
  return probes
    .filter(({ state }) => state !== 'passed')
    .map(({ id, state, seen }) => `${id} ${state}: ${seen.en}`)
    .join(' | ');
}

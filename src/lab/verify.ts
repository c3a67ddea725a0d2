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

/** A cluster; `close` gives it back (the embedded one is thrown away). */
export interface Workbench {
  runtime: Runtime;
  close(): Promise<void>;
}

/** One cluster for scenario after scenario, opened when it is first needed. */
export class Bench {
  readonly #open: () => Promise<Workbench>;
  #current: Workbench | undefined;

  constructor(open: () => Promise<Workbench>) {
    this.#open = open;
  }

  async runtime(): Promise<Runtime> {
    this.#current ??= await this.#open();
    return this.#current.runtime;
  }

  async close(): Promise<void> {
    const last = this.#current;
    this.#current = undefined;
    await last?.close();
  }
}

/** A repair may take this long, on the cluster's clock, until the check passes. */
const repairTimeout = 90_000;
/** A wrong answer gets this long to come right by itself before it is judged. */
const decoyDelay = 8_000;

/**
 * Proves one scenario on one cluster, case after case, each from a fault planted anew; so what is proved
 * as well is that a scenario can be taken away. The fault's own case goes on with the first answer, as a
 * learner would. @param most how many answers, right ones first, at most. Never throws: what goes wrong is `got: 'error'`.
 */
export async function verifyScenario(
  scenario: Scenario,
  bench: Bench,
  report: (result: VerifyCase) => void,
  most = Infinity,
): Promise<void> {
  let planted = false;
  for (const name of casesOf(scenario, most)) {
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
      const runtime = await bench.runtime();
      const opened = new OpenScenario(scenario, runtime);
      if (!planted) await opened.start();
      planted = name === 'fault';
      const { verdict, probes } = await answer(opened, name, runtime);
      report(result(verdict, summary(probes)));
    } catch (error) {
      report(result('error', error instanceof Error ? error.message : String(error)));
      // Who knows what is left of it.
      await bench.close();
      planted = false;
    }
  }
}

/** The fix that Solve shows comes first, wrong answers last. */
function casesOf(scenario: Scenario, most: number): VerifyCase['case'][] {
  const fixes = new Set([scenario.solution, ...Object.keys(scenario.fixes)]);
  const answers = [
    ...[...fixes].map((name) => `fix:${name}` as const),
    ...Object.keys(scenario.decoys).map((name) => `decoy:${name}` as const),
  ];
  return ['fault', ...answers.slice(0, most)];
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

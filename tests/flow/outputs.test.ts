import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { flow } from '../../src/components/flow/data/index.ts';
import { defaults, fill } from '../../src/components/flow/fill.ts';
import type { Answer, Step } from '../../src/components/flow/types.ts';
import { openEmbedded, type EmbeddedBench } from '../../src/lab/embedded.ts';
import { loadScenario } from '../../src/lab-server/scenarios.ts';
import { OpenScenario } from '../../src/scenario/lifecycle.ts';
import { proofs } from './proofs.ts';

/** What the debugging flow says is printed is printed: each output by a cluster on which it is seen. */
const answers = new Map(
  flow.steps.flatMap((step) => step.answers.map((answer) => [`${step.id}/${answer.id}`, { step, answer }])),
);

test('every output is proved once', () => {
  const outputs = [...answers].filter(([, { answer }]) => answer.output !== undefined).map(([name]) => name);
  expect(proofs.flatMap(({ shows }) => shows).toSorted()).toEqual(outputs.toSorted());
});

test.each(proofs.map((proof) => [proof.scenario, proof] as const))(
  'on %s',
  { timeout: 120_000 },
  async (_, { scenario, settings: own, shows }) => {
    const settings = { ...defaults, ...own };
    const bench = await openEmbedded({ clock: 'fast' });
    try {
      await begin(bench, scenario);
      for (const name of shows) {
        const { step, answer } = answers.get(name) as { step: Step; answer: Answer };
        const printed = [];
        for (const command of step.commands) {
          // Only how it fails is asked again: its second command makes a Pod that is there.
          if (step.number === 0 && printed.length > 0) break;
          const { stdout, stderr } = await bench.runtime.run(fill(command, settings));
          printed.push(stdout, stderr);
        }
        const expected = fill(answer.output!, settings).split('\n').map(masked);
        expect(linesOf(printed.join('\n'), expected), `${name}:\n${printed.join('\n')}`).toEqual(expected);
      }
    } finally {
      await bench.close();
    }
  },
);

async function begin({ runtime }: EmbeddedBench, scenario: string): Promise<void> {
  if (scenario !== 'healthy') {
    await new OpenScenario(await loadScenario(scenario), runtime).start();
    // kube-proxy's rules are a second behind.
    return runtime.clock.sleep(2000);
  }
  const manifests = new URL('../../src/content/playgrounds/shop.yaml', import.meta.url);
  await runtime.run('kubectl apply -f -', { stdin: readFileSync(manifests, 'utf8') });
  await runtime.run(
    'kubectl -n shop wait --for=condition=Ready pod --all; kubectl -n shop rollout status deployment/web',
  );
  await runtime.clock.sleep(2000);
}

/** Addresses, hashes, ages and the width of columns are the cluster's own. */
function masked(line: string): string {
  return line
    .replace(/10\.(?!96\.0\.1\b|96\.0\.10\b|244\.9\.9\b)\d+\.\d+\.\d+/g, 'IP')
    .replace(/(?:IP(?::\d+)?,)+IP(?::\d+)?/g, (list) => list.split(',')[0]! + ',…')
    .replace(/-[a-z0-9]{8,10}-[a-z0-9]{5}\b/g, '-HASH')
    .replace(/^([a-z]+)-[bcdfghjklmnpqrstvwxz2456789]{5}\b/, '$1-HASH')
    .replace(/\(?\d+s(?: ago\))?/g, 'AGE')
    .replace(/AGE\b.*AGE$/, 'AGE')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

/** The expected lines that are printed, in their order. */
function linesOf(printed: string, expected: readonly string[]): string[] {
  const lines = printed.split('\n').map(masked);
  let at = 0;
  return expected.filter((line) => {
    const found = lines.findIndex((one, index) => index >= at && one.includes(line));
    if (found >= 0) at = found + 1;
    return found >= 0;
  });
}

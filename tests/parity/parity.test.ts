import { expect, test } from 'vitest';
import { checkDifferences, readDifferences } from '../fidelity/differences.ts';
import { lineDiff } from '../fidelity/show.ts';
import { differencesFile, figures, outcomes } from './cli.ts';
import { ownList, readCommands } from './list.ts';
import { runBoth } from './run.ts';
import { findKubectl, NoKubectlError } from './sides.ts';

/** How many differences chance may add to those that are listed: two clusters are never at the same moment. */
const luck = 3;

function missing(): string | undefined {
  try {
    findKubectl();
    return undefined;
  } catch (error) {
    if (error instanceof NoKubectlError) return error.message;
    throw error;
  }
}

test(
  'the real kubectl and ours say the same, but for what is listed',
  { timeout: 600_000 },
  async (context) => {
    const reason = missing();
    if (reason !== undefined) return context.skip(reason);
    const results = await runBoth(readCommands(ownList));
    const { total, matched } = figures(results);
    const listed = readDifferences(differencesFile);
    const known = new Set((listed.differences['commands'] ?? []).map(({ index }) => index));
    const unlisted = results.filter((result) => !result.matched && !known.has(result.index));
    const shown = unlisted.map(
      ({ index, cmd, masked }) => `${index}: ${cmd}\n${lineDiff(masked.expected, masked.got)}`,
    );
    expect(unlisted.length, shown.join('\n')).toBeLessThanOrEqual(luck);
    expect(
      checkDifferences(listed, outcomes(results)).filter((problem) =>
        /without a reason|no such/.test(problem),
      ),
    ).toEqual([]);
    expect(matched / total).toBeGreaterThanOrEqual(0.98);
  },
);

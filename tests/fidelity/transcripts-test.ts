import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkDifferences, differencesFile, readDifferences } from './differences.ts';
import { noModel, transcriptNames } from './recordings.ts';
import { replayOne } from './replay-all.ts';

const folder = fileURLToPath(new URL('../recordings/transcripts', import.meta.url));

/** How many of a transcript's differences chance may add to those that are listed. */
const luck = 2;

/** One half of the transcripts: each file of tests runs in a process of its own. */
export function testTranscripts(half: 'first' | 'second'): void {
  const names = transcriptNames(folder).filter((name) => noModel[name] === undefined);
  const listed = readDifferences(differencesFile);
  const own = names.filter((_, index) => index % 2 === (half === 'first' ? 0 : 1));
  test.each(own)(
    '%s: says what the real cluster said, but for what is listed',
    { timeout: 60_000 },
    async (name) => {
      const outcomes = (await replayOne({ folder, name })).map(({ index, cmd, matched }) => ({
        where: name,
        index,
        what: cmd,
        matched,
      }));
      const known = listed.differences[name] ?? [];
      const unlisted = outcomes.filter(
        ({ index, matched }) => !matched && !known.some((difference) => difference.index === index),
      );
      expect(
        unlisted.length,
        unlisted.map(({ index, what }) => `${index}: ${what}`).join('\n'),
      ).toBeLessThanOrEqual(luck);
      const unfounded = checkDifferences(listed, outcomes).filter((problem) =>
        /without a reason|no such/.test(problem),
      );
      expect(unfounded).toEqual([]);
    },
  );
}

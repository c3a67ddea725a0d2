import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkDifferences, differencesFile, readDifferences } from './differences.ts';
import { leftOut } from './models.ts';
import { transcriptsAt } from './recordings.ts';
import { replayOne } from './replay-all.ts';

const folder = fileURLToPath(new URL('../recordings/transcripts', import.meta.url));

/** How many of a transcript's differences chance may add to those that are listed. */
const luck = 2;

/** One half of the transcripts: each file of tests runs in a process of its own. */
export async function testTranscripts(half: 'first' | 'second'): Promise<void> {
  const all = transcriptsAt(folder);
  const out = await leftOut(all.map(({ name }) => name));
  const counted = all.filter(({ name }) => out[name] === undefined);
  const listed = readDifferences(differencesFile);
  const own = counted.filter((_, index) => index % 2 === (half === 'first' ? 0 : 1));
  test.each(own)(
    '$name: says what the real cluster said, but for what is listed',
    { timeout: 60_000 },
    async (transcript) => {
      const { name } = transcript;
      const outcomes = (await replayOne(transcript)).map(({ index, cmd, matched }) => ({
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

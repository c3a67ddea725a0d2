import type { Answer } from './compare.ts';
import type { Recorded } from './recordings.ts';

/**
 * The recordings do not tell how long nobody did anything between two commands; the next table does, by its ages
 * and by what was gone already.
 * @returns milliseconds to wait before the table is asked for again; 0 when it can be compared
 */
export function pauseBefore({ cmd, ...there }: Recorded, here: Answer): number {
  if (!/\bkubectl get\b/.test(cmd) || /(-w|--watch)\b/.test(cmd)) return 0;
  // What was gone there is on its way here.
  if (/ Terminating /.test(here.stdout) && !/ Terminating /.test(there.stdout)) return 1000;
  if (there.stderr.startsWith('No resources found') && here.stdout !== '') return 1000;
  // A node that was told dead there, or alive again, is so here in a while.
  if (/ NotReady /.test(here.stdout) !== / NotReady /.test(there.stdout)) return 1000;
  const recorded = youngest(there.stdout);
  const ours = youngest(here.stdout);
  if (recorded === undefined || ours === undefined || recorded <= ours) return 0;
  // Older objects are the recorded cluster's own, which had been up for long.
  return recorded > 300 ? 0 : (recorded - ours) * 1000;
}

/** Seconds since the youngest row of a table with an AGE column was created. */
function youngest(text: string): number | undefined {
  const ages: number[] = [];
  let hasAge = false;
  for (const line of text.split('\n')) {
    if (/^(NAMESPACE|NAME) /.test(line)) hasAge = / AGE\b/.test(line);
    else if (hasAge) {
      const cells = line.split(/ {2,}/);
      const age = cells.find((cell, index) => index > 0 && /^(\d+[smhdy])+$/.test(cell));
      if (age !== undefined) ages.push(seconds(age));
    }
  }
  return ages.length > 0 ? Math.min(...ages) : undefined;
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, y: 31_536_000 };

const seconds = (age: string) =>
  [...age.matchAll(/(\d+)([smhdy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit!]!,
    0,
  );

const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const perUnit = { second: 1000, minute: 60_000 } as const;

/**
 * Notes say what was waited for where no table can tell: `five seconds later`, `after 2 minutes`, or
 * `within about a minute`, which is a kubelet's sync of a mounted ConfigMap with whatever then has to notice.
 * @returns milliseconds
 */
export function pauseOfNote(note: string): number {
  const within = /\bwithin (?:about )?(?:a|one) minute\b/.test(note);
  if (within) return 2 * perUnit.minute;
  const found =
    /\b(\w+) (second|minute)s? later\b/.exec(note) ?? /\bafter (\w+) (second|minute)s?\b/.exec(note);
  if (!found) return 0;
  const [, word = '', unit] = found;
  const count = word === 'a' ? 1 : numbers.includes(word) ? numbers.indexOf(word) : Number(word);
  return Number.isFinite(count) ? count * perUnit[unit as keyof typeof perUnit] : 0;
}

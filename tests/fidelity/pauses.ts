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

/** Notes say what was waited for where no table can tell. @returns milliseconds */
export function pauseOfNote(note: string): number {
  // A mounted ConfigMap: the kubelet's minute, and half a one of CoreDNS's reload plugin with its jitter.
  return note.includes('within about a minute') ? 120_000 : 0;
}

/** Seeds of drills and exams: what people hand out, read aloud and type in. */
export const seedForm = /^[a-z0-9]{1,20}$/;

/** What a person typed, as a seed; undefined when it cannot be one. */
export function readSeed(typed: string): string | undefined {
  const seed = typed.trim().toLowerCase();
  return seedForm.test(seed) ? seed : undefined;
}

/** The neighbour's seed: its number is one higher, `team9` → `team10`, `abc` → `abc2`; a thrown one after the last. */
export function nextSeed(seed: string, random: () => string = randomSeed): string {
  const [, word = '', digits = ''] = /^(.*?)(\d*)$/.exec(seed) ?? [];
  const next = word + (digits === '' ? '2' : (BigInt(digits) + 1n).toString().padStart(digits.length, '0'));
  return seedForm.test(next) ? next : random();
}

// Nothing that looks like another: no 0 and o, no 1, i and l.
const letters = 'abcdefghjkmnpqrstuvwxyz';
const digits = '23456789';

/** Three letters and three digits, 6 million of them. */
export function randomSeed(): string {
  const draws = crypto.getRandomValues(new Uint32Array(6));
  return [...draws].map((draw, at) => (at < 3 ? letters : digits).at(draw % (at < 3 ? 23 : 8))).join('');
}

// Models kubernetes apimachinery pkg/util/rand: no vowels and no 0, 1, 3, so that no words come about.
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const maxNameLength = 63;

/** A name from metadata.generateName: the prefix, cut so that the whole fits, and five random characters. */
export function generateName(prefix: string): string {
  const random = crypto.getRandomValues(new Uint32Array(suffixLength));
  const suffix = [...random].map((value) => alphabet[value % alphabet.length]).join('');
  return prefix.slice(0, maxNameLength - suffixLength) + suffix;
}

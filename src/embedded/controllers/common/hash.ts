/** Digits and consonants: generated hashes form no words. Models apimachinery pkg/util/rand SafeEncodeString. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** FNV-1a over the text of the object, written as controllers write hashes into names. */
export function objectHash(object: unknown, collisions = 0): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(JSON.stringify(sorted(object)) + (collisions || ''))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return [...String(hash)].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('');
}

/** Keys in order, so that equal objects give equal texts. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
}

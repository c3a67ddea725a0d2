/**
 * The generator's own dice: sfc32 (Chris Doty-Humphrey's "small fast counter", 32 bit), seeded from a text.
 * Only 32-bit integer arithmetic, so that the same seed draws the same in every engine.
 */
export class Random {
  readonly #state: Uint32Array;

  constructor(seed: string) {
    // Three words of the text and a counter, as the author of sfc32 seeds it; the first draws only mix.
    this.#state = Uint32Array.of(hash(seed, 1), hash(seed, 2), hash(seed, 3), 1);
    for (let round = 0; round < 15; round++) this.#next();
  }

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    return Math.floor((this.#next() / 2 ** 32) * below);
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True in `percent` of a hundred draws. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Fisher–Yates; the given list stays as it is. */
  shuffle<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let last = result.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [result[last], result[other]] = [result[other]!, result[last]!];
    }
    return result;
  }

  #next(): number {
    const state = this.#state;
    const [a, b, c, counter] = state as unknown as [number, number, number, number];
    const drawn = (a + b + counter) >>> 0;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + drawn;
    state[3] = counter + 1;
    return drawn;
  }
}

/** FNV-1a over the text's UTF-16 units, then MurmurHash3's finalizer, which spreads neighbouring seeds. */
function hash(text: string, salt: number): number {
  let value = Math.imul(0x811c9dc5 ^ salt, 0x01000193);
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

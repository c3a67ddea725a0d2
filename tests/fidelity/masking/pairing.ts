import { collapseColumns, maskChance } from './chance.ts';
import { numberRows } from './order.ts';
import { keyOf, split, writeLike, type Part, type Value, type ValueKind } from './values.ts';

/** What one command printed, on either side. */
export interface Output {
  recorded: string;
  ours: string;
  /** Says nothing about who is who: any backend may have answered. */
  anyBackend?: boolean;
}

/** Recorded values and ours, one to one. */
export class Pairing {
  readonly #ours = new Map<string, string>();
  readonly #recorded = new Map<string, string>();

  constructor(pairs: Iterable<readonly [Value, Value]> = []) {
    for (const [recorded, ours] of pairs) this.add(recorded, ours);
  }

  add(recorded: Value, ours: Value): void {
    this.#ours.set(keyOf(recorded), ours.text);
    this.#recorded.set(keyOf(ours), recorded.text);
  }

  oursFor(recorded: Value): string | undefined {
    return this.#ours.get(keyOf(recorded));
  }

  recordedFor(ours: Value): string | undefined {
    return this.#recorded.get(keyOf(ours));
  }

  /** Our text, told with the recording's values; values without a counterpart stay as they are. */
  toRecorded(text: string, fixed?: (value: string) => boolean): string {
    return rewrite(text, (value) => this.recordedFor(value), fixed);
  }

  /** A recorded text (a command), told with our values. */
  toOurs(text: string, fixed?: (value: string) => boolean): string {
    return rewrite(text, (value) => this.oursFor(value), fixed);
  }
}

function rewrite(
  text: string,
  change: (value: Value) => string | undefined,
  fixed?: (value: string) => boolean,
): string {
  return split(text, fixed)
    .map((part) => (typeof part === 'string' ? part : writeLike(part, change(part) ?? part.text)))
    .join('');
}

interface Known {
  value: Value;
  /** Order of first appearance. */
  order: number;
  contexts: Map<string, number>;
}

/** Names are paired first, since people tell things apart by them; each kind rests on those before it, or they would
 * contradict each other. */
const kinds: readonly ValueKind[] = ['hash', 'name', 'podIP', 'serviceIP', 'nodePort', 'uid', 'chain', 'id'];

/**
 * Finds which of our values stands for which recorded one: those that occur in the same places of the same outputs.
 * One pairing serves all outputs of a transcript, so that a value in a wrong place remains a difference.
 * @param pinned pairs that commands have relied on already
 */
export function pair(
  outputs: readonly Output[],
  pinned: readonly (readonly [Value, Value])[] = [],
  fixed?: (value: string) => boolean,
): Pairing {
  const told = pairIn(
    outputs.filter(({ anyBackend }) => !anyBackend),
    kinds,
    pinned,
    fixed,
  );
  // Whichever Pod answers, it tells the hash that all of its kind have.
  return new Pairing(pairIn(outputs, ['hash'], told, fixed));
}

function pairIn(
  outputs: readonly Output[],
  kinds: readonly ValueKind[],
  known: readonly (readonly [Value, Value])[],
  fixed?: (value: string) => boolean,
): (readonly [Value, Value])[] {
  let pairs = [...known];
  const pieces = outputs.map(({ recorded, ours }) => ({
    recorded: lines(recorded, fixed),
    ours: lines(ours, fixed),
  }));
  for (const kind of kinds) {
    const current = new Pairing(pairs);
    const recorded = contexts(
      pieces.map(({ recorded }) => recorded),
      kind,
      (value) => (current.oursFor(value) === undefined ? undefined : value.text),
    );
    const ours = contexts(
      pieces.map(({ ours }) => ours),
      kind,
      (value) => current.recordedFor(value),
    );
    pairs = [...pairs, ...choose(recorded, ours, current)];
  }
  return pairs;
}

/** Goes with the place of an address among the others. */
const probability = / -m statistic --mode random --probability \S+/g;

const lines = (text: string, fixed?: (value: string) => boolean): Part[][] =>
  numberRows(collapseColumns(maskChance(text.replace(probability, ''))))
    .split('\n')
    .map((line) => split(line, fixed));

/** Where each value occurs: its line, and that after one of the two before it; other values told by `name`. */
function contexts(
  outputs: readonly Part[][][],
  kind: ValueKind,
  name: (value: Value) => string | undefined,
): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const [index, output] of outputs.entries()) {
    const whole = output.map((line) => template(line, undefined, name));
    for (const [row, line] of output.entries()) {
      for (const part of line) {
        if (typeof part === 'string' || part.kind !== kind) continue;
        const key = keyOf(part);
        const entry = known.get(key) ?? { value: part, order: known.size, contexts: new Map() };
        known.set(key, entry);
        const own = template(line, part, name);
        for (const offset of [0, -2, -1]) {
          const near = output[row + offset] ?? [];
          // A neighbour that says nothing new only says at which place in a list this is, which is chance.
          if (offset !== 0 && !near.some((other) => typeof other !== 'string' && name(other) !== undefined))
            continue;
          const place = `${offset}|${index}|${offset === 0 ? '' : whole[row + offset]!}\n${own}`;
          entry.contexts.set(place, (entry.contexts.get(place) ?? 0) + 1);
        }
      }
    }
  }
  return known;
}

/** The line with this value as a star. The rest of a list with commas is left out: its order is chance. */
function template(
  line: readonly Part[],
  self: Value | undefined,
  name: (value: Value) => string | undefined,
): string {
  const key = self && keyOf(self);
  const text = line
    .map((part) => {
      if (typeof part === 'string') return part;
      if (keyOf(part) === key) return '★';
      return name(part) ?? `<${part.kind}>`;
    })
    .join('');
  return text.replace(/(?:[^\s,]+,)+[^\s,]+/g, (list) => (list.includes('★') ? '[★]' : '[…]'));
}

function choose(
  recorded: ReadonlyMap<string, Known>,
  ours: ReadonlyMap<string, Known>,
  taken: Pairing,
): [Value, Value][] {
  const index = new Map<string, Known[]>();
  for (const known of ours.values())
    for (const context of known.contexts.keys()) index.set(context, [...(index.get(context) ?? []), known]);
  const sharers = new Map<string, number>();
  for (const known of recorded.values())
    for (const context of known.contexts.keys()) sharers.set(context, (sharers.get(context) ?? 0) + 1);

  const candidates: { score: number; from: Known; to: Known }[] = [];
  for (const from of recorded.values()) {
    const scores = new Map<Known, number>();
    for (const context of from.contexts.keys()) {
      const others = index.get(context) ?? [];
      // A place that many share tells little about each, and neighbours in a table may be chance.
      const rank = context.startsWith('0|') ? 1 : 0.1;
      const weight = rank / (others.length * sharers.get(context)!);
      for (const to of others)
        if (to.value.kind === from.value.kind && to.value.scope === from.value.scope)
          scores.set(to, (scores.get(to) ?? 0) + weight);
    }
    for (const [to, score] of scores) candidates.push({ score, from, to });
  }
  candidates.sort(
    (a, b) =>
      b.score - a.score ||
      a.from.order - b.from.order ||
      Math.abs(a.to.order - a.from.order) - Math.abs(b.to.order - b.from.order),
  );
  const chosen: [Value, Value][] = [];
  for (const { from, to } of candidates) {
    if (taken.oursFor(from.value) !== undefined || taken.recordedFor(to.value) !== undefined) continue;
    taken.add(from.value, to.value);
    chosen.push([from.value, to.value]);
  }
  return chosen;
}

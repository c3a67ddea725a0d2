/**
 * Values that a cluster draws by chance or hands out in turn. Between two real runs they differ, but each stands
 * for one thing throughout: they are paired one to one (see pairing.ts), never just wiped out.
 */
export type ValueKind = 'uid' | 'hash' | 'name' | 'podIP' | 'serviceIP' | 'nodePort' | 'chain' | 'id';

export interface Value {
  kind: ValueKind;
  text: string;
  /** Only values of the same scope are paired: what stands before the drawn part of a name. */
  scope: string;
  /** As it stands in the text, where that has another form. */
  written: string;
}

export type Part = string | Value;

/** The letters and digits of generated names (k8s.io/apimachinery/pkg/util/rand). */
const safe = '[bcdfghjklmnpqrstvwxz2456789]';

/** An IPv4 address in the form that `dots` gives to its separator. */
const address = (first: string, second: string, dot: string) =>
  `(?<![\\d${dot}])${first}${dot}${second}${dot}\\d{1,3}${dot}\\d{1,3}(?![\\d${dot}]*\\d|/16)`;
const reversed = (first: string, second: string) =>
  `\\b\\d{1,3}\\.\\d{1,3}\\.${second}\\.${first}(?=\\.in-addr)`;

const patterns: readonly { kind: ValueKind; source: string }[] = [
  { kind: 'uid', source: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' },
  { kind: 'id', source: '(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])' },
  { kind: 'chain', source: 'KUBE-SEP-[A-Z2-7]{16}' },
  {
    kind: 'podIP',
    source: `${reversed('10', '244')}|${address('10', '244', '\\.')}|${address('10', '244', '-')}`,
  },
  { kind: 'serviceIP', source: `${reversed('10', '96')}|${address('10', '96', '\\.')}` },
  // The hash of a Pod template covers all fields that this build of Kubernetes knows.
  {
    kind: 'hash',
    source: `(?<=[a-z0-9]-|pod-template-hash"?[=:] ?"?)${safe}{8,10}(?=-${safe}{5}(?![a-zA-Z0-9-])|(?![a-zA-Z0-9-]))`,
  },
  { kind: 'name', source: `(?<=[a-z0-9]-)${safe}{5}(?![a-zA-Z0-9-])` },
  { kind: 'nodePort', source: '(?<![\\d.-])3[0-2]\\d{3}(?![\\d.-]*\\d)' },
];

const all = new RegExp(patterns.map(({ source }) => `(${source})`).join('|'), 'g');

/**
 * Text in pieces: what is fixed, and the values in it.
 * @param fixed values that were asked for by name, by a command or a file; they are no chance
 */
export function split(text: string, fixed: (value: string) => boolean = () => false): Part[] {
  const parts: Part[] = [];
  let rest = 0;
  for (const match of text.matchAll(all)) {
    const { kind } = patterns[match.slice(1).findIndex((group) => group !== undefined)]!;
    const value = canonical(kind, match[0], text.slice(match.index + match[0].length));
    if (isWellKnown(value) || fixed(value)) continue;
    if (match.index > rest) parts.push(text.slice(rest, match.index));
    const scope = kind === 'name' ? prefix(text.slice(Math.max(0, match.index - 80), match.index)) : '';
    parts.push({ kind, scope, text: value, written: match[0] });
    rest = match.index + match[0].length;
  }
  if (rest < text.length) parts.push(text.slice(rest));
  return parts;
}

/** What stands before the drawn end of a name, its hash left out. */
const prefix = (before: string) =>
  (/[a-z0-9-]+$/.exec(before)?.[0] ?? '').replace(new RegExp(`-${safe}{8,10}-$`), '-#-');

/** An address with dashes, or backwards as PTR records have it, is the address. */
function canonical(kind: ValueKind, text: string, after: string): string {
  if (kind !== 'podIP' && kind !== 'serviceIP') return text;
  const octets = text.split(/[.-]/);
  return (after.startsWith('.in-addr') ? octets.reverse() : octets).join('.');
}

/** A value in the form in which another is written. */
export function writeLike({ text, written }: Value, value: string): string {
  if (written === text) return value;
  if (written.includes('-')) return value.replaceAll('.', '-');
  return value.split('.').reverse().join('.');
}

/** Addresses that every kind cluster has. */
function isWellKnown(text: string): boolean {
  return text === '10.96.0.1' || text === '10.96.0.10' || text === '10.96.0.0';
}

export const keyOf = ({ kind, scope, text }: Value) => `${kind}|${scope}|${text}`;

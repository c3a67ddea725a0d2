import type { PodSpec } from '../../../../kube/types.ts';
import { internalEphemeral, internalPodSpec } from './internal.ts';

const context = 3;

/**
 * The two specs as the server's own JSON, compared line by line: what it appends to the refusal of a change.
 * Models kubernetes apimachinery pkg/util/diff Diff.
 */
export function podSpecDiff(before: PodSpec, after: PodSpec): string {
  return unifiedDiff(lines(before), lines(after));
}

/** The same of one ephemeral container. */
export function ephemeralDiff(before: unknown, after: unknown): string {
  return unifiedDiff(linesOf(internalEphemeral(before)), linesOf(internalEphemeral(after)));
}

const lines = (spec: PodSpec) => linesOf(internalPodSpec(spec));

const linesOf = (value: unknown) =>
  JSON.stringify(value, undefined, 1)
    .split('\n')
    .map((line) => ` ${line}`.slice(1));

type Edit = { kind: ' ' | '-' | '+'; line: string };

/** Hunks in the form of `diff -u`, without file names. */
export function unifiedDiff(a: readonly string[], b: readonly string[]): string {
  const edits = editsOf(a, b);
  const changed = edits.flatMap(({ kind }, i) => (kind === ' ' ? [] : i));
  if (changed.length === 0) return '';
  const hunks: [first: number, last: number][] = [];
  for (const at of changed) {
    const first = Math.max(0, at - context);
    const last = Math.min(edits.length - 1, at + context);
    const previous = hunks.at(-1);
    if (previous && first <= previous[1] + 1) previous[1] = last;
    else hunks.push([first, last]);
  }
  let text = '';
  for (const [first, last] of hunks) {
    const before = edits.slice(0, first);
    const hunk = edits.slice(first, last + 1);
    const count = (list: readonly Edit[], other: '+' | '-') =>
      list.filter(({ kind }) => kind !== other).length;
    const range = (other: '+' | '-') => `${count(before, other) + 1},${count(hunk, other)}`;
    text += `@@ -${range('+')} +${range('-')} @@\n`;
    for (const { kind, line } of hunk) text += `${kind}${line}\n`;
  }
  return text;
}

/** By the longest common subsequence; the equal lines at both ends, nearly all, are set aside first. */
function editsOf(a: readonly string[], b: readonly string[]): Edit[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  const same = (list: readonly string[]) => list.map((line): Edit => ({ kind: ' ', line }));
  return [...same(a.slice(0, start)), ...middle(left, right), ...same(a.slice(a.length - end))];
}

function middle(a: readonly string[], b: readonly string[]): Edit[] {
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i]![j] =
        a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const edits: Edit[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      edits.push({ kind: ' ', line: a[i]! });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      edits.push({ kind: '-', line: a[i++]! });
    } else edits.push({ kind: '+', line: b[j++]! });
  }
  return edits;
}

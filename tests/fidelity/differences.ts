import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

/** Every difference that remains, with its reason. */
export const differencesFile = fileURLToPath(new URL('./differences.yaml', import.meta.url));

export interface Difference {
  /** Place in the transcript, from 1; 0 for a manifest. */
  index: number;
  /** The command, or the manifest's id. */
  what: string;
  /** A key of `reasons`. */
  reason: string;
  /** Chance or timing decides whether it shows: a run without it is no error. */
  sometimes?: true;
}

export interface Differences {
  reasons: Record<string, string>;
  /** By transcript, or `manifests`. */
  differences: Record<string, Difference[]>;
}

export interface Outcome {
  where: string;
  index: number;
  what: string;
  matched: boolean;
}

const unexplained = 'unexplained';

export function readDifferences(path: string): Differences {
  if (!existsSync(path)) return { reasons: {}, differences: {} };
  return parse(readFileSync(path, 'utf8')) as Differences;
}

const fidelityHead =
  '# What the embedded cluster says otherwise than the recorded one, and why. Checked and rewritten by\n' +
  '# `npm run fidelity` (--check, --update); reasons are written by hand.\n';

export function writeDifferences(path: string, differences: Differences, head = fidelityHead): void {
  writeFileSync(path, head + stringify(differences, { lineWidth: 110 }));
}

const same = (a: { index: number; what: string }, b: { index: number; what: string }) =>
  a.index === b.index && a.what === b.what;

/** The list as these outcomes make it: reasons are kept, what was not measured stays. */
export function updated(old: Differences, outcomes: readonly Outcome[]): Differences {
  const measured = new Set(outcomes.map(({ where }) => where));
  const differences: Differences['differences'] = {};
  for (const where of [...new Set([...Object.keys(old.differences), ...measured])].sort()) {
    const before = old.differences[where] ?? [];
    const now = outcomes.filter((outcome) => outcome.where === where);
    const list = measured.has(where)
      ? now.flatMap(({ index, what, matched }): Difference[] => {
          const known = before.find((difference) => same(difference, { index, what }));
          if (matched) return known?.sometimes ? [known] : [];
          return [known ?? { index, what, reason: unexplained }];
        })
      : before;
    if (list.length > 0) differences[where] = list;
  }
  return { reasons: old.reasons, differences };
}

/** What is wrong with the list: differences that it lacks, or lists for nothing, or without a reason. */
export function checkDifferences(listed: Differences, outcomes: readonly Outcome[]): string[] {
  const problems: string[] = [];
  for (const outcome of outcomes) {
    const known = listed.differences[outcome.where]?.find((difference) => same(difference, outcome));
    const at = `${outcome.where} ${outcome.index}: ${outcome.what}`;
    if (!outcome.matched && !known) problems.push(`not listed: ${at}`);
    if (outcome.matched && known && !known.sometimes) problems.push(`listed, but equal now: ${at}`);
    if (known && listed.reasons[known.reason] === undefined) problems.push(`without a reason: ${at}`);
  }
  for (const [where, list] of Object.entries(listed.differences)) {
    const measured = outcomes.filter((outcome) => outcome.where === where);
    if (measured.length === 0) continue;
    for (const difference of list)
      if (!measured.some((outcome) => same(outcome, difference)))
        problems.push(
          `listed, but there is no such command: ${where} ${difference.index}: ${difference.what}`,
        );
  }
  return problems;
}

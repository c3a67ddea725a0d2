import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  checkDifferences,
  differencesFile,
  readDifferences,
  updated,
  writeDifferences,
  type Outcome,
} from './differences.ts';
import { measureManifests, type ManifestResult } from './manifests.ts';
import { noModel, readLines, type ManifestCase } from './recordings.ts';
import { lineDiff } from './show.ts';
import { replayAll, type TranscriptResults } from './replay-all.ts';

export interface Output {
  print(text: string): void;
  complain(text: string): void;
}

const usage = `Usage: npm run fidelity -- [--manifests FILE.jsonl] [--transcripts FOLDER] [options]

Compares the embedded cluster with recordings of a real one.
  --only NAME   only this transcript; may be given more than once
  --show        print each difference, line by line
  --json        print figures only, as JSON
  --check       fail unless tests/fidelity/differences.yaml lists exactly what differs, with reasons
  --update      write that list anew, keeping the reasons`;

/** @returns the exit code: 0, 1 when --check found the list out of date, 2 for a wrong call */
export async function runFidelity(args: readonly string[], output: Output): Promise<number> {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        manifests: { type: 'string' },
        transcripts: { type: 'string' },
        only: { type: 'string', multiple: true },
        show: { type: 'boolean' },
        json: { type: 'boolean' },
        check: { type: 'boolean' },
        update: { type: 'boolean' },
      },
    }));
  } catch (error) {
    output.complain(`${(error as Error).message}\n${usage}`);
    return 2;
  }
  if (values.manifests === undefined && values.transcripts === undefined) {
    output.complain(usage);
    return 2;
  }
  const outcomes: Outcome[] = [];
  if (values.manifests !== undefined) {
    const results = await measureManifests(readLines<ManifestCase>(resolve(values.manifests)));
    outcomes.push(...results.map(({ id, matched }) => ({ where: 'manifests', index: 0, what: id, matched })));
    output.print(
      values.json ? JSON.stringify(manifestFigures(results)) : manifestText(results, !!values.show),
    );
  }
  if (values.transcripts !== undefined) {
    const results = await replayAll(resolve(values.transcripts), values.only);
    for (const [where, commands] of Object.entries(results))
      outcomes.push(...commands.map(({ index, cmd, matched }) => ({ where, index, what: cmd, matched })));
    output.print(
      values.json ? JSON.stringify(transcriptFigures(results)) : transcriptText(results, !!values.show),
    );
  }
  if (values.update) writeDifferences(differencesFile, updated(readDifferences(differencesFile), outcomes));
  if (!values.check) return 0;
  const problems = checkDifferences(readDifferences(differencesFile), outcomes);
  for (const problem of problems) output.complain(problem);
  return problems.length > 0 ? 1 : 0;
}

export const manifestFigures = (results: readonly ManifestResult[]) => ({
  total: results.length,
  verdicts: results.filter(({ verdict }) => verdict).length,
  matched: results.filter(({ matched }) => matched).length,
});

/** Commands compared and equal, together and for each transcript. */
export function transcriptFigures(results: TranscriptResults) {
  const count = (commands: readonly { matched: boolean }[]) => ({
    total: commands.length,
    matched: commands.filter(({ matched }) => matched).length,
  });
  return {
    ...count(Object.values(results).flat()),
    byFile: Object.fromEntries(Object.entries(results).map(([name, commands]) => [name, count(commands)])),
  };
}

const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

function manifestText(results: readonly ManifestResult[], show: boolean): string {
  const { total, verdicts, matched } = manifestFigures(results);
  const differing = results.filter((result) => !result.matched);
  return [
    `Manifests: ${total} cases; verdicts equal ${verdicts} (${percent(verdicts, total)}), outputs equal ${matched} (${percent(matched, total)})`,
    ...differing.map(({ id, expected, got }) => `  ${id}${show ? `\n${lineDiff(expected, got)}` : ''}`),
  ].join('\n');
}

function transcriptText(results: TranscriptResults, show: boolean): string {
  const { total, matched, byFile } = transcriptFigures(results);
  const lines = [`Transcripts: ${matched} of ${total} commands equal (${percent(matched, total)})`];
  for (const [name, figures] of Object.entries(byFile)) {
    lines.push(`  ${String(figures.matched).padStart(4)} of ${String(figures.total).padStart(3)}  ${name}`);
    for (const { index, cmd, matched: equal, expected, got } of results[name]!) {
      if (equal || !show) continue;
      lines.push(`${name} ${index}: ${cmd}`, lineDiff(expected, got));
    }
  }
  lines.push('Left out, since they are no model of this cluster:');
  for (const [name, reason] of Object.entries(noModel)) lines.push(`  ${name}: ${reason}`);
  return lines.join('\n');
}

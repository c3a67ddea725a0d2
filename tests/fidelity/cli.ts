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
import { leftOut } from './models.ts';
import { readCases, RecordingError, transcriptsAt } from './recordings.ts';
import { defaultLimit, replayAll, type ReplayOutcome, type TranscriptResults } from './replay-all.ts';
import { lineDiff } from './show.ts';

export interface Output {
  print(text: string): void;
  complain(text: string): void;
}

const usage = `Usage: npm run fidelity -- [--manifests FILE.jsonl] [--transcripts FOLDER|FILE.jsonl] [options]

Compares the embedded cluster with recordings of a real one.
  --only NAME      only this transcript; may be given more than once
  --limit SECONDS  how long one transcript may take in real time (default ${defaultLimit})
  --show           print each difference, line by line
  --json           print figures only, as JSON
  --check          fail unless tests/fidelity/differences.yaml lists exactly what differs, with reasons
  --update         write that list anew, keeping the reasons`;

const options = {
  manifests: { type: 'string' },
  transcripts: { type: 'string' },
  only: { type: 'string', multiple: true },
  limit: { type: 'string' },
  show: { type: 'boolean' },
  json: { type: 'boolean' },
  check: { type: 'boolean' },
  update: { type: 'boolean' },
} as const;

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options }).values;

/**
 * @returns the exit code: 0; 1 when a transcript came to no end or --check found the list out of date; 2 for a wrong
 * call or recordings that cannot be read
 */
export async function runFidelity(args: readonly string[], output: Output): Promise<number> {
  let values;
  try {
    values = parse(args);
    if (values.manifests === undefined && values.transcripts === undefined)
      throw new Error('Nothing to compare with: give --manifests or --transcripts.');
    if (values.limit !== undefined && !(Number(values.limit) > 0))
      throw new Error(`--limit: "${values.limit}" is no number of seconds`);
  } catch (error) {
    output.complain(`${(error as Error).message}\n${usage}`);
    return 2;
  }
  try {
    return await measure(values, output);
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    output.complain(error.message);
    return 2;
  }
}

async function measure(values: ReturnType<typeof parse>, output: Output): Promise<number> {
  const outcomes: Outcome[] = [];
  const figures: object[] = [];
  const started = performance.now();
  const report = (line: string) => {
    if (performance.now() - started > 1000) output.complain(line);
  };
  if (values.manifests !== undefined) {
    const results = await measureManifests(readCases(resolve(values.manifests)), report);
    outcomes.push(...results.map(({ id, matched }) => ({ where: 'manifests', index: 0, what: id, matched })));
    figures.push(manifestFigures(results));
    if (!values.json) output.print(manifestText(results, !!values.show));
  }
  let failures: ReplayOutcome['failures'] = {};
  if (values.transcripts !== undefined) {
    const all = transcriptsAt(resolve(values.transcripts));
    for (const name of values.only ?? [])
      if (!all.some((transcript) => transcript.name === name))
        throw new RecordingError(`--only: there is no transcript ${name} in ${values.transcripts}`);
    const out = values.only ? {} : await leftOut(all.map(({ name }) => name));
    const wanted = all.filter(({ name }) =>
      values.only ? values.only.includes(name) : out[name] === undefined,
    );
    const replayed = await replayAll(wanted, { limit: Number(values.limit ?? defaultLimit), report });
    failures = replayed.failures;
    for (const [where, commands] of Object.entries(replayed.results))
      outcomes.push(...commands.map(({ index, cmd, matched }) => ({ where, index, what: cmd, matched })));
    figures.push(transcriptFigures(replayed.results));
    if (!values.json) output.print(transcriptText(replayed, out, !!values.show));
  }
  if (values.json) output.print(JSON.stringify(figures.length === 1 ? figures[0] : figures));
  for (const [name, why] of Object.entries(failures)) output.complain(`${name}: ${why}`);
  if (values.update) writeDifferences(differencesFile, updated(readDifferences(differencesFile), outcomes));
  const problems = values.check ? checkDifferences(readDifferences(differencesFile), outcomes) : [];
  for (const problem of problems) output.complain(problem);
  return problems.length > 0 || Object.keys(failures).length > 0 ? 1 : 0;
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

function transcriptText(
  { results, failures }: ReplayOutcome,
  leftOut: Readonly<Record<string, string>>,
  show: boolean,
): string {
  const { total, matched, byFile } = transcriptFigures(results);
  const lines = [`Transcripts: ${matched} of ${total} commands equal (${percent(matched, total)})`];
  for (const [name, figures] of Object.entries(byFile)) {
    lines.push(`  ${String(figures.matched).padStart(4)} of ${String(figures.total).padStart(3)}  ${name}`);
    if (failures[name] !== undefined) continue;
    for (const { index, cmd, matched: equal, expected, got } of results[name]!) {
      if (equal || !show) continue;
      lines.push(`${name} ${index}: ${cmd}`, lineDiff(expected, got));
    }
  }
  const out = Object.entries(leftOut);
  if (out.length > 0) lines.push('Left out, since they are no model of this cluster:');
  for (const [name, reason] of out) lines.push(`  ${name}: ${reason}`);
  return lines.join('\n');
}

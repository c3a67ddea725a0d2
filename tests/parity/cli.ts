import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkDifferences, readDifferences, updated, writeDifferences } from '../fidelity/differences.ts';
import { lineDiff } from '../fidelity/show.ts';
import { ownList, readCommands } from './list.ts';
import { runBoth, type Compared } from './run.ts';
import { NoKubectlError } from './sides.ts';

export interface Output {
  print(text: string): void;
  complain(text: string): void;
}

/** Every difference that remains in our own list, with its reason. */
export const differencesFile = fileURLToPath(new URL('./differences.yaml', import.meta.url));

const usage = `Usage: npm run parity -- [--commands FILE] [options]

Runs command lines (one a line, in order; # begins a comment) by the real kubectl in bash over the network and by
ours in the page's shell, each on a fresh embedded cluster, and compares stdout, stderr and exit codes.
  --commands FILE  another list than tests/parity/commands.txt
  --show           print each difference, line by line
  --json           print {"total","matched","differences"} only, as JSON
  --check          fail unless tests/parity/differences.yaml lists exactly what differs, with reasons
  --update         write that list anew, keeping the reasons
The real kubectl is the one on PATH, or $KUBECTL.`;

/** @returns the exit code: 0; 1 when --check found the list out of date; 2 for a wrong call or without kubectl */
export async function runParity(args: readonly string[], output: Output): Promise<number> {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        commands: { type: 'string' },
        show: { type: 'boolean' },
        json: { type: 'boolean' },
        check: { type: 'boolean' },
        update: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    output.complain(`${(error as Error).message}\n${usage}`);
    return 2;
  }
  if (values.help) {
    output.print(usage);
    return 0;
  }
  if (values.commands !== undefined && (values.check || values.update)) {
    output.complain('--check and --update are about our own list; leave out --commands');
    return 2;
  }
  let results: Compared[];
  try {
    const commands = readCommands(values.commands === undefined ? ownList : resolve(values.commands));
    results = await runBoth(commands, (done) =>
      output.complain(`parity: ${done} of ${commands.length} commands`),
    );
  } catch (error) {
    const known = error instanceof NoKubectlError || (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!known) throw error;
    output.complain((error as Error).message);
    return 2;
  }
  output.print(values.json ? JSON.stringify(figures(results), null, 2) : text(results, !!values.show));
  if (values.update)
    writeDifferences(differencesFile, updated(readDifferences(differencesFile), outcomes(results)), head);
  if (!values.check) return 0;
  const problems = checkDifferences(readDifferences(differencesFile), outcomes(results));
  for (const problem of problems) output.complain(problem);
  return problems.length > 0 ? 1 : 0;
}

const head =
  '# What our kubectl says otherwise than the real one, and why. Checked and rewritten by `npm run parity`\n' +
  '# (--check, --update); reasons are written by hand.\n';

export const outcomes = (results: readonly Compared[]) =>
  results.map(({ index, cmd, matched }) => ({ where: 'commands', index, what: cmd, matched }));

export const figures = (results: readonly Compared[]) => ({
  total: results.length,
  matched: results.filter(({ matched }) => matched).length,
  differences: results
    .filter(({ matched }) => !matched)
    .map(({ index, cmd, expected, got }) => ({ index, cmd, expected, got })),
});

function text(results: readonly Compared[], show: boolean): string {
  const { total, matched, differences } = figures(results);
  const lines = [
    `Parity: ${matched} of ${total} commands equal (${((100 * matched) / Math.max(1, total)).toFixed(1)} %)`,
  ];
  for (const { index, cmd } of differences) {
    lines.push(`  ${index}: ${cmd}`);
    const { expected, got } = results[index - 1]!.masked;
    if (show) lines.push(lineDiff(expected, got));
  }
  return lines.join('\n');
}

import { lintFolder, lintTogether } from '../../scenario/lint/lint.ts';
import { readFolder, readLessons, scenarioIds } from '../scenarios.ts';
import { say } from './print.ts';

/**
 * `lab lint [id…]`: looks whether scenarios are whole and give nothing away. It runs nothing: that a
 * fault fails and a fix passes is for `lab verify`.
 * @returns the exit code: 0 when there is nothing to mend
 */
export async function lint(ids: string[], json: boolean): Promise<number> {
  const all = await scenarioIds();
  const wanted = ids.length > 0 ? ids : all;
  for (const id of ids) await readFolder(id);
  const folders = Object.fromEntries(await Promise.all(all.map(async (id) => [id, await readFolder(id)])));
  const together = lintTogether(folders, await readLessons());
  const concerns = (problem: string) =>
    ids.length === 0 || ids.some((id) => problem.startsWith(`${id}/`) || problem.includes(`"${id}"`));
  const problems = [...wanted.flatMap((id) => lintFolder(id, folders[id]!)), ...together.filter(concerns)];
  if (json) {
    say(JSON.stringify({ scenarios: wanted, problems }, null, 2));
  } else {
    for (const problem of problems) say(problem);
    say({
      en: `${wanted.length} scenarios, ${problems.length} problems`,
      zh: `${wanted.length} 个场景，${problems.length} 个问题`,
    });
  }
  return problems.length === 0 ? 0 : 1;
}

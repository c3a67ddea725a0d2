import { text } from 'node:stream/consumers';
import { readBanks, readPlayground } from './banks.ts';
import { predict, type Prediction } from './outputs.ts';

/**
 * `scripts/predict.ts BANK [QUESTION]` prints what the commands of a bank print, for who writes it. Without a
 * bank it reads Prediction[] as JSON and writes Predicted[]: the site's build asks so.
 * @returns the exit code
 */
export async function runPredict(
  [bank, question]: readonly string[],
  project: string,
  print: (text: string) => void,
): Promise<number> {
  const manifests = (name: string) => readPlayground(project, name);
  if (bank === undefined) {
    const questions = JSON.parse(await text(process.stdin)) as Prediction[];
    print(JSON.stringify(await predict(questions, { manifests })));
    return 0;
  }
  const all = (await readBanks(project)).get(bank);
  if (!all) throw new Error(`there is no readable src/content/quizzes/${bank}.yaml`);
  const questions = all.filter(({ id }) => question === undefined || id === question);
  let failed = false;
  for (const [at, result] of (await predict(questions, { manifests })).entries()) {
    const problem = 'problem' in result;
    failed ||= problem;
    print(
      `== ${questions[at]!.id}: ${questions[at]!.command}\n${problem ? result.problem : result.output}\n`,
    );
  }
  if (questions.length === 0) print(`${bank} has no such question`);
  return failed || questions.length === 0 ? 1 : 0;
}

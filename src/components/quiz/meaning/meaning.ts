import { sameCommand } from './command.ts';
import { fillIn } from './template.ts';
import { sameYaml, yamlProblem } from './yaml.ts';

/**
 * Loaded when a `complete` question is first judged: it brings the YAML parser along, which no
 * page needs before.
 */
export interface Filled {
  template: string;
  syntax: 'yaml' | 'command';
}

export type Judgement =
  /** Means the same as the answer with this index. */
  | { kind: 'means'; answer: number }
  | { kind: 'other' }
  /** Cannot be read at all. `message` is the parser's, in English. */
  | { kind: 'unreadable'; message: string };

/**
 * Compares what the learner filled in with the answers that the bank explains, by meaning.
 *
 * @param answers what fills the blanks, for each answer
 */
export function judge(question: Filled, given: string[], answers: string[][]): Judgement {
  const text = fillIn(question.template, given);
  if (question.syntax === 'yaml') {
    const message = yamlProblem(text);
    if (message !== undefined) return { kind: 'unreadable', message };
  }
  const same = question.syntax === 'yaml' ? sameYaml : sameCommand;
  const answer = answers.findIndex((fill) => same(text, fillIn(question.template, fill)));
  return answer < 0 ? { kind: 'other' } : { kind: 'means', answer };
}

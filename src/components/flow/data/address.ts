import type { Language } from '../../../lab/protocol.ts';
import { flowTexts } from '../texts.ts';
import type { Finding, Step } from '../types.ts';
import { flow } from './index.ts';

/** A step or a finding by its id. @throws Error when there is neither */
export function nodeOf(id: string): Step | Finding {
  const node = [...flow.steps, ...flow.findings].find((one) => one.id === id);
  if (!node) throw new Error(`the flow has neither a step nor a finding ${id}`);
  return node;
}

export const isStep = (node: Step | Finding): node is Step => 'number' in node;

/** The anchor of a step or a finding, the same in both languages. */
export function addressOf(id: string): string {
  const node = nodeOf(id);
  return isStep(node) ? `step-${node.number}` : `finding-${id}`;
}

/** What stands on the way there: the step's question, or that a cause is found. */
export function labelOf(id: string, language: Language): string {
  const node = nodeOf(id);
  const texts = flowTexts(language);
  return isStep(node)
    ? `${node.number}. ${node.question[language]}`
    : texts.arrow(texts.found) + node.cause[language];
}

/** How a step or a finding is called on paper, where nothing can be followed: 7, C3. */
export function numberOf(id: string): string {
  const node = nodeOf(id);
  return isStep(node) ? String(node.number) : `C${flow.findings.indexOf(node) + 1}`;
}

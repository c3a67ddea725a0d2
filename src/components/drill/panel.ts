import { h } from '../lab/dom.ts';
import type { LabPanel } from '../lab/lab-panel.ts';
import type { Language } from '../../lab/protocol.ts';
import type { Drill } from '../../scenario/drill/index.ts';
import { markdownView } from './markdown.ts';

/** A drill in the lab's panel. In an exam it has its brief and nothing else. */
export function drillPanel(
  {
    id,
    texts: { brief, hints, debrief },
    namespace,
    faults,
  }: Pick<Drill, 'id' | 'texts' | 'namespace' | 'faults'>,
  language: Language,
  { exam = false } = {},
): LabPanel {
  const slot = (name: string, text: string) => h('div', { slot: name }, ...markdownView(text));
  const panel = document.createElement('lab-panel') as LabPanel;
  panel.className = 'lab-page';
  panel.setAttribute('scenario', id);
  panel.toggleAttribute('exam', exam);
  panel.append(slot('brief', brief[language]));
  if (!exam) {
    panel.setAttribute('namespace', namespace);
    panel.setAttribute('faults', faults.map(({ id }) => id).join(' '));
    panel.append(...hints.map((hint) => slot('hint', hint[language])), slot('debrief', debrief[language]));
  }
  return panel;
}

import type { Language } from '../../lab/protocol.ts';
import { h } from '../lab/dom.ts';
import { notLoaded, problemView } from '../lab/problem.ts';

/** Says in place of the terminal that it could not be loaded. */
export function showNotLoaded(host: HTMLElement, error: unknown, language: Language): void {
  host.replaceChildren(
    h(
      'section',
      { class: 'lesson-dock lab-problem', role: 'alert' },
      ...problemView(notLoaded(error), language),
    ),
  );
}

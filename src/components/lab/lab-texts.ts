import { h } from './dom.ts';
import type { Language } from '../../lab/protocol.ts';
import { hintNumber, textsFor } from './texts.ts';

/**
 * The scenario's texts, which come with the page as children with `slot="brief"`, `slot="hint"`
 * (one each, from vague to precise) and `slot="debrief"`: what is shown of them so far.
 */
export class LabTexts {
  readonly brief: HTMLElement;
  readonly hints: HTMLElement;
  readonly debrief: HTMLElement;
  readonly #hidden: Element[];
  readonly #count: number;
  readonly #language: Language;

  constructor(host: HTMLElement, language: Language) {
    const texts = textsFor(language);
    const take = (slot: string) => [...host.querySelectorAll(`[slot="${slot}"]`)];
    this.#language = language;
    this.#hidden = take('hint');
    this.#count = this.#hidden.length;
    this.brief = h('section', { class: 'lab-brief' }, h('h2', {}, texts.brief), ...take('brief'));
    this.hints = h('section', { class: 'lab-hints', hidden: true }, h('h2', {}, texts.hints));
    this.debrief = h(
      'section',
      { class: 'lab-debrief', hidden: true },
      h('h2', { tabindex: '-1' }, texts.debrief),
      ...take('debrief'),
    );
  }

  /** How many hints are shown, and of how many. */
  get shown(): number {
    return this.#count - this.#hidden.length;
  }

  get count(): number {
    return this.#count;
  }

  /** Shows one more hint and moves the focus there; undefined when there is none left. */
  nextHint(): HTMLElement | undefined {
    const hint = this.#hidden.shift();
    if (!hint) return undefined;
    const shown = h(
      'div',
      { class: 'lab-hint', tabindex: '-1' },
      h('h3', {}, hintNumber(this.#language, this.shown, this.#count)),
      hint,
    );
    this.hints.hidden = false;
    this.hints.append(shown);
    shown.focus();
    return shown;
  }
}

import type { Language } from '../../lab/protocol.ts';
import { h, unique } from './dom.ts';
import { textsFor } from './texts.ts';

/** idle: no cluster. busy: a call is under way. open: a cluster waits for the learner. */
export type LabState = 'idle' | 'busy' | 'open';

export type Action = 'start' | 'check' | 'hint' | 'solve' | 'reset' | 'stop';

/** The row of buttons, the choice of cluster, and the line that says what is going on. */
export class Controls {
  readonly element: HTMLElement;
  readonly #buttons: Record<Action, HTMLButtonElement>;
  readonly #status: HTMLElement;
  readonly #where: HTMLFieldSetElement;
  readonly #passed: HTMLElement;
  #canChoose = false;
  #everPassed = false;
  readonly #language: Language;

  /** @param without buttons that this lab does not have */
  constructor(language: Language, run: (action: Action) => void, without: readonly Action[] = []) {
    const texts = textsFor(language);
    this.#language = language;
    const button = (action: Action, look: string) =>
      h(
        'button',
        { type: 'button', class: look, 'data-action': action, onclick: () => run(action) },
        texts[action],
      );
    this.#buttons = {
      start: button('start', 'button primary'),
      check: button('check', 'button primary'),
      hint: button('hint', 'button'),
      solve: button('solve', 'button'),
      reset: button('reset', 'button'),
      stop: button('stop', 'button'),
    };
    this.#status = h('p', { class: 'lab-status', role: 'status', 'aria-live': 'polite' });
    this.#where = h('fieldset', { class: 'lab-where', hidden: true }, h('legend', {}, texts.where));
    this.#passed = h('p', { class: 'lab-passed', hidden: true }, texts.passed);
    this.element = h(
      'div',
      { class: 'lab-controls not-content' },
      this.#where,
      h(
        'div',
        { class: 'lab-buttons', role: 'group', 'aria-label': texts.tools },
        ...Object.values(this.#buttons).filter(
          ({ dataset }) => !without.some((action) => action === dataset['action']),
        ),
      ),
      this.#passed,
      this.#status,
    );
  }

  /** Where the next lab runs. */
  get where(): 'page' | 'kind' {
    return this.#where.querySelector<HTMLInputElement>('input:checked')?.value === 'kind' ? 'kind' : 'page';
  }

  /** Offers kind beside the page. @param why set when it cannot be used, and why */
  offerKind(why: string | undefined): void {
    const texts = textsFor(this.#language);
    const name = unique('lab-where');
    const choice = (value: string, label: string, attributes: Record<string, boolean>) =>
      h('label', {}, h('input', { type: 'radio', name, value, ...attributes }), label);
    this.#where.append(
      choice('page', texts.inPage, { checked: true }),
      choice('kind', texts.onKind, { disabled: why !== undefined }),
      ...(why === undefined
        ? []
        : [h('details', { class: 'lab-why' }, h('summary', {}, texts.kindMissing), h('p', {}, why))]),
    );
    this.#canChoose = why === undefined;
    this.#showWhere();
  }

  /** Says whether a check of this lab has ever passed; while the lab runs, its report says more. */
  markPassed(passed: boolean): void {
    this.#everPassed = passed;
    this.#passed.hidden = !passed || this.#where.disabled;
  }

  say(text: string): void {
    this.#status.textContent = text;
  }

  show(state: LabState, hints: { shown: number; count: number }): void {
    const texts = textsFor(this.#language);
    const focused = document.activeElement;
    const { start, hint } = this.#buttons;
    for (const [action, button] of Object.entries(this.#buttons)) {
      const whenIdle = action === 'start';
      button.hidden = whenIdle ? state === 'open' : state === 'idle';
      // Not `disabled`: the focus stays where it is while the lab is busy.
      button.setAttribute(
        'aria-disabled',
        String(state === 'busy' && action !== 'stop' && action !== 'hint'),
      );
    }
    start.hidden = state !== 'idle';
    this.#where.disabled = state !== 'idle';
    this.#showWhere();
    this.markPassed(this.#everPassed);
    hint.textContent = hints.count > 0 ? `${texts.hint} ${hints.shown}/${hints.count}` : texts.hint;
    if (hints.shown >= hints.count) hint.setAttribute('aria-disabled', 'true');
    if (focused instanceof HTMLElement && focused.hidden) {
      (state === 'idle' ? start : this.#buttons.stop).focus();
    }
  }

  /** Not without an offer; and where there is nothing to choose, not beside a running lab. */
  #showWhere(): void {
    const offered = this.#where.querySelector('input') !== null;
    this.#where.hidden = !offered || (this.#where.disabled && !this.#canChoose);
  }
}

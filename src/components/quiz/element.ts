import { progress } from '../../progress/progress.ts';
import { kinds } from './kinds/index.ts';
import { movable } from './kinds/order.ts';
import { say } from './strings.ts';
import type { Language } from './strings.ts';

declare global {
  interface HTMLElementEventMap {
    'question-answered': CustomEvent<QuestionAnswered>;
  }
}

/** Of the event `question-answered`, which bubbles up from a question each time an answer was judged. */
export interface QuestionAnswered {
  bank: string;
  question: string;
  right: boolean;
}

/**
 * Judges the questions that Quiz.astro rendered, shows the explanations, keeps answers and score.
 * Attributes: `data-bank`, the bank's name; `data-language`; `data-fresh`: asks as if never answered (the
 * answer is kept all the same); `data-unkept`: neither shows an earlier answer nor keeps one.
 */
class ServiceQuiz extends HTMLElement {
  #fields: HTMLFieldSetElement[] = [];

  connectedCallback(): void {
    this.#fields = [...this.querySelectorAll<HTMLFieldSetElement>('fieldset[data-question]')];
    for (const field of this.#fields) this.#connect(field);
    this.#showScore();
  }

  get #language(): Language {
    return this.dataset['language'] as Language;
  }

  get #unkept(): boolean {
    return this.dataset['unkept'] !== undefined;
  }

  #connect(field: HTMLFieldSetElement): void {
    const status = part(field, '[data-status]');
    const untouched = kinds[field.dataset['type']!]!.read(field);
    if (field.dataset['type'] === 'order') {
      movable(field, this.#language, (text) => (status.textContent = text));
    }
    part(field, '[data-check]').addEventListener('click', () => void this.#check(field));
    // Enter in a blank checks; there is no form that it could submit.
    field.addEventListener('keydown', (event) => {
      const blank = event.target instanceof HTMLInputElement && event.target.dataset['blank'] !== undefined;
      if (blank && event.key === 'Enter' && !event.isComposing) void this.#check(field);
    });
    part(field, '[data-again]').addEventListener('click', () => {
      this.#reset(field, untouched ?? []);
      field.querySelector<HTMLElement>('input, textarea, select, button:not(:disabled)')?.focus();
    });
    if (this.#unkept || this.dataset['fresh'] !== undefined) return;
    const saved = progress.answer(this.dataset['bank']!, field.dataset['question']!);
    if (!saved) return;
    kinds[field.dataset['type']!]!.write(field, saved.given);
    void this.#show(field, saved.given);
  }

  async #check(field: HTMLFieldSetElement): Promise<void> {
    if (field.dataset['judged']) return;
    const given = kinds[field.dataset['type']!]!.read(field);
    const status = part(field, '[data-status]');
    if (!given) {
      status.textContent = say(kinds[field.dataset['type']!]!.unanswered ?? 'unanswered', this.#language);
      return;
    }
    const right = await this.#show(field, given);
    if (right === undefined) return;
    if (!this.#unkept) {
      progress.saveAnswer(this.dataset['bank']!, field.dataset['question']!, given, right);
    }
    this.#showScore();
    part(field, '[data-again]').focus();
    const detail = { bank: this.dataset['bank']!, question: field.dataset['question']!, right };
    field.dispatchEvent(new CustomEvent('question-answered', { bubbles: true, detail }));
  }

  /** @returns undefined when the code that judges could not be loaded */
  async #show(field: HTMLFieldSetElement, given: string[]): Promise<boolean | undefined> {
    const status = part(field, '[data-status]');
    let right: boolean;
    try {
      right = await kinds[field.dataset['type']!]!.judge(field, given);
    } catch {
      status.textContent = say('notLoaded', this.#language);
      return undefined;
    }
    field.dataset['judged'] = right ? 'right' : 'wrong';
    status.textContent = say(right ? 'right' : 'wrong', this.#language);
    this.#lock(field, true);
    return right;
  }

  #reset(field: HTMLFieldSetElement, untouched: string[]): void {
    if (!this.#unkept) progress.clearAnswer(this.dataset['bank']!, field.dataset['question']!);
    delete field.dataset['judged'];
    for (const part of field.querySelectorAll<HTMLElement>('[data-state]')) delete part.dataset['state'];
    for (const part of field.querySelectorAll<HTMLElement>('[data-chosen]')) delete part.dataset['chosen'];
    for (const part of field.querySelectorAll<HTMLElement>('[data-reveal]')) part.hidden = true;
    for (const input of field.querySelectorAll('[aria-describedby]'))
      input.removeAttribute('aria-describedby');
    part(field, '[data-status]').textContent = '';
    this.#lock(field, false);
    kinds[field.dataset['type']!]!.write(field, untouched);
    this.#showScore();
  }

  #lock(field: HTMLFieldSetElement, locked: boolean): void {
    for (const input of field.querySelectorAll<HTMLInputElement>('input, textarea, select, [data-move]')) {
      input.disabled = locked;
    }
    part(field, '[data-check]').hidden = locked;
    part(field, '[data-again]').hidden = !locked;
  }

  #showScore(): void {
    const score = this.querySelector('[data-score]');
    if (!score) return;
    const answers = this.#fields.map((field) =>
      progress.answer(this.dataset['bank']!, field.dataset['question']!),
    );
    score.textContent = say('score', this.#language, {
      total: answers.length,
      answered: answers.filter(Boolean).length,
      right: answers.filter((answer) => answer?.right).length,
    });
  }
}

const part = (field: HTMLElement, selector: string): HTMLElement =>
  field.querySelector<HTMLElement>(selector)!;

customElements.define('service-quiz', ServiceQuiz);

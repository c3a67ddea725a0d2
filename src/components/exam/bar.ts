import type { ExamRecord } from '../../progress/exam.ts';
import type { Language } from '../../lab/protocol.ts';
import { h } from '../lab/dom.ts';
import { clockFace, currentOf, isPassed, timeLeft, warningBetween, warnings } from './state.ts';
import { examTexts, type ExamTexts } from './texts.ts';

/** Above the drill: the time, the way between drills, the end, and what there is to say. */
export class ExamBar {
  readonly element: HTMLElement;
  /** By itself, so that it stays in sight where the page scrolls. */
  readonly clock: HTMLElement;
  readonly #texts: ExamTexts;
  readonly #time: HTMLElement;
  readonly #drills: HTMLButtonElement[];
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  readonly #status: HTMLElement;
  readonly #warning: HTMLElement;
  #left: number;

  constructor(exam: ExamRecord, language: Language, turn: (drill: number) => void, finish: () => void) {
    const texts = examTexts(language);
    this.#texts = texts;
    this.#left = timeLeft(exam, Date.now());
    const button = (label: string, onclick: () => void) =>
      h('button', { type: 'button', class: 'button', onclick }, label);
    let current = currentOf(exam);
    const go = (drill: number) => {
      current = drill;
      turn(drill);
    };
    // role=timer is read when somebody goes there, and not with every second.
    this.#time = h('span', { class: 'exam-time', role: 'timer', 'aria-label': texts.timeLeft });
    this.#drills = exam.drills.map((_, at) => button('', () => go(at)));
    this.#previous = button(texts.previous, () => go(current - 1));
    this.#next = button(texts.next, () => go(current + 1));
    this.#status = h('p', { class: 'exam-status', role: 'status' });
    this.#warning = h('p', { class: 'exam-warning', role: 'alert' });
    this.clock = h(
      'p',
      { class: 'exam-clock not-content' },
      h('span', { 'aria-hidden': 'true' }, texts.timeLeft),
      this.#time,
    );
    this.element = h(
      'div',
      { class: 'exam-bar not-content', role: 'region', 'aria-label': texts.bar },
      h('div', { class: 'exam-drills', role: 'group', 'aria-label': texts.drills }, ...this.#drills),
      this.#previous,
      this.#next,
      button(texts.finish, finish),
      this.#warning,
      this.#status,
    );
    this.show(exam);
  }

  show(exam: ExamRecord): void {
    const texts = this.#texts;
    const current = currentOf(exam);
    exam.drills.forEach((drill, at) => {
      const button = this.#drills[at]!;
      const passed = isPassed(drill);
      button.textContent = `${at + 1}${passed ? ' ✓' : ''}`;
      const state = passed ? texts.passed : texts.notPassed;
      button.setAttribute('aria-label', `${texts.drill(at + 1)}${texts.colon}${state}`);
      if (at === current) button.setAttribute('aria-current', 'step');
      else button.removeAttribute('aria-current');
    });
    this.#previous.disabled = current === 0;
    this.#next.disabled = current === exam.drills.length - 1;
    this.tick(exam);
  }

  tick(exam: ExamRecord): void {
    const left = timeLeft(exam, Date.now());
    this.#time.textContent = clockFace(left);
    const minutes = warningBetween(this.#left, left);
    this.#left = left;
    this.#time.toggleAttribute('data-late', left <= warnings[0] * 60_000);
    if (minutes === undefined) return;
    this.#warning.textContent = this.#texts.warning(minutes);
  }

  say(text: string): void {
    this.#status.textContent = text;
  }
}

import { deckOf, session, type Card, type Course } from '../../progress/deck.ts';
import { progress } from '../../progress/progress.ts';
import { dayOf } from '../../progress/reviews.ts';
import { h } from '../lab/dom.ts';
import '../quiz/element.ts';
import { pageUrl, type Language } from '../site/language.ts';
import { Questions } from './questions.ts';
import './review.css';
import { inDays, reviewTexts } from './texts.ts';
import { upcoming } from './upcoming.ts';

/** What review.astro writes into the page. */
export interface ReviewData {
  lessons: { title: string; href: string; bank: string; questions: string[] }[];
  labs: { id: string; title: string; level: number }[];
  first: string;
}

/** `<review-room data-language>`: asks what is due today, one card after another. */
class ReviewRoom extends HTMLElement {
  readonly #skipped = new Set<string>();
  readonly #stage = h('div', { class: 'review-stage' });
  readonly #warning = h('p', { class: 'review-warning', role: 'status', hidden: true });
  #data!: ReviewData;
  #course!: Course;
  #questions!: Questions;
  #queue: Card[] = [];
  #at = 0;
  #done = 0;
  #built = false;
  /** Follows the card that is shown; stopped by the next. */
  #watch: (() => void) | undefined;

  connectedCallback(): void {
    if (this.#built) return;
    this.#built = true;
    this.#data = JSON.parse(this.querySelector('script')!.textContent) as ReviewData;
    this.#course = {
      banks: Object.fromEntries(this.#data.lessons.map(({ bank, questions }) => [bank, questions])),
      labs: Object.fromEntries(this.#data.labs.map(({ id, level }) => [id, level])),
    };
    this.#questions = new Questions(pageUrl(this.#language, 'review'));
    this.replaceChildren(this.#warning, this.#stage);
    this.#begin();
  }

  disconnectedCallback(): void {
    this.#watch?.();
  }

  get #language(): Language {
    return this.dataset['language'] === 'en' ? 'en' : 'zh';
  }

  get #texts() {
    return reviewTexts(this.#language);
  }

  #cards(): Card[] {
    return deckOf(progress.all(), this.#course);
  }

  #begin(): void {
    this.#warn();
    const cards = this.#cards();
    this.#queue = session(cards, dayOf(Date.now()), this.#skipped);
    this.#at = 0;
    if (cards.length === 0) this.#newcomer();
    else if (this.#queue.length === 0) this.#over();
    else void this.#ask();
  }

  #warn(): void {
    const storage = progress.storage();
    this.#warning.hidden = storage === 'kept';
    if (storage !== 'kept') this.#warning.textContent = this.#texts[storage];
  }

  #show(...content: (Node | string)[]): void {
    this.#watch?.();
    this.#watch = undefined;
    this.#stage.replaceChildren(...content);
  }

  #newcomer(): void {
    const { empty, emptyHow, toLessons, toPretest } = this.#texts;
    this.#show(
      h('p', { class: 'review-quiet' }, empty),
      h('p', {}, emptyHow),
      h(
        'p',
        { class: 'review-ways' },
        h('a', { class: 'button primary', href: this.#data.first }, toLessons),
        h('a', { class: 'button', href: pageUrl(this.#language, 'pretest') }, toPretest),
      ),
    );
  }

  #over(): void {
    const texts = this.#texts;
    const today = dayOf(Date.now());
    const cards = this.#cards();
    const due = session(cards, today, this.#skipped).length;
    const { days, later } = upcoming(cards, today);
    const heading = h(
      'p',
      { class: 'review-quiet', tabindex: '-1' },
      ...(this.#done > 0 ? [texts.done(this.#done), ' '] : []),
      ...(due === 0 ? [texts.nothing] : []),
    );
    this.#show(
      heading,
      ...(due > 0 ? [this.#button(texts.more(due), () => this.#begin(), 'primary')] : []),
      ...(days.length + later > 0
        ? [
            h('p', {}, texts.next),
            h(
              'ul',
              {},
              ...days.map(({ inDays: days, count }) =>
                h('li', {}, texts.upcoming(inDays(days, this.#language), count)),
              ),
              ...(later > 0 ? [h('li', {}, texts.later(later))] : []),
            ),
          ]
        : []),
    );
    if (this.#done > 0) heading.focus();
  }

  async #ask(): Promise<void> {
    const card = this.#queue[this.#at];
    if (!card) return this.#over();
    const next = this.#queue[this.#at + 1];
    if (next?.kind === 'question') this.#questions.prepare(next.bank);
    const place = h(
      'p',
      { class: 'review-place', tabindex: '-1' },
      this.#texts.place(this.#at + 1, this.#queue.length),
    );
    if (card.kind === 'drill') this.#askDrill(card, place);
    else await this.#askQuestion(card, place);
    // Not when the page is opened: the reader has not asked for anything then.
    if (this.#done > 0 || this.#at > 0) place.focus();
  }

  async #askQuestion(card: Card & { kind: 'question' }, place: HTMLElement): Promise<void> {
    const texts = this.#texts;
    this.#show(place, h('p', { role: 'status' }, texts.loading));
    let quiz: HTMLElement;
    try {
      quiz = await this.#questions.quiz(card.bank, card.question, this.#language);
    } catch {
      this.#show(
        place,
        h('p', { role: 'alert' }, texts.notLoaded),
        this.#button(texts.retry, () => void this.#ask(), 'primary'),
      );
      return;
    }
    const lesson = this.#data.lessons.find(({ bank }) => bank === card.bank)!;
    const foot = h('div', { class: 'review-foot' }, this.#skipButton(card));
    this.#show(
      place,
      quiz,
      h('p', { class: 'review-from' }, texts.from, h('a', { href: lesson.href }, lesson.title)),
      foot,
    );
    quiz.addEventListener(
      'question-answered',
      () => {
        this.#done += 1;
        this.#settled(card, foot);
      },
      { once: true },
    );
  }

  #askDrill(card: Card & { kind: 'drill' }, place: HTMLElement): void {
    const texts = this.#texts;
    const lab = this.#data.labs.find(({ id }) => id === card.scenario)!;
    const address = `${pageUrl(this.#language, 'drill')}?id=${card.drill}`;
    const foot = h(
      'div',
      { class: 'review-foot' },
      h('a', { class: 'button primary', href: address, target: '_blank' }, texts.drillOpen),
      this.#button(texts.drillNot, () => {
        progress.review(card.id, false);
      }),
      this.#skipButton(card),
    );
    this.#show(
      place,
      h('h2', { class: 'review-title' }, texts.drill),
      h('p', {}, texts.drillText(lab.title)),
      h('p', { class: 'review-from' }, texts.drillWaits),
      foot,
    );
    // Passed in the other tab, or given up here.
    this.#watch = progress.onChange(() => {
      const now = this.#cards().find(({ id }) => id === card.id);
      if (!now || now.kind !== 'drill' || now.drill === card.drill) return;
      this.#done += 1;
      this.#watch?.();
      this.#watch = undefined;
      this.#settled(card, foot, progress.lab(card.drill) ? texts.drillPassed : '');
    });
  }

  /** The card is done: says when it comes back, and offers the next. */
  #settled(card: Card, foot: HTMLElement, said = ''): void {
    const texts = this.#texts;
    const due = this.#cards().find(({ id }) => id === card.id)?.due;
    const when = due === undefined ? '' : texts.comesBack(inDays(due - dayOf(Date.now()), this.#language));
    const last = this.#at + 1 >= this.#queue.length;
    foot.replaceChildren(
      h('p', { role: 'status' }, [said, when].filter(Boolean).join(' ')),
      this.#button(last ? texts.end : texts.go, () => this.#turn(), 'primary'),
    );
    this.#warn();
  }

  #turn(): void {
    this.#at += 1;
    void this.#ask();
  }

  #skipButton(card: Card): HTMLElement {
    return this.#button(this.#texts.skip, () => {
      this.#skipped.add(card.id);
      this.#turn();
    });
  }

  #button(label: string, press: () => void, look = ''): HTMLElement {
    return h('button', { type: 'button', class: `button ${look}`.trim(), onclick: press }, label);
  }
}

customElements.define('review-room', ReviewRoom);

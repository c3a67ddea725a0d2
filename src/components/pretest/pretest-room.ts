import { h } from '../lab/dom.ts';
import '../quiz/element.ts';
import { pageUrl, type Language } from '../site/language.ts';
import './pretest.css';
import { placementOf, type Asked } from './result.ts';
import { pretestTexts } from './texts.ts';

/** What pretest.astro writes into the page. */
export interface PretestData {
  lessons: { id: string; title: string; href: string; part: string }[];
  parts: Record<string, string>;
}

/**
 * `<pretest-room data-language>` around quizzes of one question each (`data-lesson`), which are asked one
 * after another. Nothing of it is kept: a reload begins anew.
 */
class PretestRoom extends HTMLElement {
  readonly #place = h('p', { class: 'pretest-place', tabindex: '-1' });
  readonly #foot = h('div', { class: 'pretest-foot' });
  #data!: PretestData;
  #quizzes: HTMLElement[] = [];
  #right: (boolean | undefined)[] = [];
  #at = 0;

  connectedCallback(): void {
    if (this.#quizzes.length > 0) return;
    this.#data = JSON.parse(this.querySelector('script[data-course]')!.textContent) as PretestData;
    this.#quizzes = [...this.querySelectorAll<HTMLElement>('service-quiz')];
    this.#quizzes.forEach((quiz, at) => {
      quiz.addEventListener('question-answered', (event) =>
        this.#answered(at, (event as CustomEvent<{ right: boolean }>).detail.right),
      );
    });
    const begin = this.#button(pretestTexts(this.#language).begin, () => {
      this.querySelector('[data-intro]')?.remove();
      this.#ask(0);
    });
    this.#foot.replaceChildren(begin);
    this.prepend(this.#place);
    this.append(this.#foot);
  }

  get #language(): Language {
    return this.dataset['language'] === 'en' ? 'en' : 'zh';
  }

  #ask(at: number): void {
    const texts = pretestTexts(this.#language);
    this.#at = at;
    if (at >= this.#quizzes.length) return this.#result();
    this.#quizzes.forEach((quiz, other) => (quiz.hidden = other !== at));
    this.#place.textContent = texts.place(at + 1, this.#quizzes.length);
    this.#foot.replaceChildren(
      this.#button(texts.unknown, () => this.#ask(at + 1), false),
      ...(at > 0 ? [this.#button(texts.enough, () => this.#result(), false)] : []),
    );
    this.#place.focus();
  }

  #answered(at: number, right: boolean): void {
    // Only the first answer tells what was known before.
    if (at !== this.#at || this.#right[at] !== undefined) return;
    this.#right[at] = right;
    const texts = pretestTexts(this.#language);
    const last = at + 1 >= this.#quizzes.length;
    this.#foot.replaceChildren(this.#button(last ? texts.show : texts.next, () => this.#ask(at + 1)));
  }

  #result(): void {
    const texts = pretestTexts(this.#language);
    const lesson = (id: string) => this.#data.lessons.find((one) => one.id === id)!;
    const asked: Asked[] = this.#quizzes.map((quiz, at) => {
      const { id, part } = lesson(quiz.dataset['lesson']!);
      return { lesson: id, part, right: this.#right[at] };
    });
    const { start, also, parts } = placementOf(asked, this.#data.lessons);
    const link = (id: string, look = '') => h('a', { href: lesson(id).href, class: look }, lesson(id).title);
    const page = (name: string) => pageUrl(this.#language, name);
    const heading = h('h2', { tabindex: '-1', class: 'pretest-result' }, texts.result);
    this.#place.remove();
    for (const quiz of this.#quizzes) quiz.remove();
    this.#foot.remove();
    this.append(
      heading,
      h('p', {}, start ? texts.start : texts.allRight),
      h(
        'p',
        { class: 'pretest-foot' },
        ...(start
          ? [link(start, 'button primary')]
          : [
              h('a', { href: page('labs'), class: 'button primary' }, texts.labs),
              h('a', { href: page('exam'), class: 'button' }, texts.exam),
            ]),
      ),
      // A long list says no more than that the course is new.
      ...(also.length > 0 && also.length <= 4
        ? [h('p', {}, texts.also), h('ul', {}, ...also.map((id) => h('li', {}, link(id))))]
        : []),
      h(
        'table',
        {},
        h('thead', {}, h('tr', {}, h('th', {}, texts.part), h('th', {}, texts.rightOf))),
        h(
          'tbody',
          {},
          ...parts.map(({ part, right, of }) =>
            h('tr', {}, h('td', {}, this.#data.parts[part]!), h('td', {}, `${right} / ${of}`)),
          ),
        ),
      ),
      h('p', { class: 'pretest-place' }, texts.forgotten),
    );
    heading.focus();
  }

  #button(label: string, press: () => void, primary = true): HTMLElement {
    return h(
      'button',
      { type: 'button', class: primary ? 'button primary' : 'button', onclick: press },
      label,
    );
  }
}

customElements.define('pretest-room', PretestRoom);

import { deckOf, type Course } from '../../progress/deck.ts';
import { progress } from '../../progress/progress.ts';
import { dayOf } from '../../progress/reviews.ts';
import type { Progress } from '../../progress/schema.ts';
import { h } from '../lab/dom.ts';
import type { CourseLab } from '../site/course.ts';
import type { Language } from '../site/language.ts';
import './progress.css';
import { progressTexts, refused } from './texts.ts';

/** What progress.astro writes into the page. */
export interface ProgressData {
  lessons: { id: string; bank?: { id: string; questions: string[] } }[];
  labs: CourseLab[];
}

/** No progress comes near this; a wrong file may. */
const biggest = 10_000_000;

/**
 * `<progress-room data-language>`: fills the page's tables with what this browser knows, and moves it out
 * and in. Places are marked by `data-show`, buttons by `data-do`.
 */
class ProgressRoom extends HTMLElement {
  #data!: ProgressData;
  #course!: Course;
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    this.#data ??= JSON.parse(this.querySelector('script')!.textContent) as ProgressData;
    this.#course = {
      banks: Object.fromEntries(
        this.#data.lessons.flatMap(({ bank }) => (bank ? [[bank.id, bank.questions]] : [])),
      ),
      labs: Object.fromEntries(this.#data.labs.map(({ id, level }) => [id, level])),
    };
    const file = this.querySelector<HTMLInputElement>('input[type=file]')!;
    this.#on('export', () => this.#export());
    this.#on('import', () => file.click());
    this.#on('reset', () => this.#reset());
    file.addEventListener('change', () => {
      const chosen = file.files?.[0];
      if (chosen) void this.#import(chosen).then(() => (file.value = ''));
    });
    this.#stop = progress.onChange(() => this.#show());
    this.#show();
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }

  get #language(): Language {
    return this.dataset['language'] === 'en' ? 'en' : 'zh';
  }

  get #texts() {
    return progressTexts(this.#language);
  }

  #place(name: string): HTMLElement {
    return this.querySelector<HTMLElement>(`[data-show="${name}"]`)!;
  }

  #on(name: string, press: () => unknown): void {
    this.querySelector(`[data-do="${name}"]`)!.addEventListener('click', () => void press());
  }

  #say(text: string): void {
    this.#place('said').textContent = text;
  }

  #show(): void {
    const all = progress.all();
    const storage = progress.storage();
    const warning = this.#place('storage');
    warning.hidden = storage === 'kept';
    warning.textContent = storage === 'kept' ? '' : this.#texts[storage];
    this.#showLessons(all);
    this.#showPractice(all);
  }

  #showLessons(all: Progress): void {
    const texts = this.#texts;
    let [readCount, rightCount, questionCount] = [0, 0, 0];
    for (const { id, bank } of this.#data.lessons) {
      const row = this.querySelector(`[data-lesson="${id}"]`)!;
      const read = all.lessons[id] !== undefined;
      row.querySelector('[data-read]')!.textContent = read ? `✓ ${texts.read}` : '';
      if (read) readCount += 1;
      if (!bank) continue;
      const answers = bank.questions.flatMap((question) => all.quizzes[bank.id]?.[question] ?? []);
      const right = answers.filter((answer) => answer.right).length;
      row.querySelector('[data-quiz]')!.textContent = texts.quiz(
        right,
        answers.length,
        bank.questions.length,
      );
      rightCount += right;
      questionCount += bank.questions.length;
    }
    this.#place('lessons').textContent = texts.lessons(readCount, this.#data.lessons.length);
    this.#place('questions').textContent = texts.questions(rightCount, questionCount);
  }

  #showPractice(all: Progress): void {
    const texts = this.#texts;
    const passed = this.#data.labs.filter(({ id }) => all.labs[id]);
    const drills = Object.keys(all.labs).filter((id) => id.startsWith('drill-')).length;
    const today = dayOf(Date.now());
    const due = deckOf(all, this.#course).filter((card) => card.due <= today).length;
    this.#place('labs').textContent = texts.labs(passed.length, this.#data.labs.length);
    this.#place('drills').textContent = texts.drills(drills);
    this.#place('due').textContent = texts.due(due);
    this.#place('passed').replaceChildren(
      passed.length === 0
        ? h('p', {}, texts.noLabs)
        : h('ul', {}, ...passed.map(({ title, href }) => h('li', {}, h('a', { href }, title)))),
    );
    const when = new Intl.DateTimeFormat(this.#language === 'zh' ? 'zh-CN' : 'en-GB', {
      dateStyle: 'medium',
    });
    this.#place('exams').replaceChildren(
      all.exams.length === 0
        ? h('p', {}, texts.noExams)
        : h(
            'ul',
            {},
            ...all.exams
              .toReversed()
              .map(({ finishedAt, length, passed, drills, seed }) =>
                h(
                  'li',
                  {},
                  `${when.format(finishedAt)} · ${texts.length[length]} · ${passed} / ${drills} · `,
                  h('code', {}, seed),
                ),
              ),
          ),
    );
  }

  async #export(): Promise<void> {
    const transfer = await this.#transfer();
    if (!transfer) return;
    const now = new Date();
    const url = URL.createObjectURL(
      new Blob([transfer.writeFile(progress.all(), now.getTime())], { type: 'application/json' }),
    );
    const two = (value: number) => String(value).padStart(2, '0');
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    h('a', { href: url, download: `service-clinic-${day}.json` }).click();
    URL.revokeObjectURL(url);
    this.#say(this.#texts.exported);
  }

  async #import(file: File): Promise<void> {
    if (file.size > biggest) return this.#say(this.#texts.tooBig);
    const transfer = await this.#transfer();
    if (!transfer) return;
    let content: string;
    try {
      content = await file.text();
    } catch {
      return this.#say(this.#texts.unreadable);
    }
    const read = transfer.readFile(content);
    if ('refusal' in read) return this.#say(refused(read.refusal, this.#language));
    progress.takeIn(read.progress);
    this.#say(this.#texts.imported);
  }

  /** The schema's code, loaded when a file is first read or written. */
  async #transfer() {
    try {
      return await import('../../progress/transfer.ts');
    } catch {
      this.#say(this.#texts.notLoaded);
      return undefined;
    }
  }

  #reset(): void {
    const { sure, sureText, sureNo, sureYes, resetDone } = this.#texts;
    const dialog = h(
      'dialog',
      { class: 'progress-sure not-content', 'aria-labelledby': 'progress-sure' },
      h(
        'form',
        { method: 'dialog' },
        h('h2', { id: 'progress-sure' }, sure),
        h('p', {}, sureText),
        h(
          'p',
          { class: 'progress-buttons' },
          h('button', { class: 'button primary', value: 'no', autofocus: true }, sureNo),
          h('button', { class: 'button', value: 'yes' }, sureYes),
        ),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (dialog.returnValue !== 'yes') return;
      progress.reset();
      this.#say(resetDone);
    });
    this.append(dialog);
    dialog.showModal();
  }
}

customElements.define('progress-room', ProgressRoom);

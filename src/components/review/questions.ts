import type { Language } from '../site/language.ts';

/**
 * Gets questions that were rendered at build time: one page of fieldsets a bank, loaded when the first
 * question of that bank is asked.
 */
export class Questions {
  readonly #address: (bank: string) => string;
  readonly #pages = new Map<string, Promise<Document>>();

  /** @param base the page's own address, `/zh/review/` */
  constructor(base: string) {
    this.#address = (bank) => `${base}questions/${bank}/`;
  }

  /**
   * @returns a quiz of this one question, as if it had never been answered
   * @throws Error when the page cannot be loaded or does not have it
   */
  async quiz(bank: string, question: string, language: Language): Promise<HTMLElement> {
    const page = await this.#page(bank);
    const field = page.querySelector(`fieldset[data-question="${question}"]`);
    if (!field) throw new Error(`${this.#address(bank)} has no question ${question}`);
    const copy = document.importNode(field, true);
    copy.querySelector('.number')?.remove();
    const quiz = document.createElement('service-quiz');
    quiz.className = 'quiz not-content';
    quiz.dataset['bank'] = bank;
    quiz.dataset['language'] = language;
    quiz.dataset['fresh'] = '';
    quiz.append(copy);
    return quiz;
  }

  /** Gets a bank's page ahead of time. */
  prepare(bank: string): void {
    this.#page(bank).catch(() => undefined);
  }

  #page(bank: string): Promise<Document> {
    let page = this.#pages.get(bank);
    if (!page) {
      page = load(this.#address(bank));
      this.#pages.set(bank, page);
      // The next time it may be there.
      page.catch(() => this.#pages.delete(bank));
    }
    return page;
  }
}

async function load(address: string): Promise<Document> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

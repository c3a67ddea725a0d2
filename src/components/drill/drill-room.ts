import type { Language } from '../../lab/protocol.ts';
import { h } from '../lab/dom.ts';
import '../lab/lab-panel.ts';
import { notLoaded, problemView } from '../lab/problem.ts';
import { languageOf } from '../lab/texts.ts';
import './drill.css';
import { drillPanel } from './panel.ts';
import { nextSeed, randomSeed, readSeed } from './seeds.ts';
import { drillTexts } from './texts.ts';

/**
 * `<drill-room>`: the drill that the page's address names (`?id=drill-2-abc`) in a lab panel, and the way
 * to others. What stands in it is shown while no drill is named. The generator comes with the first drill.
 */
class DrillRoom extends HTMLElement {
  #built = false;

  connectedCallback(): void {
    if (this.#built) return;
    this.#built = true;
    const language = languageOf(this);
    const id = new URL(location.href).searchParams.get('id');
    const choice = new DrillChoice(language);
    this.append(choice.element);
    if (id !== null) void this.#open(id, choice, language);
  }

  async #open(id: string, choice: DrillChoice, language: Language): Promise<void> {
    const introduction = [...this.children].filter((child) => child !== choice.element);
    const texts = drillTexts(language);
    choice.say(texts.loading);
    try {
      const { drillOf, isDrillId } = await import('../../scenario/drill/index.ts');
      if (!isDrillId(id)) {
        choice.say(texts.badId);
        return;
      }
      const drill = drillOf(id);
      choice.show(drill);
      choice.say('');
      document.title = [drill.title[language], ...document.title.split(' | ').slice(1)].join(' | ');
      const panel = drillPanel(drill, language);
      for (const element of introduction) element.remove();
      this.prepend(h('h2', { class: 'drill-title' }, drill.title[language]));
      this.append(panel);
      keepInOtherLanguage();
    } catch (error) {
      choice.say('');
      this.append(
        h('section', { class: 'lab-problem', role: 'alert' }, ...problemView(notLoaded(error), language)),
      );
    }
  }
}

/** Level and seed to type in, the neighbour's, and one by chance. */
class DrillChoice {
  readonly element: HTMLFormElement;
  readonly #level: HTMLSelectElement;
  readonly #seed: HTMLInputElement;
  readonly #status: HTMLElement;
  readonly #next: HTMLButtonElement;
  readonly #random: HTMLButtonElement;
  readonly #language: Language;
  #shown = '';

  constructor(language: Language) {
    const texts = drillTexts(language);
    this.#language = language;
    this.#level = h(
      'select',
      { name: 'level' },
      ...texts.levels.map((label, at) => h('option', { value: String(at + 1) }, label)),
    );
    this.#seed = h('input', {
      name: 'seed',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      size: '10',
      maxlength: '20',
    });
    this.#status = h('p', { class: 'drill-status', role: 'status' });
    this.#next = h('button', { type: 'button', class: 'button', hidden: true }, texts.next);
    this.#next.addEventListener('click', () => this.#go(nextSeed(this.#shown)));
    this.#random = h('button', { type: 'button', class: 'button primary' }, texts.random);
    this.#random.addEventListener('click', () => this.#go(randomSeed()));
    this.element = h(
      'form',
      { class: 'drill-choice not-content', 'aria-label': texts.choose },
      h('label', {}, texts.level, this.#level),
      h('label', {}, texts.seed, this.#seed),
      h('button', { class: 'button' }, texts.go),
      this.#next,
      this.#random,
      this.#status,
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#go(this.#seed.value);
    });
  }

  /** The drill that is open. */
  show({ level, seed }: { level: number; seed: string }): void {
    this.#level.value = String(level);
    this.#shown = this.#seed.value = seed;
    this.#next.hidden = false;
    // Now it is the lab that wants to be started.
    this.#random.classList.remove('primary');
  }

  say(text: string): void {
    this.#status.textContent = text;
  }

  #go(typed: string): void {
    const seed = readSeed(typed);
    this.#seed.setAttribute('aria-invalid', String(seed === undefined));
    if (seed === undefined) {
      this.say(drillTexts(this.#language).badSeed);
      this.#seed.focus();
      return;
    }
    const address = new URL(location.href);
    address.search = '';
    address.searchParams.set('id', `drill-${this.#level.value}-${seed}`);
    location.assign(address);
  }
}

/** The other language's page shows the same drill. */
function keepInOtherLanguage(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-choose-language]')) {
    link.search = location.search;
  }
}

customElements.define('drill-room', DrillRoom);

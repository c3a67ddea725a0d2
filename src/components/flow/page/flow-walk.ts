import type { Station } from '../../../checker/report.ts';
import { fields, isFit } from '../fill.ts';
import { marks, stationStates, type StationState, type Visit } from '../states.ts';

/**
 * `<flow-walk>`: shows the steps that stand in it one at a time. The address says which (`#step-5`,
 * `#finding-policy`), so a way back is the browser's as well, and a step can be handed on.
 */
class FlowWalk extends HTMLElement {
  /** The steps before the one that is shown, with the answers that led on. */
  #trail: (Visit & { id: string })[] = [];
  #shown: HTMLElement | undefined;
  #built = false;

  connectedCallback(): void {
    if (this.#built) return;
    this.#built = true;
    this.#prepareForm();
    this.#addCopyButtons();
    this.#one('.flow-bar').hidden = false;
    this.addEventListener('click', (event) => this.#onClick(event));
    addEventListener('hashchange', () => this.#go());
    this.#setMode(true);
    this.#go(true);
  }

  #one<T extends HTMLElement>(selector: string): T {
    return this.querySelector<T>(selector)!;
  }

  get #walking(): boolean {
    return this.hasAttribute('data-walk');
  }

  #setMode(walking: boolean): void {
    this.toggleAttribute('data-walk', walking);
    this.#one('[data-do="mode"]').textContent =
      (walking ? this.dataset['all'] : this.dataset['oneByOne']) ?? '';
    for (const action of ['back', 'again']) this.#one(`[data-do="${action}"]`).hidden = !walking;
    this.#one('.flow-path').hidden = !walking;
  }

  /** The step or finding that an address means: itself, what holds it, or what comes after a heading. */
  #target(hash: string): HTMLElement | undefined {
    const element = hash === '' ? null : document.getElementById(decodeURIComponent(hash));
    if (element && !this.contains(element)) return undefined;
    const held = element?.closest<HTMLElement>('[data-flow]');
    if (held || !element) return held ?? undefined;
    const after = Node.DOCUMENT_POSITION_FOLLOWING;
    return [...this.querySelectorAll<HTMLElement>('[data-flow]')].find(
      (node) => element.compareDocumentPosition(node) & after,
    );
  }

  /** Shows what the address says. @param first the page was just opened: the focus stays where it is */
  #go(first = false): void {
    const target = this.#target(location.hash.slice(1));
    if (!target && !first) return;
    const shown = target ?? this.#one('[data-flow]');
    const before = this.#trail.findIndex(({ id }) => id === shown.id);
    // Back, by button or browser, or round in a circle: what came after is no longer on the way.
    if (before >= 0) this.#trail.length = before;
    this.#shown = shown;
    for (const node of this.querySelectorAll('[data-flow]')) {
      node.toggleAttribute('data-now', node === shown);
    }
    this.#showPath();
    this.#keepInOtherLanguage();
    if (!this.#walking || (first && !target)) return;
    const heading = shown.querySelector<HTMLElement>('h2, h3')!;
    this.#one('.flow-live').textContent = `${shown.dataset['label']}${heading.textContent.trim()}`;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    shown.scrollIntoView({ block: 'start' });
  }

  #showPath(): void {
    const words = JSON.parse(this.dataset['states']!) as Record<StationState, string>;
    const found = this.#shown!.classList.contains('flow-finding');
    const states = stationStates(this.#trail, this.#shown!.dataset['station'] as Station, found);
    for (const item of this.querySelectorAll<HTMLElement>('.flow-path li')) {
      const state = states.get(item.dataset['station'] as Station);
      if (state) item.dataset['state'] = state;
      else delete item.dataset['state'];
      item.querySelector('.flow-state')!.textContent = state ? `${marks[state]} ${words[state]}` : '';
    }
    this.#one<HTMLButtonElement>('[data-do="back"]').disabled = this.#trail.length === 0;
  }

  #onClick(event: Event): void {
    const target = event.target as Element;
    const choice = target.closest<HTMLAnchorElement>('.flow-choice');
    if (choice) {
      const { id, dataset } = choice.closest<HTMLElement>('[data-flow]')!;
      const good = choice.closest('li')!.hasAttribute('data-good');
      if (this.#trail.at(-1)?.id !== id)
        this.#trail.push({ id, station: dataset['station'] as Station, good });
      return;
    }
    const action = target.closest<HTMLElement>('[data-do]')?.dataset['do'];
    if (action === 'back') location.hash = this.#trail.at(-1)?.id ?? '';
    if (action === 'again') {
      this.#trail = [];
      location.hash = this.#one('[data-flow]').id;
    }
    if (action === 'mode') {
      this.#setMode(!this.#walking);
      if (!this.#walking) this.#shown?.scrollIntoView();
    }
  }

  #prepareForm(): void {
    const form = this.#one<HTMLFormElement>('.flow-form');
    const note = this.#one('#flow-unfit');
    form.hidden = false;
    form.addEventListener('submit', (event) => event.preventDefault());
    const show = (): void => {
      let fit = true;
      for (const field of fields) {
        const input = form.elements.namedItem(field) as HTMLInputElement;
        const value = input.value.trim();
        input.setAttribute('aria-invalid', String(!isFit(field, value)));
        if (isFit(field, value)) {
          // The printed sheet stands beside this element.
          for (const span of document.querySelectorAll(`[data-fill="${field}"]`)) span.textContent = value;
        } else fit = false;
      }
      note.textContent = fit ? '' : (note.dataset['text'] ?? '');
    };
    form.addEventListener('input', show);
    // What a browser kept over a reload.
    show();
  }

  #addCopyButtons(): void {
    for (const command of this.querySelectorAll(
      '.flow-step > div > .flow-command, .flow-finding > .flow-command',
    )) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'flow-copy';
      button.textContent = this.dataset['copy'] ?? '';
      button.addEventListener('click', () => {
        const text = command.querySelector('code')!.textContent;
        void navigator.clipboard.writeText(text).then(() => {
          button.textContent = this.dataset['copied'] ?? '';
          setTimeout(() => (button.textContent = this.dataset['copy'] ?? ''), 2000);
        });
      });
      command.append(button);
    }
  }

  /** The other language's page opens at the same step. */
  #keepInOtherLanguage(): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-choose-language]')) {
      link.hash = this.#shown!.id;
    }
  }
}

customElements.define('flow-walk', FlowWalk);

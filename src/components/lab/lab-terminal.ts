import { h, unique } from './dom.ts';
import type { TerminalView } from './terminal-view.ts';
import { languageOf, textsFor } from './texts.ts';

const screenReaderKey = 'service-clinic:screen-reader';

/**
 * `<lab-terminal lang="en">`: a terminal. Nothing is loaded before `open()`.
 *
 * Set `onInput` and `onResize` before opening. Follows the page's theme (`data-theme` on the root).
 */
export class LabTerminal extends HTMLElement {
  onInput: (data: string) => void = () => {};
  onResize: (size: { columns: number; rows: number }) => void = () => {};
  #view: TerminalView | undefined;
  #theme: MutationObserver | undefined;

  /** Loads and shows the terminal; at once when it is there already. */
  async open(): Promise<{ columns: number; rows: number }> {
    if (!this.#view) {
      const { openTerminal } = await import('./terminal-view.ts');
      const texts = textsFor(languageOf(this));
      const screen = h('div', { class: 'lab-screen' });
      const hint = h('span', { class: 'lab-leave', id: unique('lab-terminal-leave') }, texts.leave);
      const reader = h('button', { type: 'button', class: 'lab-reader' }, texts.screenReader);
      this.replaceChildren(screen, h('div', { class: 'lab-terminal-foot' }, hint, reader));
      const view = openTerminal(screen, {
        input: (data) => this.onInput(data),
        resize: (size) => this.onResize(size),
      });
      this.#view = view;
      const textarea = screen.querySelector('textarea');
      textarea?.setAttribute('aria-label', texts.terminal);
      textarea?.setAttribute('aria-describedby', hint.id);
      const showTheme = () => view.setDark(document.documentElement.dataset['theme'] !== 'light');
      showTheme();
      this.#theme = new MutationObserver(showTheme);
      this.#theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
      const setReader = (on: boolean) => {
        view.setScreenReader(on);
        reader.setAttribute('aria-pressed', String(on));
      };
      setReader(remembered());
      reader.addEventListener('click', () => {
        const on = reader.getAttribute('aria-pressed') !== 'true';
        setReader(on);
        remember(on);
      });
    }
    return this.#view.size;
  }

  write(data: string): void {
    this.#view?.write(data);
  }

  clear(): void {
    this.#view?.clear();
  }

  override focus(): void {
    // xterm.js takes the focus without coming into view: on a phone it may be far below.
    this.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    this.#view?.focus();
  }

  get size(): { columns: number; rows: number } {
    return this.#view?.size ?? { columns: 80, rows: 24 };
  }

  disconnectedCallback(): void {
    this.#theme?.disconnect();
    this.#view?.dispose();
    this.#view = undefined;
    this.replaceChildren();
  }
}

// A browser that keeps nothing for this site still gets a terminal.
function remembered(): boolean {
  try {
    return localStorage.getItem(screenReaderKey) === 'on';
  } catch {
    return false;
  }
}

function remember(on: boolean): void {
  try {
    localStorage.setItem(screenReaderKey, on ? 'on' : 'off');
  } catch {
    // Only forgotten.
  }
}

customElements.define('lab-terminal', LabTerminal);

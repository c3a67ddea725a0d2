import type { Language } from '../../lab/protocol.ts';
import type { Dock } from './dock.ts';
import { showNotLoaded } from './not-loaded.ts';

const texts = {
  zh: {
    command: '运行',
    file: '写入文件',
    commandLabel: '在本课的实验终端中运行',
    fileLabel: '在本课的实验终端中写入文件',
  },
  en: {
    command: 'Run',
    file: 'Write the file',
    commandLabel: "Run in the lesson's terminal",
    fileLabel: "Write the file in the lesson's terminal",
  },
};

/** What is typed for a code block. */
export function typed(kind: string, code: string, file = ''): string {
  const text = code.replace(/\n+$/, '');
  return kind === 'file' ? `cat > ${file} <<'END'\n${text}\nEND` : text;
}

/** `<lesson-lab data-playground="shop" data-language="en">`: puts a button at each command of the page. */
class LessonLab extends HTMLElement {
  #dock: Promise<Dock> | undefined;

  connectedCallback(): void {
    // The page's commands may stand behind this element.
    if (document.readyState === 'loading')
      document.addEventListener('DOMContentLoaded', () => this.#addButtons(), { once: true });
    else this.#addButtons();
  }

  #addButtons(): void {
    const language = (this.dataset['language'] ?? 'en') as Language;
    const words = texts[language];
    for (const block of document.querySelectorAll<HTMLElement>('.sl-markdown-content [data-run]')) {
      const kind = block.dataset['run'] === 'file' ? 'file' : 'command';
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'lesson-run';
      button.textContent = words[kind];
      button.setAttribute('aria-label', words[`${kind}Label`]);
      button.addEventListener('click', () => {
        const code = block.querySelector<HTMLElement>('[data-code]')?.dataset['code'] ?? '';
        // Expressive Code keeps the lines of what Copy copies apart by this character.
        void this.#type(typed(kind, code.replaceAll('\u007f', '\n'), block.dataset['file']), language);
      });
      block.after(button);
    }
  }

  async #type(text: string, language: Language): Promise<void> {
    this.#dock ??= import('./dock.ts').then(({ Dock }) => new Dock(this.dataset['playground']!, language));
    try {
      (await this.#dock).type(text);
    } catch (error) {
      // Next time it may be there.
      this.#dock = undefined;
      showNotLoaded(this, error, language);
    }
  }
}

customElements.define('lesson-lab', LessonLab);

/** The part of Pagefind's browser API that is used (https://pagefind.app/docs/api/). */
interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>;
  /** null when a later search took over. */
  debouncedSearch(text: string): Promise<{ results: { data(): Promise<Found> }[] } | null>;
}

interface Found {
  url: string;
  meta: { title: string };
  /** HTML with `<mark>` around the hits. */
  excerpt: string;
}

const shownAtMost = 10;

/** A dialog that searches as one types. */
class ClinicSearch extends HTMLElement {
  #pagefind: Promise<Pagefind> | undefined;

  connectedCallback(): void {
    const dialog = this.querySelector('dialog')!;
    const input = this.querySelector('input')!;
    const open = (): void => {
      dialog.showModal();
      input.select();
      void this.#load();
    };
    this.querySelector('[data-open]')!.addEventListener('click', open);
    input.addEventListener('input', () => void this.#search(input.value));
    // Enter would close the dialog through its form.
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    document.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      // In the terminal Ctrl-K is the shell's.
      if ((event.target as Element).closest('lab-panel')) return;
      event.preventDefault();
      if (dialog.open) dialog.close();
      else open();
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  #load(): Promise<Pagefind> {
    return (this.#pagefind ??= (async () => {
      const base = this.dataset['base']!;
      const pagefind = (await import(/* @vite-ignore */ `${base}pagefind/pagefind.js`)) as Pagefind;
      await pagefind.options({ baseUrl: base });
      return pagefind;
    })());
  }

  async #search(text: string): Promise<void> {
    const list = this.querySelector('ol')!;
    const status = this.querySelector('[role=status]')!;
    try {
      const pagefind = await this.#load();
      const found = await pagefind.debouncedSearch(text);
      if (!found) return;
      const pages = await Promise.all(found.results.slice(0, shownAtMost).map((result) => result.data()));
      list.replaceChildren(...pages.map(item));
      const { none = '', found: count = '' } = this.dataset;
      status.textContent =
        text.trim() === ''
          ? ''
          : pages.length === 0
            ? none
            : count.replace('{n}', String(found.results.length));
    } catch {
      this.#pagefind = undefined;
      status.textContent = this.dataset['unavailable']!;
    }
  }
}

function item(page: Found): HTMLLIElement {
  const result = document.createElement('li');
  const link = document.createElement('a');
  link.href = page.url;
  link.textContent = page.meta.title;
  const excerpt = document.createElement('p');
  for (const node of new DOMParser().parseFromString(page.excerpt, 'text/html').body.childNodes) {
    const piece = document.createElement(node.nodeName === 'MARK' ? 'mark' : 'span');
    piece.textContent = node.textContent;
    excerpt.append(piece);
  }
  result.append(link, excerpt);
  return result;
}

customElements.define('clinic-search', ClinicSearch);

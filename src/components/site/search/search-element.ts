import { searchesFor, unspaced } from './search-words.ts';

/** The part of Pagefind's browser API that is used (https://pagefind.app/docs/api/). */
interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>;
  search(text: string): Promise<{ results: Result[] }>;
}

interface Result {
  /** Of the page. */
  id: string;
  data(): Promise<Found>;
}

interface Found {
  url: string;
  meta: { title: string };
  /** HTML with `<mark>` around the hits. */
  excerpt: string;
}

const shownAtMost = 10;

/** Milliseconds without a key after which is searched. */
const pause = 250;

/** A dialog that searches as one types. */
class ClinicSearch extends HTMLElement {
  #pagefind: Promise<Pagefind> | undefined;
  /** Counts what was typed, so that only the last is answered. */
  #typed = 0;

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
    const typed = (this.#typed += 1);
    try {
      const pagefind = await this.#load();
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (typed !== this.#typed) return;
      const { words, phrases } = searchesFor(text);
      const [ranked, ...exact] = await Promise.all(
        [words, ...phrases].map(async (search) => (await pagefind.search(search)).results),
      );
      const all = (words === '' ? [] : ranked!).flatMap((page) => {
        const same = exact.map((results) => results.find(({ id }) => id === page.id));
        // The phrase's own result has an excerpt with the phrase in it.
        return same.includes(undefined) ? [] : [same[0] ?? page];
      });
      const pages = await Promise.all(all.slice(0, 2 * shownAtMost).map((result) => result.data()));
      if (typed !== this.#typed) return;
      list.replaceChildren(...titleFirst(pages, text).slice(0, shownAtMost).map(item));
      const { none = '', found: count = '' } = this.dataset;
      status.textContent =
        words === '' ? '' : all.length === 0 ? none : count.replace('{n}', String(all.length));
    } catch {
      this.#pagefind = undefined;
      status.textContent = this.dataset['unavailable']!;
    }
  }
}

/** Pages that have it in their title stand before those that only mention it. */
function titleFirst(pages: Found[], text: string): Found[] {
  const wanted = text.trim().toLowerCase();
  const has = ({ meta }: Found): boolean => unspaced(meta.title).toLowerCase().includes(wanted);
  return [...pages.filter(has), ...pages.filter((page) => !has(page))];
}

function item(page: Found): HTMLLIElement {
  const result = document.createElement('li');
  const link = document.createElement('a');
  link.href = page.url;
  link.textContent = unspaced(page.meta.title);
  const excerpt = document.createElement('p');
  for (const node of new DOMParser().parseFromString(unspaced(page.excerpt), 'text/html').body.childNodes) {
    const piece = document.createElement(node.nodeName === 'MARK' ? 'mark' : 'span');
    piece.textContent = node.textContent;
    excerpt.append(piece);
  }
  result.append(link, excerpt);
  return result;
}

customElements.define('clinic-search', ClinicSearch);

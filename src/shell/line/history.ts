const limit = 1000;

/** The lines typed so far, as bash keeps them: no blanks, no line twice in a row. */
export class History {
  readonly #entries: string[];
  readonly #onChange: ((entries: readonly string[]) => void) | undefined;

  constructor(entries: readonly string[] = [], onChange?: (entries: readonly string[]) => void) {
    this.#entries = entries.slice(-limit);
    this.#onChange = onChange;
  }

  get entries(): readonly string[] {
    return this.#entries;
  }

  add(line: string): void {
    if (line.trim() === '' || line.startsWith(' ') || line === this.#entries.at(-1)) return;
    this.#entries.push(line);
    if (this.#entries.length > limit) this.#entries.shift();
    this.#onChange?.(this.#entries);
  }

  clear(): void {
    this.#entries.length = 0;
    this.#onChange?.(this.#entries);
  }

  /** Index of the newest entry before `before` that contains `text`; -1 if there is none. */
  search(text: string, before: number): number {
    for (let index = Math.min(before, this.#entries.length) - 1; index >= 0; index--) {
      if (this.#entries[index]?.includes(text)) return index;
    }
    return -1;
  }
}

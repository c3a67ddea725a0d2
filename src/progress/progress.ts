import type { ExamRecord } from './exam.ts';
import { empty, parse } from './schema.ts';
import type { LabRecord, Progress, SavedAnswer } from './schema.ts';

/** The part of Web Storage that is used: `localStorage`, or a stand-in. */
export type Store = Pick<Storage, 'getItem' | 'setItem'>;

const key = 'service-clinic:progress';

/**
 * What the learner did, kept in the browser. Every write reads first, so that two open tabs do not
 * undo each other's answers. Where storage is closed (private mode, full, blocked) everything works
 * for as long as the page is open.
 */
export class ProgressStore {
  readonly #store: Store | undefined;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #memory: Progress = empty();
  /** False once a write failed: then the memory is ahead of what is stored. */
  #stored = true;

  /** @param now milliseconds since the epoch */
  constructor(store: Store | undefined, now: () => number = () => Date.now()) {
    this.#store = store;
    this.#now = now;
  }

  answer(bank: string, question: string): SavedAnswer | undefined {
    return this.#read().quizzes[bank]?.[question];
  }

  saveAnswer(bank: string, question: string, given: string[], right: boolean): void {
    this.#update((progress) => {
      (progress.quizzes[bank] ??= {})[question] = { given, right, at: this.#now() };
    });
  }

  clearAnswer(bank: string, question: string): void {
    this.#update((progress) => {
      const { [question]: _, ...rest } = progress.quizzes[bank] ?? {};
      progress.quizzes[bank] = rest;
    });
  }

  /** undefined while no check of this scenario has passed. */
  lab(scenario: string): LabRecord | undefined {
    return this.#read().labs[scenario];
  }

  /** Call once for each check that passed. */
  labPassed(scenario: string): void {
    this.#update((progress) => {
      const before = progress.labs[scenario];
      progress.labs[scenario] = {
        passedAt: before?.passedAt ?? this.#now(),
        passes: (before?.passes ?? 0) + 1,
      };
    });
  }

  /** The exam under way, or the last one. */
  exam(): ExamRecord | undefined {
    return this.#read().exam;
  }

  /** @param change gets what is stored, and returns what shall be; undefined leaves none */
  updateExam(change: (before: ExamRecord | undefined) => ExamRecord | undefined): void {
    this.#update((progress) => {
      const after = change(progress.exam);
      if (after) progress.exam = after;
      else delete progress.exam;
    });
  }

  /** Calls back after each change, of this tab or another. Returns the way to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    const otherTab = (event: StorageEvent): void => {
      if (event.key === key || event.key === null) listener();
    };
    globalThis.addEventListener?.('storage', otherTab);
    return () => {
      this.#listeners.delete(listener);
      globalThis.removeEventListener?.('storage', otherTab);
    };
  }

  #read(): Progress {
    if (!this.#stored) return this.#memory;
    const text = read(this.#store, key);
    if (text === null) return (this.#memory = this.#store ? empty() : this.#memory);
    const progress = parse(text);
    // Not ours to overwrite: a newer version's, say. Keep to the memory for this page.
    if (!progress) this.#stored = false;
    else this.#memory = progress;
    return this.#memory;
  }

  #update(change: (progress: Progress) => void): void {
    const progress = this.#read();
    change(progress);
    this.#memory = progress;
    if (this.#stored) this.#stored = write(this.#store, key, JSON.stringify(progress));
    for (const listener of this.#listeners) listener();
  }
}

function read(store: Store | undefined, name: string): string | null {
  try {
    return store?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

function write(store: Store | undefined, name: string, text: string): boolean {
  if (!store) return false;
  try {
    store.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

/** `localStorage`, or undefined where even asking for it throws. */
export function browserStore(): Store | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** The page's progress: `import { progress } from '…/progress/progress.ts'`. */
export const progress = new ProgressStore(browserStore());

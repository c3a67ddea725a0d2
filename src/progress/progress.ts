import type { ExamRecord } from './exam.ts';
import { merge, mergeExams } from './merge.ts';
import { questionCard, withReviews } from './reviews.ts';
import { empty, parse } from './schema.ts';
import type { ExamTaken, LabRecord, Progress, SavedAnswer } from './schema.ts';

/** The part of Web Storage that is used: `localStorage`, or a stand-in. */
export type Store = Pick<Storage, 'getItem' | 'setItem'>;

const key = 'service-clinic:progress';
const probe = 'service-clinic:probe';

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

  /** Also makes the question a card of the review deck, or tells its card how it went. */
  saveAnswer(bank: string, question: string, given: string[], right: boolean): void {
    this.#update((progress) => {
      const at = this.#now();
      const before = progress.quizzes[bank]?.[question];
      const card = questionCard(bank, question);
      // An answer may be older than the deck.
      const log = progress.reviews[card] ?? (before ? [before] : []);
      progress.reviews[card] = withReviews(log, { at, right });
      (progress.quizzes[bank] ??= {})[question] = { given, right, at };
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

  /** A card of the deck was asked, by its id (reviews.ts). Answers to questions are told by `saveAnswer`. */
  review(card: string, right: boolean): void {
    this.#update((progress) => {
      progress.reviews[card] = withReviews(progress.reviews[card] ?? [], { at: this.#now(), right });
    });
  }

  /** Call when the reader has come to the end of a lesson: `services/ports`. */
  lessonRead(lesson: string): void {
    if (this.#read().lessons[lesson] !== undefined) return;
    this.#update((progress) => {
      progress.lessons[lesson] = this.#now();
    });
  }

  /** All of it, as a copy. */
  all(): Progress {
    return structuredClone(this.#read());
  }

  /** Takes in what another browser knows, an imported file say. */
  takeIn(other: Progress): void {
    this.#update((progress) => Object.assign(progress, merge(progress, other)));
  }

  /** Forgets everything. There is no way back. */
  reset(): void {
    this.#update((progress) => {
      delete progress.exam;
      Object.assign(progress, empty());
    });
  }

  /**
   * Whether what is done outlives the page: `closed` where the browser keeps nothing (private mode, full,
   * blocked), `newer` where another version of the site wrote what this one cannot read.
   */
  storage(): 'kept' | 'closed' | 'newer' {
    const text = read(this.#store, key);
    if (text !== null && !parse(text)) return 'newer';
    return this.#stored && write(this.#store, probe, '1') ? 'kept' : 'closed';
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
      if (after?.finishedAt !== undefined) {
        progress.exams = mergeExams([taken(after, after.finishedAt)], progress.exams);
      }
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

function taken({ seed, length, startedAt, drills }: ExamRecord, finishedAt: number): ExamTaken {
  const passed = drills.filter(({ checks }) => checks.some(({ verdict }) => verdict === 'pass')).length;
  return { seed, length, startedAt, finishedAt, passed, drills: drills.length };
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

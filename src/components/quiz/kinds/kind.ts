import type { Language } from '../strings.ts';

/** The quiz's language. */
export function languageOf(field: HTMLElement): Language {
  return field.closest<HTMLElement>('service-quiz')?.dataset['language'] === 'en' ? 'en' : 'zh';
}

/** How a question of one type is read, shown and judged. The markup is in ../markup. */
export interface Kind {
  /** The answer as it stands, or undefined while there is none. */
  read(field: HTMLFieldSetElement): string[] | undefined;
  write(field: HTMLFieldSetElement, given: string[]): void;
  /** Judges, and shows the explanations of this answer. Rejects when code could not be loaded. */
  judge(field: HTMLFieldSetElement, given: string[]): boolean | Promise<boolean>;
  /** What to say while there is no answer; "Answer first" if absent. */
  unanswered?: 'unmatched';
}

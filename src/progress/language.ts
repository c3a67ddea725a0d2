import { browserStore } from './progress.ts';
import type { Store } from './progress.ts';

/** Also read by the script of src/pages/index.astro, which must run before anything is loaded. */
export const languageKey = 'service-clinic:language';

/** Keeps the language that the reader chose for the next visit of the front door. */
export function rememberLanguage(language: string, store: Store | undefined = browserStore()): void {
  try {
    store?.setItem(languageKey, language);
  } catch {
    // Nothing is lost but the convenience.
  }
}

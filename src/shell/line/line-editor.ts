import type { History } from './history.ts';
import type { Key } from './keys.ts';

/** What a key meant beyond changing the line. */
export type LineEvent =
  | { type: 'none' }
  | { type: 'submit' }
  | { type: 'cancel' }
  | { type: 'end-of-input' }
  | { type: 'clear-screen' }
  | { type: 'complete' }
  | { type: 'bell' };

interface Search {
  text: string;
  /** Index of the entry shown. */
  found: number;
  /** The line as it was before the search. */
  before: string;
  failed: boolean;
}

const none: LineEvent = { type: 'none' };

/**
 * One line being typed, with readline's Emacs keys. Knows nothing of the screen. The text is held
 * as code points, so that a character outside the BMP is one step.
 */
export class LineEditor {
  #chars: string[] = [];
  #cursor = 0;
  #killed = '';
  /** Place in the history; its length means the line being typed. */
  #place: number;
  #typed = '';
  #search: Search | undefined;
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
    this.#place = history.entries.length;
  }

  get text(): string {
    return this.#chars.join('');
  }

  get beforeCursor(): string {
    return this.#chars.slice(0, this.#cursor).join('');
  }

  /** What Ctrl-R looks for, while it is looking. */
  get search(): { text: string; failed: boolean } | undefined {
    return this.#search;
  }

  reset(): void {
    this.#set('');
    this.#place = this.#history.entries.length;
    this.#typed = '';
    this.#search = undefined;
  }

  insert(text: string): void {
    const chars = [...text];
    this.#chars.splice(this.#cursor, 0, ...chars);
    this.#cursor += chars.length;
  }

  /** Replaces what stands before the cursor from code unit `start` on. */
  replaceBefore(start: number, text: string): void {
    const kept = [...this.beforeCursor.slice(0, start)];
    this.#chars.splice(kept.length, this.#cursor - kept.length);
    this.#cursor = kept.length;
    this.insert(text);
  }

  press(key: Key): LineEvent {
    if (this.#search) {
      const event = this.#pressInSearch(key, this.#search);
      if (event) return event;
    }
    switch (key.type) {
      case 'text':
      case 'paste':
        this.insert(key.text);
        return none;
      case 'alt':
        return this.#pressAlt(key.char);
      case 'control':
        return this.#pressControl(key.letter);
      case 'key':
        return this.#pressNamed(key.name);
    }
  }

  #pressNamed(name: Extract<Key, { type: 'key' }>['name']): LineEvent {
    switch (name) {
      case 'enter':
        return { type: 'submit' };
      case 'tab':
        return { type: 'complete' };
      case 'backspace':
        if (this.#cursor === 0) return { type: 'bell' };
        this.#remove(this.#cursor - 1, this.#cursor);
        return none;
      case 'delete':
        this.#remove(this.#cursor, this.#cursor + 1);
        return none;
      case 'left':
        this.#cursor = Math.max(0, this.#cursor - 1);
        return none;
      case 'right':
        this.#cursor = Math.min(this.#chars.length, this.#cursor + 1);
        return none;
      case 'home':
        this.#cursor = 0;
        return none;
      case 'end':
        this.#cursor = this.#chars.length;
        return none;
      case 'word-left':
        this.#cursor = this.#wordStart(/[\p{L}\p{N}]/u);
        return none;
      case 'word-right':
        this.#cursor = this.#wordEnd();
        return none;
      case 'delete-word':
        this.#kill(this.#cursor, this.#wordEnd());
        return none;
      case 'up':
        return this.#recall(this.#place - 1);
      case 'down':
        return this.#recall(this.#place + 1);
      case 'escape':
      case 'unknown':
        return none;
    }
  }

  #pressControl(letter: string): LineEvent {
    switch (letter) {
      case 'a':
        return this.#pressNamed('home');
      case 'b':
        return this.#pressNamed('left');
      case 'c':
        return { type: 'cancel' };
      case 'd':
        return this.#chars.length === 0 ? { type: 'end-of-input' } : this.#pressNamed('delete');
      case 'e':
        return this.#pressNamed('end');
      case 'f':
        return this.#pressNamed('right');
      case 'k':
        this.#kill(this.#cursor, this.#chars.length);
        return none;
      case 'l':
        return { type: 'clear-screen' };
      case 'n':
        return this.#pressNamed('down');
      case 'p':
        return this.#pressNamed('up');
      case 'r':
        this.#search = { text: '', found: this.#history.entries.length, before: this.text, failed: false };
        return none;
      case 't': {
        const at = this.#cursor === this.#chars.length ? this.#cursor - 1 : this.#cursor;
        if (at < 1) return { type: 'bell' };
        const [left = '', right = ''] = [this.#chars[at - 1], this.#chars[at]];
        this.#chars.splice(at - 1, 2, right, left);
        this.#cursor = at + 1;
        return none;
      }
      case 'u':
        this.#kill(0, this.#cursor);
        return none;
      case 'w':
        this.#kill(this.#wordStart(/\S/), this.#cursor);
        return none;
      case 'y':
        this.insert(this.#killed);
        return none;
      default:
        return none;
    }
  }

  #pressAlt(char: string): LineEvent {
    if (char === 'b') return this.#pressNamed('word-left');
    if (char === 'f') return this.#pressNamed('word-right');
    if (char === 'd') return this.#pressNamed('delete-word');
    if (char === '.') {
      const last = this.#history.entries.at(-1)?.trim().split(/\s+/).at(-1);
      if (last === undefined) return { type: 'bell' };
      this.insert(last);
    }
    return none;
  }

  /** Undefined when the key ends the search and still has its own meaning. */
  #pressInSearch(key: Key, search: Search): LineEvent | undefined {
    const again = (text: string, before: number) => {
      const found = this.#history.search(text, before);
      search.text = text;
      search.failed = found < 0 && text !== '';
      if (found >= 0 && text !== '') {
        search.found = found;
        this.#set(this.#history.entries[found] ?? '');
        this.#place = found;
      }
      return none;
    };
    if (key.type === 'text') return again(search.text + key.text, search.found + 1);
    if (key.type === 'control' && key.letter === 'r') return again(search.text, search.found);
    if (key.type === 'key' && key.name === 'backspace') {
      return again([...search.text].slice(0, -1).join(''), this.#history.entries.length);
    }
    this.#search = undefined;
    if (key.type === 'control' && key.letter === 'g') {
      this.#set(search.before);
      this.#place = this.#history.entries.length;
      return none;
    }
    return key.type === 'key' && key.name === 'escape' ? none : undefined;
  }

  #recall(place: number): LineEvent {
    const { entries } = this.#history;
    if (place < 0 || place > entries.length) return { type: 'bell' };
    if (this.#place === entries.length) this.#typed = this.text;
    this.#place = place;
    this.#set(place === entries.length ? this.#typed : (entries[place] ?? ''));
    return none;
  }

  #set(text: string): void {
    this.#chars = [...text];
    this.#cursor = this.#chars.length;
  }

  #remove(start: number, end: number): string {
    const removed = this.#chars.splice(start, end - start).join('');
    this.#cursor = Math.min(start, this.#chars.length);
    return removed;
  }

  #kill(start: number, end: number): void {
    if (end > start) this.#killed = this.#remove(start, end);
  }

  #wordStart(inWord: RegExp): number {
    let at = this.#cursor;
    while (at > 0 && !inWord.test(this.#chars[at - 1] ?? '')) at -= 1;
    while (at > 0 && inWord.test(this.#chars[at - 1] ?? '')) at -= 1;
    return at;
  }

  #wordEnd(): number {
    const inWord = /[\p{L}\p{N}]/u;
    let at = this.#cursor;
    while (at < this.#chars.length && !inWord.test(this.#chars[at] ?? '')) at += 1;
    while (at < this.#chars.length && inWord.test(this.#chars[at] ?? '')) at += 1;
    return at;
  }
}

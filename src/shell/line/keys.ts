/** What the keyboard sent: a printable text, a named key, or a paste. */
export type Key =
  | { type: 'text'; text: string }
  | { type: 'paste'; text: string }
  | { type: 'key'; name: KeyName }
  /** Ctrl with a letter, the letter in lower case. */
  | { type: 'control'; letter: string }
  /** Alt (Escape, then a character). */
  | { type: 'alt'; char: string };

export type KeyName =
  | 'enter'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'word-left'
  | 'word-right'
  | 'delete-word'
  | 'escape'
  | 'unknown';

const sequences: Readonly<Record<string, KeyName>> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  '[H': 'home',
  '[F': 'end',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[4~': 'end',
  '[7~': 'home',
  '[8~': 'end',
  '[3~': 'delete',
  '[1;5C': 'word-right',
  '[1;5D': 'word-left',
  '[1;3C': 'word-right',
  '[1;3D': 'word-left',
  '[3;5~': 'delete-word',
};

const pasteStart = '\x1b[200~';
const pasteEnd = '\x1b[201~';

/**
 * Reads the bytes of a terminal as keys. Keeps a sequence that was cut between two calls and an
 * unfinished bracketed paste; line breaks in a paste (CRLF, CR) come out as `\n`.
 */
export class KeyReader {
  #rest = '';

  read(data: string): Key[] {
    let text = this.#rest + data;
    this.#rest = '';
    const keys: Key[] = [];
    while (text !== '') {
      const length = this.#next(text, keys);
      if (length === 0) {
        this.#rest = text;
        break;
      }
      text = text.slice(length);
    }
    return keys;
  }

  /** Adds the first key of `text`; returns how much it took, 0 when more must come first. */
  #next(text: string, keys: Key[]): number {
    if (text.startsWith(pasteStart)) {
      const end = text.indexOf(pasteEnd);
      if (end < 0) return 0;
      keys.push({ type: 'paste', text: text.slice(pasteStart.length, end).replace(/\r\n?/g, '\n') });
      return end + pasteEnd.length;
    }
    const first = text[0] ?? '';
    if (first === '\x1b') return this.#escape(text, keys);
    if (first === '\r' || first === '\n') {
      keys.push({ type: 'key', name: 'enter' });
      return text.startsWith('\r\n') ? 2 : 1;
    }
    if (first === '\t') keys.push({ type: 'key', name: 'tab' });
    else if (first === '\x7f' || first === '\b') keys.push({ type: 'key', name: 'backspace' });
    else if (first < ' ') {
      keys.push({ type: 'control', letter: String.fromCharCode(first.charCodeAt(0) + 0x60) });
    } else {
      const run = /^[^\x00-\x1f\x7f]+/.exec(text)?.[0] ?? first;
      keys.push({ type: 'text', text: run });
      return run.length;
    }
    return 1;
  }

  #escape(text: string, keys: Key[]): number {
    if (text.length === 1) {
      keys.push({ type: 'key', name: 'escape' });
      return 1;
    }
    const sequence = /^\x1b(\[[0-9;?]*[@-~]|O[A-Za-z])/.exec(text);
    if (sequence) {
      keys.push({ type: 'key', name: sequences[sequence[1] ?? ''] ?? 'unknown' });
      return sequence[0].length;
    }
    if (/^\x1b(\[[0-9;?]*|O)$/.test(text)) return 0;
    const [char = ''] = text.slice(1);
    if (char === '\x7f' || char === '\b') keys.push({ type: 'control', letter: 'w' });
    else keys.push({ type: 'alt', char });
    return 1 + char.length;
  }
}

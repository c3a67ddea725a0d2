import type { Terminal } from '../runtime/terminal.ts';

const HISTORY = 200;
/** What `readLine` gives for Ctrl-C; no line can be that. */
export const INTERRUPTED = '\x03';

/** The line editing of an interactive shell: a line with a cursor, and history. */
export class LineEditor {
  readonly terminal: Terminal;
  readonly history: string[] = [];
  #line = '';
  #cursor = 0;
  #prompt = '';
  #back = 0;
  #draft = '';

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  /** The line that was typed; undefined for Ctrl-D or a hang-up, INTERRUPTED for Ctrl-C. @throws the signal's reason */
  readLine(prompt: string, signal: AbortSignal): Promise<string | undefined> {
    this.#prompt = prompt;
    this.#line = '';
    this.#cursor = 0;
    this.#back = 0;
    this.terminal.print(prompt);
    return new Promise((resolve, reject) => {
      const finish = (result: string | undefined, rest: string) => {
        this.terminal.onKeys = undefined;
        this.terminal.onHangup = () => undefined;
        this.terminal.onResize = () => undefined;
        signal.removeEventListener('abort', onAbort);
        resolve(result);
        // What was typed ahead waits until the next reader is there.
        if (rest) queueMicrotask(() => this.terminal.unread(rest));
      };
      const onAbort = () => {
        this.terminal.onKeys = undefined;
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.terminal.onHangup = () => finish(undefined, '');
      // Like busybox: whoever attaches late sees the prompt so.
      this.terminal.onResize = () => this.#redraw();
      this.terminal.onKeys = (keys) => {
        const pattern = /\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Za-z]|[^]/gu;
        for (let match; (match = pattern.exec(keys));) {
          const result = this.#key(match[0]);
          if (!result) continue;
          finish(result.line, keys.slice(pattern.lastIndex));
          return;
        }
      };
      const ahead = this.terminal.reclaim();
      if (ahead) this.terminal.onKeys(ahead);
      else if (this.terminal.closed) this.terminal.onHangup();
    });
  }

  #key(key: string): { line: string | undefined } | undefined {
    switch (key) {
      case '\r':
      case '\n':
        this.terminal.print('\n');
        if (this.#line.trim() && this.history.at(-1) !== this.#line) {
          this.history.push(this.#line);
          if (this.history.length > HISTORY) this.history.shift();
        }
        return { line: this.#line };
      case '\x03':
        this.terminal.print('^C\n');
        return { line: INTERRUPTED };
      case '\x04':
        if (this.#line) return undefined;
        this.terminal.print('\n');
        return { line: undefined };
      case '\x7f':
      case '\b':
        if (this.#cursor > 0) this.#replace(this.#cursor - 1, this.#cursor, '');
        return undefined;
      case '\x1b[3~':
        this.#replace(this.#cursor, this.#cursor + 1, '');
        return undefined;
      case '\x15':
        this.#replace(0, this.#cursor, '');
        return undefined;
      case '\x0b':
        this.#replace(this.#cursor, this.#line.length, '');
        return undefined;
      case '\x17':
        this.#replace(this.#line.slice(0, this.#cursor).replace(/\S+\s*$/, '').length, this.#cursor, '');
        return undefined;
      case '\x0c':
        this.terminal.print('\x1b[H\x1b[2J');
        this.#redraw();
        return undefined;
      case '\x1b[A':
      case '\x1bOA':
        this.#recall(1);
        return undefined;
      case '\x1b[B':
      case '\x1bOB':
        this.#recall(-1);
        return undefined;
      case '\x1b[C':
      case '\x1bOC':
        this.#move(Math.min(this.#line.length, this.#cursor + 1));
        return undefined;
      case '\x1b[D':
      case '\x1bOD':
        this.#move(Math.max(0, this.#cursor - 1));
        return undefined;
      case '\x01':
      case '\x1b[H':
        this.#move(0);
        return undefined;
      case '\x05':
      case '\x1b[F':
        this.#move(this.#line.length);
        return undefined;
    }
    if (key >= ' ') this.#replace(this.#cursor, this.#cursor, key);
    return undefined;
  }

  #replace(from: number, to: number, text: string): void {
    const appended = from === this.#line.length;
    this.#line = this.#line.slice(0, from) + text + this.#line.slice(to);
    this.#cursor = from + text.length;
    if (appended) this.terminal.print(text);
    else this.#redraw();
  }

  #move(cursor: number): void {
    this.#cursor = cursor;
    this.#redraw();
  }

  #recall(step: number): void {
    const back = this.#back + step;
    if (back < 0 || back > this.history.length) return;
    if (this.#back === 0) this.#draft = this.#line;
    this.#back = back;
    this.#line = back === 0 ? this.#draft : this.history.at(-back)!;
    this.#cursor = this.#line.length;
    this.#redraw();
  }

  #redraw(): void {
    const after = this.#line.length - this.#cursor;
    this.terminal.print(`\r${this.#prompt}${this.#line}\x1b[K${after ? `\x1b[${after}D` : ''}`);
  }
}

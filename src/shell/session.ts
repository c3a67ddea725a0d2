import type { TerminalSize } from '../kube/cluster.ts';
import { Killed } from './bash/processes/processes.ts';
import { commonPrefix, type Completion } from './line/completion.ts';
import { expandHistory } from './line/history-expansion.ts';
import type { History } from './line/history.ts';
import { KeyReader, type Key } from './line/keys.ts';
import { LineEditor } from './line/line-editor.ts';
import { LineView } from './line/line-view.ts';
import { TerminalInput } from './terminal-input.ts';
import { inColumns } from './line/width.ts';

/** What the interactive session asks of the shell around it. */
export interface SessionHost {
  write(data: string): void;
  size: TerminalSize;
  history: History;
  /** The prompt of a new command, colours included. */
  prompt(): string;
  needsMore(text: string): boolean;
  complete(line: string): Promise<Completion>;
  /** Runs a whole command. @returns whether the shell ends with it */
  run(text: string, input: TerminalInput, signal: AbortSignal): Promise<boolean>;
  /** Lines to show before the next prompt: what became of background jobs. */
  notices(): string;
  /** Ctrl-Z while a command runs. */
  stop(): void;
  closed(): void;
}

const bracketedPaste = { on: '\x1b[?2004h', off: '\x1b[?2004l' };

/** Prompt, line editing, continuation lines, completion; the keyboard goes to the command that runs. */
export class Session {
  readonly #host: SessionHost;
  readonly #editor: LineEditor;
  readonly #view: LineView;
  readonly #keys = new KeyReader();
  readonly #input: TerminalInput;
  #queue: Key[] = [];
  #busy = false;
  #running: AbortController | undefined;
  #pending = '';
  #lastWasTab = false;
  #disposed = false;

  constructor(host: SessionHost) {
    this.#host = host;
    this.#editor = new LineEditor(host.history);
    this.#view = new LineView(host.write, host.size.columns);
    this.#input = new TerminalInput(
      host.write,
      () => this.#running?.abort(new Killed('INT')),
      () => host.stop(),
    );
    this.#begin();
  }

  input(data: string): void {
    if (this.#disposed) return;
    if (this.#running) {
      this.#input.input(data);
      return;
    }
    this.#queue.push(...this.#keys.read(data).flatMap(asLines));
    void this.#drain();
  }

  resize(size: TerminalSize): void {
    this.#view.resize(size.columns);
    if (!this.#running && !this.#disposed) this.#draw();
  }

  dispose(): void {
    this.#disposed = true;
    this.#running?.abort(new Killed('HUP'));
  }

  #begin(): void {
    this.#editor.reset();
    this.#view.begin();
    if (this.#pending === '') this.#host.write(this.#host.notices().replaceAll('\n', '\r\n'));
    this.#host.write(bracketedPaste.on);
    this.#draw();
  }

  #draw(): void {
    const { text, beforeCursor, search } = this.#editor;
    const prompt = search
      ? `(${search.failed ? 'failed ' : ''}reverse-i-search)\`${search.text}': `
      : this.#pending === ''
        ? this.#host.prompt()
        : '> ';
    const show = (each: string) => each.replaceAll('\t', ' ');
    this.#view.draw(prompt, show(beforeCursor), show(text.slice(beforeCursor.length)));
  }

  async #drain(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let key = this.#queue.shift(); key && !this.#disposed; key = this.#queue.shift()) {
        await this.#press(key);
      }
    } finally {
      this.#busy = false;
    }
  }

  async #press(key: Key): Promise<void> {
    const event = this.#editor.press(key);
    const tabbed = this.#lastWasTab;
    this.#lastWasTab = event.type === 'complete';
    switch (event.type) {
      case 'submit':
        this.#view.draw(this.#pending === '' ? this.#host.prompt() : '> ', this.#editor.text, '');
        this.#view.finish();
        await this.#submit(this.#editor.text);
        return;
      case 'cancel':
        this.#view.finish('^C');
        this.#pending = '';
        this.#begin();
        return;
      case 'end-of-input':
        if (this.#pending !== '') {
          this.#view.finish();
          await this.#run(this.#pending);
          return;
        }
        this.#view.finish('exit');
        this.#close();
        return;
      case 'clear-screen':
        this.#view.clearScreen();
        break;
      case 'complete':
        await this.#complete(tabbed);
        break;
      case 'bell':
        this.#host.write('\x07');
        break;
      case 'none':
    }
    this.#draw();
  }

  async #submit(line: string): Promise<void> {
    const expanded = expandHistory(line, this.#host.history.entries);
    if ('error' in expanded) {
      this.#host.write(`bash: ${expanded.error}\r\n`);
      this.#pending = '';
      this.#begin();
      return;
    }
    if (expanded.text !== line) this.#host.write(`${expanded.text.replaceAll('\n', '\r\n')}\r\n`);
    const text = this.#pending === '' ? expanded.text : `${this.#pending}\n${expanded.text}`;
    if (text.trim() === '') {
      this.#begin();
    } else if (this.#host.needsMore(text)) {
      this.#pending = text;
      this.#begin();
    } else {
      await this.#run(text);
    }
  }

  async #run(text: string): Promise<void> {
    this.#pending = '';
    this.#host.history.add(text);
    this.#host.write(bracketedPaste.off);
    const running = new AbortController();
    this.#running = running;
    // What was typed ahead is the command's to read.
    let exited: boolean;
    try {
      exited = await this.#host.run(text, this.#input, running.signal);
    } finally {
      this.#running = undefined;
      this.#queue.push(...this.#keys.read(this.#input.release()).flatMap(asLines));
    }
    if (this.#disposed) return;
    if (exited) this.#close();
    else this.#begin();
  }

  #close(): void {
    this.#host.write(bracketedPaste.off);
    this.#disposed = true;
    this.#host.closed();
  }

  async #complete(list: boolean): Promise<void> {
    const line = this.#editor.beforeCursor;
    const { start, candidates, paths } = await this.#host.complete(
      this.#pending === '' ? line : `${this.#pending}\n${line}`,
    );
    const at = this.#pending === '' ? start : start - this.#pending.length - 1;
    const [only] = candidates;
    if (only === undefined || at < 0) {
      this.#host.write('\x07');
      return;
    }
    const prefix = commonPrefix(candidates);
    const typed = line.slice(at);
    if (candidates.length === 1) {
      const more = only.endsWith('/') || only.endsWith('=') || only.endsWith(':');
      this.#editor.replaceBefore(at, quoteFor(typed, only) + (more ? '' : closing(typed) + ' '));
    } else if (prefix.length > unquoted(typed).length) {
      this.#editor.replaceBefore(at, quoteFor(typed, prefix));
    } else if (list) {
      const names = paths ? candidates.map((path) => /[^/]*\/?$/.exec(path)?.[0] ?? path) : candidates;
      this.#view.finish();
      this.#host.write(inColumns(names, this.#host.size.columns).replaceAll('\n', '\r\n'));
    } else {
      this.#host.write('\x07');
    }
  }
}

/** A paste of several lines is typed line by line; each line break is Enter. */
function asLines(key: Key): Key[] {
  if (key.type !== 'paste') return [key];
  return key.text
    .split('\n')
    .flatMap((line, index): Key[] => [
      ...(index > 0 ? [{ type: 'key', name: 'enter' } as const] : []),
      ...(line === '' ? [] : [{ type: 'paste', text: line } as const]),
    ]);
}

const unquoted = (word: string) => word.replace(/\\(.)/g, '$1').replace(/["']/g, '');
const closing = (typed: string) => (/^["']/.test(typed) ? (typed[0] ?? '') : '');

/** The candidate as it must stand in the line, in the quotes that are open, or with backslashes. */
function quoteFor(typed: string, candidate: string): string {
  if (/^["']/.test(typed)) return (typed[0] ?? '') + candidate;
  return candidate.replace(/[\s'"\\&|;()<>*?![\]]/g, '\\$&');
}

import { LabClient, LabError } from '../../lab/client.ts';
import type { Language, Problem } from '../../lab/protocol.ts';
import { workerTransport } from '../../lab/transports.ts';
import { playgroundId } from '../../scenario/playground-id.ts';
import { h } from '../lab/dom.ts';
import '../lab/editor/editor.css';
import '../lab/lab.css';
import { LabTerminal } from '../lab/lab-terminal.ts';
import { notLoaded, problemView } from '../lab/problem.ts';

const texts = {
  zh: {
    region: '本课的实验终端',
    starting: '正在启动集群',
    ready: '集群已就绪：它只属于你，可以随意尝试。',
    resetting: '正在恢复开始时的状态',
    wasReset: '集群回到了开始时的状态。',
    reset: '恢复原状',
    fold: '收起',
    unfold: '展开',
    close: '关闭',
    typed: '命令已输入终端。',
  },
  en: {
    region: "The lesson's terminal",
    starting: 'Starting a cluster',
    ready: 'The cluster is ready. It is yours alone: try whatever you like.',
    resetting: 'Bringing the first state back',
    wasReset: 'The cluster is as it was at first.',
    reset: 'Reset',
    fold: 'Fold',
    unfold: 'Unfold',
    close: 'Close',
    typed: 'The commands were typed into the terminal.',
  },
};

/** A terminal at the foot of a lesson, and the cluster behind it. */
export class Dock {
  readonly #playground: string;
  readonly #language: Language;
  readonly #words: (typeof texts)[Language];
  readonly #element: HTMLElement;
  readonly #terminal = new LabTerminal();
  readonly #status = h('p', { role: 'status' });
  readonly #trouble = h('section', { class: 'lab-problem', role: 'alert', hidden: true });
  readonly #fold: HTMLButtonElement;
  #client: LabClient | undefined;
  #ready = false;
  #waiting: string[] = [];

  constructor(playground: string, language: Language) {
    this.#playground = playground;
    this.#language = language;
    this.#words = texts[language];
    this.#terminal.lang = language;
    this.#terminal.onInput = (data) => this.#client?.input(data);
    this.#terminal.onResize = (size) => this.#client?.resize(size);
    const button = (label: string, act: () => void) =>
      h('button', { type: 'button', class: 'button', onclick: act }, label);
    this.#fold = button(this.#words.fold, () => this.#setFolded(!this.#folded));
    this.#element = h(
      'section',
      { class: 'lesson-dock', 'aria-label': this.#words.region, hidden: true },
      h(
        'header',
        {},
        this.#status,
        button(this.#words.reset, () => void this.#reset()),
        this.#fold,
        button(this.#words.close, () => this.#close()),
      ),
      this.#trouble,
      this.#terminal,
    );
    // Above the page's columns, each of which stacks what is in it for itself.
    document.body.append(this.#element);
  }

  /** Types a script and Enter; it waits until the cluster is there. */
  type(text: string): void {
    this.#show(true);
    this.#setFolded(false);
    this.#waiting.push(text);
    if (this.#ready) this.#flush();
    else if (!this.#client) void this.#open();
  }

  #flush(): void {
    // As one paste, so that a script of several lines is one entry that Enter runs.
    for (const text of this.#waiting.splice(0)) this.#client?.input(`\x1b[200~${text}\x1b[201~\r`);
    this.#status.textContent = this.#words.typed;
  }

  async #open(): Promise<void> {
    this.#trouble.hidden = true;
    this.#status.textContent = `${this.#words.starting}…`;
    const client: LabClient = new LabClient(workerTransport(), {
      output: (data) => this.#terminal.write(data),
      progress: (text) => (this.#status.textContent = `${text[this.#language]}…`),
      edit: async (name, text) => {
        const { editInDialog } = await import('../lab/editor/dialog.ts');
        const saved = await editInDialog(this.#element, name, text, this.#language);
        this.#terminal.focus();
        return saved;
      },
      closed: (problem) => {
        if (this.#client === client && problem) this.#fail(problem);
      },
    });
    this.#client = client;
    try {
      const size = await this.#terminal.open();
      this.#terminal.clear();
      await client.start(playgroundId(this.#playground), this.#language, size);
      if (this.#client !== client) return;
      client.resize(this.#terminal.size);
      this.#ready = true;
      this.#status.textContent = this.#words.ready;
      this.#flush();
    } catch (error) {
      if (this.#client === client) this.#fail(error instanceof LabError ? error.problem : notLoaded(error));
    }
  }

  async #reset(): Promise<void> {
    const client = this.#client;
    if (!client || !this.#ready) {
      if (!client) void this.#open();
      return;
    }
    this.#status.textContent = `${this.#words.resetting}…`;
    try {
      await client.reset();
      this.#status.textContent = this.#words.wasReset;
    } catch (error) {
      if (this.#client === client) this.#fail(error instanceof LabError ? error.problem : notLoaded(error));
    }
  }

  #fail(problem: Problem): void {
    this.#giveUp();
    this.#status.textContent = '';
    this.#trouble.replaceChildren(...problemView(problem, this.#language));
    this.#trouble.hidden = false;
  }

  #giveUp(): void {
    const client = this.#client;
    this.#client = undefined;
    this.#ready = false;
    this.#waiting = [];
    client?.dispose();
  }

  #close(): void {
    this.#giveUp();
    this.#show(false);
  }

  #show(shown: boolean): void {
    this.#element.hidden = !shown;
    document.documentElement.classList.toggle('with-lesson-dock', shown);
  }

  get #folded(): boolean {
    return this.#element.classList.contains('folded');
  }

  #setFolded(folded: boolean): void {
    this.#element.classList.toggle('folded', folded);
    document.documentElement.classList.toggle('folded-lesson-dock', folded);
    this.#fold.textContent = folded ? this.#words.unfold : this.#words.fold;
    this.#fold.setAttribute('aria-expanded', String(!folded));
  }
}

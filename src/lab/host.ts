import type { Localized } from '../checker/report.ts';
import type { LabBench, LabHostOptions, LabShell } from './lifecycle.ts';
import { problemOf } from './problems.ts';
import type { LabEvent, LabRequest, LabResult } from './protocol.ts';

type Call = Extract<LabRequest, { id: number }>;

/**
 * The other side of a lab page: one open lab at most, its cluster, its scenario and its shell.
 * Calls are answered one after another in the order they came; input, resizes and saved edits are
 * taken at once.
 */
export class LabHost {
  readonly #options: LabHostOptions;
  readonly #send: (event: LabEvent) => void;
  #open: { bench: LabBench; shell: LabShell } | undefined;
  #last: Promise<void> = Promise.resolve();
  #closed = false;
  #edits = new Map<number, (text: string | undefined) => void>();
  #editCount = 0;
  #size = { columns: 80, rows: 24 };
  #history: readonly string[] = [];

  constructor(send: (event: LabEvent) => void, options: LabHostOptions) {
    this.#send = send;
    this.#options = options;
  }

  receive(request: LabRequest): void {
    switch (request.type) {
      case 'input':
        this.#open?.shell.input(request.data);
        break;
      case 'resize':
        this.#size = { columns: request.columns, rows: request.rows };
        this.#open?.shell.resize(this.#size);
        break;
      case 'edited':
        this.#edits.get(request.edit)?.(request.text ?? undefined);
        this.#edits.delete(request.edit);
        break;
      default:
        if (!this.#closed) this.#last = this.#last.then(() => this.#answer(request));
    }
  }

  async #answer(call: Call): Promise<void> {
    try {
      this.#send({ type: 'done', id: call.id, result: await this.#perform(call) });
    } catch (error) {
      const problem = this.#options.explain?.(error) ?? problemOf(call.type, error);
      this.#send({ type: 'failed', id: call.id, problem });
    }
  }

  async #perform(call: Call): Promise<LabResult> {
    const progress = (text: Localized) => this.#send({ type: 'progress', text });
    switch (call.type) {
      case 'start':
        await this.#start(call, progress);
        return { kind: 'started' };
      case 'check': {
        const { hurry, lifecycle } = this.#bench();
        return { kind: 'report', report: await hurry(() => lifecycle.check()) };
      }
      case 'solve': {
        const { hurry, lifecycle } = this.#bench();
        return { kind: 'solved', ...(await hurry(() => lifecycle.solve())) };
      }
      case 'reset': {
        const bench = this.#bench();
        await bench.hurry(() => bench.lifecycle.reset(progress));
        return { kind: 'reset' };
      }
      case 'stop':
        if (this.#open?.bench.lasting) await this.#open.bench.lifecycle.stop(progress);
        await this.#giveUp();
        return { kind: 'stopped' };
    }
  }

  async #start(call: Extract<Call, { type: 'start' }>, progress: (text: Localized) => void): Promise<void> {
    await this.#giveUp();
    this.#size = { columns: call.columns, rows: call.rows };
    const bench = await this.#options.openBench(call.scenario, progress);
    try {
      await bench.hurry(() => bench.lifecycle.start(progress));
      if (this.#closed) throw new Error('the page is gone');
    } catch (error) {
      await bench.close();
      throw error;
    }
    this.#open = { bench, shell: this.#shell(bench) };
  }

  /** A shell that ends is followed by a new one, as a terminal's login is. */
  #shell(bench: LabBench): LabShell {
    return bench.openShell({
      write: (data) => this.#send({ type: 'output', data }),
      edit: (name, text) => this.#edit(name, text),
      size: this.#size,
      history: this.#history,
      onHistory: (entries) => this.#entered(entries),
      onClosed: () => {
        if (this.#open?.bench !== bench) return;
        this.#open.shell.dispose();
        this.#open.shell = this.#shell(bench);
      },
    });
  }

  /** `history -c` leaves none; anything else has added one. */
  #entered(entries: readonly string[]): void {
    this.#history = [...entries];
    const line = entries.at(-1);
    if (line !== undefined) this.#send({ type: 'command', line });
  }

  #edit(name: string, text: string): Promise<string | undefined> {
    const edit = ++this.#editCount;
    return new Promise((resolve) => {
      this.#edits.set(edit, resolve);
      this.#send({ type: 'edit', edit, name, text });
    });
  }

  #bench(): LabBench {
    if (!this.#open) throw new Error('no lab is open');
    return this.#open.bench;
  }

  /**
   * The page is gone: ends what is open once the call under way has ended, so that nothing of this
   * host touches the cluster any more when it resolves.
   */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#last;
    await this.#giveUp();
  }

  async #giveUp(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    for (const resolve of this.#edits.values()) resolve(undefined);
    this.#edits.clear();
    open?.shell.dispose();
    await open?.bench.close();
  }
}

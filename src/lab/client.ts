import type { Report } from '../checker/report.ts';
import { connectionLost } from './problems.ts';
import type { Language, LabEvent, LabRequest, LabResult, Problem } from './protocol.ts';

/** Carries the protocol's messages, in order, to whoever runs the lab. */
export interface Transport {
  send(message: LabRequest): void;
  onMessage(listener: (event: LabEvent) => void): void;
  /** Called once when the other side is gone for good, but not after `close`. */
  onLost(listener: (detail?: string) => void): void;
  close(): void;
}

export class LabError extends Error {
  override name = 'LabError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.what.en);
    this.problem = problem;
  }
}

export interface LabListeners {
  output(data: string): void;
  progress(text: { zh: string; en: string }): void;
  /** Resolves to the saved text, or null when closed unsaved. */
  edit(name: string, text: string): Promise<string | null>;
  /** A line entered in the embedded shell. */
  command?(line: string): void;
  /** The shell ended, or the whole lab is gone (then with a problem). */
  closed(problem?: Problem): void;
}

type CallBody = { [K in LabRequest as K['type']]: K extends { id: number } ? Omit<K, 'id'> : never }[Extract<
  LabRequest,
  { id: number }
>['type']];

/** A lab as the page sees it. Calls reject with a LabError. */
export class LabClient {
  readonly #transport: Transport;
  readonly #listeners: LabListeners;
  readonly #calls = new Map<number, { resolve(result: LabResult): void; reject(error: LabError): void }>();
  #count = 0;
  #lost: Problem | undefined;

  constructor(transport: Transport, listeners: LabListeners) {
    this.#transport = transport;
    this.#listeners = listeners;
    transport.onMessage((event) => this.#receive(event));
    transport.onLost((detail) =>
      this.#lose(detail === undefined ? connectionLost : { ...connectionLost, detail }),
    );
  }

  async start(scenario: string, language: Language, size: { columns: number; rows: number }): Promise<void> {
    await this.#call({ type: 'start', scenario, language, ...size }, 'started');
  }

  async check(): Promise<Report> {
    return (await this.#call({ type: 'check' }, 'report')).report;
  }

  solve(): Promise<Extract<LabResult, { kind: 'solved' }>> {
    return this.#call({ type: 'solve' }, 'solved');
  }

  async reset(): Promise<void> {
    await this.#call({ type: 'reset' }, 'reset');
  }

  async stop(): Promise<void> {
    await this.#call({ type: 'stop' }, 'stopped');
  }

  input(data: string): void {
    this.#transport.send({ type: 'input', data });
  }

  resize(size: { columns: number; rows: number }): void {
    this.#transport.send({ type: 'resize', ...size });
  }

  /** Ends the connection; open calls are rejected. */
  dispose(): void {
    this.#transport.close();
    this.#rejectAll(connectionLost);
    this.#lost ??= connectionLost;
  }

  async #call<K extends LabResult['kind']>(
    body: CallBody,
    kind: K,
  ): Promise<Extract<LabResult, { kind: K }>> {
    if (this.#lost) throw new LabError(this.#lost);
    const id = ++this.#count;
    const result = await new Promise<LabResult>((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#transport.send({ ...body, id } as LabRequest);
    });
    if (result.kind !== kind)
      throw new LabError({ ...connectionLost, detail: `unexpected answer: ${result.kind}` });
    return result as Extract<LabResult, { kind: K }>;
  }

  #receive(event: LabEvent): void {
    switch (event.type) {
      case 'done':
        this.#calls.get(event.id)?.resolve(event.result);
        this.#calls.delete(event.id);
        break;
      case 'failed':
        this.#calls.get(event.id)?.reject(new LabError(event.problem));
        this.#calls.delete(event.id);
        break;
      case 'progress':
        this.#listeners.progress(event.text);
        break;
      case 'output':
        this.#listeners.output(event.data);
        break;
      case 'command':
        this.#listeners.command?.(event.line);
        break;
      case 'edit':
        void this.#edit(event);
        break;
      case 'closed':
        if (event.problem) this.#lose(event.problem);
        else this.#listeners.closed();
    }
  }

  async #edit({ edit, name, text }: Extract<LabEvent, { type: 'edit' }>): Promise<void> {
    let saved: string | null = null;
    try {
      saved = await this.#listeners.edit(name, text);
    } finally {
      this.#transport.send({ type: 'edited', edit, text: saved });
    }
  }

  #lose(problem: Problem): void {
    if (this.#lost) return;
    this.#lost = problem;
    this.#rejectAll(problem);
    this.#listeners.closed(problem);
  }

  #rejectAll(problem: Problem): void {
    for (const { reject } of this.#calls.values()) reject(new LabError(problem));
    this.#calls.clear();
  }
}

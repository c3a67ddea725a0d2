import type { Language } from '../../../lab/protocol.ts';
import { h } from '../../lab/dom.ts';
import type { LabCommandDetail, LabResultDetail, LabStartedDetail } from '../../lab/events.ts';
import { textsFor } from '../../lab/texts.ts';
import type { LabFlow } from './lab-flow.ts';

/**
 * The debugging flow beside a lab's terminal: closed at first, and loaded when it is opened or has
 * something to say. It listens to the lab's own events; of the scenario it takes from the panel's
 * attributes `namespace`, and for what it shows after a passed check `steps` (numbers of the flow) or
 * `faults` (of a drill).
 */
export class FlowHook {
  /** To open and close it. */
  readonly element: HTMLDetailsElement;
  /** The way that the learner went, shown once a check has passed. */
  readonly way: HTMLElement;
  readonly #host: HTMLElement;
  readonly #language: Language;
  readonly #type: (command: string) => void;
  #lines: string[] = [];
  /** Commands are not seen where the shell is a program of its own. */
  #seen = true;
  #flow: Promise<LabFlow> | undefined;

  constructor(host: HTMLElement, language: Language, type: (command: string) => void) {
    this.#host = host;
    this.#language = language;
    this.#type = type;
    this.element = h('details', { class: 'lab-flow' }, h('summary', {}, textsFor(language).flow));
    this.way = h('section', { class: 'flow-went not-content', hidden: true });
    this.element.addEventListener('toggle', () => {
      if (this.element.open) void this.#load();
    });
    const on = <T>(name: string, act: (detail: T) => void) =>
      host.addEventListener(name, (event) => act((event as CustomEvent<T>).detail));
    on('lab-started', ({ where }: LabStartedDetail) => {
      this.#lines = [];
      this.#seen = where === 'page';
      this.way.hidden = true;
      this.#show();
    });
    on('lab-command', ({ line }: LabCommandDetail) => {
      this.#lines.push(line);
      this.#show();
    });
    on('lab-result', ({ report }: LabResultDetail) => {
      if (report.verdict === 'pass') void this.#showWay();
    });
  }

  #load(): Promise<LabFlow> {
    this.#flow ??= import('./lab-flow.ts').then(({ LabFlow }) => {
      const { namespace } = this;
      const flow = new LabFlow(this.#language, this.#type, namespace);
      flow.show(this.#lines, this.#seen);
      this.element.append(flow.element);
      return flow;
    });
    // A file that could not be fetched may be there the next time.
    this.#flow.catch(() => (this.#flow = undefined));
    return this.#flow;
  }

  get namespace(): string | undefined {
    return this.#host.getAttribute('namespace') ?? undefined;
  }

  #show(): void {
    void this.#flow?.then((flow) => flow.show(this.#lines, this.#seen));
  }

  async #showWay(): Promise<void> {
    const words = (name: string) => this.#host.getAttribute(name)?.split(' ') ?? [];
    const lines = [...this.#lines];
    const flow = await this.#load();
    const way = flow.way(lines, this.#seen, words('steps').map(Number), words('faults'));
    this.way.replaceChildren(...way);
    this.way.hidden = way.length === 0;
  }
}

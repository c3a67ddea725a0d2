import type { Language } from '../../../lab/protocol.ts';
import { h } from '../../lab/dom.ts';
import { flow } from '../data/index.ts';
import { isStep, labelOf, nodeOf } from '../data/address.ts';
import { defaults, fields, fill, isFit } from '../fill.ts';
import '../page/flow.css';
import './lab-flow.css';
import { textNodes } from '../nodes.ts';
import { flowTexts } from '../texts.ts';
import type { Answer, Finding, Settings, Step } from '../types.ts';
import { stepsOfDrill, wayOf } from '../way.ts';
import { wayView } from './way-view.ts';

/** The flow in a lab: the steps to open, those that were asked in the terminal ticked. */
export class LabFlow {
  readonly element: HTMLElement;
  readonly #language: Language;
  readonly #namespace: string | undefined;
  readonly #type: (command: string) => void;
  readonly #settings: Settings;
  readonly #steps = new Map<string, HTMLDetailsElement>();
  readonly #unseen: HTMLElement;

  /** @param namespace kubectl's own in the lab, where it is known */
  constructor(language: Language, type: (command: string) => void, namespace?: string) {
    const { lab } = flowTexts(language);
    this.#language = language;
    this.#type = type;
    this.#namespace = namespace;
    this.#settings = { ...defaults, ...(namespace === undefined ? {} : { namespace }) };
    this.#unseen = h('p', { class: 'flow-note', hidden: true }, lab.unseen);
    this.element = h(
      'div',
      { class: 'flow-lab not-content' },
      h('p', { class: 'flow-note' }, lab.intro),
      this.#unseen,
      this.#form(),
      h('ol', { class: 'flow-list' }, ...flow.steps.map((step) => h('li', {}, this.#step(step)))),
    );
  }

  /** Ticks what was asked. @param seen whether commands are seen at all */
  show(lines: readonly string[], seen: boolean): void {
    this.#unseen.hidden = seen;
    const asked = new Set(wayOf(lines, this.#namespace).map(({ step }) => step));
    for (const { id, number } of flow.steps) {
      const mark = this.#steps.get(id)!.querySelector<HTMLElement>('.flow-asked')!;
      mark.textContent = asked.has(number) ? `✓ ${flowTexts(this.#language).lab.asked}` : '';
    }
  }

  /** What to say of the way after a passed check. Of a drill `faults` say which way would have been shortest. */
  way(lines: readonly string[], seen: boolean, steps: readonly number[], faults: readonly string[]): Node[] {
    const shortest = steps.length > 0 ? steps : stepsOfDrill(flow, faults);
    return wayView(this.#language, seen ? wayOf(lines, this.#namespace) : undefined, shortest);
  }

  #form(): HTMLFormElement {
    const texts = flowTexts(this.#language);
    const note = h('p', { role: 'status' });
    const input = (field: keyof Settings) => {
      const element = h('input', {
        name: field,
        value: this.#settings[field],
        size: field === 'port' ? '5' : '10',
        autocomplete: 'off',
        autocapitalize: 'none',
        spellcheck: 'false',
      });
      element.addEventListener('input', () => {
        const value = element.value.trim();
        const fit = isFit(field, value);
        element.setAttribute('aria-invalid', String(!fit));
        note.textContent = fit ? '' : texts.unfit;
        if (!fit) return;
        this.#settings[field] = value;
        for (const span of this.element.querySelectorAll(`[data-fill="${field}"]`)) span.textContent = value;
      });
      return h('label', {}, texts.fields[field], element);
    };
    const form = h('form', { class: 'flow-form' }, ...fields.map(input), note);
    form.addEventListener('submit', (event) => event.preventDefault());
    return form;
  }

  #step(step: Step): HTMLDetailsElement {
    const question = step.question[this.#language];
    const details = h(
      'details',
      { style: `--colour: var(--station-${step.station})` },
      h(
        'summary',
        {},
        h('span', { class: 'flow-number' }, String(step.number)),
        h('span', {}, question),
        h('span', { class: 'flow-asked' }),
      ),
      ...step.commands.map((command) => this.#command(command)),
      h('p', { class: 'flow-note' }, ...this.#text(step.note[this.#language])),
      h('ul', { class: 'flow-answers' }, ...step.answers.map((answer) => this.#answer(answer))),
    );
    this.#steps.set(step.id, details);
    return details;
  }

  #command(command: string): HTMLElement {
    const type = h('button', { type: 'button', class: 'flow-copy' }, flowTexts(this.#language).lab.type);
    type.addEventListener('click', () => {
      const text = fill(command, this.#settings);
      // As a paste: its line ends must not run what stands before them.
      this.#type(text.includes('\n') ? `\x1b[200~${text}\x1b[201~` : text);
    });
    return h(
      'div',
      { class: 'flow-command' },
      h('pre', { tabindex: '0' }, h('code', {}, ...this.#text(command, false))),
      type,
    );
  }

  #answer({ good, seen, output, means, to }: Answer): HTMLLIElement {
    const choice = h(
      'button',
      { type: 'button', class: 'flow-choice' },
      h(
        'span',
        { class: 'flow-seen' },
        h('span', { class: 'flow-mark', 'aria-hidden': 'true' }, good ? '✓' : '✗'),
        ...this.#text(seen[this.#language]),
      ),
      h('span', { class: 'flow-to' }, '→ ', ...this.#text(labelOf(to, this.#language))),
    );
    const item = h(
      'li',
      { ...(good && { 'data-good': true }) },
      choice,
      ...(output === undefined
        ? []
        : [h('div', { class: 'flow-command' }, h('pre', {}, h('code', {}, ...this.#text(output, false))))]),
      h('p', {}, ...this.#text(means[this.#language])),
    );
    choice.addEventListener('click', () => {
      const node = nodeOf(to);
      if (isStep(node)) this.#open(node);
      else this.#showFinding(node, item);
    });
    return item;
  }

  /** Opens a step, closes the others, and goes there. */
  #open({ id }: Step): void {
    for (const [other, details] of this.#steps) details.open = other === id;
    const summary = this.#steps.get(id)!.querySelector('summary')!;
    summary.scrollIntoView({ block: 'nearest' });
    summary.focus();
  }

  #showFinding({ cause, look, station, command }: Finding, below: HTMLElement): void {
    this.element.querySelector('.flow-finding')?.remove();
    const heading = h('h4', { tabindex: '-1' }, ...this.#text(cause[this.#language]));
    below.append(
      h(
        'div',
        { class: 'flow-finding', style: `--colour: var(--station-${station})` },
        heading,
        h('p', {}, ...this.#text(look[this.#language])),
        ...(command === undefined ? [] : [this.#command(command)]),
      ),
    );
    heading.focus();
  }

  #text(text: string, prose = true): Node[] {
    return textNodes(text, this.#settings, prose);
  }
}

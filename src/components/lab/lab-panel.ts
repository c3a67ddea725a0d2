import { changes } from '../../checker/changes.ts';
import type { Localized, Report } from '../../checker/report.ts';
import { LabClient, LabError } from '../../lab/client.ts';
import type { Language, Problem } from '../../lab/protocol.ts';
import { kindOffer, socketAddress } from '../../lab/server-api.ts';
import { progress } from '../../progress/progress.ts';
import { FlowHook } from '../flow/lab/lab-hook.ts';
import { Controls, type Action, type LabState } from './controls.ts';
import { h } from './dom.ts';
import './editor/editor.css';
import type { LabCommandDetail, LabResultDetail, LabStartedDetail } from './events.ts';
import './lab.css';
import './report/report.css';
import { LabTexts } from './lab-texts.ts';
import { LabTerminal } from './lab-terminal.ts';
import { notLoaded, problemView } from './problem.ts';
import { reportView } from './report/view.ts';
import { splitter } from './splitter.ts';
import { languageOf, textsFor, type Texts } from './texts.ts';

export type { LabCommandDetail, LabResultDetail, LabStartedDetail };

/**
 * `<lab-panel scenario="wrong-target-port" lang="en">`: one lab, one screen.
 *
 * Children: `slot="brief"`, any number of `slot="hint"` from vague to precise, and `slot="debrief"`,
 * which is shown once a check has passed. Cluster, terminal and editor are loaded by Start alone.
 * Sends events that bubble: `lab-started` (LabStartedDetail) when the cluster is ready, `lab-command`
 * (LabCommandDetail) for each line, `lab-result` (LabResultDetail) after each check.
 *
 * Beside the terminal stands the debugging flow (FlowHook, which says what it takes of the attributes).
 *
 * With the attribute `exam` there is neither Hint nor Solve, no flow and no debrief, and a check that
 * passes is not kept as the learner's progress.
 */
export class LabPanel extends HTMLElement {
  #language: Language = 'en';
  #texts: Texts = textsFor('en');
  #controls!: Controls;
  #slots!: LabTexts;
  #terminal!: LabTerminal;
  #result!: HTMLElement;
  #trouble!: HTMLElement;
  #client: LabClient | undefined;
  #commands = 0;
  /** The last report that passed, of the lab that is open. */
  #passed: Report | undefined;
  #built = false;
  #stopMarking: (() => void) | undefined;

  connectedCallback(): void {
    if (this.#built) return;
    this.#built = true;
    this.#language = languageOf(this);
    this.#texts = textsFor(this.#language);
    this.#slots = new LabTexts(this, this.#language);
    this.#controls = new Controls(
      this.#language,
      (action) => void this.#run(action),
      this.#exam ? ['hint', 'solve'] : [],
    );
    this.#terminal = new LabTerminal();
    this.#result = h('section', { class: 'lab-result' });
    this.#trouble = h('section', { class: 'lab-problem', role: 'alert', hidden: true });
    this.#terminal.onInput = (data) => {
      this.#commands += data.split('\r').length - 1;
      this.#client?.input(data);
    };
    this.#terminal.onResize = (size) => this.#client?.resize(size);
    this.#terminal.append(h('p', { class: 'lab-invitation' }, this.#texts.invitation));
    const flow = this.#exam
      ? undefined
      : new FlowHook(this, this.#language, (command) => this.#typeIn(command));
    const split = h('div', { class: 'lab-split' });
    split.append(
      h(
        'div',
        {
          class: 'lab-side sl-markdown-content',
          tabindex: '0',
          role: 'region',
          'aria-label': this.#texts.tools,
        },
        this.#trouble,
        this.#slots.brief,
        this.#slots.hints,
        ...(flow ? [flow.element] : []),
        this.#result,
        this.#slots.debrief,
        ...(flow ? [flow.way] : []),
      ),
      splitter(split, this.#texts.divider),
      h('div', { class: 'lab-terminal-pane not-content' }, this.#terminal),
    );
    this.replaceChildren(this.#controls.element, split);
    this.#show('idle');
    void this.#offerKind();
    if (this.#exam) return;
    const markPassed = () => this.#controls.markPassed(progress.lab(this.#scenario) !== undefined);
    this.#stopMarking = progress.onChange(markPassed);
    markPassed();
  }

  disconnectedCallback(): void {
    this.#stopMarking?.();
    this.#client?.dispose();
    this.#client = undefined;
  }

  get #exam(): boolean {
    return this.hasAttribute('exam');
  }

  get #scenario(): string {
    return this.getAttribute('scenario') ?? '';
  }

  /** Gives the cluster up, as Stop does, but at once. */
  giveUp(): void {
    if (this.#client) this.#end();
  }

  #tell<T>(name: string, detail: T): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  async #offerKind(): Promise<void> {
    const offer = await kindOffer(new URL(location.href));
    if (!offer) return;
    const word = (text: Localized | string | undefined) =>
      typeof text === 'string' ? text : (text?.[this.#language] ?? '');
    const [what, ...rest] = [offer.why?.what, offer.why?.seen, offer.why?.mend].map(word);
    const why = [`${what}${this.#language === 'zh' ? '：' : ':'}`, ...rest].filter(Boolean).join(' ');
    this.#controls.offerKind(offer.available ? undefined : why);
  }

  async #run(action: Action): Promise<void> {
    const button = this.querySelector(`[data-action="${action}"]`);
    if (button?.getAttribute('aria-disabled') === 'true') return;
    if (action === 'hint') {
      this.#slots.nextHint();
      this.#show(this.#state);
      if (this.#slots.shown === this.#slots.count) this.#controls.say(this.#texts.noMoreHints);
      return;
    }
    this.#trouble.hidden = true;
    // Stop also ends whatever is still under way.
    if (action === 'stop' && this.#state === 'busy') {
      this.#end();
      return;
    }
    const busy: Record<Exclude<Action, 'hint'>, string> = {
      start: this.#texts.starting,
      check: this.#texts.checking,
      solve: this.#texts.solving,
      reset: this.#texts.resetting,
      stop: this.#texts.stopping,
    };
    this.#controls.say(`${busy[action]}…`);
    this.#show('busy');
    const before = this.#client;
    try {
      await this.#actions[action]();
    } catch (error) {
      // A lab that was stopped meanwhile has nothing more to say.
      if (before && this.#client !== before) return;
      if (action === 'start' && !this.#client) return;
      this.#fail(error, action);
    }
  }

  readonly #actions: Record<Exclude<Action, 'hint'>, () => Promise<void>> = {
    start: async () => {
      const scenario = this.#scenario;
      const { where } = this.#controls;
      const [size, transports] = await Promise.all([
        this.#terminal.open(),
        import('../../lab/transports.ts'),
      ]);
      // Stopped before anything was there.
      if (this.#state !== 'busy' || this.#client) return;
      this.#terminal.clear();
      const transport =
        where === 'kind'
          ? transports.socketTransport(await socketAddress(new URL(location.href)))
          : transports.workerTransport();
      if (this.#state !== 'busy' || this.#client) {
        transport.close();
        return;
      }
      const client = new LabClient(transport, {
        output: (data) => this.#terminal.write(data),
        command: (line) => this.#tell<LabCommandDetail>('lab-command', { scenario, line }),
        progress: (text) => this.#controls.say(`${text[this.#language]}…`),
        edit: async (name, text) => {
          const { editInDialog } = await import('./editor/dialog.ts');
          const saved = await editInDialog(this, name, text, this.#language);
          this.#terminal.focus();
          return saved;
        },
        closed: (problem) => {
          if (this.#client !== client) return;
          if (problem) {
            this.#end();
            this.#showProblem(problem);
          } else this.#controls.say(this.#texts.shellEnded);
        },
      });
      this.#client = client;
      this.#commands = 0;
      this.#passed = undefined;
      this.#result.replaceChildren(h('p', { class: 'lab-note' }, this.#texts.noReport));
      await client.start(scenario, this.#language, size);
      client.resize(this.#terminal.size);
      this.#controls.say(this.#texts.ready);
      this.#show('open');
      this.#tell<LabStartedDetail>('lab-started', { scenario, where });
      this.#terminal.focus();
    },
    check: async () => {
      const client = this.#need();
      const report = await client.check();
      this.#show('open');
      this.#controls.say('');
      const changed = this.#passed && report.verdict !== 'pass' ? changes(this.#passed, report) : [];
      if (report.verdict === 'pass') this.#passed = report;
      const view = reportView(report, changed, this.#language, (command) => this.#typeIn(command));
      this.#result.replaceChildren(h('h2', {}, this.#texts.report), view);
      if (report.verdict === 'pass' && !this.#exam) {
        this.#slots.debrief.hidden = false;
        progress.labPassed(report.scenario);
      }
      const { scenario } = report;
      this.#tell<LabResultDetail>('lab-result', { scenario, report, commands: this.#commands });
      this.#bringUp(view.querySelector<HTMLElement>('.lab-verdict'));
    },
    solve: async () => {
      const { script, output } = await this.#need().solve();
      this.#result.replaceChildren(
        h('h2', { tabindex: '-1' }, this.#texts.solution),
        h('pre', {}, h('code', {}, script)),
        ...(output === ''
          ? []
          : [h('h3', {}, this.#texts.solutionOutput), h('pre', {}, h('code', {}, output))]),
      );
      this.#show('open');
      this.#controls.say(this.#texts.solved);
      this.#bringUp(this.#result.querySelector('h2'));
    },
    reset: async () => {
      await this.#need().reset();
      this.#passed = undefined;
      this.#result.replaceChildren(h('p', { class: 'lab-note' }, this.#texts.noReport));
      this.#slots.debrief.hidden = true;
      this.#show('open');
      this.#controls.say(this.#texts.wasReset);
    },
    stop: async () => {
      await this.#need().stop();
      this.#end();
    },
  };

  #state: LabState = 'idle';

  #show(state: LabState): void {
    this.#state = state;
    this.dataset['state'] = state;
    this.toggleAttribute('aria-busy', state === 'busy');
    this.#controls.show(state, this.#slots);
  }

  /** Shows the result from its beginning on: what failed stands below the verdict. */
  #bringUp(focus: HTMLElement | null): void {
    this.#result.scrollIntoView({ block: 'start', behavior: 'instant' });
    focus?.focus({ preventScroll: true });
  }

  /** Types a command into the terminal, for the learner to run. Nothing happens while no lab is open. */
  #typeIn(command: string): void {
    if (!this.#client) return;
    this.#client.input(command);
    this.#terminal.focus();
  }

  #need(): LabClient {
    if (!this.#client) throw new Error('no lab is open');
    return this.#client;
  }

  /** Gives the cluster up at once. */
  #end(): void {
    const client = this.#client;
    this.#client = undefined;
    client?.dispose();
    this.#show('idle');
    this.#controls.say(this.#texts.stopped);
  }

  #fail(error: unknown, action: Action): void {
    if (action === 'start') this.#end();
    else this.#show(this.#client ? 'open' : 'idle');
    this.#showProblem(error instanceof LabError ? error.problem : notLoaded(error));
  }

  #showProblem(problem: Problem): void {
    this.#controls.say('');
    this.#trouble.replaceChildren(...problemView(problem, this.#language));
    this.#trouble.hidden = false;
  }
}

customElements.define('lab-panel', LabPanel);

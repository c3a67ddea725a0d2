import type { ExamLength, ExamRecord } from '../../progress/exam.ts';
import { progress } from '../../progress/progress.ts';
import type { Language } from '../../lab/protocol.ts';
import type { Drill } from '../../scenario/drill/index.ts';
import { drillPanel } from '../drill/panel.ts';
import { h } from '../lab/dom.ts';
import type { LabCommandDetail, LabPanel, LabResultDetail, LabStartedDetail } from '../lab/lab-panel.ts';
import '../lab/lab-panel.ts';
import { notLoaded, problemView } from '../lab/problem.ts';
import { languageOf } from '../lab/texts.ts';
import { ExamBar } from './bar.ts';
import './exam.css';
import { examIntro } from './intro.ts';
import { examReportView, printInLight } from './report-view.ts';
import { reportOf } from './report.ts';
import {
  begin,
  checked,
  clockFace,
  commandEntered,
  currentOf,
  endOf,
  finish,
  isPassed,
  labStarted,
  timeLeft,
  turnTo,
} from './state.ts';
import { askToFinish } from './sure.ts';
import { examTexts, type ExamTexts } from './texts.ts';

/** A drill on the page: its frame stays when another is in front, and a cluster in the page goes on. */
interface Seat {
  frame: HTMLElement;
  panel: LabPanel;
  note: HTMLElement;
  where: 'page' | 'kind' | undefined;
}

/**
 * `<exam-room>`: an exam from its introduction, which stands in it, to its report. The exam itself is kept
 * in the browser's storage and goes on over a reload; clusters do not.
 */
class ExamRoom extends HTMLElement {
  #language: Language = 'en';
  #texts: ExamTexts = examTexts('en');
  #introduction: Element[] = [];
  #built = false;
  #seats = new Map<number, Seat>();
  #bar: ExamBar | undefined;
  #clock: number | undefined;
  /** Which exam stands here: when it was begun. */
  #begun: number | undefined;
  #over = new AbortController();
  #gone = new AbortController();

  connectedCallback(): void {
    if (!this.#built) {
      this.#built = true;
      this.#language = languageOf(this);
      this.#texts = examTexts(this.#language);
      this.#introduction = [...this.children];
      this.addEventListener('lab-started', ({ detail }: CustomEvent<LabStartedDetail>) =>
        this.#started(detail),
      );
      this.addEventListener('lab-command', ({ detail }: CustomEvent<LabCommandDetail>) =>
        this.#record((exam, now) => commandEntered(exam, detail.scenario, detail.line, now)),
      );
      this.addEventListener('lab-result', ({ detail }: CustomEvent<LabResultDetail>) =>
        this.#checked(detail),
      );
    }
    addEventListener('beforeunload', this.#holdBack);
    printInLight(this.#gone.signal);
    const exam = progress.exam();
    if (exam && endOf(exam, Date.now()) === undefined) void this.#sit(exam);
    else if (exam && exam.finishedAt === undefined) void this.#finish();
    else this.#introduce();
  }

  disconnectedCallback(): void {
    removeEventListener('beforeunload', this.#holdBack);
    this.#gone.abort();
    this.#gone = new AbortController();
    clearInterval(this.#clock);
  }

  /** A reload costs the clusters that are open. */
  readonly #holdBack = (event: BeforeUnloadEvent) => {
    if ([...this.#seats.values()].some(({ panel }) => panel.dataset['state'] !== 'idle'))
      event.preventDefault();
  };

  #introduce(): void {
    const form = examIntro(this.#language, (seed, length) => void this.#begin(seed, length));
    const last = progress.exam();
    this.replaceChildren(...this.#introduction, form);
    if (!last) return;
    const read = h('button', { type: 'button', class: 'button' }, this.#texts.lastReport);
    read.addEventListener('click', () => void this.#report(last));
    this.append(h('p', { class: 'not-content' }, read));
  }

  async #begin(seed: string, length: ExamLength): Promise<void> {
    // The drills first: the time begins when there is something to see.
    if (!(await this.#generator())) return;
    const exam = begin(seed, length, Date.now());
    progress.updateExam(() => exam);
    await this.#sit(exam);
    this.querySelector<HTMLElement>('.exam-title')?.focus();
  }

  async #generator(): Promise<((id: string) => Drill) | undefined> {
    try {
      return (await import('../../scenario/drill/index.ts')).drillOf;
    } catch (error) {
      this.append(
        h(
          'section',
          { class: 'lab-problem', role: 'alert' },
          ...problemView(notLoaded(error), this.#language),
        ),
      );
      return undefined;
    }
  }

  /** Sits down to an exam that is under way. */
  async #sit(exam: ExamRecord): Promise<void> {
    const drillOf = await this.#generator();
    if (!drillOf) return;
    const bar = new ExamBar(
      exam,
      this.#language,
      (drill) => this.#turn(drill),
      () => void this.#ask(),
    );
    this.#bar = bar;
    this.#begun = exam.startedAt;
    this.#over = new AbortController();
    this.#seats = new Map(
      exam.drills.map((drill, at) => {
        const panel = drillPanel(drillOf(drill.id), this.#language, { exam: true });
        const title = this.#texts.drillOf(at + 1, exam.drills.length);
        const note = h('p', { class: 'exam-note', hidden: drill.starts.length === 0 }, this.#texts.lost);
        const frame = h(
          'div',
          { class: 'exam-drill', hidden: true },
          h('h2', { class: 'exam-title', tabindex: '-1' }, title),
          note,
          panel,
        );
        return [at, { frame, panel, note, where: undefined }];
      }),
    );
    this.replaceChildren(bar.clock, bar.element, ...[...this.#seats.values()].map(({ frame }) => frame));
    this.#showDrill(exam);
    clearInterval(this.#clock);
    this.#clock = window.setInterval(() => this.#tick(), 1000);
  }

  #tick(): void {
    const exam = progress.exam();
    // Another tab may have finished it, or begun another.
    if (exam && exam.finishedAt === undefined && exam.startedAt !== this.#begun) void this.#sit(exam);
    else if (!exam || endOf(exam, Date.now()) !== undefined) void this.#finish();
    else this.#bar?.tick(exam);
  }

  #record(change: (exam: ExamRecord, now: number) => ExamRecord): void {
    const now = Date.now();
    progress.updateExam((exam) => exam && change(exam, now));
    const after = progress.exam();
    if (after) this.#bar?.show(after);
  }

  #started({ scenario, where }: LabStartedDetail): void {
    this.#record((exam, now) => labStarted(exam, scenario, where, now));
    for (const seat of this.#seats.values()) {
      if (seat.panel.getAttribute('scenario') !== scenario) continue;
      seat.where = where;
      seat.note.hidden = true;
    }
  }

  #checked({ report }: LabResultDetail): void {
    this.#record((exam, now) => checked(exam, report, now));
    const exam = progress.exam();
    if (!exam) return;
    if (report.verdict !== 'pass') this.#bar?.say('');
    else if (exam.drills.every(isPassed)) this.#bar?.say(this.#texts.allPassed);
    else
      this.#bar?.say(this.#texts.drillPassed(exam.drills.findIndex(({ id }) => id === report.scenario) + 1));
  }

  #turn(drill: number): void {
    const left = this.#seats.get(currentOf(progress.exam()!));
    this.#record((exam, now) => turnTo(exam, drill, now));
    // There is one cluster on kind, and the next drill may want it.
    if (left?.where === 'kind' && left.panel.dataset['state'] !== 'idle') {
      left.panel.giveUp();
      left.where = undefined;
      left.note.textContent = this.#texts.lostOnKind;
      left.note.hidden = false;
    }
    this.#bar?.say('');
    this.#showDrill(progress.exam()!);
    this.#seats.get(drill)?.frame.querySelector<HTMLElement>('.exam-title')?.focus();
  }

  #showDrill(exam: ExamRecord): void {
    const current = currentOf(exam);
    for (const [at, { frame }] of this.#seats) frame.hidden = at !== current;
  }

  async #ask(): Promise<void> {
    const exam = progress.exam()!;
    const passed = exam.drills.filter(isPassed).length;
    const left = clockFace(timeLeft(exam, Date.now()));
    const text = this.#texts.sureText(passed, exam.drills.length, left);
    if (await askToFinish(this, text, this.#language, this.#over.signal)) await this.#finish();
  }

  async #finish(): Promise<void> {
    clearInterval(this.#clock);
    this.#over.abort();
    progress.updateExam((exam) => exam && finish(exam, Date.now()));
    this.#seats.clear();
    this.#bar = undefined;
    const exam = progress.exam();
    if (exam) await this.#report(exam);
    else this.#introduce();
  }

  async #report(exam: ExamRecord): Promise<void> {
    const drillOf = await this.#generator();
    if (!drillOf) return;
    const report = reportOf(exam, drillOf, Date.now());
    this.replaceChildren(examReportView(report, this.#language, () => this.#introduce()));
    this.querySelector<HTMLElement>('.exam-report h2')?.focus();
  }
}

declare global {
  interface HTMLElementEventMap {
    'lab-started': CustomEvent<LabStartedDetail>;
    'lab-command': CustomEvent<LabCommandDetail>;
    'lab-result': CustomEvent<LabResultDetail>;
  }
}

customElements.define('exam-room', ExamRoom);

import type { Station } from '../../checker/report.ts';
import type { Language } from '../../lab/protocol.ts';
import { h, icon } from '../lab/dom.ts';
import { looks } from '../stations.ts';
import { reportText, sentences } from './report-text.ts';
import type { DrillReport, ExamReport } from './report.ts';
import { clockFace } from './state.ts';

/**
 * Paper is white: what is printed takes the colours of the light theme.
 * @param signal ends it
 */
export function printInLight(signal: AbortSignal): void {
  const root = document.documentElement;
  let theme: string | undefined;
  addEventListener(
    'beforeprint',
    () => {
      theme = root.dataset['theme'];
      root.dataset['theme'] = 'light';
    },
    { signal },
  );
  addEventListener('afterprint', () => (root.dataset['theme'] = theme ?? 'light'), { signal });
}

/** The report as a page: to read, to print, to save. @param again leaves it for a new exam */
export function examReportView(report: ExamReport, language: Language, again: () => void): HTMLElement {
  const words = sentences(language);
  const button = (label: string, onclick: () => void, look = 'button') =>
    h('button', { type: 'button', class: look, onclick }, label);
  const name = `exam-${report.exam.seed}-${report.exam.length}`;
  return h(
    'section',
    { class: 'exam-report' },
    h(
      'h2',
      { tabindex: '-1' },
      `${words.report}${words.colon}`,
      words.result(report.passed, report.drills.length),
    ),
    h('p', {}, words.aboutExam(report)),
    h(
      'div',
      { class: 'exam-report-tools' },
      button(words.print, () => print(), 'button primary'),
      button(words.saveText, () => save(`${name}.txt`, 'text/plain', reportText(report, language))),
      button(words.saveJson, () =>
        save(`${name}.json`, 'application/json', `${JSON.stringify(report, undefined, 2)}\n`),
      ),
      button(words.again, again),
    ),
    summary(report, language),
    ...report.drills.map((drill, at) => drillView(drill, at + 1, language)),
  );
}

function summary({ drills }: ExamReport, language: Language): HTMLElement {
  const words = sentences(language);
  const head = [words.tableDrill, words.tableResult, words.tableTime, words.tablePlanted];
  const rows = drills.map((drill, at) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, `${at + 1}. ${drill.title[language]}`),
      h('td', { 'data-outcome': drill.outcome }, sign(drill), words.outcome(drill)),
      h('td', {}, clockFace(drill.spentMs)),
      h('td', {}, h('ul', {}, ...drill.planted.map((fault) => h('li', {}, ...promise(fault, language))))),
    ),
  );
  return h(
    'div',
    { class: 'exam-table', tabindex: '0', role: 'region', 'aria-label': words.report },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...head.map((word) => h('th', { scope: 'col' }, word)))),
      h('tbody', {}, ...rows),
    ),
  );
}

function sign({ outcome }: DrillReport): HTMLElement {
  return h('span', { class: 'lab-sign', 'aria-hidden': 'true' }, outcome === 'passed' ? '✓' : '✕');
}

function drillView(drill: DrillReport, number: number, language: Language): HTMLElement {
  const words = sentences(language);
  const part = (heading: string, content: HTMLElement | undefined) =>
    content ? [h('h4', {}, heading), content] : [];
  const timed = (items: { at: number; text: (Node | string)[] }[]) =>
    items.length === 0
      ? undefined
      : h(
          'ol',
          { class: 'exam-timed' },
          ...items.map(({ at, text }) =>
            h('li', {}, h('span', { class: 'exam-at' }, clockFace(at)), h('span', {}, ...text)),
          ),
        );
  const { checks, repaired, open, looked, commands } = drill;
  const listed = timed(commands.map(({ at, line }) => ({ at, text: [h('code', {}, line)] })));
  const seen = [
    ...(listed ? [listed] : []),
    ...(words.onlyKind(drill) ? [h('p', {}, words.onKind)] : listed ? [] : [h('p', {}, words.noCommands)]),
  ];
  return h(
    'section',
    { class: 'exam-drill-report' },
    h('h3', {}, `${number}. ${drill.title[language]}${words.level(drill.level)}`),
    h(
      'p',
      { 'data-outcome': drill.outcome },
      sign(drill),
      `${words.outcome(drill)}${words.comma}${words.spent(clockFace(drill.spentMs))}`,
      ...(drill.failedLater ? [language === 'zh' ? '。' : '. ', words.failedLater] : []),
    ),
    ...part(words.planted, listOf(drill.planted, language)),
    ...part(words.checks, timed(checks.map((check) => ({ at: check.at, text: [words.checkLine(check)] })))),
    ...(checks[0]?.verdict === 'pass' ? [h('p', {}, words.atFirstCheck)] : []),
    ...part(words.repaired, timed(repaired.map((item) => ({ at: item.at, text: promise(item, language) })))),
    ...part(words.open, open.length > 0 ? listOf(open, language) : undefined),
    ...part(
      words.looked,
      looked.length > 0
        ? h(
            'ol',
            { class: 'exam-way' },
            ...looked.map(({ station }) => h('li', {}, ...stationView(station, language))),
          )
        : undefined,
    ),
    ...(drill.starts.length > 0 ? [h('h4', {}, words.commands), ...seen] : []),
  );
}

type Told = Pick<DrillReport['open'][number], 'station' | 'title'>;

function listOf(items: readonly Told[], language: Language): HTMLElement {
  return h('ul', {}, ...items.map((item) => h('li', {}, ...promise(item, language))));
}

function promise({ station, title }: Told, language: Language): (Node | string)[] {
  return [...stationView(station, language), ` – ${title[language]}`];
}

function stationView(station: Station, language: Language): (Node | string)[] {
  return [
    h(
      'span',
      { class: 'exam-station', style: `--colour: var(--station-${station})` },
      icon(looks[station].icon),
      looks[station].word[language],
    ),
  ];
}

function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  h('a', { href: address, download: name }).click();
  // Not at once: the browser has yet to read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

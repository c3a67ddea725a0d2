import type { Language } from '../../lab/protocol.ts';
import { looks } from '../stations.ts';
import type { DrillReport, ExamReport } from './report.ts';
import { clockFace } from './state.ts';
import { examTexts } from './texts.ts';

/** The sentences of a report, which its page and its text file share. */
export function sentences(language: Language) {
  const texts = examTexts(language);
  return {
    ...texts,
    aboutExam: ({ exam, startedAt, tookMs, endedBy }: ExamReport): string => {
      const when = new Date(startedAt).toLocaleString(language === 'zh' ? 'zh-CN' : 'en');
      const took = clockFace(tookMs);
      return (
        texts.about(exam.seed, texts[exam.length], when) +
        (endedBy === 'time' ? texts.endedByTime(took) : texts.endedByLearner(took))
      );
    },
    outcome: ({ outcome, passedAt }: DrillReport): string => {
      if (outcome === 'passed') return texts.outcomePassed(clockFace(passedAt ?? 0));
      return outcome === 'not passed' ? texts.outcomeNotPassed : texts.outcomeNotStarted;
    },
    checkLine: ({ verdict, held, of }: DrillReport['checks'][number]): string =>
      texts.check(
        { pass: texts.checkPass, fail: texts.checkFail, error: texts.checkError }[verdict],
        held,
        of,
      ),
    promise: ({ station, title }: Pick<DrillReport['open'][number], 'station' | 'title'>): string =>
      `${looks[station].word[language]} – ${title[language]}`,
    way: ({ looked }: DrillReport): string =>
      looked.map(({ station }) => looks[station].word[language]).join(' → '),
    onlyKind: ({ starts }: DrillReport): boolean => starts.some(({ where }) => where === 'kind'),
  };
}

/** The report as a plain text. */
export function reportText(report: ExamReport, language: Language): string {
  const words = sentences(language);
  const drills = report.drills.map((drill, at) => drillText(drill, at + 1, language));
  return [
    words.title,
    `${words.result(report.passed, report.drills.length)}\n${words.aboutExam(report)}`,
    ...drills,
  ]
    .join('\n\n')
    .concat('\n');
}

function drillText(drill: DrillReport, number: number, language: Language): string {
  const words = sentences(language);
  const { title, level, spentMs, failedLater, planted, checks, repaired, open, looked, commands } = drill;
  const timed = (at: number, line: string) => `  ${clockFace(at)}  ${line.replaceAll('\n', '\n        ')}`;
  const list = (heading: string, lines: string[]) =>
    lines.length > 0 ? [`${heading}${words.colon}`.trimEnd(), ...lines] : [];
  return [
    `${number}. ${title[language]}${words.level(level)}${words.colon}${words.outcome(drill)}${words.comma}${words.spent(clockFace(spentMs))}`,
    ...(failedLater ? [words.failedLater] : []),
    ...planted.map((fault) => `${words.planted}${words.colon}${words.promise(fault)}`),
    ...list(
      words.checks,
      checks.map((check) => timed(check.at, words.checkLine(check))),
    ),
    ...list(
      words.repaired,
      repaired.map((promise) => timed(promise.at, words.promise(promise))),
    ),
    ...(checks[0]?.verdict === 'pass' ? [words.atFirstCheck] : []),
    ...list(
      words.open,
      open.map((promise) => `  ${words.promise(promise)}`),
    ),
    ...(looked.length > 0 ? [`${words.looked}${words.colon}${words.way(drill)}`] : []),
    ...list(
      words.commands,
      commands.map(({ at, line }) => timed(at, line)),
    ),
    ...(words.onlyKind(drill) ? [words.onKind] : []),
  ].join('\n');
}

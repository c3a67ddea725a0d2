import type { Change } from '../../checker/changes.ts';
import type { Localized, ProbeState, Report } from '../../checker/report.ts';

export type Language = 'zh' | 'en';

/** The language of the command line: LAB_LANG, else that of the locale. */
export function languageOf(env: Readonly<Record<string, string | undefined>> = process.env): Language {
  const name = env['LAB_LANG'] ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  return name.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

const language = languageOf();

export function t(text: Localized): string {
  return text[language];
}

export function say(text: Localized | string): void {
  process.stdout.write(`${typeof text === 'string' ? text : t(text)}\n`);
}

/** Progress goes to stderr, so that what a command answers can be piped. */
export function progress(text: Localized): void {
  process.stderr.write(`· ${t(text)}\n`);
}

const marks: Record<ProbeState, string> = { passed: '✓', failed: '✗', error: '!', skipped: '–' };
const words: Record<ProbeState, Localized> = {
  passed: { en: 'passed', zh: '通过' },
  failed: { en: 'failed', zh: '未通过' },
  error: { en: 'could not look', zh: '无法检查' },
  skipped: { en: 'not looked at', zh: '未检查' },
};
const verdicts: Record<Report['verdict'], Localized> = {
  pass: { en: 'Repaired: everything that was promised holds.', zh: '已修好：承诺的一切都成立。' },
  fail: {
    en: 'Not repaired yet. The first station that failed is where to look.',
    zh: '还没有修好。从第一个未通过的站点看起。',
  },
  error: {
    en: 'The check could not look everywhere, so there is no verdict. Nothing was changed; see the lines marked !',
    zh: '检查未能看到全部，因此没有结论。没有改动任何东西；请看标有 ! 的行。',
  },
};

export function printReport(report: Report): void {
  const indent = '    ';
  for (const { title, state, expected, seen, command, next } of report.probes) {
    say(`${marks[state]} ${t(title)} (${t(words[state])})`);
    if (state === 'passed') continue;
    say(`${indent}${t({ en: 'expected: ', zh: '期望：' })}${t(expected)}`);
    say(`${indent}${t({ en: 'seen:     ', zh: '看到：' })}${printable(t(seen))}`);
    if (next) say(`${indent}${t(next)}`);
    say(`${indent}$ ${command}`);
  }
  say('');
  say(verdicts[report.verdict]);
}

/** What held at the last check and does not now. */
export function printChanges({ verdict, at }: Report, broken: readonly Change[]): void {
  if (broken.length === 0) return;
  const time = new Date(at).toTimeString().slice(0, 8);
  say('');
  say(
    verdict === 'pass'
      ? { en: `The check passed at ${time}. Since then:`, zh: `${time} 的检查是通过的。此后：` }
      : { en: `These held at the check of ${time}. Since then:`, zh: `${time} 检查时下列各项成立。此后：` },
  );
  for (const { title, before, after, command } of broken) {
    say(`✗ ${t(title)}`);
    say(`    ${t({ en: 'before: ', zh: '当时：' })}${printable(t(before))}`);
    say(`    ${t({ en: 'now:    ', zh: '现在：' })}${printable(t(after))}`);
    say(`    $ ${command}`);
  }
}

/** What a cluster prints is untrusted: no escape sequence of it reaches the terminal. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�');
}

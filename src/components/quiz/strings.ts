import type { Localized } from '../../checker/report.ts';

export type Language = 'zh' | 'en';

/** What the quiz says, on the page and in the browser. `{…}` is filled in by `say`. */
const strings = {
  check: { zh: '检查', en: 'Check' },
  again: { zh: '再试一次', en: 'Try again' },
  right: { zh: '正确', en: 'Right' },
  wrong: { zh: '不正确', en: 'Not right' },
  unanswered: { zh: '请先作答。', en: 'Answer first.' },
  score: {
    zh: '共 {total} 题，已答 {answered} 题，答对 {right} 题',
    en: '{right} right, {answered} of {total} answered',
  },
  single: { zh: '单选', en: 'Choose one' },
  multiple: { zh: '多选', en: 'Choose all that apply' },
  order: { zh: '排序', en: 'Put in order' },
  complete: { zh: '填空', en: 'Fill in' },
  match: { zh: '配对', en: 'Match' },
  mistake: { zh: '找错', en: 'Find the mistake' },
  predict: { zh: '预测输出', en: 'Predict the output' },
  choose: { zh: '请选择', en: 'Choose' },
  unmatched: { zh: '请先为每一项都选好。', en: 'Choose one for each first.' },
  answer: { zh: '答案：', en: 'The answer:' },
  showMistake: { zh: '显示出错的地方', en: 'Show where the mistake is' },
  prepared: { zh: '此前运行过的命令', en: 'What was run before' },
  nothing: { zh: '（没有任何输出）', en: '(nothing at all)' },
  up: { zh: '上移：{item}', en: 'Move up: {item}' },
  down: { zh: '下移：{item}', en: 'Move down: {item}' },
  moved: { zh: '“{item}”现在是第 {place} 项，共 {total} 项', en: '“{item}” is now {place} of {total}' },
  rightOrder: { zh: '正确的顺序', en: 'The right order' },
  chosen: { zh: '你的选择', en: 'your answer' },
  blank: { zh: '第 {n} 个空', en: 'Blank {n}' },
  solution: { zh: '显示一个正确答案', en: 'Show a right answer' },
  unreadable: { zh: '这不是有效的 YAML：{message}', en: 'This is not valid YAML: {message}' },
  notLoaded: {
    zh: '没能载入批改程序，答案还在。请检查网络后再按一次“检查”。',
    en: 'The judging code could not be loaded. Your answer is still here: check the network, then press Check again.',
  },
  noScript: { zh: '答题需要 JavaScript。', en: 'Answering needs JavaScript.' },
  quiz: { zh: '测验', en: 'Quiz' },
} satisfies Record<string, Localized>;

export function say(
  key: keyof typeof strings,
  language: Language,
  values: Record<string, string | number> = {},
): string {
  return strings[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

import type { ProbeState, Report } from '../../checker/report.ts';
import type { Language } from '../../lab/protocol.ts';

/** Every word of the lab's own, in both languages. */
const texts = {
  en: {
    start: 'Start lab',
    startAgain: 'Start again',
    check: 'Check',
    hint: 'Hint',
    solve: 'Solve',
    reset: 'Reset',
    stop: 'Stop',
    where: 'Where the cluster runs',
    inPage: 'in this page',
    onKind: 'kind on this machine',
    kindMissing: 'kind cannot be used on this machine yet',
    invitation: 'A broken cluster, a terminal, and a checker. Nothing to install.',
    tools: 'Lab',
    flow: 'Debugging flow',
    brief: 'Your task',
    hints: 'Hints',
    hintTitle: 'Hint',
    noMoreHints: 'That was the last hint. Solve shows one way.',
    report: 'Last check',
    changed: 'Changed since the check passed',
    then: 'Then',
    now: 'Now',
    noReport: 'Check shows how far a request gets, station by station.',
    debrief: 'What it was',
    passed: '✓ passed',
    solution: 'One way to repair it',
    solutionOutput: 'What it printed',
    expected: 'Expected',
    seen: 'Seen',
    see: 'See for yourself',
    type: 'Type it into the terminal',
    terminal: 'Terminal',
    leave: 'Tab completes. To leave the terminal: Esc, then Tab.',
    screenReader: 'Screen reader mode',
    divider: 'Width of the text beside the terminal',
    starting: 'Starting',
    checking: 'Checking',
    solving: 'Applying a solution',
    resetting: 'Bringing the broken state back',
    stopping: 'Stopping',
    ready: 'The cluster is broken and ready. Repair it, then check.',
    stopped: 'The lab is stopped. Its cluster is gone.',
    solved: 'A solution was applied. Check what it changed.',
    wasReset: 'The broken state is back.',
    shellEnded: 'The shell ended. For a new one, stop the lab and start it again.',
    unharmed: 'Unharmed',
    next: 'What to do',
    detail: 'Message',
    editor: 'Editor',
    save: 'Save',
    cancel: 'Close without saving',
    escAgain: 'Press Esc once more to close without saving.',
    editorKeys: 'Ctrl-S saves. Esc twice closes without saving.',
  },
  zh: {
    start: '开始实验',
    startAgain: '重新开始',
    check: '检查',
    hint: '提示',
    solve: '解法',
    reset: '重置',
    stop: '停止',
    where: '集群在哪里运行',
    inPage: '本页中',
    onKind: '本机的 kind',
    kindMissing: '本机还不能使用 kind',
    invitation: '一个坏掉的集群、一个终端和一个检查器。什么都不用安装。',
    tools: '实验',
    flow: '排错流程',
    brief: '你的任务',
    hints: '提示',
    hintTitle: '提示',
    noMoreHints: '这是最后一条提示。“解法”会展示一种修复方式。',
    report: '上次检查',
    changed: '通过检查之后发生的变化',
    then: '当时',
    now: '现在',
    noReport: '“检查”会逐站显示请求走到了哪里。',
    debrief: '原来如此',
    passed: '✓ 已通过',
    solution: '一种修复方式',
    solutionOutput: '它的输出',
    expected: '应当看到',
    seen: '实际看到',
    see: '自己看看',
    type: '填入终端',
    terminal: '终端',
    leave: 'Tab 用于补全。要用键盘离开终端：先按 Esc，再按 Tab。',
    screenReader: '读屏模式',
    divider: '终端旁文字的宽度',
    starting: '正在启动',
    checking: '正在检查',
    solving: '正在执行一种解法',
    resetting: '正在恢复故障状态',
    stopping: '正在停止',
    ready: '集群已经坏好，可以开始了。修复它，然后检查。',
    stopped: '实验已停止，集群已清除。',
    solved: '已执行一种解法。检查一下它改变了什么。',
    wasReset: '故障状态已恢复。',
    shellEnded: 'Shell 已结束。要新的 Shell，请停止实验，再重新开始。',
    unharmed: '未受影响',
    next: '怎么办',
    detail: '原始信息',
    editor: '编辑器',
    save: '保存',
    cancel: '不保存并关闭',
    escAgain: '再按一次 Esc，不保存并关闭。',
    editorKeys: 'Ctrl-S 保存；连按两次 Esc 不保存并关闭。',
  },
} satisfies Record<Language, Record<string, string>>;

export type Texts = Record<keyof (typeof texts)['en'], string>;

export const languages: readonly Language[] = ['zh', 'en'];

export function textsFor(language: Language): Texts {
  return texts[language];
}

/** The language of an element's `lang` attribute, or of the page. */
export function languageOf(element: HTMLElement): Language {
  const lang = element.closest('[lang]')?.getAttribute('lang') ?? 'en';
  return lang.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** A state's word and sign: the sign tells it apart without colour. */
export const probeStates: Record<ProbeState, { sign: string; en: string; zh: string }> = {
  passed: { sign: '✓', en: 'passed', zh: '通过' },
  failed: { sign: '✕', en: 'failed', zh: '未通过' },
  error: { sign: '!', en: 'error', zh: '出错' },
  skipped: { sign: '–', en: 'skipped', zh: '跳过' },
};

export const verdicts: Record<Report['verdict'], { sign: string; en: string; zh: string }> = {
  pass: { sign: '✓', en: 'Repaired: requests get through.', zh: '修好了：请求能到达。' },
  fail: { sign: '✕', en: 'Not repaired yet.', zh: '还没有修好。' },
  error: {
    sign: '!',
    en: 'No verdict: something could not be looked at. Check again.',
    zh: '没有结论：有的地方无法查看。请再检查一次。',
  },
};

export function hintNumber(language: Language, number: number, count: number): string {
  return `${texts[language].hintTitle} ${number}/${count}`;
}

import type { Refusal } from '../../progress/transfer.ts';
import type { Language } from '../site/language.ts';

const texts = {
  zh: {
    read: '读完',
    quiz: (right: number, answered: number, of: number) =>
      answered === 0 ? `${of} 题未答` : `答对 ${right}，已答 ${answered} / ${of}`,
    lessons: (read: number, of: number) => `读完 ${read} / ${of} 课`,
    questions: (right: number, of: number) => `答对 ${right} / ${of} 题`,
    labs: (passed: number, of: number) => `通过 ${passed} / ${of} 个实验`,
    drills: (passed: number) => `通过 ${passed} 个演练`,
    due: (count: number) => (count === 0 ? '今天没有要复习的' : `今天有 ${count} 张卡片要复习`),
    noExams: '还没有参加过考试。',
    noLabs: '还没有通过实验。',
    length: { short: '短', full: '完整' },
    exported: '已导出。文件在浏览器的下载文件夹里。',
    imported: '已导入，并与这里的进度合并。',
    unreadable: '读不了这个文件。这里的进度没有改动。',
    tooBig: '文件太大，不像是进度文件。这里的进度没有改动。',
    notLoaded: '没能载入所需的程序，请检查网络后再试。这里的进度没有改动。',
    resetDone: '进度已经清空。',
    sure: '清空所有进度？',
    sureText:
      '答过的题、通过的实验、考试记录和复习安排都会从这个浏览器里删除，无法恢复。需要的话，请先导出。',
    sureNo: '保留',
    sureYes: '清空',
    closed: '这个浏览器不保存数据（无痕模式、存储已满或被禁止）：关掉页面，进度就没有了。可以先导出成文件。',
    newer: '保存的进度来自更新版本的网站，这个页面读不了。请重新加载页面。',
  },
  en: {
    read: 'read',
    quiz: (right: number, answered: number, of: number) =>
      answered === 0 ? `none of ${of} answered` : `${right} right, ${answered} of ${of} answered`,
    lessons: (read: number, of: number) => `${read} of ${of} lessons read`,
    questions: (right: number, of: number) => `${right} of ${of} questions right`,
    labs: (passed: number, of: number) => `${passed} of ${of} labs passed`,
    drills: (passed: number) => (passed === 1 ? 'one drill passed' : `${passed} drills passed`),
    due: (count: number) =>
      count === 0
        ? 'nothing to review today'
        : count === 1
          ? 'one card to review today'
          : `${count} cards to review today`,
    noExams: 'No exam taken yet.',
    noLabs: 'No lab passed yet.',
    length: { short: 'short', full: 'full' },
    exported: 'Exported. The file is in your downloads.',
    imported: 'Imported, and joined with the progress here.',
    unreadable: 'This file cannot be read. Nothing here was changed.',
    tooBig: 'This file is too big to hold progress. Nothing here was changed.',
    notLoaded: 'The code for this could not be loaded: check the network. Nothing here was changed.',
    resetDone: 'Your progress is cleared.',
    sure: 'Clear all progress?',
    sureText:
      'Answers, passed labs, exams and the review schedule are deleted from this browser. There is no way back; export them first if you may want them.',
    sureNo: 'Keep it',
    sureYes: 'Clear it',
    closed:
      'This browser keeps no data (private mode, full, or blocked): your progress is gone when the page is closed. You can export it to a file.',
    newer:
      'Your progress was stored by a newer version of the site, which this page cannot read. Reload the page.',
  },
};

export const progressTexts = (language: Language) => texts[language];

/** Why a file was not taken, and that nothing is lost. */
export function refused(refusal: Refusal, language: Language): string {
  const zh = language === 'zh';
  const kept = zh ? '这里的进度没有改动。' : ' Nothing here was changed.';
  const why = {
    'not-json': zh
      ? '这不是进度文件：里面不是 JSON，也可能没有下载完整。'
      : 'This is no progress file: it is not JSON, or was cut off.',
    'not-ours': zh ? '这不是从本站导出的进度文件。' : 'This is no progress file of this site.',
    newer: zh
      ? '这个文件来自更新版本的网站。请重新加载页面再导入。'
      : 'This file comes from a newer version of the site. Reload the page and import it again.',
    damaged: zh ? '文件已损坏' : 'The file is damaged',
  }[refusal.kind];
  if (refusal.kind !== 'damaged') return why + kept;
  const where = refusal.path === '' ? '' : zh ? `，出错处：${refusal.path}` : ` at ${refusal.path}`;
  return `${why}${where}${zh ? '。' : '.'}${kept}`;
}

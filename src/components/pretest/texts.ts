import type { Language } from '../site/language.ts';

const texts = {
  zh: {
    begin: '开始',
    place: (at: number, of: number) => `第 ${at} 题，共 ${of} 题`,
    unknown: '不知道，下一题',
    enough: '到此为止，看结果',
    next: '下一题',
    show: '看结果',
    result: '从哪里开始',
    start: '建议从这一课开始：',
    allRight: '全部答对。课文可以按需查阅，直接去修坏掉的集群吧。',
    labs: '做实验',
    exam: '参加考试',
    also: '这几课里也有你没答上来的内容：',
    part: '部分',
    rightOf: '答对',
    forgotten: '这个结果不会保存，也不影响任何测验和进度。',
  },
  en: {
    begin: 'Begin',
    place: (at: number, of: number) => `Question ${at} of ${of}`,
    unknown: 'I do not know, next',
    enough: 'Enough, show the result',
    next: 'Next question',
    show: 'Show the result',
    result: 'Where to start',
    start: 'Start with this lesson:',
    allRight:
      'All right. Use the lessons to look things up, and go straight to the clusters that want repair.',
    labs: 'Go to the labs',
    exam: 'Take the exam',
    also: 'There was something of these lessons, too, that you did not know:',
    part: 'Part',
    rightOf: 'Right',
    forgotten: 'This result is not kept, and counts in no quiz and no progress.',
  },
};

export const pretestTexts = (language: Language) => texts[language];

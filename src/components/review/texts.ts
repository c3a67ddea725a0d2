import type { Language } from '../site/language.ts';

const day = { zh: ['今天', '明天'], en: ['today', 'tomorrow'] };

/** How far off a day is: `tomorrow`, `in 3 days`. */
export function inDays(days: number, language: Language): string {
  const word = day[language][days];
  if (days < 0) return day[language][0]!;
  return word ?? (language === 'zh' ? `${days} 天后` : `in ${days} days`);
}

const texts = {
  zh: {
    empty: '还没有可以复习的内容。',
    emptyHow: '答过的每一道测验题、通过的每一个实验，都会排进这里，在快要忘掉的时候再问一次。',
    toLessons: '从第一课开始',
    toPretest: '不知道从哪里开始？做一次摸底',
    nothing: '今天没有要复习的了。',
    done: (count: number) => `今天复习了 ${count} 张卡片。`,
    next: '之后：',
    upcoming: (when: string, count: number) => `${when}：${count} 张`,
    later: (count: number) => `再往后：${count} 张`,
    place: (at: number, of: number) => `第 ${at} 张，共 ${of} 张`,
    from: '出自这一课：',
    comesBack: (when: string) => `这张卡片${when}再来。`,
    go: '下一张',
    end: '完成',
    skip: '今天先跳过',
    more: (count: number) => `还有 ${count} 张到期，继续`,
    loading: '正在载入……',
    notLoaded: '题目没能载入。请检查网络，再试一次。',
    retry: '重试',
    drill: '一次演练',
    drillText: (lab: string) =>
      `你通过过实验“${lab}”。换一个同等难度、没见过的集群再修一次：通过它的检查就算复习过了。`,
    drillOpen: '打开演练（新标签页）',
    drillPassed: '演练已经通过。',
    drillWaits: '通过检查以后回到这里，这张卡片会自己翻过去。',
    drillNot: '没做出来',
    closed: '这个浏览器不保存数据（无痕模式、存储已满或被禁止）：关掉页面，这里做过的就没有了。',
    newer: '保存的进度来自更新版本的网站，这个页面读不了。请重新加载页面；此前在这里做的不会保存。',
  },
  en: {
    empty: 'There is nothing to review yet.',
    emptyHow:
      'Every quiz question that you answer and every lab that you pass becomes a card here, and is asked again when you are about to forget it.',
    toLessons: 'Start with the first lesson',
    toPretest: 'Not sure where to start? Take the pretest',
    nothing: 'Nothing is left to review today.',
    done: (count: number) => (count === 1 ? 'One card reviewed today.' : `${count} cards reviewed today.`),
    next: 'Coming up:',
    upcoming: (when: string, count: number) => `${when}: ${count}`,
    later: (count: number) => `later: ${count}`,
    place: (at: number, of: number) => `Card ${at} of ${of}`,
    from: 'From the lesson ',
    comesBack: (when: string) => `It comes back ${when}.`,
    go: 'Next card',
    end: 'Finish',
    skip: 'Not today',
    more: (count: number) => `Go on: ${count} more due`,
    loading: 'Loading…',
    notLoaded: 'The question could not be loaded. Check the network, then try again.',
    retry: 'Try again',
    drill: 'A drill',
    drillText: (lab: string) =>
      `You have passed the lab “${lab}”. Repair another cluster of the same level, one that you have not seen: once its check passes, the card is done.`,
    drillOpen: 'Open the drill (new tab)',
    drillPassed: 'The drill is passed.',
    drillWaits: 'Come back here when its check has passed: this card turns by itself.',
    drillNot: 'I could not do it',
    closed:
      'This browser keeps no data (private mode, full, or blocked): what you do here is gone when the page is closed.',
    newer:
      'Your progress was stored by a newer version of the site, which this page cannot read. Reload it; what you do here until then is not kept.',
  },
} satisfies Record<Language, Record<string, string | ((...values: never[]) => string)>>;

export const reviewTexts = (language: Language) => texts[language];

import type { Language } from '../../lab/protocol.ts';

const texts = {
  en: {
    level: 'Level',
    levels: ['1: one fault', '2: one or two', '3: two or three'],
    seed: 'Seed',
    go: 'Open',
    next: 'Next seed',
    random: 'New drill',
    choose: 'Which drill',
    badSeed: 'A seed is 1 to 20 of the letters a–z and the digits 0–9.',
    badId: 'The address names no drill. Choose one here.',
    loading: 'Drawing a cluster…',
  },
  zh: {
    level: '级别',
    levels: ['1：一处故障', '2：一处或两处', '3：两处或三处'],
    seed: '种子',
    go: '打开',
    next: '下一个种子',
    random: '新的演练',
    choose: '哪个演练',
    badSeed: '种子由 1 到 20 个字符组成，只能用字母 a–z 和数字 0–9。',
    badId: '这个地址里没有演练。请在这里选一个。',
    loading: '正在抽取集群……',
  },
} satisfies Record<Language, Record<string, string | string[]>>;

export const drillTexts = (language: Language) => texts[language];

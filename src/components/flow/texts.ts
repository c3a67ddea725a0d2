import type { Language } from '../../lab/protocol.ts';
import type { StationState } from './states.ts';
import type { Settings } from './types.ts';

interface FlowTexts {
  fields: Record<keyof Settings, string>;
  unfit: string;
  back: string;
  again: string;
  all: string;
  oneByOne: string;
  copy: string;
  copied: string;
  step: (number: number) => string;
  way: string;
  states: Record<StationState, string>;
  /** What an answer leads to. */
  found: string;
  lesson: string;
  labs: string;
  sheet: Record<'title' | 'ask' | 'bad' | 'symptom' | 'hop' | 'cause', string>;
  arrow: (text: string) => string;
  lab: Record<
    'title' | 'intro' | 'unseen' | 'asked' | 'type' | 'wayTitle' | 'yours' | 'shortest' | 'noneSeen',
    string
  > & {
    direct: string;
    round: (others: number) => string;
    missed: string;
  };
}

const texts: Record<Language, FlowTexts> = {
  zh: {
    fields: { service: 'Service', namespace: '命名空间', port: '端口', client: '提问的 Pod' },
    unfit: '名称由小写字母、数字、“-”和“.”组成；端口是 1 到 65535 的数字。',
    back: '上一步',
    again: '从头再问',
    all: '列出全部步骤',
    oneByOne: '一次只看一步',
    copy: '复制',
    copied: '已复制',
    step: (number) => (number === 0 ? '开始' : `第 ${number} 步，共 10 步`),
    way: '走过的站',
    states: { passed: '正常', asked: '不对劲', now: '正在问', found: '断在这里' },
    found: '找到了',
    lesson: '课文',
    labs: '可以练习的实验',
    sheet: {
      title: 'Service 排错流程',
      ask: '问',
      bad: '看到什么，去哪里',
      symptom: '症状',
      hop: '站',
      cause: '原因',
    },
    arrow: (text) => `${text}：`,
    lab: {
      title: '排错流程',
      intro: '十个问题，沿着请求的路。你在终端里问过的，会在这里打勾。',
      unseen: '在 kind 上，终端是你机器上的真实 Shell，这里看不到输入的命令，所以不会打勾。',
      asked: '问过',
      type: '填入终端',
      wayTitle: '你走的路',
      yours: '你问过的，按先后',
      shortest: '最短的路',
      noneSeen: '没有看到你在终端里提问。',
      direct: '你没有绕路：问的都是能看出这处故障的步骤。',
      round: (others) =>
        `另外 ${others} 个步骤也问了。多看几眼不是错，它们排除了别的可能；下次可以先问最短的路上的这些。`,
      missed: '带圈的步骤你没有问，它们也能看出这处故障。',
    },
  },
  en: {
    fields: { service: 'Service', namespace: 'Namespace', port: 'Port', client: 'Pod to ask from' },
    unfit: 'A name is made of lower-case letters, digits, “-” and “.”; a port is a number from 1 to 65535.',
    back: 'Back',
    again: 'Start over',
    all: 'Show all steps',
    oneByOne: 'One step at a time',
    copy: 'Copy',
    copied: 'Copied',
    step: (number) => (number === 0 ? 'The start' : `Step ${number} of 10`),
    way: 'Stations asked so far',
    states: { passed: 'in order', asked: 'not right', now: 'asking', found: 'breaks here' },
    found: 'Found',
    lesson: 'Lesson',
    labs: 'Labs that train it',
    sheet: {
      title: 'Debugging a Service',
      ask: 'Ask',
      bad: 'What you see, and where to go',
      symptom: 'Symptom',
      hop: 'Hop',
      cause: 'Cause',
    },
    arrow: (text) => `${text}: `,
    lab: {
      title: 'Debugging flow',
      intro: 'Ten questions along the way of a request. Those that you ask in the terminal are ticked here.',
      unseen:
        'On kind the terminal is a real shell of your machine. What is typed there is not seen here, so nothing is ticked.',
      asked: 'asked',
      type: 'Type it into the terminal',
      wayTitle: 'The way you went',
      yours: 'What you asked, in order',
      shortest: 'The shortest way',
      noneSeen: 'No question was seen in the terminal.',
      direct: 'No detour: all that you asked shows this fault.',
      round: (others) =>
        others === 1
          ? 'You asked one more step. A second look is no mistake, it rules something out; next time the shortest way may come first.'
          : `You asked ${others} more steps. A second look is no mistake, each rules something out; next time the shortest way may come first.`,
      missed: 'The steps with an empty ring you did not ask. They show this fault as well.',
    },
  },
};

export const flowTexts = (language: Language): FlowTexts => texts[language];

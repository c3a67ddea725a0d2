import type { Language } from './language.ts';

/** What the landing page says. */
interface Landing {
  title: string;
  lead: string;
  start: string;
  pretest: string;
  labs: string;
  flow: string;
  way: { title: string; text: string };
  how: { title: string; steps: { title: string; text: string }[] };
  who: { title: string; people: { title: string; text: string }[] };
  practice: { title: string; text: string; labs: (count: number) => string; drill: string; exam: string };
}

export const landing: Record<Language, Landing> = {
  zh: {
    title: 'Service 不通，断在哪一站？',
    lead: '弄懂 Kubernetes 的 Service 怎样把请求送到 Pod，再亲手修好故意弄坏的集群。课程、测验和实验都在浏览器里，什么也不用安装。',
    start: '开始学习',
    pretest: '从哪里开始？做个摸底',
    labs: '直接做实验',
    flow: '查看排错流程',
    way: {
      title: '一个请求的路',
      text: '每次访问 Service，请求都要依次经过这五站。断在哪一站，症状就不一样。课程、检查报告和排错流程讲的都是这一条路。',
    },
    how: {
      title: '怎么学',
      steps: [
        { title: '读', text: '每课讲清一件事，用真实的清单和命令输出说明。' },
        { title: '答', text: '测验按意思批改，每个答案无论对错都有解释，答过的会留着。' },
        {
          title: '修',
          text: '一个坏掉的集群和一个终端。修好以后，检查会逐站告诉你应该看到什么、实际看到了什么。',
        },
      ],
    },
    who: {
      title: '写给谁',
      people: [
        {
          title: '在家自学',
          text: '一台笔记本就够。实验在页面里运行；装了 Docker，也可以在 kind 的真实集群上做同样的题。',
        },
        {
          title: '带一次培训',
          text: '三十个人可以同时开始，不必装软件、不必注册。整个网站是静态文件，放在哪里都行。',
        },
        { title: '刚加入团队的工程师', text: '赶时间就先看排错流程，再挑一个实验，在坏掉的集群上走一遍。' },
      ],
    },
    practice: {
      title: '练习',
      text: '每个实验都是一个坏掉的集群，附一段说明和一个终端。做完了，就用演练抽一个谁也没见过的；想知道自己学得怎样，就参加一次限时考试。',
      labs: (count) => `全部 ${count} 个实验`,
      drill: '抽一个演练',
      exam: '参加考试',
    },
  },
  en: {
    title: 'Your Service does not answer. Where does the way break?',
    lead: 'Understand how a Kubernetes Service brings a request to a Pod, then repair clusters that are broken on purpose. Lessons, quizzes and labs run in the browser, with nothing to install.',
    start: 'Start the course',
    pretest: 'Where to start? A pretest',
    labs: 'Go to the labs',
    flow: 'See the debugging flow',
    way: {
      title: 'The way of a request',
      text: 'Every request to a Service passes these five stations, and each breaks with symptoms of its own. The lessons, the reports of the checks and the debugging flow all follow this one line.',
    },
    how: {
      title: 'How it works',
      steps: [
        {
          title: 'Read',
          text: 'Each lesson explains one thing, on real manifests and the output of real commands.',
        },
        {
          title: 'Answer',
          text: 'Quizzes go by meaning, explain every answer, right or wrong, and keep what you answered.',
        },
        {
          title: 'Repair',
          text: 'A broken cluster and a terminal. The check tells you, station by station, what was expected and what it saw.',
        },
      ],
    },
    who: {
      title: 'For whom',
      people: [
        {
          title: 'Learning at home',
          text: 'A laptop is enough. Labs run in the page; with Docker, the same exercises run on a real cluster made by kind.',
        },
        {
          title: 'Holding a workshop',
          text: 'Thirty people start at once, without software or accounts. The site is static files, so any host will do.',
        },
        {
          title: 'New to a team',
          text: 'Short of time? Read the debugging flow, then pick a lab and follow it on a broken cluster.',
        },
      ],
    },
    practice: {
      title: 'Practice',
      text: 'Each lab is a broken cluster, with a brief and a terminal. When you know them, a drill draws one that nobody has seen, and the exam tells you against the clock how good you are.',
      labs: (count) => `All ${count} labs`,
      drill: 'Draw a drill',
      exam: 'Take the exam',
    },
  },
};

import type { Language, Problem } from '../../lab/protocol.ts';
import { h } from './dom.ts';
import { textsFor } from './texts.ts';

/** What went wrong, what is unharmed, what to do. */
export function problemView({ what, unharmed, next, detail }: Problem, language: Language): HTMLElement[] {
  const texts = textsFor(language);
  return [
    h('p', { class: 'lab-problem-what' }, what[language]),
    h('p', {}, h('strong', {}, `${texts.unharmed}: `), unharmed[language]),
    h('p', {}, h('strong', {}, `${texts.next}: `), next[language]),
    ...(detail === undefined
      ? []
      : [h('details', {}, h('summary', {}, texts.detail), h('pre', {}, h('code', {}, detail)))]),
  ];
}

/** A part of the site that did not come. */
export function notLoaded(error: unknown): Problem {
  return {
    what: { en: 'The lab could not be loaded.', zh: '实验没能加载。' },
    unharmed: {
      en: 'Your answers and passed labs are kept in this browser.',
      zh: '你的答案和已通过的实验都保存在这个浏览器里。',
    },
    next: { en: 'See whether you are online, and try again.', zh: '请检查网络连接，然后重试。' },
    detail: error instanceof Error ? error.message : String(error),
  };
}

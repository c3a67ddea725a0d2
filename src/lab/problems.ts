import type { Localized } from '../checker/report.ts';
import type { LabRequest, Problem } from './protocol.ts';

type Call = Extract<LabRequest, { id: number }>['type'];

const what: Record<Call, Localized> = {
  start: { en: 'The lab could not be started.', zh: '实验没能启动。' },
  check: { en: 'The check could not be run.', zh: '检查没能进行。' },
  solve: { en: 'The solution could not be applied.', zh: '解法没能执行。' },
  reset: { en: 'The broken state could not be brought back.', zh: '没能恢复到故障状态。' },
  stop: { en: 'The lab could not be stopped in good order.', zh: '实验没能正常停止。' },
};

const clusterIsThere: Localized = {
  en: 'The cluster and your terminal are as they were.',
  zh: '集群和终端都保持原样。',
};
const nothingLost: Localized = {
  en: 'Your answers and passed labs are kept in this browser.',
  zh: '你的答案和已通过的实验都保存在这个浏览器里。',
};

const next: Record<Call, Localized> = {
  start: {
    en: 'Start it again. If that fails too, reload the page.',
    zh: '请再次启动；若仍失败，请重新加载页面。',
  },
  check: { en: 'Check again, or reset the lab.', zh: '请再检查一次，或重置实验。' },
  solve: { en: 'Reset the lab, then try again.', zh: '请重置实验后再试。' },
  reset: { en: 'Stop the lab and start it again.', zh: '请停止实验，再重新启动。' },
  stop: { en: 'Reload the page.', zh: '请重新加载页面。' },
};

/** What a person is told when a call failed: what happened, what is unharmed, what to do next. */
export function problemOf(call: Call, error: unknown): Problem {
  return {
    what: what[call],
    unharmed: call === 'check' || call === 'solve' ? clusterIsThere : nothingLost,
    next: next[call],
    detail: error instanceof Error ? error.message : String(error),
  };
}

/** The other side went away: a worker that crashed, a server that was stopped. */
export const connectionLost: Problem = {
  what: { en: 'The connection to the lab was lost.', zh: '与实验的连接断开了。' },
  unharmed: nothingLost,
  next: {
    en: 'Start the lab again. On kind, see whether “npm start” is still running.',
    zh: '请重新启动实验。若在 kind 上，请看看 “npm start” 是否还在运行。',
  },
};

import type { ExamRecord } from './exam.ts';

/** An exam of one drill, a check of which has failed. */
export const exam: ExamRecord = {
  seed: 'abc',
  length: 'short',
  startedAt: 10,
  endsAt: 1_200_010,
  turns: [{ drill: 0, at: 10 }],
  drills: [
    {
      id: 'drill-1-5',
      starts: [{ at: 20, where: 'page' }],
      commands: [{ at: 30, line: 'kubectl get svc' }],
      checks: [{ at: 40, verdict: 'fail', held: ['dns'] }],
      promises: [{ id: 'dns', station: 'name', zh: '名称', en: 'names' }],
    },
  ],
};

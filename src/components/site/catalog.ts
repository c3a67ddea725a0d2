import type { Localized } from '../../checker/report.ts';
import { inOrder } from './scenarios.ts';

interface Listed {
  id: string;
  data: { difficulty: number; steps: number[] };
}

/**
 * The labs' topics: parts of the debugging flow. A lab stands where the flow first gets a wrong answer,
 * which is what its learner sees first, and not always where the fault is.
 */
const topics: { id: string; steps: readonly number[]; title: Localized }[] = [
  { id: 'exists', steps: [1], title: { zh: 'Service 存在吗', en: 'Does the Service exist?' } },
  { id: 'name', steps: [2, 3, 4], title: { zh: '名称能解析吗', en: 'Does its name resolve?' } },
  { id: 'service', steps: [5, 6], title: { zh: 'Service 配置对吗', en: 'Is the Service right?' } },
  { id: 'endpointslice', steps: [7, 8], title: { zh: '有就绪的端点吗', en: 'Does it have endpoints?' } },
  {
    id: 'pod',
    steps: [9, 10],
    title: { zh: 'Pod 和节点各尽其职吗', en: 'Do the Pods answer, and the nodes?' },
  },
];

export interface Topic<T> {
  id: string;
  title: Localized;
  scenarios: T[];
}

/** The labs by topic, each in the order in which the site lists labs; a topic without labs is left out. */
export function byTopic<T extends Listed>(scenarios: readonly T[]): Topic<T>[] {
  return topics
    .map(({ id, steps, title }) => ({
      id,
      title,
      scenarios: inOrder(scenarios.filter(({ data }) => steps.includes(Math.min(...data.steps)))),
    }))
    .filter(({ scenarios }) => scenarios.length > 0);
}

/** A first choice for a page that has no room for all: the easiest of each topic. */
export function samples<T extends Listed>(scenarios: readonly T[], count: number): T[] {
  const groups = byTopic(scenarios);
  const rounds = Math.max(...groups.map((group) => group.scenarios.length));
  return Array.from({ length: rounds }, (_, round) => groups.flatMap((group) => group.scenarios[round] ?? []))
    .flat()
    .slice(0, count);
}

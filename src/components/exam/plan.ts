import type { ExamLength } from '../../progress/exam.ts';
import { Random } from '../../scenario/drill/random.ts';

/** The levels of an exam's drills in order, and the minutes for all of them. */
export const plans: Record<ExamLength, { levels: readonly (1 | 2 | 3)[]; minutes: number }> = {
  short: { levels: [1, 2], minutes: 20 },
  full: { levels: [1, 2, 2, 3], minutes: 60 },
};

/**
 * The ids of an exam's drills. The same seed and length give the same ones everywhere. Their seeds are
 * numbers in a row, which the generator never gives the same setting.
 */
export function examDrills(seed: string, length: ExamLength): string[] {
  const first = new Random(`exam ${length} ${seed}`).below(10_000_000);
  return plans[length].levels.map((level, at) => `drill-${level}-${first + at}`);
}

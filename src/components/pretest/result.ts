/** A question of the pretest, and how it went: undefined when it was not answered or not known. */
export interface Asked {
  /** `services/ports`. */
  lesson: string;
  /** The part's folder. */
  part: string;
  right: boolean | undefined;
}

export interface Placement {
  /** The lesson to start with; undefined when every question was answered rightly. */
  start: string | undefined;
  /** The other lessons of which something was missed, in the order of the course. */
  also: string[];
  parts: { part: string; right: number; of: number }[];
}

/**
 * Where to start: with the first lesson of which something was missed, or with the first of its part when
 * all of that part was missed: then the lessons before it that no question stands for are new as well.
 *
 * @param asked in the order of the course
 * @param lessons all lessons in the order of the course
 */
export function placementOf(
  asked: readonly Asked[],
  lessons: readonly { id: string; part: string }[],
): Placement {
  const parts = [...new Set(asked.map(({ part }) => part))].map((part) => {
    const those = asked.filter((one) => one.part === part);
    return { part, right: those.filter(({ right }) => right).length, of: those.length };
  });
  const missed = new Set(asked.filter(({ right }) => !right).map(({ lesson }) => lesson));
  const inOrder = lessons.filter(({ id }) => missed.has(id));
  const first = inOrder[0];
  const allOfPart = parts.find(({ part }) => part === first?.part)?.right === 0;
  const start = allOfPart ? lessons.find(({ part }) => part === first?.part)?.id : first?.id;
  return { start, also: inOrder.map(({ id }) => id).filter((id) => id !== start), parts };
}

import { looksAt, type Place } from './lab/looks-at.ts';
import type { Flow } from './types.ts';

/** One stretch of the learner's way: commands in a row that ask the same step. */
export interface Stretch {
  step: number;
  lines: string[];
}

/**
 * The way that a learner went, from the lines in the order in which they were entered. A line that asks
 * several steps stands at each; lines that ask none are left out.
 *
 * @param namespace kubectl's own
 */
export function wayOf(lines: readonly string[], namespace?: string): Stretch[] {
  const place: Place = { addresses: new Map(), ...(namespace === undefined ? {} : { namespace }) };
  const way: Stretch[] = [];
  for (const line of lines) {
    const steps = looksAt(line, place).flatMap(({ step }) => (step === undefined ? [] : [step]));
    for (const step of new Set(steps)) {
      const last = way.at(-1);
      if (last?.step !== step) way.push({ step, lines: [line] });
      else if (last.lines.at(-1) !== line) last.lines.push(line);
    }
  }
  return way;
}

/** The fewest steps from the first to one that finds this: their numbers, in order. Empty when there is no way. */
export function stepsTo(flow: Flow, finding: string): number[] {
  const ways: string[][] = flow.steps.slice(0, 1).map(({ id }) => [id]);
  const seen = new Set(ways.flat());
  for (const way of ways) {
    const { answers } = flow.steps.find(({ id }) => id === way.at(-1))!;
    if (answers.some(({ to }) => to === finding)) {
      return way.map((step) => flow.steps.find(({ id }) => id === step)!.number);
    }
    for (const { to } of answers) {
      if (seen.has(to) || !flow.steps.some(({ id }) => id === to)) continue;
      seen.add(to);
      ways.push([...way, to]);
    }
  }
  return [];
}

/** The steps that show a drill's faults, each found by its shortest way, in the order of the flow. */
export function stepsOfDrill(flow: Flow, faults: readonly string[]): number[] {
  const found = flow.findings.filter(({ drills }) => drills.some((drill) => faults.includes(drill)));
  const steps = found.flatMap(({ id }) => stepsTo(flow, id).filter((step) => step > 0));
  return [...new Set(steps)].sort((a, b) => a - b);
}

export interface Comparison {
  /** Steps of the shortest way that were asked, in its order, and those that were not. */
  asked: number[];
  missed: number[];
  /** Steps that were asked and that the shortest way does without, in the order first asked. */
  others: number[];
  /** Nothing asked but what the shortest way asks. */
  direct: boolean;
}

/** @param shortest numbers of steps. The request itself, step 0, is nobody's detour. */
export function compare(way: readonly Stretch[], shortest: readonly number[]): Comparison {
  const went = [...new Set(way.map(({ step }) => step))].filter((step) => step !== 0);
  const asked = shortest.filter((step) => went.includes(step));
  const others = went.filter((step) => !shortest.includes(step));
  return {
    asked,
    missed: shortest.filter((step) => !went.includes(step)),
    others,
    direct: asked.length > 0 && others.length === 0,
  };
}

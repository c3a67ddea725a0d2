import type { EmbeddedCluster } from '../../src/embedded/index.ts';
import { comparable, mayBeAnyBackend, type Answer } from '../fidelity/compare.ts';
import { pair } from '../fidelity/masking/pairing.ts';
import { openOurs, openReal, type Side } from './sides.ts';
import { withoutVersion } from './versions.ts';

export interface Compared {
  /** Place in the list, from 1. */
  index: number;
  cmd: string;
  matched: boolean;
  /** What the real kubectl said. */
  expected: Answer;
  /** What ours said. */
  got: Answer;
  /** Both as they were compared. */
  masked: { expected: string; got: string };
}

/** A command that needs longer than this is ended, on both sides. */
const limit = 60_000;
/** So long a command runs in real time; then the clusters hurry, since it waits for them. */
const patience = 400;
/** After a command that may have changed something so much time passes on both clusters: they are looked at at rest. */
const rest = 8_000;

const mayChange = (cmd: string) =>
  /\b(create|run|expose|apply|replace|delete|patch|edit|label|annotate|scale|autoscale|set|rollout|cordon|uncordon|drain|taint|exec|attach|debug|cp)\b/.test(
    cmd,
  );

/** How long such a command takes is told by a clock of its own, outside the cluster: it runs in real time. */
const isTimed = (cmd: string) => /\b(sleep|timeout|watch|request-timeout)\b|(^|\s)-\w*w\b/.test(cmd);

/**
 * Runs each line by the real kubectl and by ours, at the same time, each on a fresh cluster of its own; the two
 * clusters' clocks are brought together after each.
 * @throws NoKubectlError
 */
export async function runBoth(
  commands: readonly string[],
  progress: (done: number) => void = () => {},
): Promise<Compared[]> {
  const real = await openReal();
  const ours = await openOurs(real.server);
  try {
    const answers = await lockstep([real, ours], commands, progress);
    return compareAll(commands, answers);
  } finally {
    await Promise.all([real.close(), ours.close()]);
  }
}

async function lockstep(
  sides: readonly [Side, Side],
  commands: readonly string[],
  progress: (done: number) => void,
): Promise<[Answer, Answer][]> {
  const started = sides.map(({ cluster }) => cluster.clock.now());
  const elapsed = () => sides.map(({ cluster }, index) => cluster.clock.now() - started[index]!);
  const answers: [Answer, Answer][] = [];
  for (const command of commands) {
    const [first, second] = await Promise.all([runOne(sides[0], command), runOne(sides[1], command)]);
    answers.push([first, second]);
    const until = Math.max(...elapsed()) + (mayChange(command) ? rest : 0);
    for (const [index, { cluster }] of sides.entries()) await advance(cluster, started[index]! + until);
    if (answers.length % 25 === 0) progress(answers.length);
  }
  return answers;
}

async function runOne(side: Side, command: string): Promise<Answer> {
  const end = new AbortController();
  const overdue = setTimeout(() => end.abort(), limit);
  let done = false;
  const work = side.run(command, end.signal).finally(() => (done = true));
  const hurry = isTimed(command)
    ? undefined
    : setTimeout(() => void side.cluster.fastForward(() => Promise.resolve(done), limit), patience);
  try {
    return await work;
  } finally {
    clearTimeout(overdue);
    clearTimeout(hurry);
  }
}

const advance = ({ clock, fastForward }: EmbeddedCluster, time: number) =>
  fastForward(() => Promise.resolve(clock.now() >= time), Math.max(0, time - clock.now()));

/** @param answers the real kubectl's and ours */
export function compareAll(
  commands: readonly string[],
  answers: readonly (readonly [Answer, Answer])[],
): Compared[] {
  const pairing = pair(
    answers.map(([real, ours], index) => ({
      recorded: `${real.stdout}${real.stderr}`,
      ours: `${ours.stdout}${ours.stderr}`,
      anyBackend: mayBeAnyBackend(commands[index]!),
    })),
  );
  return commands.map((cmd, index) => {
    const [expected, got] = answers[index]!;
    const masked = comparable(withoutVersion(expected), withoutVersion(got), {
      rename: (text) => pairing.toRecorded(text),
      fixed: () => false,
      anyBackend: mayBeAnyBackend(cmd),
    });
    return { index: index + 1, cmd, matched: masked.expected === masked.got, expected, got, masked };
  });
}

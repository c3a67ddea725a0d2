import { z } from 'zod/mini';
import { parse, type Progress } from './schema.ts';

/**
 * Progress as a file, to carry it to another browser. Loaded when a file is read or written: nothing else
 * needs the schema's code.
 */
const format = 'service-clinic-progress';

/** Why a file is not taken. `path` says where in it: `labs.dns-off.passedAt`. */
export type Refusal =
  { kind: 'not-json' } | { kind: 'not-ours' } | { kind: 'newer' } | { kind: 'damaged'; path: string };

/** Milliseconds since the epoch, and such that a Date can hold it. */
const time = z.number().check(z.minimum(0), z.maximum(8.64e15));
const count = z.int().check(z.minimum(0));
const text = z.string().check(z.maxLength(100_000));
const key = z.string().check(z.minLength(1), z.maxLength(200));
const length = z.enum(['short', 'full']);

const drill = z.strictObject({
  id: key,
  starts: z.array(z.strictObject({ at: time, where: z.enum(['page', 'kind']) })),
  commands: z.array(z.strictObject({ at: time, line: text })),
  checks: z.array(
    z.strictObject({ at: time, verdict: z.enum(['pass', 'fail', 'error']), held: z.array(text) }),
  ),
  promises: z.array(z.strictObject({ id: text, station: text, zh: text, en: text })),
});

const exam = z
  .strictObject({
    seed: key,
    length,
    startedAt: time,
    endsAt: time,
    finishedAt: z.optional(time),
    turns: z.array(z.strictObject({ drill: count, at: time })).check(z.minLength(1)),
    drills: z.array(drill),
  })
  .check(
    z.refine(({ turns, drills }) => turns.every((turn) => drills[turn.drill] !== undefined), {
      path: ['turns'],
    }),
  );

const answer = z.strictObject({ given: z.array(text), right: z.boolean(), at: time });
const taken = z.strictObject({
  seed: key,
  length,
  startedAt: time,
  finishedAt: time,
  passed: count,
  drills: count,
});

const file = z.strictObject({
  format: z.literal(format),
  exportedAt: time,
  progress: z.strictObject({
    version: z.literal(1),
    quizzes: z.record(key, z.record(key, answer)),
    labs: z.record(key, z.strictObject({ passedAt: time, passes: count })),
    lessons: z.record(key, time),
    reviews: z.record(key, z.array(z.strictObject({ at: time, right: z.boolean() }))),
    exams: z.array(taken),
    exam: z.optional(exam),
  }),
});

/** @param now milliseconds since the epoch */
export function writeFile(progress: Progress, now: number): string {
  return `${JSON.stringify({ format, exportedAt: now, progress }, null, 1)}\n`;
}

/** Reads what `writeFile` wrote. A file is taken as a whole or not at all. */
export function readFile(content: string): { progress: Progress } | { refusal: Refusal } {
  let value: unknown;
  try {
    // A byte order mark comes with files that went through an editor.
    value = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    return { refusal: { kind: 'not-json' } };
  }
  const frame = z
    .object({ format: z.literal(format), progress: z.object({ version: z.number() }) })
    .safeParse(value);
  if (!frame.success) return { refusal: { kind: 'not-ours' } };
  if (frame.data.progress.version > 1) return { refusal: { kind: 'newer' } };
  const read = file.safeParse(value);
  if (!read.success) {
    const path = read.error.issues[0]?.path.map(String).filter((part) => part !== 'progress') ?? [];
    return { refusal: { kind: 'damaged', path: path.join('.') } };
  }
  const progress = parse(JSON.stringify(read.data.progress));
  return progress ? { progress } : { refusal: { kind: 'not-ours' } };
}

import { parseArgs } from 'node:util';
import { lessons, proveLesson, writeOutputs } from './lessons.ts';

export interface Io {
  print(text: string): void;
  complain(text: string): void;
}

/** `npm run lessons`. @returns the exit code: 0 when all is as the lessons say, 2 for a wrong command line */
export async function runLessons(args: string[], { print, complain }: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { write: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const all = lessons();
  const unknown = positionals.find((id) => !all.some((lesson) => lesson.id === id));
  if (unknown !== undefined) {
    complain(`no lesson ${unknown}; those with a playground: ${all.map(({ id }) => id).join(', ')}`);
    return 2;
  }
  let wrong = 0;
  for (const lesson of all) {
    if (positionals.length > 0 && !positionals.includes(lesson.id)) continue;
    const differences = await proveLesson(lesson);
    const written = values.write ? writeOutputs(lesson, differences) : 0;
    wrong += differences.length - written;
    print(
      `${differences.length === 0 ? '✓' : '✗'} ${lesson.id}${written ? `: wrote ${written} outputs` : ''}`,
    );
    for (const { line, expected, got, text } of differences) {
      if (values.write && text !== undefined) continue;
      print(
        `  docs/en/${lesson.path}:${line}\n--- the lesson says\n${expected}\n--- the cluster says\n${got}`,
      );
    }
  }
  return wrong === 0 ? 0 : 1;
}

import type { Image, Process } from '../../process.ts';

/** An image with nothing in it but one program. */
export function programImage(
  references: readonly string[],
  path: string,
  run: (process: Process, argv: readonly string[]) => Promise<number>,
): Image {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    references,
    entrypoint: [path],
    cmd: [],
    has: (program) => program === name || program === path,
    run,
  };
}

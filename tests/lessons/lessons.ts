import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { blocksOf, withTexts } from './blocks.ts';
import { prove, type Difference } from './prove.ts';
import { openSession } from './session.ts';

const content = new URL('../../src/content/', import.meta.url);
const languages = ['zh', 'en'] as const;

/** A page whose frontmatter names a playground. */
export interface Lesson {
  /** Its place in the course, as in its address: `types/headless`. */
  id: string;
  /** Path within src/content/docs/<language>/. */
  path: string;
  playground: string;
}

const sourceOf = (language: string, path: string) =>
  readFileSync(new URL(`docs/${language}/${path}`, content), 'utf8');

export function lessons(): Lesson[] {
  return readdirSync(new URL('docs/en/', content), { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.mdx'))
    .sort()
    .flatMap((path) => {
      const playground = /^---\n(?:.*\n)*?playground: (\S+)\n(?:.*\n)*?---\n/.exec(sourceOf('en', path))?.[1];
      const id = path.replace(/\.mdx$/, '').replace(/(^|\/)\d+-/g, '$1');
      return playground === undefined ? [] : [{ id, path, playground }];
    });
}

/**
 * Runs all that a lesson tells its reader to run.
 * @returns what it says and is not so, each with the line of the English page
 */
export async function proveLesson({ path, playground }: Lesson): Promise<(Difference & { line: number })[]> {
  const manifests = readFileSync(new URL(`playgrounds/${playground}.yaml`, content), 'utf8');
  const blocks = blocksOf(sourceOf('en', path));
  const session = await openSession(playground, manifests);
  try {
    const differences = await prove(blocks, session, manifests);
    return differences.map((difference) => ({ ...difference, line: blocks[difference.block]!.line }));
  } finally {
    await session.close();
  }
}

/** Puts what was printed into both pages. @returns how many outputs it wrote */
export function writeOutputs({ path }: Lesson, differences: readonly Difference[]): number {
  const texts = new Map(
    differences.flatMap(({ block, text }) => (text === undefined ? [] : [[block, text] as const])),
  );
  for (const language of languages) {
    const url = new URL(`docs/${language}/${path}`, content);
    const source = readFileSync(url, 'utf8');
    const count = blocksOf(source).length;
    const english = blocksOf(sourceOf('en', path)).length;
    if (count !== english) throw new Error(`${language}/${path} has ${count} code blocks, en has ${english}`);
    writeFileSync(url, withTexts(source, texts));
  }
  return texts.size;
}

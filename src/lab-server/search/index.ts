import type { AstroIntegration } from 'astro';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as pagefind from 'pagefind';

/**
 * The search index of the built site. Starlight's own has the words into which Pagefind's dictionary cuts
 * Chinese; the browser cuts by another, so that 无头 or 选择算符 inside a sentence are not found. This one
 * has each character as a word of its own (components/site/search/search-words.ts asks for them as phrases).
 */
export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const root = fileURLToPath(dir);
        try {
          logger.info(`${await writeIndex(root)} pages can be searched`);
        } finally {
          await pagefind.close();
        }
      },
    },
  };
}

/** @returns how many pages it has */
async function writeIndex(root: string): Promise<number> {
  const { index, errors } = await pagefind.createIndex();
  if (!index) throw new Error(`Pagefind: ${errors.join('; ')}`);
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.html'));
  const pages = names.map((name) => name.replaceAll('\\', '/'));
  await Promise.all(
    pages.map(async (sourcePath) => {
      const content = spaced(await readFile(join(root, sourcePath), 'utf8'));
      const added = await index.addHTMLFile({ sourcePath, content });
      if (added.errors.length > 0) throw new Error(`${sourcePath}: ${added.errors.join('; ')}`);
    }),
  );
  const outputPath = join(root, 'pagefind');
  const written = await index.writeFiles({ outputPath });
  if (written.errors.length > 0) throw new Error(`Pagefind: ${written.errors.join('; ')}`);
  return pages.length;
}

/** A Chinese page with its characters set apart. Only what is read matters: nobody renders it. */
function spaced(html: string): string {
  return /<html[^>]* lang="zh/.test(html) ? html.replace(/\p{Script=Han}/gu, ' $& ') : html;
}

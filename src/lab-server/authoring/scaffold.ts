import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScenarioError } from '../../scenario/parse.ts';

const template = fileURLToPath(new URL('./template/', import.meta.url));

/**
 * Begins a scenario: a folder that works, whose fault, answers and texts are then replaced.
 * @param root the folder of all scenarios
 * @returns the paths within the new folder
 * @throws ScenarioError when the id is bad or taken; nothing is written then
 */
export async function scaffold(root: string, id: string): Promise<string[]> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 40) {
    throw new ScenarioError(
      `${id} cannot be a scenario's id: use at most 40 small letters, digits and single dashes, as in wrong-target-port`,
    );
  }
  const folder = join(root, id);
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new ScenarioError(`there is a scenario ${id} already: ${folder}`);
  }
  const paths: string[] = [];
  for (const entry of await readdir(template, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const path = source.slice(template.length);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), (await readFile(source, 'utf8')).replaceAll('$ID', id));
    paths.push(path.replaceAll('\\', '/'));
  }
  return paths.sort();
}

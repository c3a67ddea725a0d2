import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parseScenario, ScenarioError, type Scenario } from '../scenario/parse.ts';

const root = fileURLToPath(new URL('../content/scenarios/', import.meta.url));

export async function scenarioIds(): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** @throws ScenarioError when there is none of that name, or it is written wrongly */
export async function loadScenario(id: string): Promise<Scenario> {
  const ids = await scenarioIds();
  if (!ids.includes(id)) throw new ScenarioError(`there is no scenario ${id}; there are: ${ids.join(', ')}`);
  const files: Record<string, string> = {};
  for (const entry of await readdir(join(root, id), { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(join(root, id).length + 1).replaceAll('\\', '/')] = await readFile(path, 'utf8');
  }
  return parseScenario(id, files);
}

/** A scenario's text in one language, as written: MDX. */
export function readText(id: string, language: 'zh' | 'en'): Promise<string> {
  return readFile(join(root, id, `text.${language}.mdx`), 'utf8');
}

import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { drillOf, drillText, isDrillId, manyDrills } from '../scenario/drill/index.ts';
import { parseScenario, ScenarioError, type Scenario } from '../scenario/parse.ts';

/** Where the scenarios' folders are. */
export const root = fileURLToPath(new URL('../content/scenarios/', import.meta.url));

export async function scenarioIds(): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Scenarios by name: an id stands for itself, `drill:100` for the drills of the seeds 1 to 100. */
export function scenariosNamed(name: string): string[] {
  return manyDrills(name) ?? [name];
}

/**
 * A scenario of a folder, or a drill, which has none.
 * @throws ScenarioError when there is none of that name, or it is written wrongly
 */
export async function loadScenario(id: string): Promise<Scenario> {
  if (isDrillId(id)) return drillOf(id);
  return parseScenario(id, await readFolder(id));
}

/** The files of a scenario's folder. @throws ScenarioError when there is none of that name */
export async function readFolder(id: string): Promise<Record<string, string>> {
  const ids = await scenarioIds();
  if (!ids.includes(id)) throw new ScenarioError(`there is no scenario ${id}; there are: ${ids.join(', ')}`);
  return readFiles(join(root, id));
}

/** The lessons and other pages that can show a lab: path within the content → text. */
export async function readLessons(): Promise<Record<string, string>> {
  return readFiles(fileURLToPath(new URL('../content/docs/', import.meta.url)));
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length).replaceAll('\\', '/').replace(/^\//, '')] = await readFile(path, 'utf8');
  }
  return files;
}

/** A scenario's text in one language, as written: MDX. */
export async function readText(id: string, language: 'zh' | 'en'): Promise<string> {
  if (isDrillId(id)) return drillText(drillOf(id).texts, language);
  return readFile(join(root, id, `text.${language}.mdx`), 'utf8');
}

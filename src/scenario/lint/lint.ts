import { parseScenario, ScenarioError, type Scenario } from '../parse.ts';
import { outline } from './outline.ts';
import { spoilerFinder } from './spoilers.ts';

/** A scenario's folder: path within it → text. */
export type Files = Readonly<Record<string, string>>;

const languages = ['zh', 'en'] as const;
const allowedImages = new Set(['busybox:1.36', 'registry.k8s.io/e2e-test-images/agnhost:2.53']);
const hintsWanted = 3;

/** Looks at one folder by itself. @returns its problems, each begins with the file: `id/path` or `id/path:line` */
export function lintFolder(id: string, files: Files): string[] {
  const problems = Object.keys(files).flatMap((path) => todos(`${id}/${path}`, files[path]!));
  let scenario: Scenario | undefined;
  try {
    scenario = parseScenario(id, files);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    problems.push(error.message);
  }
  problems.push(...lintTexts(id, files, scenario));
  for (const [, image] of (files['healthy.yaml'] ?? '').matchAll(/^\s*(?:- )?image:\s*["']?([^\s"']+)/gm)) {
    if (!allowedImages.has(image!))
      problems.push(
        `${id}/healthy.yaml: image ${image} is on no node; there are: ${[...allowedImages].join(', ')}`,
      );
  }
  return problems;
}

/**
 * Looks at all scenarios together.
 * @param lessons path of each page that can show a lab → its text
 * @returns problems, as above
 */
export function lintTogether(scenarios: Readonly<Record<string, Files>>, lessons: Files): string[] {
  const problems: string[] = [];
  const titles = new Map<string, string>();
  for (const [id, files] of Object.entries(scenarios)) {
    let title: Scenario['title'];
    try {
      title = parseScenario(id, files).title;
    } catch {
      // Its own problem, told by lintFolder.
      continue;
    }
    for (const language of languages) {
      const other = titles.get(title[language]);
      if (other !== undefined && other !== id)
        problems.push(`${id}/scenario.yaml: ${other} has the same title: ${title[language]}`);
      titles.set(title[language], id);
    }
  }
  const used = new Set<string>();
  for (const [path, text] of Object.entries(lessons)) {
    for (const [, id] of text.matchAll(/<Lab\s[^>]*?scenario="([^"]*)"/g)) {
      if (id! in scenarios) used.add(id!);
      else problems.push(`${path}: <Lab scenario="${id}"/> shows a scenario that there is not`);
    }
  }
  for (const id of Object.keys(scenarios)) {
    if (!used.has(id)) problems.push(`${id}/: no lesson shows it with <Lab scenario="${id}" />`);
  }
  return problems;
}

function todos(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const at = line.indexOf('TODO');
    return at < 0 ? [] : [`${path}:${index + 1}: ${line.slice(at).trim()}`];
  });
}

function lintTexts(id: string, files: Files, scenario: Scenario | undefined): string[] {
  const problems: string[] = [];
  const find = scenario && spoilerFinder(scenario);
  for (const language of languages) {
    const path = `${id}/text.${language}.mdx`;
    const text = files[`text.${language}.mdx`];
    if (text === undefined || text.trim() === '') {
      problems.push(`${path} is missing or empty`);
      continue;
    }
    const sections = [...text.matchAll(/^<(Brief|Hint|Debrief)>\n([\s\S]*?)\n?^<\/\1>$/gm)].map(
      ([, name, body]) => ({ name: name!, body: body! }),
    );
    const outside = text.replace(/^<(Brief|Hint|Debrief)>\n[\s\S]*?\n?^<\/\1>$/gm, '').trim();
    if (outside) problems.push(`${path}: this stands in no section: ${outside.split('\n')[0]}`);
    const order = sections.map(({ name }) => name).join(' ');
    const hints = sections.filter(({ name }) => name === 'Hint');
    if (!/^Brief( Hint)* Debrief$/.test(order))
      problems.push(
        `${path}: wanted are <Brief>, <Hint>s and <Debrief>, in this order, each tag on its own line`,
      );
    if (hints.length < hintsWanted)
      problems.push(`${path}: ${hints.length} hints; at least ${hintsWanted} are asked for`);
    for (const { name, body } of sections)
      if (body.trim() === '') problems.push(`${path}: an empty <${name}>`);
    hints.forEach(({ body }, index) => {
      for (const spoiler of find?.(body) ?? [])
        problems.push(`${path}: hint ${index + 1} contains the fix: ${spoiler}`);
    });
  }
  return [...problems, ...differences(id, files)];
}

const compared = ['components', 'headings', 'code', 'links', 'tableRows'] as const;

function differences(id: string, files: Files): string[] {
  const [zh, en] = languages.map((language) => files[`text.${language}.mdx`]);
  if (!zh?.trim() || !en?.trim()) return [];
  const [first, second] = [outline(zh), outline(en)];
  return compared
    .filter((part) => JSON.stringify(first[part]) !== JSON.stringify(second[part]))
    .map(
      (part) =>
        `${id}/text.*.mdx: the two languages differ in their ${part}: ${JSON.stringify(first[part])} (zh), ${JSON.stringify(second[part])} (en)`,
    );
}

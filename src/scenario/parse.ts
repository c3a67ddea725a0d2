import { parse as parseYaml } from 'yaml';
import { checkSpecSchema, type CheckSpec } from '../checker/spec.ts';
import { scenarioSchema, type ScenarioMeta } from './schema.ts';

/** A scenario, read and checked. Scripts are bash with kubectl, the same for every kind of cluster. */
export interface Scenario extends ScenarioMeta {
  /** Manifests of the healthy state. */
  healthy: string;
  breakScript: string;
  /** Undoes what break.sh, or a repair, did outside of the scenario's namespaces; may run at any time. */
  restoreScript?: string;
  check: CheckSpec;
  /** Name → script. */
  fixes: Record<string, string>;
  decoys: Record<string, string>;
}

export class ScenarioError extends Error {
  override name = 'ScenarioError';
}

const known =
  /^(scenario\.yaml|healthy\.yaml|check\.yaml|break\.sh|restore\.sh|text\.(zh|en)\.mdx|(fixes|decoys)\/[a-z0-9-]+\.sh)$/;
const minimum = { fixes: 3, decoys: 5 };

/**
 * @param files the folder's files: path within it → text
 * @throws ScenarioError saying which file is wrong and how
 */
export function parseScenario(folder: string, files: Readonly<Record<string, string>>): Scenario {
  const need = (path: string) => {
    const text = files[path];
    if (text === undefined || text.trim() === '')
      throw new ScenarioError(`${folder}/${path} is missing or empty`);
    return text;
  };
  const read = <T>(path: string, schema: { parse(value: unknown): T }): T => {
    try {
      return schema.parse(parseYaml(need(path)));
    } catch (error) {
      if (error instanceof ScenarioError) throw error;
      throw new ScenarioError(`${folder}/${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const stray = Object.keys(files)
    .filter((path) => !known.test(path))
    .sort();
  if (stray.length) throw new ScenarioError(`${folder}/${stray[0]} does not belong in a scenario's folder`);
  const meta = read<ScenarioMeta>('scenario.yaml', scenarioSchema);
  if (meta.id !== folder)
    throw new ScenarioError(`${folder}/scenario.yaml: id must be ${folder}, not ${meta.id}`);
  const scenario: Scenario = {
    ...meta,
    healthy: need('healthy.yaml'),
    breakScript: need('break.sh'),
    ...('restore.sh' in files ? { restoreScript: need('restore.sh') } : {}),
    check: read('check.yaml', checkSpecSchema),
    fixes: scriptsIn('fixes', files),
    decoys: scriptsIn('decoys', files),
  };
  if (!scenario.fixes[scenario.solution]) {
    throw new ScenarioError(`${folder}/scenario.yaml: solution ${scenario.solution} is no file in fixes/`);
  }
  for (const part of ['fixes', 'decoys'] as const) {
    const count = Object.keys(scenario[part]).length;
    if (count < minimum[part] && !meta.fewer) {
      throw new ScenarioError(
        `${folder} has ${count} ${part}; at least ${minimum[part]} are asked for, or a reason in 'fewer'`,
      );
    }
    for (const [name, script] of Object.entries(scenario[part])) {
      if (!script.startsWith('#')) {
        throw new ScenarioError(
          `${folder}/${part}/${name}.sh: the first line must be a comment that says what it does`,
        );
      }
    }
  }
  return scenario;
}

function scriptsIn(part: string, files: Readonly<Record<string, string>>): Record<string, string> {
  const scripts: Record<string, string> = {};
  for (const path of Object.keys(files).sort()) {
    const match = new RegExp(`^${part}/([a-z0-9-]+)\\.sh$`).exec(path);
    if (match) scripts[match[1]!] = files[path]!;
  }
  return scripts;
}

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../checker/report.ts';
import type { Settings } from './settings.ts';

export type Kind = 'embedded' | 'kind' | 'kubeconfig';

/** Whether the labs made the cluster themselves. */
export const isDedicated = (on: Kind): boolean => on !== 'kubeconfig';

/** Which lab the command line has open, so that `check` and its friends need not be told again. */
export interface OpenLab {
  on: Kind;
  scenario: string;
  kubeconfig: string;
  /** Hints already given. */
  hints: number;
  /** The last report of `check`, to say what changed since. */
  last?: Report;
  /** The process that serves the embedded cluster. */
  pid?: number;
}

const file = ({ stateDirectory }: Settings) => join(stateDirectory, 'open-lab.json');

export async function readOpenLab(settings: Settings): Promise<OpenLab | undefined> {
  try {
    return JSON.parse(await readFile(file(settings), 'utf8')) as OpenLab;
  } catch {
    return undefined;
  }
}

export async function writeOpenLab(settings: Settings, lab: OpenLab): Promise<void> {
  await mkdir(settings.stateDirectory, { recursive: true, mode: 0o700 });
  await writeFile(file(settings), JSON.stringify(lab, null, 2), { mode: 0o600 });
}

export async function forgetOpenLab(settings: Settings): Promise<void> {
  await rm(file(settings), { force: true });
}

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Prediction } from './outputs.ts';

/** A question of a bank whose answer is what a command prints. */
export interface PredictQuestion extends Prediction {
  id: string;
}

/** src/content/quizzes and src/content/playgrounds, under the project's folder. */
export const bankFolder = 'src/content/quizzes';
const playgroundFolder = 'src/content/playgrounds';

/** Those of a bank's questions that are whole; the others are the schema's to complain of. */
export function predictQuestions(bank: unknown): PredictQuestion[] {
  const questions = isRecord(bank) ? bank['questions'] : undefined;
  return Array.isArray(questions) ? questions.filter(isPredict) : [];
}

/** All banks under the project's folder: file name without `.yaml` → questions. Unreadable ones are left out. */
export async function readBanks(project: string): Promise<Map<string, PredictQuestion[]>> {
  const folder = join(project, bankFolder);
  const banks = new Map<string, PredictQuestion[]>();
  for (const file of (await readdir(folder)).sort()) {
    if (!file.endsWith('.yaml')) continue;
    try {
      banks.set(
        file.slice(0, -'.yaml'.length),
        predictQuestions(parse(await readFile(join(folder, file), 'utf8'))),
      );
    } catch {
      // Whoever reads it next says where it is damaged.
    }
  }
  return banks;
}

/** @returns the manifests; rejects when there is no such playground */
export async function readPlayground(project: string, name: string): Promise<string> {
  const path = join(playgroundFolder, `${name}.yaml`);
  try {
    return await readFile(join(project, path), 'utf8');
  } catch {
    throw new Error(`there is no ${path}`);
  }
}

function isPredict(value: unknown): value is PredictQuestion {
  if (!isRecord(value) || value['type'] !== 'predict') return false;
  const { id, playground, command, setup } = value;
  const texts = [id, playground, command, setup ?? ''];
  return texts.every((text) => typeof text === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

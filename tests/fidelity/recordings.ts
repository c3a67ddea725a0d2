import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A command as it was run on a real cluster, and what it printed. A `cmd` that begins with `# ` is a note. */
export interface Recorded {
  cmd: string;
  exit: number;
  stdout: string;
  stderr: string;
  /** How long it took there. */
  ms: number;
}

/** What `kubectl apply -f -` said to a manifest on standard input. */
export interface ManifestCase {
  id: string;
  /** Applied before the manifest, when the case is about changing what exists. */
  existing?: string;
  manifest: string;
  accepted: boolean;
  exit: number;
  stdout: string;
  stderr: string;
}

/** Recordings that cannot be read; the message says which and why. */
export class RecordingError extends Error {
  override name = 'RecordingError';
}

type Shape = Readonly<Record<string, 'string' | 'number' | 'boolean'>>;

const commandShape: Shape = {
  cmd: 'string',
  exit: 'number',
  stdout: 'string',
  stderr: 'string',
  ms: 'number',
};
const caseShape: Shape = {
  id: 'string',
  manifest: 'string',
  accepted: 'boolean',
  exit: 'number',
  stdout: 'string',
  stderr: 'string',
};

/** @throws RecordingError naming the line that is no such object */
function readLines<T>(path: string, shape: Shape): T[] {
  return read(path)
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const at = `${path}:${index + 1}`;
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch (error) {
        throw new RecordingError(`${at}: ${(error as Error).message}`, { cause: error });
      }
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new RecordingError(`${at}: not a JSON object`);
      for (const [key, type] of Object.entries(shape))
        if (typeof (value as Record<string, unknown>)[key] !== type)
          throw new RecordingError(`${at}: "${key}" must be a ${type}`);
      return [value as T];
    });
}

/** @throws RecordingError */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new RecordingError(`cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** @throws RecordingError */
export const readCases = (path: string) => readLines<ManifestCase>(path, caseShape);

/** One recorded transcript and where the files are that its commands name. */
export interface Transcript {
  name: string;
  path: string;
  /** The folder in which the commands were run; it need not exist. */
  files: string;
}

/**
 * The transcripts of a folder, sorted, or the one that a file holds. Their files are in `manifests/` beside them.
 * @throws RecordingError when there are none
 */
export function transcriptsAt(path: string): Transcript[] {
  let isFile: boolean;
  try {
    isFile = statSync(path).isFile();
  } catch (error) {
    throw new RecordingError(`cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
  const folder = isFile ? dirname(path) : path;
  const found = (isFile ? [basename(path)] : readdirSync(path).sort())
    .filter((file) => isFile || file.endsWith('.jsonl'))
    .map((file) => ({
      name: basename(file, '.jsonl'),
      path: join(folder, file),
      files: join(folder, 'manifests'),
    }));
  if (found.length === 0) throw new RecordingError(`${path}: no transcripts (*.jsonl) in this folder`);
  return found;
}

/** @throws RecordingError */
export const readTranscript = ({ path }: Transcript) => readLines<Recorded>(path, commandShape);

/** All files under a folder by their relative path; none when there is no such folder. */
export function filesUnder(folder: string): Record<string, string> {
  try {
    return Object.fromEntries(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const path = join(entry.parentPath, entry.name);
          return [path.slice(folder.length + 1), readFileSync(path, 'utf8')];
        }),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

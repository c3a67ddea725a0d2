import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

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

/** Transcripts that are no model of an embedded cluster, and why. They are left out of the measure. */
export const noModel: Readonly<Record<string, string>> = {
  'kind-cli': 'the kind command itself, which needs Docker; there is no kind in the page',
  'networkpolicy-not-enforced': 'the recorded network did not enforce NetworkPolicy; the embedded one does',
  'node-not-ready':
    'a kubelet is stopped with systemctl on the node, which the embedded cluster does not offer',
};

/** @throws SyntaxError naming the line when it is not JSON */
export function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      try {
        return [JSON.parse(line) as T];
      } catch (error) {
        throw new SyntaxError(`${path}:${index + 1}: ${(error as Error).message}`, { cause: error });
      }
    });
}

/** Names of the transcripts in a folder, without `.jsonl`, sorted. */
export function transcriptNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => basename(file, '.jsonl'))
    .sort();
}

export const readTranscript = (folder: string, name: string) =>
  readLines<Recorded>(join(folder, `${name}.jsonl`));

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

import { CommandError } from '../errors.ts';
import { YamlError } from '../manifests/yaml/error.ts';
import { parseYaml } from '../manifests/yaml/parser.ts';

/** @throws CommandError that names the file */
export function parseText(text: string, source: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new CommandError(`MalformedYAMLError: yaml: ${error.message} in File: ${source}`);
  }
}

/** A path as the shell would name it from the same place, without `.` and `..` where they can go. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/') || '.';
}

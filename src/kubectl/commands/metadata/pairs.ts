import { CommandError } from '../../command.ts';
import { without } from '../../manifests/gojson.ts';

/** Changes of a map of texts, as `key=value` and `key-` on a command line. */
export interface Changes {
  set: Map<string, string>;
  remove: string[];
}

export interface SplitArgs {
  resources: string[];
  changes: Changes;
}

/**
 * Parts the resources of a command line from its changes.
 * Models kubectl pkg/cmd/util GetResourcesAndPairs and ParsePairs.
 * @param what `label`, `annotation`, for errors
 * @throws CommandError
 */
export function splitArgs(args: readonly string[], what: string): SplitArgs {
  const resources: string[] = [];
  const changes: Changes = { set: new Map(), remove: [] };
  let begun = false;
  for (const word of args) {
    const pair = (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-');
    if (begun && !pair)
      throw new CommandError(`all resources must be specified before ${what} changes: ${word}`);
    if (!pair) {
      resources.push(word);
      continue;
    }
    begun = true;
    const at = word.indexOf('=');
    if (at > 0) changes.set.set(word.slice(0, at), word.slice(at + 1));
    else changes.remove.push(word.slice(0, -1));
  }
  const both = changes.remove.find((key) => changes.set.has(key));
  if (both !== undefined)
    throw new CommandError(
      `can not both modify and remove ${what === 'label' ? 'a label' : `an ${what}`} in the same command`,
    );
  return { resources, changes };
}

/** A map of texts after the changes. */
export function changed(
  map: Record<string, string> | undefined,
  { set, remove }: Changes,
): Record<string, string> {
  return without({ ...map, ...Object.fromEntries(set) }, (key) => remove.includes(key));
}

/** `'tier' already has a value (front), …`: the first key that would be overwritten, if any. */
export function conflict(map: Record<string, string> | undefined, { set }: Changes): string | undefined {
  for (const [key, value] of set) {
    const old = map?.[key];
    if (old !== undefined && old !== value) return `'${key}' already has a value (${old})`;
  }
  return undefined;
}

import { parse, parseAllDocuments } from 'yaml';
import { readScript, type Command } from './commands.ts';

/** A field, or a label, and the value that a script or manifest gives it. */
export interface Setting {
  key: string;
  value: string;
}

/** What a manifest sets. @param text YAML; none when it cannot be read as it stands (`$name` in it) */
export function settingsInManifest(text: string): Setting[] {
  try {
    return parseAllDocuments(text).flatMap((document) => leaves(document.toJS() as unknown));
  } catch {
    return [];
  }
}

/** What a script sets: by patches, manifests, flags, `key=value` words and sed's replacements. */
export function settingsInScript(text: string): Setting[] {
  const { commands, documents } = readScript(text);
  return [...commands.flatMap(settingsOf), ...documents.flatMap(settingsInManifest)];
}

function settingsOf(command: Command): Setting[] {
  const found: Setting[] = [];
  command.forEach((word, index) => {
    const patch = /^(-p|--patch)$/.test(word) ? command[index + 1] : /^--patch=(.*)$/s.exec(word)?.[1];
    if (patch !== undefined) found.push(...settingsInPatch(patch));
    const flag = /^--(replicas|port|target-port|cluster-ip|type|session-affinity|external-name)=(.+)$/.exec(
      word,
    );
    if (flag) found.push({ key: camel(flag[1]!), value: flag[2]! });
    const pair = /^([A-Za-z][\w./-]*)=([^=$]+)$/.exec(word);
    if (pair && command.includes('kubectl')) found.push({ key: pair[1]!, value: pair[2]! });
    if (command[0] === 'sed') {
      for (const [, replacement] of word.matchAll(/(?:^|;\s*)s(?:\/[^/]*\/([^/]*)\/|\|[^|]*\|([^|]*)\|)/g)) {
        const set = /^\s*([\w.-]+):\s*(\S+)$/.exec(replacement ?? '');
        if (set) found.push({ key: set[1]!, value: set[2]! });
      }
    }
  });
  return found;
}

function settingsInPatch(text: string): Setting[] {
  let patch: unknown;
  try {
    patch = parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(patch)) return leaves(patch);
  return (patch as { op?: string; path?: string; value?: unknown }[]).flatMap(({ op, path, value }) => {
    if (op === 'remove' || op === 'test' || value === undefined || !path) return [];
    const key = path.split('/').findLast((part) => !/^(\d+|-)$/.test(part)) ?? '';
    return leaves(value, key.replaceAll('~1', '/').replaceAll('~0', '~'));
  });
}

/** Each text, number and truth value with the key that it stands under. */
function leaves(value: unknown, key = ''): Setting[] {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, key));
  if (value && typeof value === 'object')
    return Object.entries(value).flatMap(([name, inner]) => leaves(inner, name));
  if (!key || (value !== null && !['string', 'number', 'boolean'].includes(typeof value))) return [];
  return [{ key, value: String(value) }];
}

function camel(flag: string): string {
  return flag.replace(/-(ip|[a-z])/g, (_, part: string) => (part === 'ip' ? 'IP' : part.toUpperCase()));
}

import { changeOf, commandsIn, readScript } from './commands.ts';
import { settingsInManifest, settingsInScript, type Setting } from './settings.ts';

export interface ScenarioScripts {
  healthy: string;
  breakScript: string;
  fixes: Record<string, string>;
}

/** Looks for a fix's commands, and for the values that it sets, in a text. */
export type SpoilerFinder = (text: string) => string[];

/** Names that a manifest or a patch repeats to say which object or list item is meant. */
const identifying = new Set(['apiVersion', 'kind', 'name', 'namespace', 'protocol', 'op', 'path']);

export function spoilerFinder({ healthy, breakScript, fixes }: ScenarioScripts): SpoilerFinder {
  const commands = Object.values(fixes).flatMap((script) =>
    readScript(script).commands.flatMap((command) => {
      const change = changeOf(command);
      return change ? [change] : [];
    }),
  );
  const settings = newSettings(healthy, breakScript, Object.values(fixes));
  return (text) => {
    const code = [...text.matchAll(/```\w*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(
      ([, block, span]) => block ?? span!,
    );
    const found = new Set<string>();
    for (const command of code.flatMap(commandsIn)) {
      const change = changeOf(command);
      if (change && commands.some((fix) => says(change, fix))) found.add(`the command ${command.join(' ')}`);
    }
    // Whom a command looks at is no value that it sets.
    const told = text.replace(/(?<=\s)(-l|--selector)[ =]\S+/g, '');
    for (const { key, value } of settings)
      if (mentions(told, key, value)) found.add(`the value ${key}: ${value}`);
    return [...found];
  };
}

/** The same words, or so many of them that the object and what to do with it are told. */
function says(hint: string[], fix: string[]): boolean {
  if (hint.join(' ') === fix.join(' ')) return true;
  return hint.length >= 4 && hint.every((word) => fix.includes(word));
}

/** What fixes set and what was not so before: a value that the broken cluster shows is no secret. */
function newSettings(healthy: string, breakScript: string, fixes: string[]): Setting[] {
  const id = ({ key, value }: Setting) => `${key}=${value}`;
  const broken = settingsInScript(breakScript);
  const touched = (key: string) => broken.some((setting) => setting.key === key);
  const known = new Set(
    [...broken, ...settingsInManifest(healthy).filter(({ key }) => !touched(key))].map(id),
  );
  const fresh = new Map<string, Setting>();
  for (const setting of fixes.flatMap(settingsInScript)) {
    if (known.has(id(setting)) || identifying.has(setting.key) || setting.value.length > 80) continue;
    fresh.set(id(setting), setting);
  }
  return [...fresh.values()];
}

const joint = '\\s*(?:[:=]|to|is|must be|should be|(?:应|应该|必须)?(?:改为|改成|设为|设成|是|为))\\s*';

/** `key: value`, `key=value`, `"key":"value"`, or the two in a sentence with “to”, “is” and the like. */
function mentions(text: string, key: string, value: string): boolean {
  const quote = '["\'`*]*';
  const escape = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = `(?<![\\w./]|\\w-)${escape(key)}${quote}${joint}${quote}${escape(value)}(?![\\w-]|\\.\\w)`;
  return new RegExp(pattern, 'i').test(text);
}

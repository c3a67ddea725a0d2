import { CommandError, type Command, type Context, type Flag } from '../../command.ts';
import { createGenerated, generatedFlags, nameOf } from './generated.ts';

export const sourceFlags: readonly Flag[] = [
  { name: 'from-literal', kind: 'array', help: 'A key and its value, as key=value.' },
  {
    name: 'from-file',
    kind: 'strings',

    help: 'A file or directory, or key=file; the key is else the file name.',
  },
  { name: 'from-env-file', kind: 'strings', help: 'A file of key=value lines.' },
];

/** Models kubectl pkg/cmd/create create_configmap.go. */
export const createConfigMap: Command = {
  name: 'configmap',
  aliases: ['cm'],
  short: 'Create a config map from a local file, directory or literal value',
  long: 'Create a config map based on a file, directory, or specified literal value.',
  usage: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  flags: [...generatedFlags, ...sourceFlags],
  async run(context) {
    const name = nameOf(context);
    const data = await readData(context);
    await createGenerated(
      context,
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name },
        ...(data.size ? { data: Object.fromEntries(data) } : {}),
      },
      'failed to create configmap',
    );
  },
};

/** Pairs that the --from flags give. @throws CommandError */
export async function readData(context: Context): Promise<Map<string, string>> {
  const { flags, io } = context;
  const data = new Map<string, string>();
  const add = (key: string, value: string) => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
      throw new CommandError(
        `${JSON.stringify(key)} is not a valid key name for a ConfigMap: a valid config key must consist of ` +
          "alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', " +
          "regex used for validation is '[-._a-zA-Z0-9]+')",
      );
    }
    if (data.has(key))
      throw new CommandError(
        `cannot add key "${key}", another key by that name already exists in Data for ConfigMap`,
      );
    data.set(key, value);
  };
  const read = async (path: string) => {
    const text = await io.readFile(path);
    if (text === undefined) throw new CommandError(`error reading ${path}: no such file or directory`);
    return text;
  };
  for (const literal of flags.list('from-literal')) {
    const at = literal.indexOf('=');
    if (at <= 0) throw new CommandError(`invalid literal source ${literal}, expected key=value`);
    add(literal.slice(0, at), literal.slice(at + 1).replace(/^(['"])(.*)\1$/s, '$2'));
  }
  for (const source of flags.list('from-file')) {
    const at = source.indexOf('=');
    const path = source.slice(at + 1);
    const entries = at < 0 ? await io.readDirectory(path) : undefined;
    if (entries) {
      for (const entry of entries.toSorted()) {
        const text = await io.readFile(`${path.replace(/\/$/, '')}/${entry}`);
        if (text !== undefined) add(entry, text);
      }
    } else add(at < 0 ? path.split('/').at(-1)! : source.slice(0, at), await read(path));
  }
  for (const path of flags.list('from-env-file')) {
    for (const line of (await read(path)).split('\n')) {
      const text = line.trimStart().replace(/\r$/, '');
      if (text === '' || text.startsWith('#')) continue;
      const at = text.indexOf('=');
      if (at < 0) add(text, context.io.env[text] ?? '');
      else add(text.slice(0, at), text.slice(at + 1));
    }
  }
  return data;
}

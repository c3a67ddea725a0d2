import { CommandError, type Command, type Context } from '../../command.ts';

/** Models kubectl pkg/cmd/plugin list: files named kubectl-… in the directories of PATH. */
async function list(context: Context): Promise<void> {
  const { io, flags } = context;
  const found: string[] = [];
  for (const directory of new Set((io.env['PATH'] ?? '').split(':').filter(Boolean))) {
    for (const name of (await io.readDirectory(directory)) ?? []) {
      if (!name.startsWith('kubectl-')) continue;
      found.push(flags.bool('name-only') ? name : `${directory}/${name}`);
    }
  }
  if (found.length === 0) throw new CommandError('unable to find any kubectl plugins in your PATH');
  context.out(
    `The following compatible plugins are available:\n\n${found.map((path) => `${path}\n`).join('')}\n`,
  );
}

export const plugin: Command = {
  name: 'plugin',
  group: 'Other Commands',
  short: 'Provides utilities for interacting with plugins',
  long: `Provides utilities for interacting with plugins.

 A plugin is a program whose name begins with kubectl- and that lies in a directory of PATH.`,
  examples: '# All plugins\nkubectl plugin list\n\n# Only their names\nkubectl plugin list --name-only',
  usage: '[flags]',
  subcommands: [
    {
      name: 'list',
      short: "List all visible plugin executables on a user's PATH",
      long: "List all visible plugin executables on a user's PATH.",
      usage: '[flags]',
      completes: 'none',
      flags: [{ name: 'name-only', kind: 'bool', help: 'Names without directories.' }],
      run: list,
    },
  ],
};

import type { Command, CommandGroup } from './command.ts';
import type { Flag } from './flags.ts';

const groups: readonly CommandGroup[] = [
  'Basic Commands (Beginner)',
  'Basic Commands (Intermediate)',
  'Deploy Commands',
  'Cluster Management Commands',
  'Troubleshooting and Debugging Commands',
  'Advanced Commands',
  'Settings Commands',
  'Other Commands',
];

/**
 * The text of `--help`, in kubectl's layout.
 * Models kubectl pkg/util/templates: blocks parted by blank lines, options with their default and an indented text.
 */
export function commandHelp(command: Command, path: string, root: Command): string {
  if (command === root) return rootHelp(root);
  const blocks = [command.long ?? withStop(command.short)];
  if (command.aliases?.length) blocks.push(`Aliases:\n${[command.name, ...command.aliases].join(', ')}`);
  if (command.examples) blocks.push(`Examples:\n${indent(command.examples, '  ')}`);
  const subcommands = command.subcommands?.filter(({ hidden }) => !hidden) ?? [];
  if (subcommands.length) blocks.push(`Available Commands:\n${listed(subcommands)}`);
  const flags = (command.flags ?? []).filter(({ hidden }) => !hidden);
  if (flags.length) blocks.push(`Options:\n${flagList(flags)}`);
  const usage = [path, command.usage, '[options]'].filter((part) => part !== '').join(' ');
  blocks.push(`Usage:\n  ${usage}`);
  const more = subcommands.length
    ? `Use "${path} <command> --help" for more information about a given command.\n`
    : '';
  const options =
    'Use "kubectl options" for a list of global command-line options (applies to all commands).\n';
  return `${blocks.join('\n\n')}\n\n${more}${options}`;
}

function rootHelp(root: Command): string {
  const blocks = groups.flatMap((group) => {
    const members = (root.subcommands ?? []).filter((command) => command.group === group && !command.hidden);
    const block = members.length ? [`${group}:\n${listed(members, root.subcommands)}`] : [];
    // kubectl keeps a place for plugins before the last group, empty where there are none.
    return group === 'Other Commands' ? ['Subcommands provided by plugins:', ...block] : block;
  });
  return (
    'kubectl controls the Kubernetes cluster manager.\n\n' +
    ' Find more information at: https://kubernetes.io/docs/reference/kubectl/\n\n' +
    `${blocks.join('\n\n')}\n\n` +
    'Usage:\n  kubectl [flags] [options]\n\n' +
    'Use "kubectl <command> --help" for more information about a given command.\n' +
    'Use "kubectl options" for a list of global command-line options (applies to all commands).\n'
  );
}

/** The text of `kubectl options`. */
export function optionsHelp(flags: readonly Flag[]): string {
  return `The following options can be passed to any command:\n\n${flagList(flags)}\n`;
}

function listed(commands: readonly Command[], widthOf: readonly Command[] = commands): string {
  const width = Math.max(...widthOf.filter(({ hidden }) => !hidden).map(({ name }) => name.length), 11) + 2;
  return commands.map(({ name, short }) => `  ${name.padEnd(width)} ${short}`).join('\n');
}

function flagList(flags: readonly Flag[]): string {
  return [...flags]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => {
      const names = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
      return `    ${names}=${shownDefault(flag)}:\n\t${flag.help}`;
    })
    .join('\n\n');
}

function shownDefault({ kind, default: value }: Flag): string {
  if (kind === 'string') return `'${value ?? ''}'`;
  if (kind === 'strings' || kind === 'array') return value ?? '[]';
  return value ?? { bool: 'false', int: '0', duration: '0s' }[kind];
}

function withStop(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

function indent(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => by + line)
    .join('\n');
}

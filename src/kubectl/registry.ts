import type { Command } from './command.ts';
import { changingCommands } from './commands/changing.ts';
import { readingCommands } from './commands/reading.ts';

/** Commands in the order of kubectl's own help, which is also the order of its suggestions. */
const order = (
  'create expose run set explain get edit delete rollout scale autoscale certificate cluster-info top cordon uncordon drain ' +
  'taint describe logs attach exec port-forward proxy cp auth debug events diff apply patch replace wait kustomize ' +
  'label annotate completion api-resources api-versions config kuberc plugin version'
).split(' ');

const place = ({ name }: Command) => (order.includes(name) ? order.indexOf(name) : order.length);

/** Bare `kubectl`. */
export const root: Command = {
  name: 'kubectl',
  short: 'kubectl controls the Kubernetes cluster manager.',
  usage: '[flags]',
  subcommands: [
    ...[...readingCommands, ...changingCommands].sort((a, b) => place(a) - place(b)),
    { name: 'help', short: 'Help about any command', usage: '[command]', hidden: true },
    { name: 'options', short: 'List the options that every command takes', usage: '', hidden: true },
  ],
};

import type { Command } from '../../command.ts';

/** Models kubectl pkg/cmd NewCmdAlpha of a release without alpha commands. */
export const alpha: Command = {
  name: 'alpha',
  short: 'Commands for features in alpha',
  long: 'These commands correspond to alpha features that are not enabled in Kubernetes clusters by default.',
  usage: '',
  hidden: true,
  run: ({ out }) => {
    out('No alpha commands are available in this version of kubectl\n');
    return Promise.resolve();
  },
};

/** Declared for its place in the help: this kubectl reads no preferences. */
export const kuberc: Command = {
  name: 'kuberc',
  group: 'Other Commands',
  short: 'Manage kuberc configuration files',
  long: 'Manage user preferences of kubectl in the kuberc file. There is none in this terminal.',
  usage: 'SUBCOMMAND',
  subcommands: [
    {
      name: 'view',
      short: 'Display the current kuberc configuration',
      usage: '',
      completes: 'none',
      run: ({ err }) => {
        err('error: no kuberc file found at /root/.kube/kuberc\n');
        return Promise.resolve(1);
      },
    },
  ],
};

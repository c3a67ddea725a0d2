import { UsageError, type Command } from '../../command.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'];

/**
 * Models kubectl pkg/cmd/completion up to the scripts: they ask a kubectl binary for the words, and this
 * kubectl is no binary. The terminal that it runs in completes its words already.
 */
export const completion: Command = {
  name: 'completion',
  group: 'Settings Commands',
  short: 'Output shell completion code for the specified shell (bash, zsh, fish, or powershell)',
  long: `Output shell completion code for the specified shell (bash, zsh, fish, or powershell).

 In this terminal Tab completes kubectl's words without it.`,
  usage: 'SHELL',
  completes: 'none',
  run: ({ args, out }) => {
    const [shell] = args;
    if (shell === undefined) throw new UsageError('Shell not specified.');
    if (args.length > 1) throw new UsageError('Too many arguments. Expected only the shell type.');
    if (!shells.includes(shell)) throw new UsageError(`Unsupported shell type "${shell}".`);
    // A comment in all four of them, so that `source <(kubectl completion bash)` does no harm.
    out('# Nothing to load: Tab completes kubectl in this terminal already.\n');
    return Promise.resolve();
  },
};

import { CommandError, UsageError, type Command } from '../../command.ts';

const files = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Models kubectl pkg/cmd/kustomize up to the build itself, which is not part of this kubectl. */
export const kustomize: Command = {
  name: 'kustomize',
  group: 'Advanced Commands',
  short: 'Build a kustomization target from a directory or URL',
  long: 'Build a set of resources from the kustomization.yaml file of a directory. Not supported here beyond finding that file.',
  examples:
    '# The directory in which you are\nkubectl kustomize\n\n# Another one\nkubectl kustomize overlays/lab',
  usage: 'DIR [flags]',
  completes: 'none',
  async run({ args, io }) {
    if (args.length > 1) throw new UsageError('specify one path to a kustomization directory');
    const directory = args[0] ?? '.';
    const names = await io.readDirectory(directory);
    if (names === undefined) {
      throw new CommandError(
        `must build at directory: not a valid directory: evalsymlink failure on '${directory}' : lstat ${directory}: no such file or directory`,
      );
    }
    if (!names.some((name) => files.includes(name))) {
      throw new CommandError(
        `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${directory}'`,
      );
    }
    throw new CommandError('kustomize is not supported here; use plain manifests with kubectl apply -f');
  },
};

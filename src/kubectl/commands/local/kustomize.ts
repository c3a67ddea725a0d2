import { CommandError, UsageError, type Command } from '../../command.ts';
import { buildKustomization } from '../../kustomize/build.ts';
import { toYaml } from '../../output/yaml.ts';

/** Models kubectl pkg/cmd/kustomize: what `apply -k` would apply, as YAML. */
export const kustomize: Command = {
  name: 'kustomize',
  group: 'Advanced Commands',
  short: 'Build a kustomization target from a directory or URL',
  long: 'Build a set of resources from the kustomization.yaml file of a directory: resources, generators, patches, names, namespace, labels, annotations, images and replicas.',
  examples:
    '# The directory in which you are\nkubectl kustomize\n\n# Another one\nkubectl kustomize overlays/lab',
  usage: 'DIR [flags]',
  completes: 'none',
  flags: [{ name: 'output', short: 'o', kind: 'string', help: 'Write to this file instead.' }],
  async run({ args, flags, io, out }) {
    if (args.length > 1) throw new UsageError('specify one path to a kustomization directory');
    const objects = await buildKustomization(io, (args[0] ?? '.').replace(/(?<=.)\/+$/, ''));
    const text = objects.map((object) => toYaml(object)).join('---\n');
    const path = flags.string('output');
    if (path === '') out(text);
    else if ((await io.readDirectory(path)) === undefined) await io.writeFile(path, text);
    else throw new CommandError(`-o ${path}: a directory is not supported here; name a file`);
  },
};

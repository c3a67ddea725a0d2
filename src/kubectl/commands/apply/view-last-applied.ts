import { CommandError, filenameFlags, selectorFlag, type Command } from '../../command.ts';
import { throwAll } from '../../manifests/info.ts';
import { lastAppliedOf } from '../../manifests/last-applied.ts';
import { findTargets } from '../../manifests/targets.ts';
import { toJson } from '../../output/json.ts';
import { toYaml } from '../../output/yaml.ts';

export const viewLastApplied: Command = {
  name: 'view-last-applied',
  short: 'View the latest last-applied-configuration annotations of a resource/object',
  usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  flags: [
    ...filenameFlags,
    selectorFlag,
    { name: 'all', kind: 'bool', help: 'Select all resources of the named types in the namespace.' },
    { name: 'output', short: 'o', kind: 'string', default: 'yaml', help: 'Output format: json or yaml.' },
  ],
  completes: 'resources',
  async run(context) {
    const { infos, errors } = await findTargets(context, {
      args: context.args,
      all: context.flags.bool('all'),
    });
    throwAll(errors);
    const output = context.flags.string('output');
    for (const info of infos) {
      const text = lastAppliedOf(info.object);
      if (text === undefined) {
        throw new CommandError(`no last-applied-configuration annotation found on resource: ${info.name}`);
      }
      const value: unknown = JSON.parse(text);
      if (output === 'json') context.out(`${toJson(value, 2)}\n`);
      else if (output === 'yaml') context.out(toYaml(value));
      else
        throw new CommandError(
          `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`,
        );
    }
  },
};

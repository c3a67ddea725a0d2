import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, UsageError, type Command, type Context } from '../../command.ts';
import { toJson } from '../../output/json.ts';
import { toYaml } from '../../output/yaml.ts';

/** The kubectl that this one behaves like. */
const clientVersion = { major: '1', minor: '36', gitVersion: 'v1.36.4' };
const kustomizeVersion = 'v5.8.1';

/** Models kubectl pkg/cmd/version. */
export const version: Command = {
  name: 'version',
  group: 'Other Commands',
  short: 'Print the client and server version information',
  long: 'Print the client and server version information for the current context.',
  examples: `# Versions of client and server
kubectl version`,
  usage: '[flags]',
  completes: 'none',
  flags: [
    { name: 'client', kind: 'bool', help: 'Only the client version; no server is needed.' },
    { name: 'output', short: 'o', kind: 'string', help: "One of 'yaml' or 'json'." },
  ],
  run,
};

async function run(context: Context): Promise<void> {
  const { flags, args } = context;
  if (args.length > 0) throw new UsageError(`extra arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  if (!['', 'yaml', 'json'].includes(output)) throw new CommandError(`--output must be 'yaml' or 'json'`);
  const versions: Record<string, unknown> = { clientVersion, kustomizeVersion };
  if (!flags.bool('client')) {
    versions['serverVersion'] = await (await context.client.request('GET', '/version')).json();
  }
  if (output === 'json') return context.out(`${toJson(versions, 2)}\n`);
  if (output === 'yaml') return context.out(`${toYaml(versions)}\n`);
  context.out(`Client Version: ${clientVersion.gitVersion}\nKustomize Version: ${kustomizeVersion}\n`);
  const server = versions['serverVersion'] as AnyObject & { gitVersion?: string };
  if (server) context.out(`Server Version: ${server.gitVersion}\n`);
}

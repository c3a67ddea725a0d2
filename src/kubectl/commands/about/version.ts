import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, UsageError, type Command, type Context } from '../../command.ts';
import { toYaml } from '../../output/yaml.ts';

/** The release of kubectl that this one behaves like, in the order of apimachinery version.Info. */
const clientVersion = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.4',
  gitCommit: 'bb826b1d48562f110659e64e8ec444327433db95',
  gitTreeState: 'clean',
  buildDate: '2026-09-29T20:03:31Z',
  goVersion: 'go1.27.1',
  compiler: 'gc',
  platform: 'linux/amd64',
};
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
  let unreached: unknown;
  if (!flags.bool('client')) {
    try {
      const answer = (await (await context.client.request('GET', '/version')).json()) as Record<
        string,
        unknown
      >;
      versions['serverVersion'] = inOrder(answer);
    } catch (error) {
      context.io.signal.throwIfAborted();
      // What is known of the client is told all the same.
      unreached = error;
    }
  }
  print(context, output, versions);
  if (unreached !== undefined) throw unreached;
}

function print(context: Context, output: string, versions: Record<string, unknown>): void {
  if (output === 'json') return context.out(`${JSON.stringify(versions, undefined, 2)}\n`);
  if (output === 'yaml') return context.out(`${toYaml(versions)}\n`);
  context.out(`Client Version: ${clientVersion.gitVersion}\nKustomize Version: ${kustomizeVersion}\n`);
  const server = versions['serverVersion'] as AnyObject & { gitVersion?: string };
  if (server) context.out(`Server Version: ${server.gitVersion}\n`);
}

const order = [
  'major',
  'minor',
  'emulationMajor',
  'emulationMinor',
  'minCompatibilityMajor',
  'minCompatibilityMinor',
  ...Object.keys(clientVersion).slice(2),
];

/** The fields as Go's struct has them, which JSON output keeps. */
function inOrder(version: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(order.filter((key) => key in version).map((key) => [key, version[key]]));
}

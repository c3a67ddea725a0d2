import { CommandError, PlainError, type Command, type Context } from '../../command.ts';
import { apiVersionOf } from '../../resources.ts';
import { explainText, type Schema } from './text.ts';

/** Models kubectl pkg/cmd/explain with its plaintext template, from the server's /openapi/v3. */
export const explain: Command = {
  name: 'explain',
  group: 'Basic Commands (Intermediate)',
  short: 'Get documentation for a resource',
  long: `Describe the fields of a resource and what they mean.

 A field is named by its path:

        <type>.<fieldName>[.<fieldName>]

 What is printed comes from the server, in OpenAPI format.

Use "kubectl api-resources" for a complete list of supported resources.`,
  examples: `# The fields of a Service
kubectl explain services

# One field
kubectl explain service.spec.ports.targetPort

# All fields as a tree
kubectl explain service --recursive`,
  usage: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext]',
  completes: 'types',
  flags: [
    { name: 'api-version', kind: 'string', help: 'Use this API version (group/version) of the resource.' },
    {
      name: 'output',
      short: 'o',
      kind: 'string',
      default: 'plaintext',
      help: 'Format. Valid values are: (plaintext).',
    },
    {
      name: 'recursive',
      kind: 'bool',
      help: 'Print the names of all fields as a tree, without their descriptions.',
    },
  ],
  run,
};

interface OpenApi {
  components: { schemas: Record<string, Schema> };
}

async function run(context: Context): Promise<void> {
  const { flags, args } = context;
  if (args.length === 0) {
    throw new CommandError(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  }
  if (args.length > 1) throw new CommandError('We accept only this format: explain RESOURCE\n');
  if (flags.string('output') !== 'plaintext') {
    throw new CommandError(`this kubectl explains as plaintext only, not ${flags.string('output')}`);
  }
  const [word = '', ...fields] = args[0]!.split('.').filter((part) => part !== '');
  const mapper = await context.resources();
  const found = mapper.find(word);
  if (!found) throw new PlainError(`the server doesn't have a resource type "${word}"`);
  const wanted = flags.string('api-version');
  const resource = wanted ? mapper.forKind(wanted, found.kind) : found;
  if (!resource) {
    const groupVersion = wanted.includes('/') ? wanted : `/${wanted}`;
    throw new CommandError(`couldn't find resource for "${groupVersion}, Resource=${found.resource}"`);
  }
  const { group, version } = resource;
  const path = group ? `/openapi/v3/apis/${group}/${version}` : `/openapi/v3/api/${version}`;
  const document = (await (await context.client.request('GET', path)).json()) as OpenApi;
  const { schemas } = document.components;
  const root = Object.values(schemas).find((schema) =>
    schema['x-kubernetes-group-version-kind']?.some(
      (each) => each.kind === resource.kind && each.group === group && each.version === version,
    ),
  );
  if (!root)
    throw new CommandError(`couldn't find resource for "${apiVersionOf(resource)}, Kind=${resource.kind}"`);
  const result = explainText(
    { schemas, root, kind: resource.kind, group, version },
    fields,
    flags.bool('recursive'),
  );
  context.out(result.text);
  if (result.missing !== undefined) throw new CommandError(`field "${result.missing}" does not exist`);
}

import type { AnyObject } from '../../../kube/types.ts';
import { parseSelector, SelectorError } from '../../../kube/selector.ts';
import { CommandError, type Command } from '../../command.ts';
import { splitArgs } from '../metadata/pairs.ts';
import { env } from './env.ts';
import { subject } from './subject.ts';
import { containersFlag, containersOf, podSpecIn, setFlags, update } from './update.ts';

const image: Command = {
  name: 'image',
  short: 'Update the image of a pod template',
  long: 'Update existing container image(s) of resources.',
  usage:
    '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  completes: 'resources',
  flags: setFlags,
  async run(context) {
    const { resources, changes } = splitArgs(context.args, 'image');
    if (changes.set.size === 0) throw new CommandError('at least one image update is required');
    await update(context, resources, 'image updated', (object, info) => {
      const spec = podSpecIn(object, info);
      for (const [name, value] of changes.set) {
        const found = containersOf(spec, name);
        if (found.length === 0) throw new CommandError(`unable to find container named "${name}"`);
        for (const container of found) container.image = value;
      }
      return object;
    });
  },
};

const selector: Command = {
  name: 'selector',
  short: 'Set the selector on a resource',
  long: 'Set the selector on a resource. The new selector replaces the old one.',
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  completes: 'resources',
  flags: [
    ...setFlags,
    { name: 'resource-version', kind: 'string', help: 'Change only this resource version.' },
  ],
  async run(context) {
    const text = context.args.at(-1);
    if (text === undefined) throw new CommandError('must specify a resource and a selector');
    const map = selectorMap(text);
    const version = context.flags.string('resource-version');
    const change = (object: AnyObject, { resource }: { resource: { kind: string } }): AnyObject => {
      if (resource.kind !== 'Service')
        throw new CommandError('setting a selector is only supported for Services');
      const metadata = version ? { ...object.metadata, resourceVersion: version } : object.metadata;
      return { ...object, metadata, spec: { ...(object.spec as object), selector: map() } };
    };
    await update(context, context.args.slice(0, -1), 'selector updated', change, true);
  },
};

/** Read late: an error in the resources is told first. */
function selectorMap(text: string): () => Record<string, string> {
  return () => {
    try {
      const pairs = parseSelector(text).map(({ key, operator, values }): [string, string] => {
        if (operator !== 'In' || values.length !== 1) {
          throw new CommandError(`${text}: only selectors of the form key=value are supported`);
        }
        return [key, values[0]!];
      });
      return Object.fromEntries(pairs);
    } catch (error) {
      if (error instanceof SelectorError) throw new CommandError(error.message);
      throw error;
    }
  };
}

const resourcesCommand: Command = {
  name: 'resources',
  short: 'Update resource requests/limits on objects with pod templates',
  long: 'Specify compute resource requirements (CPU, memory) for any resource that defines a pod template.',
  usage: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]',
  completes: 'resources',
  flags: [
    ...setFlags,
    containersFlag,
    { name: 'limits', kind: 'string', help: 'Limits, as cpu=100m,memory=256Mi.' },
    { name: 'requests', kind: 'string', help: 'Requests, as cpu=100m,memory=256Mi.' },
  ],
  async run(context) {
    const { flags, args } = context;
    const [limits, requests] = [flags.string('limits'), flags.string('requests')];
    if (!limits && !requests)
      throw new CommandError(
        'you must specify an update to requests or limits (in the form of --requests/--limits)',
      );
    await update(context, args, 'resource requirements updated', (object, info) => {
      for (const container of containersOf(podSpecIn(object, info), flags.string('containers'))) {
        container.resources = {
          ...container.resources,
          ...(limits ? { limits: { ...container.resources?.limits, ...quantities(limits) } } : {}),
          ...(requests ? { requests: { ...container.resources?.requests, ...quantities(requests) } } : {}),
        };
      }
      return object;
    });
  },
};

function quantities(text: string): Record<string, string> {
  const entries = text.split(',').map((pair): [string, string] => {
    const parts = pair.split('=');
    if (parts.length !== 2)
      throw new CommandError(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
    return [parts[0]!, parts[1]!];
  });
  return Object.fromEntries(entries);
}

/** Models kubectl pkg/cmd/set set_serviceaccount.go. */
const serviceAccount: Command = {
  name: 'serviceaccount',
  aliases: ['sa'],
  short: 'Update the service account of a resource',
  long: 'Change which service account the Pods of a template run as.',
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  completes: 'resources',
  flags: setFlags,
  async run(context) {
    const name = context.args.at(-1);
    if (name === undefined) throw new CommandError('serviceaccount is required');
    await update(context, context.args.slice(0, -1), 'serviceaccount updated', (object, info) => {
      const spec = podSpecIn(object, info);
      spec.serviceAccountName = name;
      // The API server keeps the old name of the field equal to the new one.
      if (spec.serviceAccount !== undefined) spec.serviceAccount = name;
      return object;
    });
  },
};

/** Models kubectl pkg/cmd/set. */
export const set: Command = {
  name: 'set',
  group: 'Basic Commands (Beginner)',
  short: 'Set specific features on objects',
  long: 'Configure application resources. These commands help you make changes to existing application resources.',
  usage: 'SUBCOMMAND',
  subcommands: [env, image, resourcesCommand, selector, serviceAccount, subject],
};

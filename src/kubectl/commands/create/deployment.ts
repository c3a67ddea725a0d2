import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, UsageError, type Command } from '../../command.ts';
import { createGenerated, generatedFlags, nameOf } from './generated.ts';

/** Models kubectl pkg/cmd/create create_deployment.go. */
export const createDeployment: Command = {
  name: 'deployment',
  aliases: ['deploy'],
  short: 'Create a deployment with the specified name',
  long: 'Create a deployment with the specified name.',
  examples:
    '# Three replicas that listen on port 8080\nkubectl create deployment web --image=nginx --replicas=3 --port=8080',
  usage: 'NAME --image=image -- [COMMAND] [args...]',
  flags: [
    ...generatedFlags,
    {
      name: 'image',
      kind: 'strings',

      help: 'Image names to run. More than one makes more containers.',
    },
    {
      name: 'port',
      kind: 'int',
      default: '-1',
      help: 'The containerPort that the container says it listens on.',
    },
    { name: 'replicas', short: 'r', kind: 'int', default: '1', help: 'Number of replicas.' },
  ],
  async run(context) {
    const { flags, args, argsLengthAtDash } = context;
    if (!flags.changed('image')) throw new CommandError('required flag(s) "image" not set');
    const command = argsLengthAtDash < 0 ? [] : args.slice(argsLengthAtDash);
    const names = argsLengthAtDash < 0 ? args : args.slice(0, argsLengthAtDash);
    if (args.length > 1 && argsLengthAtDash !== 1) {
      throw new UsageError(`exactly one NAME is required, got ${args.length}`);
    }
    const name = nameOf({ ...context, args: names });
    const images = flags.list('image');
    if (images.length > 1 && command.length > 0) {
      throw new CommandError('cannot specify multiple --image options and command');
    }
    if (flags.int('replicas') < 0) {
      throw new CommandError(
        `Invalid value: ${flags.int('replicas')}: --replicas must be greater than or equal to 0`,
      );
    }
    const port = flags.int('port');
    if (flags.changed('port') && (port < 0 || port > 65535)) {
      throw new CommandError(`invalid value for --port: ${port}`);
    }
    const labels = { app: name };
    const object: AnyObject = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, labels },
      spec: {
        replicas: flags.int('replicas'),
        selector: { matchLabels: labels },
        strategy: {},
        template: {
          metadata: { labels },
          spec: { containers: containersOf(images, command, port) },
        },
      },
      status: {},
    };
    await createGenerated(context, object, 'failed to create deployment');
  },
};

/** Containers named by their images, without registry, tag and digest. */
function containersOf(images: readonly string[], command: readonly string[], port: number): unknown[] {
  const taken = new Map<string, number>();
  return images.map((image) => {
    let name = image.split('/').at(-1)!.split(/[:@]/)[0]!;
    name = name.replace(/[^a-z0-9-]/gi, '-').toLowerCase();
    const count = taken.get(name) ?? 0;
    taken.set(name, count + 1);
    return {
      name: count > 0 ? `${name}-${count}` : name,
      image,
      ...(command.length ? { command: [...command] } : {}),
      ...(port > 0 ? { ports: [{ containerPort: port }] } : {}),
      resources: {},
    };
  });
}

import { StatusError } from '../../../kube/status.ts';
import type { Pod } from '../../../kube/types.ts';
import { CommandError, UsageError, type Command, type Context } from '../../command.ts';
import { remote, streams } from './exec.ts';
import { followLog } from './logs.ts';
import { attachablePod, containerOf } from './select.ts';

/** Models kubectl pkg/cmd/attach. */
export const attach: Command = {
  name: 'attach',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Attach to a running container',
  long: 'Attach to a process that is already running inside an existing container.',
  usage: '(POD | TYPE/NAME) -c CONTAINER',
  completes: 'pods',
  flags: [
    {
      name: 'container',
      short: 'c',
      kind: 'string',
      help: 'Container name. The default container if absent.',
    },
    {
      name: 'pod-running-timeout',
      kind: 'duration',
      default: '1m0s',
      help: 'How long to wait until a Pod runs.',
    },
    { name: 'quiet', short: 'q', kind: 'bool', help: 'Only print output from the remote session.' },
    { name: 'stdin', short: 'i', kind: 'bool', help: 'Pass stdin to the container.' },
    { name: 'tty', short: 't', kind: 'bool', help: 'Stdin is a TTY.' },
  ],
  async run(context) {
    const { args, flags } = context;
    if (args.length === 0) throw new UsageError('at least 1 argument is required for attach');
    if (args.length > 2)
      throw new UsageError(
        'expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ' +
          `${args.length}: [${args.join(' ')}]`,
      );
    const { pod } = await attachablePod(context, args.join('/'), flags.duration('pod-running-timeout'));
    const phase = pod.status?.phase;
    if (phase === 'Succeeded' || phase === 'Failed') {
      throw new CommandError(`cannot attach a container in a completed pod; current phase is ${phase}`);
    }
    await attachTo(context, pod, containerOf(context, pod, flags.string('container'), flags.bool('quiet')));
  },
};

const sessionNote =
  'All commands and output from this session will be recorded in container logs, including credentials and ' +
  'sensitive information passed through the command prompt.\n' +
  "If you don't see a command prompt, try pressing enter.\n";

/** Attaches the terminal to a container's main process. @throws CommandError if that cannot be done */
export async function attachTo(context: Context, pod: Pod, container: string): Promise<void> {
  const { flags } = context;
  const options = streams(context);
  const ephemeral = pod.spec.ephemeralContainers?.find(({ name }) => name === container);
  const allocated = (ephemeral ?? pod.spec.containers.find(({ name }) => name === container))?.tty ?? false;
  if (options.tty && !allocated) {
    options.tty = false;
    if (!flags.bool('quiet'))
      context.err(`error: Unable to use a TTY - container ${container} did not allocate one\n`);
  }
  if (!flags.bool('quiet')) context.err(sessionNote);
  const target = {
    namespace: pod.metadata.namespace ?? context.namespace,
    pod: pod.metadata.name ?? '',
    container,
  };
  await remote(() => context.client.cluster.attach(target, options));
  if (!flags.bool('stdin') || !options.tty || flags.bool('quiet')) return;
  const again = `'kubectl attach ${target.pod} -c ${container} -i -t'`;
  if (ephemeral) {
    context.out(
      `Session ended, the ephemeral container will not be restarted but may be reattached using ${again} if it is still running\n`,
    );
  } else if ((pod.spec.restartPolicy ?? 'Always') === 'Always') {
    context.out(`Session ended, resume using ${again} command when the pod is running\n`);
  }
}

/** Attaches, or shows the container's log as it comes where that cannot be done. Models kubectl run's handleAttachPod. */
export async function attachOrStream(context: Context, pod: Pod, container: string): Promise<void> {
  try {
    await attachTo(context, pod, container);
  } catch (error) {
    context.io.signal.throwIfAborted();
    if (!(error instanceof CommandError) && !(error instanceof StatusError)) throw error;
    context.err(
      `warning: couldn't attach to pod/${pod.metadata.name ?? ''}, falling back to streaming logs: ${error.message}\n`,
    );
    await followLog(context, { pod, container });
  }
}

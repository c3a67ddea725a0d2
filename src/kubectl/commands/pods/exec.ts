import type { ExecOptions, ExecResult } from '../../../kube/cluster.ts';
import { StatusError } from '../../../kube/status.ts';
import { CommandError, PlainError, UsageError, type Command, type Context } from '../../command.ts';
import { attachablePod, containerOf } from './select.ts';

/** Models kubectl pkg/cmd/exec. */
export const exec: Command = {
  name: 'exec',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Execute a command in a container',
  long: 'Execute a command in a container.',
  examples:
    '# A shell in a Pod\nkubectl exec -it client -- sh\n\n# One command in the first Pod of a service\nkubectl exec svc/web -- env',
  usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  completes: 'pods',
  flags: [
    {
      name: 'container',
      short: 'c',
      kind: 'string',
      help: 'Container name. The default container if absent.',
    },
    { name: 'filename', short: 'f', kind: 'strings', help: 'File that names the resource.' },
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
  run: runExec,
};

async function runExec(context: Context): Promise<number> {
  const { args, argsLengthAtDash, flags } = context;
  if (args.length === 0 || argsLengthAtDash === 0) {
    throw new CommandError('pod, type/name or --filename must be specified');
  }
  const command = argsLengthAtDash < 0 ? args.slice(1) : args.slice(argsLengthAtDash);
  if (argsLengthAtDash < 0 && command.length > 0) {
    throw new UsageError(
      'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead',
    );
  }
  if (argsLengthAtDash > 1) {
    throw new UsageError(
      'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead',
    );
  }
  if (command.length === 0) throw new CommandError('you must specify at least one command for the container');
  const { pod } = await attachablePod(context, args[0]!, flags.duration('pod-running-timeout'));
  const phase = pod.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  const container = containerOf(context, pod, flags.string('container'), flags.bool('quiet'));
  const target = {
    namespace: pod.metadata.namespace ?? context.namespace,
    pod: pod.metadata.name ?? '',
    container,
  };
  const result = await remote(() => context.client.cluster.exec(target, command, streams(context)));
  if (result.exitCode !== 0)
    throw new PlainError(`command terminated with exit code ${result.exitCode}`, result.exitCode);
  return 0;
}

/** Streams of the terminal, as -i and -t ask for. */
export function streams(context: Context): ExecOptions {
  const { flags, io } = context;
  const stdin = flags.bool('stdin');
  let tty = flags.bool('tty');
  if (tty && !io.tty) {
    context.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
    tty = false;
  }
  return {
    ...(stdin && io.stdin ? { stdin: io.stdin } : {}),
    ...(tty
      ? { tty, ...(io.size ? { size: io.size } : {}), ...(io.resizes ? { resizes: io.resizes } : {}) }
      : {}),
    stdout: (text) => io.stdout(text),
    stderr: (text) => io.stderr(text),
    signal: io.signal,
  };
}

/** What goes wrong once a stream is being opened is told without the server's reason. */
export async function remote(start: () => Promise<ExecResult>): Promise<ExecResult> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof StatusError && error.code !== 403) throw new CommandError(error.message);
    throw error;
  }
}

import { resources } from '../../../kube/client.ts';
import type { Pod } from '../../../kube/types.ts';
import { CommandError, type Command, type Context } from '../../command.ts';
import { throwAll } from '../../manifests/info.ts';
import { findTargets } from '../../manifests/targets.ts';
import { attachOrStream } from '../pods/attach.ts';
import { followLog } from '../pods/logs.ts';
import { imageReference } from '../pods/run.ts';
import {
  commandOf,
  debugInCopy,
  debugInPod,
  debugOnNode,
  unsupported,
  type DebugSession,
} from './containers.ts';
import { debugFlags } from './flags.ts';
import { checkProfile } from './profiles.ts';

/** Models kubectl pkg/cmd/debug. */
export const debug: Command = {
  name: 'debug',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  long: `Debug cluster resources using interactive debugging containers.

 What 'debug' does depends on what it is given; a bare name is a Pod:

  *  Workload: Add an ephemeral container to a running Pod, with tools that the Pod lacks, and without restarting it.
  *  Workload: Make a copy of a Pod with something changed, for example its image.
  *  Node: Create a Pod in the node's host namespaces, with the node's file system at /host.`,
  examples: `# A shell beside the containers of the Pod web
kubectl debug web -it --image=busybox:1.36

# A debug container of a name of your own
kubectl debug web -c debugger --image=busybox:1.36 -it

# A copy of the Pod with a debug container in it
kubectl debug web -it --image=busybox:1.36 --copy-to=web-debug

# A copy of the Pod with another command in one of its containers
kubectl debug web -it --copy-to=web-debug --container=app -- sh

# A copy of the Pod with other images
kubectl debug web --copy-to=web-debug --set-image=*=busybox:1.36

# A shell on a node
kubectl debug node/kind-worker -it --image=busybox:1.36`,
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  completes: 'pods',
  flags: debugFlags,
  run,
};

async function run(context: Context): Promise<void> {
  const { flags } = context;
  const args = context.argsLengthAtDash < 0 ? context.args : context.args.slice(0, context.argsLengthAtDash);
  check(context, args);
  if (flags.string('profile') === 'legacy') {
    context.err(
      '--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example "--profile=general".\n',
    );
  }
  const words = args.map((word) => (word.includes('/') || args.length > 1 ? word : `pods/${word}`));
  const { infos, errors } = await findTargets(context, { args: words });
  throwAll(errors);
  for (const info of infos) {
    let session: DebugSession;
    if (info.resource.kind === 'Node') session = await debugOnNode(context, info.name);
    else if (info.resource.kind !== 'Pod') throw unsupported(info);
    else if (flags.string('copy-to')) session = await debugInCopy(context, info);
    else session = await debugInPod(context, info);
    const attached = flags.changed('attach') ? flags.bool('attach') : flags.bool('stdin');
    if (attached && session.container) await attachWhenStarted(context, session);
  }
}

/** Models DebugOptions.Validate. @throws CommandError */
function check(context: Context, args: readonly string[]): void {
  const { flags } = context;
  const [image, sets, command] = [flags.string('image'), flags.list('set-image'), commandOf(context)];
  const fail = (message: string): never => {
    throw new CommandError(message);
  };
  if (flags.bool('attach') && !image && !flags.string('container')) {
    fail('you must specify --container or create a new container using --image in order to attach.');
  }
  if (flags.string('copy-to')) {
    if (!image && sets.length === 0 && command.length === 0) {
      fail('you must specify --image, --set-image or command arguments.');
    }
    if (command.length > 0 && !flags.string('container') && !image) {
      fail('you must specify an existing container or a new image when specifying args.');
    }
  } else {
    for (const flag of ['replace', 'same-node']) {
      if (flags.bool(flag)) fail(`--${flag} may only be used with --copy-to.`);
    }
    if (sets.length > 0) fail('--set-image may only be used with --copy-to.');
    if (!image) fail('you must specify --image when not using --copy-to.');
  }
  if (image && !imageReference.test(image)) {
    fail(`invalid image name "${image}": invalid reference format`);
  }
  if (args.length === 0 && flags.list('filename').length === 0) {
    fail('NAME or filename is required for debug');
  }
  const policy = flags.string('image-pull-policy');
  if (policy && !['Always', 'IfNotPresent', 'Never'].includes(policy)) {
    fail(`invalid image pull policy: ${policy}`);
  }
  for (const pair of sets) {
    const [name, value = ''] = pair.split('=');
    if (!imageReference.test(value)) {
      fail(`invalid image name "${value}" for container "${name}": invalid reference format`);
    }
  }
  if (flags.bool('tty') && !flags.bool('stdin')) {
    fail('-i/--stdin is required for containers with -t/--tty=true');
  }
  checkProfile(flags.string('profile'));
}

/** Models kubectl pkg/cmd/debug waitForContainer and handleAttachPod. */
async function attachWhenStarted(context: Context, session: DebugSession): Promise<void> {
  const { client, io, flags } = context;
  const { metadata } = session.pod;
  const { name = '', namespace = context.namespace } = metadata;
  const { container } = session;
  let warned = false;
  for (;;) {
    const pod = await client.get<Pod>(resources.pods, namespace, name);
    const { status = {} } = pod;
    const statuses = [
      ...(status.initContainerStatuses ?? []),
      ...(status.containerStatuses ?? []),
      ...((status as { ephemeralContainerStatuses?: typeof status.containerStatuses })
        .ephemeralContainerStatuses ?? []),
    ];
    const state = statuses.find((each) => each.name === container)?.state;
    if (state?.terminated) return await followLog(context, { pod, container });
    if (state?.running) return await attachOrStream(context, pod, container);
    const message = state?.waiting?.message;
    if (message && !warned && !flags.bool('quiet')) {
      warned = true;
      context.err(`Warning: container ${container}: ${message}\n`);
    }
    await io.clock.sleep(250, io.signal);
  }
}

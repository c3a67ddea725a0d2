import { CommandError, type Command } from '../../command.ts';

/** Declared so that its absence is told plainly. */
export const debug: Command = {
  name: 'debug',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  long: 'Create debugging sessions for troubleshooting workloads and nodes. Not supported here.',
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  completes: 'pods',
  flags: [
    { name: 'attach', kind: 'bool', help: 'Wait for the container and attach to it.' },
    { name: 'container', short: 'c', kind: 'string', help: 'Name of the debug container.' },
    { name: 'copy-to', kind: 'string', help: 'Debug a copy of the Pod with this name.' },
    { name: 'env', kind: 'array', help: 'Environment variables of the container.' },
    { name: 'image', kind: 'string', help: 'Image of the debug container.' },
    { name: 'profile', kind: 'string', default: 'general', help: 'Debugging profile.' },
    {
      name: 'share-processes',
      kind: 'bool',
      default: 'true',
      help: 'With --copy-to: share the process namespace.',
    },
    { name: 'stdin', short: 'i', kind: 'bool', help: 'Keep stdin open.' },
    { name: 'target', kind: 'string', help: 'Container whose processes are targeted.' },
    { name: 'tty', short: 't', kind: 'bool', help: 'Allocate a TTY.' },
  ],
  run(context): Promise<void> {
    const [target] = context.args;
    if (target === undefined) return Promise.reject(new CommandError('NAME is required for debug'));
    const instead = target.startsWith('node')
      ? 'this cluster has no debug Pods on nodes'
      : 'this cluster has no ephemeral containers; start a Pod of your own with kubectl run -it --rm --image=busybox:1.36';
    return Promise.reject(new CommandError(`cannot debug ${target}: ${instead}`));
  },
};

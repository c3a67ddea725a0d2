import type { Flag } from '../../command.ts';

const withCopy = "(This flag only works when used with '--copy-to')";

export const debugFlags: readonly Flag[] = [
  {
    name: 'arguments-only',
    kind: 'bool',
    help: 'Pass what follows -- to the new container as Args, not as Command.',
  },
  {
    name: 'attach',
    kind: 'bool',
    help: 'Wait until the container runs, then attach to it. Default with -i.',
  },
  { name: 'container', short: 'c', kind: 'string', help: 'Name of the debug container.' },
  { name: 'copy-to', kind: 'string', help: 'Debug a copy of the Pod, of this name.' },
  { name: 'env', kind: 'array', default: '[]', help: 'Environment variables of the container.' },
  { name: 'filename', short: 'f', kind: 'strings', help: 'File that names what to debug.' },
  { name: 'image', kind: 'string', help: 'Image of the debug container.' },
  {
    name: 'image-pull-policy',
    kind: 'string',
    help: "The container's image pull policy; the server's default if empty.",
  },
  { name: 'keep-annotations', kind: 'bool', help: `Keep the annotations of the Pod. ${withCopy}` },
  {
    name: 'keep-init-containers',
    kind: 'bool',
    default: 'true',
    help: `Run the Pod's init containers. ${withCopy}`,
  },
  { name: 'keep-labels', kind: 'bool', help: `Keep the labels of the Pod. ${withCopy}` },
  { name: 'keep-liveness', kind: 'bool', help: `Keep the liveness probes. ${withCopy}` },
  { name: 'keep-readiness', kind: 'bool', help: `Keep the readiness probes. ${withCopy}` },
  { name: 'keep-startup', kind: 'bool', help: `Keep the startup probes. ${withCopy}` },
  {
    name: 'profile',
    kind: 'string',
    default: 'general',
    help: 'Options are "legacy", "general", "baseline", "netadmin", "restricted" or "sysadmin".',
  },
  // Read by what loads -f and -R.
  { name: 'kustomize', kind: 'string', help: '', hidden: true },
  { name: 'recursive', kind: 'bool', help: '', hidden: true },
  { name: 'quiet', short: 'q', kind: 'bool', help: 'Do not print informational messages.' },
  { name: 'replace', kind: 'bool', help: "With '--copy-to': delete the original Pod." },
  { name: 'same-node', kind: 'bool', help: "With '--copy-to': put the copy on the Pod's node." },
  {
    name: 'set-image',
    kind: 'strings',
    default: '[]',
    help: "With '--copy-to': name=image pairs of images to change.",
  },
  {
    name: 'share-processes',
    kind: 'bool',
    default: 'true',
    help: "With '--copy-to': the copy's containers share one process namespace.",
  },
  { name: 'stdin', short: 'i', kind: 'bool', help: 'Keep stdin of the container open.' },
  {
    name: 'target',
    kind: 'string',
    help: 'With an ephemeral container: target the processes of this container.',
  },
  { name: 'tty', short: 't', kind: 'bool', help: 'Allocate a TTY for the debug container.' },
];

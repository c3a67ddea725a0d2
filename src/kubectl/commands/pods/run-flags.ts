import type { Flag } from '../../command.ts';

/** Flags of `kubectl run`. The log flags that its fallback reads are hidden, as they have no use of their own. */
export const runFlags: readonly Flag[] = [
  { name: 'annotations', kind: 'array', help: 'Annotations to apply to the pod.' },
  { name: 'attach', kind: 'bool', help: 'Wait for the Pod to run, then attach to it. Default with -i.' },
  {
    name: 'command',
    kind: 'bool',
    help: "Use the words after -- as the container's command, not as arguments.",
  },
  { name: 'env', kind: 'array', help: 'Environment variables to set in the container.' },
  { name: 'expose', kind: 'bool', help: 'Create a ClusterIP service for the pod; requires --port.' },
  { name: 'image', kind: 'string', help: 'The image for the container to run.' },
  { name: 'image-pull-policy', kind: 'string', help: 'The image pull policy for the container.' },
  {
    name: 'labels',
    short: 'l',
    kind: 'string',
    help: 'Comma separated labels to apply to the pod, in place of run=NAME.',
  },
  { name: 'leave-stdin-open', kind: 'bool', help: 'Keep stdin open after the first attach ends.' },
  {
    name: 'override-type',
    kind: 'string',
    default: 'merge',
    help: 'How --overrides are merged: json, merge or strategic.',
  },
  { name: 'overrides', kind: 'string', help: 'Inline JSON that overrides the generated object.' },
  {
    name: 'pod-running-timeout',
    kind: 'duration',
    default: '1m0s',
    help: 'How long to wait until the Pod runs.',
  },
  { name: 'port', kind: 'string', help: 'The port that this container exposes.' },
  { name: 'privileged', kind: 'bool', help: 'Run the container in privileged mode.' },
  { name: 'quiet', short: 'q', kind: 'bool', help: 'Suppress prompt messages.' },
  {
    name: 'restart',
    kind: 'string',
    default: 'Always',
    help: 'The restart policy: Always, OnFailure, Never.',
  },
  { name: 'rm', kind: 'bool', help: 'Delete the pod after it exits. Only for attached containers.' },
  { name: 'stdin', short: 'i', kind: 'bool', help: "Keep stdin open on the container's first process." },
  { name: 'tty', short: 't', kind: 'bool', help: 'Allocate a TTY for the container.' },
];

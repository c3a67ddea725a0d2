import type { Container, PodSpec } from '../../../kube/types.ts';
import { CommandError } from '../../command.ts';

/** How a debugging container comes into being. */
export type DebugStyle = 'ephemeral' | 'copy' | 'node';

const names = ['legacy', 'general', 'baseline', 'netadmin', 'restricted', 'sysadmin'];

/** @throws CommandError */
export function checkProfile(name: string): void {
  if (!names.includes(name)) throw new CommandError(`unknown profile: ${name}`);
}

/**
 * Gives the debugging container, and the Pod it is in, what a profile asks for.
 * Models kubectl pkg/cmd/debug profiles.go.
 * @param spec of the Pod; it and `container` are changed
 */
export function applyProfile(name: string, style: DebugStyle, spec: PodSpec, container: Container): void {
  if (style === 'node') {
    if (name !== 'baseline' && name !== 'restricted') shareHost(spec);
    if (['legacy', 'general', 'sysadmin'].includes(name)) mountRoot(spec, container);
  }
  if (style === 'copy' && name !== 'legacy') {
    (spec as PodSpec & { shareProcessNamespace?: boolean }).shareProcessNamespace ??= true;
  }
  const securityContext = securityOf(name, style);
  if (securityContext) container.securityContext = securityContext;
}

function securityOf(name: string, style: DebugStyle): Record<string, unknown> | undefined {
  switch (name) {
    case 'general':
      return style === 'node' ? undefined : { capabilities: { add: ['SYS_PTRACE'] } };
    case 'netadmin':
      return { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } };
    case 'restricted':
      return {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      };
    case 'sysadmin':
      return { privileged: true };
    default:
      return undefined;
  }
}

function shareHost(spec: PodSpec): void {
  Object.assign(spec, { hostIPC: true, hostNetwork: true, hostPID: true });
}

function mountRoot(spec: PodSpec, container: Container): void {
  spec.volumes = [...(spec.volumes ?? []), { name: 'host-root', hostPath: { path: '/' } }];
  container.volumeMounts = [...(container.volumeMounts ?? []), { name: 'host-root', mountPath: '/host' }];
}

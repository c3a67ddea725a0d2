import { expect, test } from 'vitest';
import type { Container, PodSpec } from '../../../kube/types.ts';
import { applyProfile, type DebugStyle } from './profiles.ts';

const applied = (profile: string, style: DebugStyle) => {
  const container: Container = { name: 'debugger' };
  const spec: PodSpec = { containers: [container] };
  applyProfile(profile, style, spec, container);
  return spec;
};

test('general: the host on a node, tracing beside containers, one process namespace in a copy', () => {
  expect(applied('general', 'node')).toEqual({
    containers: [{ name: 'debugger', volumeMounts: [{ name: 'host-root', mountPath: '/host' }] }],
    volumes: [{ name: 'host-root', hostPath: { path: '/' } }],
    hostIPC: true,
    hostNetwork: true,
    hostPID: true,
  });
  const traced = { name: 'debugger', securityContext: { capabilities: { add: ['SYS_PTRACE'] } } };
  expect(applied('general', 'ephemeral')).toEqual({ containers: [traced] });
  expect(applied('general', 'copy')).toEqual({ containers: [traced], shareProcessNamespace: true });
});

test('netadmin and sysadmin ask for more, baseline for nothing', () => {
  expect(applied('netadmin', 'ephemeral').containers[0]!.securityContext).toEqual({
    capabilities: { add: ['NET_ADMIN', 'NET_RAW'] },
  });
  expect(applied('sysadmin', 'ephemeral').containers[0]!.securityContext).toEqual({ privileged: true });
  expect(applied('baseline', 'node')).toEqual({ containers: [{ name: 'debugger' }] });
});

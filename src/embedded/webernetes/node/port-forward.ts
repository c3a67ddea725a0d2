import type { Connection } from '../../../kube/cluster.ts';
import { errors } from '../../../kube/status.ts';
import type { Pod } from '../../../kube/types.ts';
import { converse, refused } from '../../service/conversation/conversation.ts';
import { sha256 } from '../../service/proxy/sha256.ts';
import type { NetworkNamespace } from '../../service/listeners.ts';
import { podOf, runtimeOf, type Sandbox, type Server } from '../internals.ts';

/**
 * A connection to a port of a Pod's network namespace, dialled inside it as `localhost`: past the nodes'
 * rules and NetworkPolicy. Models kubernetes pkg/kubelet GetPortForward and containerd
 * internal/cri/server sandbox_portforward_linux.go, whose words are told when nothing listens.
 * @throws StatusError when the kubelet runs no such Pod
 */
export function portForward(
  servers: readonly Server[],
  namespaces: WeakMap<Sandbox, NetworkNamespace>,
  pod: Pod,
  port: number,
  signal: AbortSignal | undefined,
): Connection {
  const sandbox = sandboxOf(servers, pod);
  const network = sandbox && namespaces.get(sandbox);
  if (!network) {
    const { name = '', namespace = 'default' } = pod.metadata;
    throw errors.internal(`unable to upgrade connection: pod not found ("${name}_${namespace}")`);
  }
  const listener = network.find('127.0.0.1', port, 'TCP');
  if (!listener) return refused(new Error(refusal(sandbox, port)));
  const peer = {
    ip: '127.0.0.1',
    port: 32_768 + Math.floor(Math.random() * 28_232),
    protocol: 'TCP' as const,
  };
  return converse(async (payload) => {
    // The process may have gone since: its kernel resets what is sent to it then.
    if (network.find('127.0.0.1', port, 'TCP') !== listener)
      throw new Error(
        `error forwarding port ${port} to pod ${idOf(sandbox)}, uid : read tcp4 127.0.0.1:${peer.port}->127.0.0.1:${port}: read: connection reset by peer`,
      );
    return listener.serve(payload, peer);
  }, signal);
}

/** The sandbox of a Pod that has not ended. */
function sandboxOf(servers: readonly Server[], pod: Pod): Sandbox | undefined {
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return undefined;
  const server = servers.find(({ name }) => name === pod.spec.nodeName);
  let newest: Sandbox | undefined;
  for (const { sandbox } of server ? runtimeOf(server).containers.values() : []) {
    if (sandbox.uid === pod.metadata.uid && sandbox.createdAt >= (newest?.createdAt ?? 0)) newest = sandbox;
  }
  return newest;
}

function refusal(sandbox: Sandbox, port: number): string {
  const id = idOf(sandbox);
  const place = podOf(sandbox).spec.hostNetwork ? 'host' : `/var/run/netns/cni-${uuid(id)}`;
  return (
    `error forwarding port ${port} to pod ${id}, uid : failed to execute portforward in network namespace "${place}": ` +
    `failed to connect to localhost:${port} inside namespace "${id}", ` +
    `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused ` +
    `IPv6 dial tcp6 [::1]:${port}: connect: connection refused `
  );
}

/** 64 hexadecimal digits in place of the engine's readable id. */
function idOf(sandbox: Sandbox): string {
  return [...sha256(sandbox.id)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function uuid(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

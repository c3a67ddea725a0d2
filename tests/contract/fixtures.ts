import type { AnyObject } from '../../src/kube/types.ts';

const pod = (
  name: string,
  labels: Record<string, string>,
  container: Record<string, unknown>,
): AnyObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels },
  spec: { terminationGracePeriodSeconds: 1, containers: [{ name, ...container }] },
});

const image = 'example/hostnames:1.0';

/** A server, one that listens on 127.0.0.1 only, and a client whose main process says what it hears. */
export const fixtures = {
  namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } } satisfies AnyObject,
  pods: [
    pod('web', { app: 'web' }, { image }),
    pod('local', { app: 'web' }, { image, env: [{ name: 'ADDR', value: '127.0.0.1' }] }),
    pod(
      'client',
      { app: 'client' },
      {
        image: 'busybox:1.36',
        stdin: true,
        command: ['sh', '-c', 'while read line; do echo "heard $line"; done'],
      },
    ),
  ],
};

/** As containerd tells it through the kubelet. */
export const closedPort = (port: number) =>
  new RegExp(
    `^error forwarding port ${port} to pod [0-9a-f]{64}, uid : failed to execute portforward in network namespace ` +
      `"/var/run/netns/cni-[0-9a-f-]{36}": failed to connect to localhost:${port} inside namespace "[0-9a-f]{64}", ` +
      `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused ` +
      `IPv6 dial tcp6 \\[::1\\]:${port}: connect: connection refused $`,
  );

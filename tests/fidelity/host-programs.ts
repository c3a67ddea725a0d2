import type { EmbeddedCluster } from '../../src/embedded/index.ts';
import { curl } from '../../src/embedded/images/agnhost/curl.ts';
import { gateway } from '../../src/embedded/boot/nodes.ts';
import type { Origin, SocketAddress } from '../../src/embedded/network.ts';
import type { Process } from '../../src/embedded/process.ts';
import { KubeClient, resources } from '../../src/kube/client.ts';
import type { Node } from '../../src/kube/types.ts';
import type { Program, ProgramContext } from '../../src/shell/index.ts';

/**
 * The programs of a kind cluster's host, built on the embedded cluster's state: `docker exec NODE` with the
 * commands that look at a node's rules and network, and `curl` from outside the cluster.
 */
export function hostPrograms(cluster: EmbeddedCluster): Record<string, Program> {
  return {
    docker: async (args, context) => {
      const [verb, node = '', program = '', ...rest] = args;
      if (verb !== 'exec') return fail(context, `docker: '${verb ?? ''}' is not a docker command.`);
      const found = (await nodes(cluster)).find(({ metadata }) => metadata.name === node);
      if (!found) return fail(context, `Error response from daemon: No such container: ${node}`);
      switch (program) {
        case 'iptables-save':
          return iptablesSave(cluster, node, rest, context);
        case 'curl':
          return runCurl(cluster, { kind: 'node', name: node, ip: internalIP(found) }, rest, context);
        default:
          return fail(context, `docker exec: ${program} is not simulated on the nodes`, 127);
      }
    },
    curl: (args, context) => runCurl(cluster, undefined, args, context),
  };
}

function fail(context: ProgramContext, message: string, exitCode = 1): number {
  context.stderr(`${message}\n`);
  return exitCode;
}

const nodes = async (cluster: EmbeddedCluster) =>
  (await new KubeClient(cluster).list<Node>(resources.nodes)).items;

const internalIP = (node: Node) =>
  node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';

function iptablesSave(
  cluster: EmbeddedCluster,
  node: string,
  args: readonly string[],
  context: ProgramContext,
): number {
  const [flag, table] = args;
  if (flag !== '-t' || (table !== 'nat' && table !== 'filter'))
    return fail(context, 'iptables-save: only -t nat and -t filter are simulated on the nodes');
  context.stdout(cluster.iptablesSave(node, table));
  return 0;
}

/** curl on a node, or on the host: whose packets come to a node from outside, and which serves nothing itself. */
async function runCurl(
  cluster: EmbeddedCluster,
  node: Extract<Origin, { kind: 'node' }> | undefined,
  args: readonly string[],
  context: ProgramContext,
): Promise<number> {
  const known = await nodes(cluster);
  const dial = (address: SocketAddress) => {
    if (node) return cluster.dataPlane.dial(node, address);
    if (address.ip.startsWith('127.'))
      return Promise.resolve({ hops: [], outcome: 'refused' as const, afterMs: 0 });
    // The host's packets enter the cluster at the node that they are for, with the bridge's address.
    const way = known.find((each) => internalIP(each) !== address.ip)!;
    return cluster.dataPlane.dial({ kind: 'node', name: way.metadata.name!, ip: gateway }, address);
  };
  return curl(
    {
      ...nothing,
      clock: cluster.clock,
      signal: context.signal,
      stdout: (text) => context.stdout(text),
      stderr: (text) => context.stderr(text),
      dial,
      api: new KubeClient(cluster),
    },
    ['curl', ...args],
  );
}

/** A process outside all containers: a host's own files, as far as looking up `localhost` needs them. */
const nothing: Omit<Process, 'clock' | 'signal' | 'stdout' | 'stderr' | 'dial' | 'api'> = {
  env: {},
  cwd: '/',
  hostname: 'host',
  stdin: undefined,
  tty: false,
  size: undefined,
  fs: {
    read: (path) => (path === '/etc/hosts' ? '127.0.0.1\tlocalhost\n' : undefined),
    write: () => {},
    delete: () => false,
    has: (path) => path === '/etc/hosts',
    paths: () => ['/etc/hosts'],
  },
  container: { namespace: '', pod: '', uid: '', node: '', ip: gateway, image: '' },
  listen: () => {
    throw new Error('nothing listens on the host');
  },
};

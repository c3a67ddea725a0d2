import type { Clock } from '../../../kube/cluster.ts';
import type { DataPlane } from '../../network.ts';
import { formatRequest, parseResponse } from '../../images/network/http.ts';
import type { NetworkNamespace } from '../../service/listeners.ts';
import type { Topology } from '../../service/topology.ts';
import { networkOf, podOf, type EngineCluster, type Sandbox } from '../internals.ts';

/**
 * Puts our network in place of the engine's: addresses come from the topology, and a probe is a packet on
 * the data plane. Nothing is left that could reach the real network.
 */
export function replaceNetwork(
  cluster: EngineCluster,
  topology: Topology,
  dataPlane: DataPlane,
  clock: Clock,
): WeakMap<Sandbox, NetworkNamespace> {
  const namespaces = new WeakMap<Sandbox, NetworkNamespace>();
  const network = networkOf(cluster);

  network.setupPodSandbox = (sandbox) => {
    const pod = podOf(sandbox);
    const nodeName = pod.spec.nodeName ?? '';
    if (pod.spec.hostNetwork) {
      const node = topology.nodes.get(nodeName);
      if (!node) throw new Error(`node ${nodeName} not found`);
      namespaces.set(sandbox, node.namespace);
      return { ip: node.ip, unregister: () => {} };
    }
    const { namespace, name, uid } = sandbox;
    const added = topology.addPod({ namespace, name, uid, node: nodeName });
    namespaces.set(sandbox, added.network);
    return { ip: added.network.ip, unregister: () => topology.removePod(added.network.ip) };
  };

  network.fetch = async (_ctx, origin, target, init = {}) => {
    const url = new URL(String(target));
    const nodeName =
      (origin as { spec?: { nodeName?: string } }).spec?.nodeName ?? origin.metadata?.name ?? '';
    const node = topology.nodes.get(nodeName);
    const fail = (why: string) => new Error(`Get "${url.href}": ${why}`);
    if (!node) throw fail(`node ${nodeName} not found`);
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    if (!/^[\d.]+$/.test(url.hostname)) throw fail(`dial tcp: lookup ${url.hostname}: no such host`);
    const dial = await dataPlane.dial(
      { kind: 'node', name: node.name, ip: node.ip },
      { ip: url.hostname, port, protocol: 'TCP' },
    );
    if (dial.outcome === 'refused') {
      if (dial.afterMs > 0) await clock.sleep(dial.afterMs);
      throw fail(`dial tcp ${url.hostname}:${port}: connect: connection refused`);
    }
    if (dial.outcome === 'unreachable') throw fail(`dial tcp ${url.hostname}:${port}: ${dial.message}`);
    // The prober's own time limit ends this.
    if (dial.outcome === 'timeout') return new Promise(() => {});
    const text = formatRequest({
      method: init.method ?? 'GET',
      target: `${url.pathname}${url.search}`,
      version: 'HTTP/1.1',
      headers: probeHeaders(url.host, init.headers),
      body: init.body ?? '',
    });
    const reply = await dial.exchange({ kind: 'text', text });
    const answer = reply?.kind === 'text' ? parseResponse(reply.text) : undefined;
    if (!answer) throw fail('EOF');
    const headers = Object.fromEntries(answer.headers.map(([name, value]) => [name, [value]]));
    return { status: answer.status, headers, body: answer.body };
  };

  network.canConnect = (host, port) => {
    const namespace = topology.podByIp(host)?.network ?? topology.nodeByIp(host)?.namespace;
    return namespace?.find(host, port, 'TCP') !== undefined;
  };
  return namespaces;
}

/** The kubelet's own headers, unless the probe sets them. Go keeps a list of values for each. */
function probeHeaders(host: string, given: unknown): [string, string][] {
  const headers = new Map([
    ['host', ['Host', host]],
    ['user-agent', ['User-Agent', 'kube-probe/1.36']],
    ['accept', ['Accept', '*/*']],
    ['connection', ['Connection', 'close']],
  ]);
  for (const [name, value] of Object.entries((given ?? {}) as Record<string, unknown>)) {
    const text = Array.isArray(value) ? value.join(', ') : value;
    if (typeof text === 'string') headers.set(name.toLowerCase(), [name, text]);
  }
  return [...headers.values()] as [string, string][];
}

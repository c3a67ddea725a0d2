import type { Clock } from '../../kube/cluster.ts';
import type { DataPlane, Dial, Hop, Listener, Origin, SocketAddress } from '../network.ts';
import type { NetworkNamespace } from './listeners.ts';
import { clusterMatch, endpointJump, filterRule } from './proxy/render.ts';
import type { Verdict } from './proxy/table.ts';
import type { NodeNetwork, Topology } from './topology.ts';

/** A REJECT answers at once, but a TCP connect tries again once before it gives up. */
const rejectedConnectMs = 1000;

export interface DataPlaneOptions {
  topology: Topology;
  clock: Clock;
  /** In [0, 1); chooses endpoints and source ports. */
  random?: () => number;
}

/** The way of a packet over the nodes' rules to whoever listens. Models iptables mode on a kind cluster. */
export class ClusterDataPlane implements DataPlane {
  readonly #topology: Topology;
  readonly #clock: Clock;
  readonly #random: () => number;

  constructor(options: DataPlaneOptions) {
    this.#topology = options.topology;
    this.#clock = options.clock;
    this.#random = options.random ?? Math.random;
  }

  async dial(origin: Origin, address: SocketAddress): Promise<Dial> {
    const node = this.#topology.nodes.get(origin.kind === 'node' ? origin.name : origin.node);
    const hops: Hop[] = [clientHop(origin)];
    if (!node) return { hops, outcome: 'unreachable', message: 'Network is unreachable' };
    const onNode = origin.kind === 'node' || origin.hostNetwork;

    if (!onNode && (isLoopback(address.ip) || address.ip === origin.ip)) {
      const pod = this.#topology.podByIp(origin.ip);
      return this.#deliver(hops, pod?.network, address, origin.ip, address.ip);
    }
    const toNode = isLoopback(address.ip) || this.#topology.nodeByIp(address.ip) === node;
    const packet = { ...address, source: origin.ip, fromPod: !onNode, fromNode: onNode, toNode };
    const verdict = node.rules.walk(packet, this.#clock.now(), this.#random);
    const dial = this.#follow(hops, node, node, verdict, address, origin.ip, onNode);
    return onNode ? dial : this.#unlessDenied(dial, origin.ip, address);
  }

  /** Policies see a packet between its Pods: with the endpoint's address, before its source is masqueraded. */
  #unlessDenied(dial: Dial, source: string, { ip, port, protocol }: SocketAddress): Dial {
    const rejected = dial.hops.at(-1)?.station === 'kube-proxy';
    if (rejected || dial.outcome === 'unreachable') return dial;
    const last = dial.hops.at(-1)!.subject.split(':');
    const [destination = ip, number = String(port)] = last.length === 2 ? last : [];
    const denied = this.#topology.policies.blockedBy({
      source,
      destination,
      port: Number(number),
      protocol,
    });
    if (denied === undefined) return dial;
    const hops = [...dial.hops, { station: 'node' as const, subject: 'NetworkPolicy', detail: denied }];
    return { hops, outcome: 'timeout' };
  }

  #follow(
    hops: Hop[],
    from: NodeNetwork,
    node: NodeNetwork,
    verdict: Verdict,
    address: SocketAddress,
    source: string,
    onNode: boolean,
  ): Dial {
    if (verdict.kind === 'none') return this.#route(hops, from, node, address, source, onNode);
    const { rule } = verdict;
    hops.push({ station: 'service', subject: rule.name, detail: clusterMatch(rule) });
    if (verdict.kind !== 'dnat') {
      hops.push({ station: 'kube-proxy', subject: node.name, detail: filterRule(rule, verdict.external) });
      if (verdict.kind === 'drop') return { hops, outcome: 'timeout' };
      return { hops, outcome: 'refused', afterMs: address.protocol === 'TCP' ? rejectedConnectMs : 0 };
    }
    const { endpoint } = verdict;
    const target = `${endpoint.ip}:${endpoint.port}`;
    const index = rule.cluster.findIndex(({ chain }) => chain === endpoint.chain);
    const left = index < 0 ? 1 : rule.cluster.length - index;
    hops.push(
      { station: 'endpointslice', subject: target, detail: endpointJump(rule, endpoint, left) },
      {
        station: 'kube-proxy',
        subject: node.name,
        detail: `-A ${endpoint.chain} -j DNAT --to-destination ${target}`,
      },
    );
    const next = { ip: endpoint.ip, port: endpoint.port, protocol: address.protocol };
    return this.#route(hops, node, node, next, verdict.masquerade ? node.ip : source, onNode, true);
  }

  /** Where a packet goes whose destination stands. */
  #route(
    hops: Hop[],
    from: NodeNetwork,
    at: NodeNetwork,
    address: SocketAddress,
    source: string,
    onNode: boolean,
    translated = false,
  ): Dial {
    const pod = this.#topology.podByIp(address.ip);
    if (pod) {
      hops.push({
        station: 'pod',
        subject: `${address.ip}:${address.port}`,
        detail: `${pod.namespace}/${pod.name} on ${pod.node}`,
      });
      return this.#deliver(hops, pod.network, address, source, address.ip);
    }
    const node = isLoopback(address.ip) ? at : this.#topology.nodeByIp(address.ip);
    if (node) {
      hops.push({ station: 'node', subject: node.name, detail: `${address.ip}:${address.port}` });
      // Another node's own rules see the packet when it arrives there.
      if (node !== from && !translated) {
        const packet = { ...address, source, fromPod: !onNode, fromNode: false, toNode: true };
        const verdict = node.rules.walk(packet, this.#clock.now(), this.#random);
        if (verdict.kind !== 'none') return this.#follow(hops, node, node, verdict, address, source, onNode);
      }
      return this.#deliver(hops, node.namespace, address, source, address.ip);
    }
    const outside = this.#topology.outside.get(address.ip);
    hops.push({ station: 'outside', subject: `${address.ip}:${address.port}`, detail: `leaves ${at.name}` });
    const listener = outside?.find(address.ip, address.port, address.protocol);
    return listener ? this.#open(hops, listener, address, source) : { hops, outcome: 'timeout' };
  }

  #deliver(
    hops: Hop[],
    namespace: NetworkNamespace | undefined,
    address: SocketAddress,
    source: string,
    local: string,
  ): Dial {
    const listener = namespace?.find(local, address.port, address.protocol);
    if (!listener) return { hops, outcome: 'refused', afterMs: 0 };
    return this.#open(hops, listener, address, source);
  }

  #open(hops: Hop[], listener: Listener, address: SocketAddress, source: string): Dial {
    const port = 32_768 + Math.floor(this.#random() * 28_232);
    const peer = { ip: source, port, protocol: address.protocol };
    return {
      hops,
      outcome: 'open',
      remote: address,
      exchange: (payload) => listener.serve(payload, peer),
    };
  }
}

function clientHop(origin: Origin): Hop {
  if (origin.kind === 'node') return { station: 'client', subject: origin.name, detail: origin.ip };
  const subject = `${origin.namespace}/${origin.name}`;
  return { station: 'client', subject, detail: `${origin.ip} on ${origin.node}` };
}

function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}

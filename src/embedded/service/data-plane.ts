import type { Clock } from '../../kube/cluster.ts';
import type { DataPlane, Dial, Hop, Listener, Origin, SocketAddress } from '../network.ts';
import type { NetworkNamespace } from './listeners.ts';
import type { Flow } from './netfilter/conntrack.ts';
import type { Fate, Step } from './netfilter/hooks.ts';
import type { Packet } from './netfilter/matches.ts';
import { input, onTheWayIn, onTheWayOut } from './netfilter/traverse.ts';
import { vethOf, type NodeNetwork, type Topology } from './topology.ts';

/** A REJECT answers at once, but a TCP connect tries again once before it gives up. */
const rejectedConnectMs = 1000;

export interface DataPlaneOptions {
  topology: Topology;
  clock: Clock;
  /** In [0, 1); chooses endpoints and source ports. */
  random?: () => number;
}

/** A connection on its way: the nodes that it has come by remember it. */
interface Journey {
  hops: Hop[];
  packet: Packet;
  remembered: { node: NodeNetwork; flow: Flow }[];
  /** Where it was meant to go. */
  address: SocketAddress;
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
    const journey = this.#journey(origin, address);
    const { hops, packet } = journey;
    if (origin.kind === 'outside') return this.#onTheWire(journey);
    const node = this.#topology.nodes.get(origin.kind === 'node' ? origin.name : origin.node);
    if (!node) return { hops, outcome: 'unreachable', message: 'Network is unreachable' };
    if (isLoopback(address.ip)) packet.source = '127.0.0.1';
    if (origin.kind === 'node' || origin.hostNetwork) {
      return this.#cross(journey, node, 'local');
    }
    if (isLoopback(address.ip) || address.ip === origin.ip) {
      const pod = this.#topology.podByIp(origin.ip);
      return this.#deliver(journey, pod?.network);
    }
    packet.inInterface = vethOf(origin.ip);
    return this.#unlessDenied(this.#cross(journey, node, 'pod'), origin.ip, address);
  }

  #journey(origin: Origin, address: SocketAddress): Journey {
    const packet: Packet = {
      source: origin.ip,
      sourcePort: 32_768 + Math.floor(this.#random() * 28_232),
      destination: address.ip,
      port: address.port,
      protocol: address.protocol,
      inInterface: '',
      outInterface: '',
      mark: 0,
      translated: false,
    };
    return { hops: [clientHop(origin)], packet, remembered: [], address };
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

  /** A packet passes a node's tables: from the node itself, from a Pod on it, or from another machine. */
  #cross(journey: Journey, node: NodeNetwork, from: 'local' | 'pod' | 'wire'): Dial {
    const { packet, hops } = journey;
    const { rules } = node;
    const sent = from === 'local';
    rules.now = this.#clock.now();
    rules.random = this.#random;
    if (from === 'wire') packet.inInterface = 'eth0';
    if (sent) packet.outInterface = this.#interfaceTo(node, packet.destination);
    packet.mark = 0;
    packet.translated = false;
    const original = tupleOf(packet);
    const steps: Step[] = [];
    let fate = onTheWayIn(rules, packet, sent, steps);
    hops.push(...translation(node, steps));
    const here = rules.isLocal(packet.destination);
    packet.outInterface = here ? '' : this.#interfaceTo(node, packet.destination);
    if (fate.kind === 'accept' && here) {
      if (sent) packet.inInterface = 'lo';
      fate = input(rules, packet, steps);
    } else if (fate.kind === 'accept') {
      fate = onTheWayOut(rules, packet, sent, steps);
    }
    const protocol = packet.protocol;
    const reply = replyTo(packet);
    const flow = (state: Flow['state']) =>
      node.conntrack.begin({ protocol, original, reply }, state, this.#clock.now());
    if (fate.kind !== 'accept') {
      if (fate.kind === 'drop' && !here) flow(protocol === 'TCP' ? 'SYN_SENT' : 'UNREPLIED');
      return this.#refuse(journey, node, fate);
    }
    journey.remembered.push({ node, flow: flow(protocol === 'TCP' ? 'SYN_SENT' : 'UNREPLIED') });
    if (!here) return this.#onTheWire(journey, node);
    hops.push({
      station: 'node',
      subject: node.name,
      detail: `${packet.destination}:${packet.port}`,
    });
    return this.#deliver(journey, node.namespace);
  }

  #interfaceTo(node: NodeNetwork, ip: string): string {
    if (node.rules.isLocal(ip)) return 'lo';
    return this.#topology.podByIp(ip)?.node === node.name ? vethOf(ip) : 'eth0';
  }

  /** Where a packet goes whose destination stands. @param at the node that sends it on, if one does */
  #onTheWire(journey: Journey, at?: NodeNetwork): Dial {
    const { hops, packet } = journey;
    const pod = at && this.#topology.podByIp(packet.destination);
    if (pod && pod.node === at.name) {
      hops.push({
        station: 'pod',
        subject: `${packet.destination}:${packet.port}`,
        detail: `${pod.namespace}/${pod.name} on ${pod.node}`,
      });
      return this.#deliver(journey, pod.network);
    }
    const next = pod ? this.#topology.nodes.get(pod.node) : this.#topology.nodeByIp(packet.destination);
    if (next && next !== at && (at || next.ip === packet.destination))
      return this.#cross(journey, next, 'wire');
    const subject = `${packet.destination}:${packet.port}`;
    hops.push({ station: 'outside', subject, detail: at ? `leaves ${at.name}` : 'the nodes’ network' });
    const outside = this.#topology.outside.get(packet.destination);
    if (!outside) return { hops, outcome: 'timeout' };
    const listener = outside.find(packet.destination, packet.port, journey.address.protocol);
    if (listener) return this.#open(journey, listener);
    return at ? { hops, outcome: 'timeout' } : { hops, outcome: 'refused', afterMs: 0 };
  }

  #refuse({ hops, address }: Journey, node: NodeNetwork, fate: Exclude<Fate, { kind: 'accept' }>): Dial {
    const step = fate.step;
    const text = step ? `-A ${step.chain} ${step.rule.text}` : `policy DROP`;
    const service = step?.rule.service;
    if (service !== undefined && !hops.some(({ station }) => station === 'service')) {
      hops.push({ station: 'service', subject: service, detail: step!.rule.text.replace(/ -j .*/, '') });
    }
    hops.push({
      station: service === undefined ? 'node' : 'kube-proxy',
      subject: node.name,
      detail: text,
    });
    if (fate.kind === 'drop') return { hops, outcome: 'timeout' };
    switch (fate.how) {
      case 'tcp-reset':
        return { hops, outcome: 'refused', afterMs: 0 };
      case 'icmp-port-unreachable':
      case 'icmp-proto-unreachable':
        return { hops, outcome: 'refused', afterMs: address.protocol === 'TCP' ? rejectedConnectMs : 0 };
      case 'icmp-net-unreachable':
      case 'icmp-net-prohibited':
        return { hops, outcome: 'unreachable', message: 'Network is unreachable' };
      default:
        return { hops, outcome: 'unreachable', message: 'No route to host' };
    }
  }

  #deliver(journey: Journey, namespace: NetworkNamespace | undefined): Dial {
    const { packet, address, hops } = journey;
    const listener = namespace?.find(packet.destination, packet.port, address.protocol);
    if (listener) return this.#open(journey, listener);
    for (const { node, flow } of journey.remembered) node.conntrack.turn(flow, 'CLOSE', this.#clock.now());
    return { hops, outcome: 'refused', afterMs: 0 };
  }

  #open({ hops, packet, address, remembered }: Journey, listener: Listener): Dial {
    const { protocol } = address;
    const turn = (tcp: Flow['state']) => {
      const state = protocol === 'TCP' ? tcp : 'REPLIED';
      for (const { node, flow } of remembered) node.conntrack.turn(flow, state, this.#clock.now());
    };
    turn('ESTABLISHED');
    return {
      hops,
      outcome: 'open',
      remote: { ip: packet.destination, port: packet.port, protocol },
      exchange: async (payload) => {
        const peer = { ip: packet.source, port: packet.sourcePort, protocol };
        const answer = await listener.serve(payload, peer);
        turn('TIME_WAIT');
        return answer;
      },
    };
  }
}

/** The stations of a Service's packet on the node that rewrites its destination. */
function translation(node: NodeNetwork, steps: readonly Step[]): Hop[] {
  const dnat = steps.find(({ rule }) => rule.target === 'DNAT');
  const subject = dnat?.rule.service;
  if (!dnat || subject === undefined) return [];
  const first = steps.find(({ rule }) => rule.service === subject)!;
  const choice = steps.findLast(({ rule }) => rule.target === dnat.chain);
  const target = dnat.rule.targetOptions.find(({ name }) => name === 'to-destination')?.values[0] ?? '';
  return [
    { station: 'service', subject, detail: first.rule.text.replace(/ -j .*/, '') },
    { station: 'endpointslice', subject: target, detail: choice?.rule.text ?? '' },
    {
      station: 'kube-proxy',
      subject: node.name,
      detail: `-A ${dnat.chain} -j DNAT --to-destination ${target}`,
    },
  ];
}

const tupleOf = ({ source, destination, sourcePort, port }: Packet) => ({
  source,
  destination,
  sourcePort,
  port,
});

const replyTo = ({ source, destination, sourcePort, port }: Packet) => ({
  source: destination,
  destination: source,
  sourcePort: port,
  port: sourcePort,
});

function clientHop(origin: Origin): Hop {
  if (origin.kind !== 'pod') return { station: 'client', subject: origin.name, detail: origin.ip };
  const subject = `${origin.namespace}/${origin.name}`;
  return { station: 'client', subject, detail: `${origin.ip} on ${origin.node}` };
}

function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}

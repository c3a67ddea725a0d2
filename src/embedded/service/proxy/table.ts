import type { Protocol } from '../../../kube/types.ts';

/** One endpoint of a Service port: its KUBE-SEP chain. */
export interface EndpointRule {
  ip: string;
  port: number;
  chain: string;
}

/** What one port of one Service is to a node. */
export interface ServiceRule {
  /** `shop/web:http`, or `shop/web` when the port has no name. */
  name: string;
  protocol: Protocol;
  clusterIP: string;
  port: number;
  nodePort: number | undefined;
  /** Addresses of load balancers and spec.externalIPs. */
  externalIPs: readonly string[];
  /** Those of them that a load balancer has. */
  loadBalancerIPs?: readonly string[];
  /** 16 characters; the chains are KUBE-SVC-, KUBE-SVL- and KUBE-EXT- before it. */
  hash: string;
  /** Usable endpoints anywhere, and on this node. */
  cluster: readonly EndpointRule[];
  local: readonly EndpointRule[];
  internalPolicyLocal: boolean;
  externalPolicyLocal: boolean;
  /** Seconds of ClientIP affinity. */
  affinity: number | undefined;
}

/** Where a packet enters the table. */
export interface Packet {
  ip: string;
  port: number;
  protocol: Protocol;
  source: string;
  /** From a Pod of this cluster (`-s 10.244.0.0/16`). */
  fromPod: boolean;
  /** From this node itself (`addrtype --src-type LOCAL`). */
  fromNode: boolean;
  /** The destination is this node's own address, loopback included (`addrtype --dst-type LOCAL`). */
  toNode: boolean;
}

export type Verdict =
  | { kind: 'none' }
  | { kind: 'reject' | 'drop'; rule: ServiceRule; external: boolean }
  | { kind: 'dnat'; rule: ServiceRule; endpoint: EndpointRule; masquerade: boolean; external: boolean };

/** The rules that kube-proxy has put on one node, and the kernel's memory for ClientIP affinity. */
export class RuleTable {
  #rules: readonly ServiceRule[] = [];
  /** KUBE-SEP chain → source address → when last seen, in milliseconds. */
  readonly #recent = new Map<string, Map<string, number>>();

  get rules(): readonly ServiceRule[] {
    return this.#rules;
  }

  replace(rules: readonly ServiceRule[]): void {
    this.#rules = rules;
  }

  /**
   * Walks the nat and filter tables with a new connection's first packet.
   * @param now milliseconds, for affinity
   * @param random in [0, 1)
   */
  walk(packet: Packet, now: number, random: () => number): Verdict {
    for (const rule of this.#rules) {
      if (rule.protocol !== packet.protocol) continue;
      if (rule.clusterIP === packet.ip && rule.port === packet.port) {
        return this.#choose(rule, packet, false, now, random);
      }
      if (rule.externalIPs.includes(packet.ip) && rule.port === packet.port) {
        return this.#choose(rule, packet, true, now, random);
      }
    }
    if (packet.toNode) {
      for (const rule of this.#rules) {
        if (rule.nodePort === packet.port && rule.protocol === packet.protocol) {
          return this.#choose(rule, packet, true, now, random);
        }
      }
    }
    return { kind: 'none' };
  }

  #choose(rule: ServiceRule, packet: Packet, external: boolean, now: number, random: () => number): Verdict {
    const local = external ? rule.externalPolicyLocal : rule.internalPolicyLocal;
    // With externalTrafficPolicy Local, Pods and the node itself still reach every endpoint.
    const everywhere = external && local && (packet.fromPod || packet.fromNode);
    const endpoints = local && !everywhere ? rule.local : rule.cluster;
    if (endpoints.length === 0) {
      const kind = rule.cluster.length === 0 ? 'reject' : 'drop';
      return { kind, rule, external };
    }
    const endpoint = this.#sticky(rule, endpoints, packet.source, now) ?? pick(endpoints, random);
    if (rule.affinity !== undefined) this.#remember(endpoint.chain, packet.source, now);
    const hairpin = endpoint.ip === packet.source;
    const outside = external && !(local && !everywhere && !packet.fromNode);
    return {
      kind: 'dnat',
      rule,
      endpoint,
      external,
      masquerade: hairpin || outside || (!external && !packet.fromPod),
    };
  }

  #sticky(
    rule: ServiceRule,
    endpoints: readonly EndpointRule[],
    source: string,
    now: number,
  ): EndpointRule | undefined {
    if (rule.affinity === undefined) return undefined;
    const oldest = now - rule.affinity * 1000;
    return endpoints.find(({ chain }) => (this.#recent.get(chain)?.get(source) ?? -Infinity) >= oldest);
  }

  #remember(chain: string, source: string, now: number): void {
    const seen = this.#recent.get(chain) ?? new Map<string, number>();
    seen.set(source, now);
    this.#recent.set(chain, seen);
  }
}

function pick(endpoints: readonly EndpointRule[], random: () => number): EndpointRule {
  return endpoints[Math.floor(random() * endpoints.length)]!;
}

import { AddressInUseError, NetworkNamespace } from './listeners.ts';
import { Policies } from './policy/policies.ts';
import { RuleTable } from './proxy/table.ts';

export { AddressInUseError };

export interface NodeNetwork {
  readonly name: string;
  readonly ip: string;
  readonly podCIDR: string;
  /** The node's own network namespace, shared by its hostNetwork Pods. */
  readonly namespace: NetworkNamespace;
  /** What kube-proxy last programmed here. Stays when kube-proxy is gone, as a kernel's tables do. */
  readonly rules: RuleTable;
}

export interface PodNetwork {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly node: string;
  readonly network: NetworkNamespace;
}

/** Which addresses exist, and what stands behind each. */
export class Topology {
  readonly nodes: ReadonlyMap<string, NodeNetwork>;
  readonly policies = new Policies();
  /** Hosts beyond the cluster, by address. */
  readonly outside = new Map<string, NetworkNamespace>();
  readonly #pods = new Map<string, PodNetwork>();
  readonly #cursor = new Map<string, number>();

  constructor(nodes: readonly { name: string; ip: string; podCIDR: string }[]) {
    this.nodes = new Map(
      nodes.map((node) => [
        node.name,
        { ...node, namespace: new NetworkNamespace(node.ip), rules: new RuleTable() },
      ]),
    );
  }

  nodeByIp(ip: string): NodeNetwork | undefined {
    for (const node of this.nodes.values()) {
      // The bridge's own address, .1 of the Pod network, belongs to the node too.
      if (node.ip === ip || `${node.podCIDR.replace(/\.0\/24$/, '')}.1` === ip) return node;
    }
    return undefined;
  }

  podByIp(ip: string): PodNetwork | undefined {
    return this.#pods.get(ip);
  }

  /** Gives a Pod the next free address of its node's range. @throws Error when none is free */
  addPod(pod: Omit<PodNetwork, 'network'>): PodNetwork {
    const node = this.nodes.get(pod.node);
    if (!node) throw new Error(`node ${pod.node} not found`);
    const base = node.podCIDR.replace(/0\/24$/, '');
    for (let tried = 0; tried < 253; tried += 1) {
      const last = this.#cursor.get(pod.node) ?? 1;
      const next = last >= 254 ? 2 : last + 1;
      this.#cursor.set(pod.node, next);
      const ip = base + next;
      if (this.#pods.has(ip)) continue;
      const added = { ...pod, network: new NetworkNamespace(ip) };
      this.#pods.set(ip, added);
      return added;
    }
    throw new Error(`no IP addresses available in range set: ${node.podCIDR}`);
  }

  removePod(ip: string): void {
    this.#pods.delete(ip);
  }
}

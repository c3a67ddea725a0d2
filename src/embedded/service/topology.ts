import { AddressInUseError, NetworkNamespace } from './listeners.ts';
import { Policies } from './policy/policies.ts';
import { Conntrack } from './netfilter/conntrack.ts';
import { Netfilter } from './netfilter/kernel.ts';
import { sha256 } from './proxy/sha256.ts';

export { AddressInUseError };

export interface NodeNetwork {
  readonly name: string;
  readonly ip: string;
  readonly podCIDR: string;
  /** The node's own network namespace, shared by its hostNetwork Pods. */
  readonly namespace: NetworkNamespace;
  /** The kernel's tables. What kube-proxy last wrote there stays when kube-proxy is gone. */
  readonly rules: Netfilter;
  readonly conntrack: Conntrack;
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
        {
          ...node,
          namespace: new NetworkNamespace(node.ip),
          rules: new Netfilter(node, (ip) => isOwn(node, ip)),
          conntrack: new Conntrack(),
        },
      ]),
    );
  }

  nodeByIp(ip: string): NodeNetwork | undefined {
    for (const node of this.nodes.values()) {
      if (isOwn(node, ip) && !ip.startsWith('127.')) return node;
    }
    return undefined;
  }

  podByIp(ip: string): PodNetwork | undefined {
    return this.#pods.get(ip);
  }

  /** Pods that have a network of their own on this node. */
  podsOn(node: string): PodNetwork[] {
    return [...this.#pods.values()].filter((pod) => pod.node === node);
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

/** Whether an address is one of a node's own: the Pods' gateway, .1 of their network, is. */
function isOwn(node: { ip: string; podCIDR: string }, ip: string): boolean {
  return ip === node.ip || ip.startsWith('127.') || ip === node.podCIDR.replace(/0\/24$/, '1');
}

/** The node's end of a Pod's cable, as the ptp plugin names it. */
export function vethOf(ip: string): string {
  const bytes = [...sha256(`veth ${ip}`)].slice(0, 4);
  return `veth${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

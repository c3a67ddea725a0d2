import type { KubeClient } from '../../../kube/client.ts';
import type { Clock } from '../../../kube/cluster.ts';
import type { Pod } from '../../../kube/types.ts';
import type { Listener } from '../../network.ts';
import type { LogOptions } from '../../process.ts';
import type { Conntrack } from '../../service/netfilter/conntrack.ts';
import type { Netfilter } from '../../service/netfilter/kernel.ts';

/** A unit of systemd's. */
export interface Unit {
  /** `kubelet.service` */
  name: string;
  description: string;
  running: boolean;
  pid: number;
  /** Milliseconds since the epoch: when it last started or stopped. */
  since: number;
  /** What systemd has written about it, as the journal has it. */
  journal: { at: number; text: string }[];
  /** Absent where stopping it is not simulated. */
  stop?(): Promise<void>;
  start?(): Promise<void>;
}

/** What the programs of a node can find out about it, and do to it. */
export interface NodeState {
  readonly name: string;
  readonly ip: string;
  readonly podCIDR: string;
  readonly controlPlane: boolean;
  readonly clock: Clock;
  readonly api: KubeClient;
  /** The kernel's tables. */
  readonly rules: Netfilter;
  readonly conntrack: Conntrack;
  readonly units: readonly Unit[];
  /** All nodes, this one among them. */
  readonly nodes: readonly { name: string; ip: string; podCIDR: string }[];
  /** The address of the bridge that the nodes are plugged into. */
  readonly gateway: string;
  /** Addresses of the Pods that run here in a network of their own. */
  podIPs(): readonly string[];
  /** Ports that are open in the node's network. */
  sockets(): readonly Listener[];
  /** @throws StatusError when there is none to read */
  logs(pod: Pod, container: string, options: LogOptions): AsyncIterable<string>;
}

import type { KubeClient } from '../../kube/client.ts';
import type { Clock } from '../../kube/cluster.ts';
import type { NodePlan } from '../boot/nodes.ts';
import type { DataPlane } from '../network.ts';
import type { Kubelets } from '../process.ts';
import type { Topology } from '../service/topology.ts';
import type { NodeAgents } from '../webernetes/node/nodes.ts';

export interface MachineOptions {
  /** The address that the host has in the nodes' network. */
  gateway: string;
  plans: readonly NodePlan[];
  topology: Topology;
  dataPlane: DataPlane;
  clock: Clock;
  api: KubeClient;
  kubelets: Kubelets;
  /** The cluster's name, as `kind create cluster --name`. */
  name: string;
  /** Stops and starts the nodes' kubelets: `systemctl stop kubelet`. */
  agents: NodeAgents;
  /** Runs work that somebody waits for; in `fast` mode the clock hurries meanwhile. */
  hurried<T>(work: () => Promise<T>): Promise<T>;
}

import type { KubeClient } from '../../kube/client.ts';
import type { Clock } from '../../kube/cluster.ts';
import type { Machine } from '../../kube/machine.ts';
import type { NodePlan } from '../boot/nodes.ts';
import type { DataPlane } from '../network.ts';
import type { Kubelets } from '../process.ts';
import type { Topology } from '../service/topology.ts';
import type { NodeAgents } from '../webernetes/nodes.ts';
import { NodeContainer } from './node.ts';
import { Host } from './host.ts';
import { LoopbackPorts } from './ports.ts';

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

/** The computer whose Docker runs the cluster's nodes. */
export function createMachine(options: MachineOptions): Machine {
  const ports = new LoopbackPorts();
  const nodes = new Map(options.plans.map((plan) => [plan.name, new NodeContainer(plan, options)]));
  const host = new Host(options, ports);
  return {
    containers: () =>
      Promise.resolve([
        ...host.containers(),
        ...[...nodes.values()].map((node) => node.describe()).reverse(),
      ]),
    exec: (name, command, execOptions = {}) => {
      const node =
        nodes.get(name) ?? [...nodes.values()].find(({ id }) => name.length >= 4 && id.startsWith(name));
      if (!node) return Promise.reject(new Error(`Error response from daemon: No such container: ${name}`));
      return options.hurried(() => node.exec(command, execOptions));
    },
    programs: host.programs,
    run: (argv, execOptions = {}) => {
      const work = () => host.run(argv, execOptions);
      // Nobody waits for what runs until it is stopped.
      return argv[0] === 'cloud-provider-kind' ? work() : options.hurried(work);
    },
    listen: (address, port, connected) => ports.listen(address, port, connected),
  };
}

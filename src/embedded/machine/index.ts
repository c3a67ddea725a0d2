import type { Machine } from '../../kube/machine.ts';
import { NodeContainer } from './node.ts';
import { Host } from './host.ts';
import type { MachineOptions } from './options.ts';
import { LoopbackPorts } from './ports.ts';

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

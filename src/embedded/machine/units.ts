import type { Clock } from '../../kube/cluster.ts';
import { formatResponse, goResponse } from '../images/network/http.ts';
import type { Unit } from '../images/node/state.ts';
import type { Listener } from '../network.ts';
import type { NetworkNamespace } from '../service/listeners.ts';
import type { NodeAgents } from '../webernetes/node/nodes.ts';

/** The daemons of a node: systemd's units, with the ports that they have open. */
export function nodeUnits(
  node: string,
  agents: NodeAgents,
  network: NetworkNamespace,
  clock: Clock,
  containerdPort: number,
): Unit[] {
  const since = clock.now();
  const unit = (name: string, description: string, pid: number): Unit => ({
    ...{ name, description, pid, since, running: true },
    journal: [{ at: since, text: `Started ${name} - ${description}.` }],
  });
  const silent = (address: string, port: number): Listener => {
    return { address, port, protocol: 'TCP', serve: () => Promise.resolve(undefined) };
  };
  const healthz: Listener = {
    ...silent('127.0.0.1', 10_248),
    serve: () => Promise.resolve({ kind: 'text', text: formatResponse(goResponse(clock.now(), 200, 'ok')) }),
  };
  network.bind(silent('127.0.0.1', containerdPort));
  // Its own port speaks TLS only.
  const kubeletPorts = () => [healthz, silent('0.0.0.0', 10_250)].map((port) => network.bind(port));
  let open = kubeletPorts();
  const kubelet = unit('kubelet.service', 'kubelet: The Kubernetes Node Agent', 693);
  const turn = (running: boolean, text: string) => {
    const at = clock.now();
    Object.assign(kubelet, { running, since: at, pid: running ? kubelet.pid + 1000 : kubelet.pid });
    kubelet.journal.push({ at, text });
  };
  kubelet.stop = async () => {
    kubelet.journal.push({ at: clock.now(), text: `Stopping kubelet.service - ${kubelet.description}...` });
    await agents.stop(node);
    for (const close of open) close();
    open = [];
    turn(false, `Stopped kubelet.service - ${kubelet.description}.`);
  };
  kubelet.start = async () => {
    await agents.start(node);
    open = kubeletPorts();
    turn(true, `Started kubelet.service - ${kubelet.description}.`);
  };
  return [
    unit('containerd.service', 'containerd container runtime', 109),
    kubelet,
    unit('systemd-journald.service', 'Journal Service', 91),
  ];
}

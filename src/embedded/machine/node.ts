import type { ExecOptions, ExecResult } from '../../kube/cluster.ts';
import type { MachineContainer } from '../../kube/machine.ts';
import { stringify } from 'yaml';
import type { NodePlan } from '../boot/nodes.ts';
import { controlPlanePods } from '../boot/system-pods.ts';
import { nodeFiles } from '../images/node/files.ts';
import { directories } from '../images/runtime/files.ts';
import { addHostRoot } from '../images/runtime/host-root.ts';
import { NODE_IMAGE, nodeImage, nodePath } from '../images/node/index.ts';
import type { NodeState } from '../images/node/state.ts';
import type { Image } from '../process.ts';
import { sha256 } from '../service/proxy/sha256.ts';
import type { MachineOptions } from './options.ts';
import { runIn, type Surroundings } from './process.ts';
import { NodeFs, StaticPods } from './static-pods.ts';
import { nodeUnits } from './units.ts';

/** A node as Docker sees it: a container that runs systemd. */
export class NodeContainer {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly #plan: NodePlan;
  readonly #created: number;
  readonly #image: Image;
  readonly #surroundings: Surroundings;

  constructor(plan: NodePlan, options: MachineOptions) {
    const { clock, api, dataPlane, topology, kubelets, agents, gateway } = options;
    const network = topology.nodes.get(plan.name)!;
    this.#plan = plan;
    this.#created = clock.now();
    this.id = containerId(plan.name, this.#created);
    const state: NodeState = {
      ...plan,
      clock,
      api,
      gateway,
      rules: network.rules,
      conntrack: network.conntrack,
      units: nodeUnits(plan.name, agents, network.namespace, clock, containerdPort(plan.name)),
      nodes: options.plans,
      podIPs: () => topology.podsOn(plan.name).map(({ network: { ip } }) => ip),
      sockets: () => network.namespace.all(),
      logs: (pod, container, logOptions) => kubelets.logs(pod, container, logOptions),
    };
    this.#image = nodeImage(state);
    const fs = new NodeFs();
    this.#surroundings = {
      hostname: plan.name,
      ip: plan.ip,
      env: { PATH: nodePath, HOSTNAME: plan.name, container: 'docker', HOME: '/root' },
      fs,
      clock,
      api,
      dial: (address) => dataPlane.dial({ kind: 'node', name: plan.name, ip: plan.ip }, address),
      bind: (listener) => network.namespace.bind(listener),
    };
    const manifests = plan.controlPlane ? staticPods(plan) : {};
    for (const [path, text] of Object.entries(nodeFiles(plan, gateway, manifests))) fs.write(path, text);
    directories(fs).make('/etc/kubernetes/manifests');
    const isKubeletRunning = () => agents.isRunning(plan.name);
    new StaticPods({ node: plan.name, fs, api, clock, isKubeletRunning });
    addHostRoot(clock, plan.name, { image: this.#image, fs });
  }

  describe(): MachineContainer {
    return {
      id: this.id,
      name: this.#plan.name,
      image: NODE_IMAGE,
      command: '/usr/local/bin/entrypoint /sbin/init',
      created: this.#created,
      running: true,
      ports: this.#plan.controlPlane ? '127.0.0.1:38101->6443/tcp' : '',
    };
  }

  /** As `docker exec` runs a command: 126 or 127 and runc's message when it cannot be started. */
  async exec(command: readonly string[], options: ExecOptions): Promise<ExecResult> {
    const program = command[0] ?? '';
    if (!this.#image.has(program)) {
      const why = program.includes('/')
        ? `stat ${program}: no such file or directory`
        : 'executable file not found in $PATH';
      const stderr = `OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": ${why}\n`;
      (options.tty ? options.stdout : options.stderr)?.(stderr);
      return { exitCode: 127, stdout: options.tty ? stderr : '', stderr: options.tty ? '' : stderr };
    }
    return runIn(this.#surroundings, this.#image, command, options);
  }
}

/** 64 hexadecimal digits. */
export function containerId(name: string, created: number): string {
  const bytes = [...sha256(`${name} ${created}`)];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The manifests that the kubelet of the control plane starts its Pods from. */
function staticPods(plan: NodePlan): Record<string, string> {
  return Object.fromEntries(
    controlPlanePods(plan).map(({ apiVersion, kind, metadata, spec }) => {
      const name = metadata.name!.replace(`-${plan.name}`, '');
      const { nodeName: _, ...own } = spec;
      return [name, stringify({ apiVersion, kind, metadata: { ...metadata, name }, spec: own })];
    }),
  );
}

/** containerd's port for streams, different on every node. */
function containerdPort(node: string): number {
  const [a = 0, b = 0] = sha256(`containerd ${node}`);
  return 32_768 + (((a << 8) | b) % 28_000);
}

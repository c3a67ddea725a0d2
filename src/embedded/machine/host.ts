import type { ExecOptions, ExecResult } from '../../kube/cluster.ts';
import type { MachineContainer } from '../../kube/machine.ts';
import { proxyImage, runCloudProviderKind } from '../controllers/loadbalancer/cloud-provider-kind.ts';
import type { LoadBalancerProxy } from '../controllers/loadbalancer/proxy.ts';
import { curl } from '../images/agnhost/curl.ts';
import { image, programs } from '../images/runtime/image.ts';
import type { Program, Programs } from '../images/runtime/program.ts';
import type { Image } from '../process.ts';
import { containerId } from './node.ts';
import { MemoryFs } from '../webernetes/container/files.ts';
import type { MachineOptions } from './options.ts';
import type { LoopbackPorts } from './ports.ts';
import { runIn, type Surroundings } from './process.ts';

/** The computer's own programs. Their packets come to the nodes from the bridge's address. */
export class Host {
  readonly #table: Programs;
  readonly #image: Image;
  /** What cloud-provider-kind has started, by name. */
  readonly #balancers = new Map<string, LoadBalancerProxy>();
  readonly #surroundings: Surroundings;

  constructor(options: MachineOptions, ports: LoopbackPorts) {
    const { clock, api, dataPlane, gateway } = options;
    const cloudProviderKind: Program = (process) =>
      runCloudProviderKind(
        { ...options, containers: this.#balancers },
        {
          signal: process.signal,
          stdout: (text) => process.stdout(text),
          stderr: (text) => process.stderr(text),
        },
      );
    this.#table = programs(
      new Map<string, Program>([
        ['curl', curl],
        ['cloud-provider-kind', cloudProviderKind],
      ]),
    );
    this.#image = image({ references: [], entrypoint: [], cmd: [] }, this.#table);
    const fs = new MemoryFs();
    fs.write('/etc/hosts', '127.0.0.1\tlocalhost\n');
    this.#surroundings = {
      hostname: 'host',
      ip: gateway,
      env: { HOME: '/root', PATH: '/usr/local/bin:/usr/bin:/bin' },
      fs,
      clock,
      api,
      dial: (address) =>
        address.ip.startsWith('127.')
          ? Promise.resolve(ports.dial(address))
          : dataPlane.dial({ kind: 'outside', name: 'host', ip: gateway }, address),
      bind: () => {
        throw new Error('the programs of the host open no ports themselves');
      },
    };
  }

  get programs(): readonly string[] {
    return this.#table.names();
  }

  /** Containers beside the nodes: those of load balancers. */
  containers(): MachineContainer[] {
    return [...this.#balancers.values()].map(({ name, created }) => ({
      id: containerId(name, created),
      name,
      image: proxyImage,
      command: '/docker-entrypoint.sh envoy',
      created,
      running: true,
      ports: '',
    }));
  }

  async run(argv: readonly string[], options: ExecOptions): Promise<ExecResult> {
    const name = argv[0] ?? '';
    if (!this.#image.has(name)) throw new Error(`${name}: not a program of this computer`);
    return runIn(this.#surroundings, this.#image, argv, options);
  }
}

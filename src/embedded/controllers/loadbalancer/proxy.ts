import type { DataPlane, Dial, Payload, SocketAddress } from '../../network.ts';
import type { Service } from '../../../kube/types.ts';
import { NetworkNamespace } from '../../service/listeners.ts';

/** A node as a load balancer sees it. */
export interface Backend {
  name: string;
  ip: string;
  /** Whether the node has endpoints of its own; asked for with externalTrafficPolicy Local only. */
  isLocal: boolean;
}

const healthPort = 10_256;

/**
 * The container in front of one Service: it accepts connections on the Service's ports and opens others to the
 * node port of a healthy node, with its own address. Models the Envoy that cloud-provider-kind configures.
 */
export class LoadBalancerProxy {
  readonly name: string;
  readonly ip: string;
  readonly namespace: NetworkNamespace;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly #dataPlane: DataPlane;
  #releases: (() => void)[] = [];
  #turn = 0;

  constructor(name: string, ip: string, created: number, dataPlane: DataPlane) {
    this.name = name;
    this.ip = ip;
    this.created = created;
    this.namespace = new NetworkNamespace(ip);
    this.#dataPlane = dataPlane;
  }

  /** Takes over the Service's ports as they are now. @param backends asked for with every connection */
  configure(service: Service, backends: () => Promise<readonly Backend[]>): void {
    this.close();
    const { ports = [], loadBalancerSourceRanges: ranges = [], externalTrafficPolicy } = service.spec;
    for (const { port, nodePort, protocol = 'TCP' } of ports) {
      const release = this.namespace.bind({
        address: '0.0.0.0',
        port,
        protocol,
        serve: async (payload, peer) => {
          if (ranges.length > 0 && !ranges.some((range) => contains(range, peer.ip))) return undefined;
          const local = externalTrafficPolicy === 'Local';
          const healthy = await this.#healthy(await backends(), local);
          // With nobody to send to, the connection is closed without a word.
          if (healthy.length === 0 || !nodePort) return undefined;
          const { ip } = healthy[this.#turn++ % healthy.length]!;
          return this.#forward(payload, { ip, port: nodePort, protocol });
        },
      });
      this.#releases.push(release);
    }
  }

  close(): void {
    for (const release of this.#releases) release();
    this.#releases = [];
  }

  async #forward(payload: Payload, to: SocketAddress): Promise<Payload | undefined> {
    const dial = await this.#dial(to);
    return dial.outcome === 'open' ? dial.exchange(payload) : undefined;
  }

  /** kube-proxy's health port says whether a node can be used at all. */
  async #healthy(backends: readonly Backend[], local: boolean): Promise<Backend[]> {
    const healthy: Backend[] = [];
    for (const backend of backends) {
      if (local && !backend.isLocal) continue;
      const dial = await this.#dial({ ip: backend.ip, port: healthPort, protocol: 'TCP' });
      if (dial.outcome !== 'open') continue;
      const text = 'GET /healthz HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n';
      const answer = await dial.exchange({ kind: 'text', text });
      if (answer?.kind === 'text' && / 200 /.test(answer.text.split('\r\n')[0] ?? '')) healthy.push(backend);
    }
    return healthy;
  }

  #dial(address: SocketAddress): Promise<Dial> {
    return this.#dataPlane.dial({ kind: 'outside', name: this.name, ip: this.ip }, address);
  }
}

/** Whether an IPv4 address lies in `10.0.0.0/8`. */
export function contains(range: string, ip: string): boolean {
  const [base = '', bits = '32'] = range.split('/');
  const mask = Number(bits) === 0 ? 0 : (-1 << (32 - Number(bits))) >>> 0;
  return (toNumber(base) & mask) >>> 0 === (toNumber(ip) & mask) >>> 0;
}

const toNumber = (ip: string) => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) >>> 0;

import type { Protocol } from '../../kube/types.ts';
import type { Listener } from '../network.ts';

/** A port that is taken, as the kernel says it. */
export class AddressInUseError extends Error {
  readonly code = 'EADDRINUSE';
  override name = 'AddressInUseError';
}

/**
 * One network namespace: a Pod's, or a node's (which its hostNetwork Pods share).
 * Holds what listens there.
 */
export class NetworkNamespace {
  /** Empty until an address is assigned. */
  readonly ip: string;
  readonly #listeners = new Set<Listener>();

  constructor(ip: string) {
    this.ip = ip;
  }

  /** @throws AddressInUseError */
  bind(listener: Listener): () => void {
    for (const other of this.#listeners) {
      if (other.port !== listener.port || other.protocol !== listener.protocol) continue;
      if (other.address === listener.address || isAny(other.address) || isAny(listener.address)) {
        throw new AddressInUseError(`bind: address already in use (${listener.address}:${listener.port})`);
      }
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Who answers at `address`, which is one of this namespace's own addresses. */
  find(address: string, port: number, protocol: Protocol): Listener | undefined {
    for (const listener of this.#listeners) {
      if (listener.port !== port || listener.protocol !== protocol) continue;
      if (isAny(listener.address) || listener.address === address) return listener;
    }
    return undefined;
  }

  all(): readonly Listener[] {
    return [...this.#listeners];
  }
}

function isAny(address: string): boolean {
  return address === '0.0.0.0' || address === '::' || address === '';
}

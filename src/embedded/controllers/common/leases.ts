import type { KubeClient, ResourceType } from '../../../kube/client.ts';
import type { Clock } from '../../../kube/cluster.ts';
import { StatusError } from '../../../kube/status.ts';
import type { KubeObject } from '../../../kube/types.ts';

export const leases: ResourceType = {
  group: 'coordination.k8s.io',
  version: 'v1',
  resource: 'leases',
  namespaced: true,
};

export interface Lease extends KubeObject {
  spec: {
    holderIdentity?: string;
    leaseDurationSeconds?: number;
    acquireTime?: string;
    renewTime?: string;
    leaseTransitions?: number;
  };
}

/** The API's MicroTime. @param now milliseconds since the epoch */
export const microTime = (now: number): string => new Date(now).toISOString().replace('Z', '000Z');

export interface Holder {
  api: KubeClient;
  clock: Clock;
  signal: AbortSignal;
}

/** Often enough for a Lease of 15 seconds; the real components renew theirs every two. */
const renewMs = 10_000;

/**
 * Keeps a Lease of kube-system as its one holder until the signal aborts. There is one of each component only,
 * so nobody has to wait for it. Models client-go tools/leaderelection.
 */
export async function holdLease(
  { api, clock, signal }: Holder,
  name: string,
  holderIdentity: string,
  leaseDurationSeconds: number,
  labels?: Record<string, string>,
): Promise<void> {
  const namespace = 'kube-system';
  while (!signal.aborted) {
    try {
      const found = await api.find<Lease>(leases, namespace, name);
      const renewTime = microTime(clock.now());
      if (!found) {
        const spec = { holderIdentity, leaseDurationSeconds, acquireTime: renewTime, renewTime };
        await api.create<Lease>(leases, namespace, {
          apiVersion: 'coordination.k8s.io/v1',
          kind: 'Lease',
          metadata: { name, namespace, ...(labels ? { labels } : {}) },
          spec: { ...spec, leaseTransitions: 0 },
        });
      } else {
        const isOurs = found.spec.holderIdentity === holderIdentity;
        const taken = {
          holderIdentity,
          acquireTime: renewTime,
          leaseTransitions: (found.spec.leaseTransitions ?? 0) + 1,
        };
        await api.update(leases, { ...found, spec: { ...found.spec, ...(isOurs ? {} : taken), renewTime } });
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof StatusError)) throw error;
    }
    await clock.sleep(renewMs, signal).catch(() => {});
  }
}

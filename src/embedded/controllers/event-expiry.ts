import { resources, type KubeClient } from '../../kube/client.ts';
import type { Clock } from '../../kube/cluster.ts';
import { StatusError } from '../../kube/status.ts';
import type { Event } from '../../kube/types.ts';
import { ifThere } from './common/queue.ts';

/** kube-apiserver's --event-ttl. */
const lifetimeMs = 3_600_000;
const checkMs = 60_000;

interface Options {
  api: KubeClient;
  clock: Clock;
  signal: AbortSignal;
}

/** Takes Events away an hour after they were last written, as their lease in etcd does. Ends with the signal. */
export async function expireEvents({ api, clock, signal }: Options): Promise<void> {
  for (;;) {
    try {
      await clock.sleep(checkMs, signal);
      const { items } = await api.list<Event>(resources.events);
      for (const event of items) {
        if (clock.now() - lastWritten(event) < lifetimeMs) continue;
        await ifThere(() => api.delete(resources.events, event.metadata.namespace, event.metadata.name!));
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof StatusError)) throw error;
    }
  }
}

function lastWritten({ metadata, lastTimestamp, eventTime }: Event): number {
  const times = [metadata.creationTimestamp, lastTimestamp, eventTime].map(
    (time) => Date.parse(time ?? '') || 0,
  );
  return Math.max(...times);
}

import { resources } from '../../../kube/client.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Event, KubeObject } from '../../../kube/types.ts';
import type { Context } from '../../command.ts';
import { since, type DescribeWriter } from './writer.ts';

interface SeriesEvent extends Event {
  series?: { count?: number; lastObservedTime?: string };
}

/**
 * The events about an object, the oldest first; those without a lastTimestamp, as the scheduler writes them,
 * before all others. A kubelet writes a node's name as its uid, so nodes are asked for by name.
 * Models kubectl pkg/util/event SortableEvents.
 */
export async function eventsOf(context: Context, object: KubeObject): Promise<SeriesEvent[]> {
  const { name, namespace, uid } = object.metadata;
  const fields = [`involvedObject.name=${name}`, `involvedObject.kind=${object.kind}`];
  if (namespace) fields.push(`involvedObject.namespace=${namespace}`);
  if (uid && object.kind !== 'Node') fields.push(`involvedObject.uid=${uid}`);
  try {
    const list = await context.client.list<SeriesEvent>(resources.events, namespace, {
      fieldSelector: fields.join(','),
    });
    const last = (event: SeriesEvent) => (event.lastTimestamp ? Date.parse(event.lastTimestamp) : 0);
    return list.items.sort((a, b) => last(a) - last(b));
  } catch (error) {
    if (error instanceof StatusError) return [];
    throw error;
  }
}

/** When an event was seen last, in milliseconds since the epoch. */
export function lastTime(event: SeriesEvent): number {
  const time =
    event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp;
  return time ? Date.parse(time) : 0;
}

/** `43s`, or `43s (x12 over 10m)`. */
export function eventAge(event: SeriesEvent, now: number): string {
  const first = since(event.eventTime ?? event.firstTimestamp, now);
  if (event.series)
    return `${since(event.series.lastObservedTime, now)} (x${event.series.count ?? 0} over ${first})`;
  if ((event.count ?? 0) > 1) return `${since(event.lastTimestamp, now)} (x${event.count} over ${first})`;
  return first;
}

export function writeEvents(w: DescribeWriter, events: readonly SeriesEvent[], now: number): void {
  if (events.length === 0) {
    w.line(0, 'Events:', '<none>');
    return;
  }
  w.flush();
  w.write(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage\n');
  w.line(1, '----', '------', '----', '----', '-------');
  for (const event of events) {
    const from = event.source?.component || event.reportingComponent || '';
    const { fieldPath } = event.involvedObject;
    const message = `${fieldPath ? `${fieldPath}: ` : ''}${(event.message ?? '').trim()}`;
    w.line(1, event.type ?? '', event.reason ?? '', eventAge(event, now), from, message);
  }
}

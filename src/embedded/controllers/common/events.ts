import { resources, type KubeClient } from '../../../kube/client.ts';
import type { Clock } from '../../../kube/cluster.ts';
import { StatusError } from '../../../kube/status.ts';
import type { Event, KubeObject, ObjectReference } from '../../../kube/types.ts';

export type EventType = 'Normal' | 'Warning';

/** What an Event is about: an object, or a reference for one that is known by name only (a Node). */
type About = KubeObject | { reference: ObjectReference };

let sequence = 0;

/**
 * Writes Events as one component. The same thing again raises the count of the first Event.
 * Models client-go tools/record (EventRecorder, EventCorrelator without the spam filter).
 */
export class EventRecorder {
  readonly #api: KubeClient;
  readonly #clock: Clock;
  readonly #component: string;
  readonly #host: string | undefined;
  readonly #known = new Map<string, { name: string; count: number }>();
  /** Events are written in the order in which they were recorded. */
  #last: Promise<void> = Promise.resolve();

  /** @param host the node, for components that run on every one */
  constructor(api: KubeClient, clock: Clock, component: string, host?: string) {
    this.#api = api;
    this.#clock = clock;
    this.#component = component;
    this.#host = host;
  }

  /** Resolves when the Event is written, or could not be (its namespace is gone). */
  event(about: About, type: EventType, reason: string, message: string): Promise<void> {
    const now = this.#clock.now();
    const reference = 'reference' in about ? about.reference : referenceOf(about);
    this.#last = this.#last.then(() => this.#write(reference, type, reason, message, now));
    return this.#last;
  }

  async #write(
    about: ObjectReference,
    type: EventType,
    reason: string,
    message: string,
    now: number,
  ): Promise<void> {
    const namespace = about.namespace ?? 'default';
    const key = JSON.stringify([about.kind, namespace, about.name, about.uid, type, reason, message]);
    const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
    const known = this.#known.get(key);
    try {
      if (known && (await this.#count(namespace, known, time))) return;
      sequence = (sequence + 1) % 1_000_000;
      const suffix = (BigInt(Math.floor(now)) * 1_000_000n + BigInt(sequence)).toString(16);
      const event: Event = {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: `${about.name}.${suffix}`, namespace },
        involvedObject: about,
        type,
        reason,
        message,
        source: { component: this.#component, ...(this.#host === undefined ? {} : { host: this.#host }) },
        firstTimestamp: time,
        lastTimestamp: time,
        count: 1,
        reportingComponent: this.#component,
        reportingInstance: this.#host ?? '',
      };
      await this.#api.create(resources.events, namespace, event);
      this.#known.set(key, { name: event.metadata.name!, count: 1 });
    } catch (error) {
      // An Event is worth nothing to whoever would have to wait for it.
      if (!(error instanceof StatusError)) throw error;
    }
  }

  /** @returns false when the first Event is gone by now */
  async #count(namespace: string, known: { name: string; count: number }, time: string): Promise<boolean> {
    try {
      const change = { count: known.count + 1, lastTimestamp: time };
      await this.#api.patch(resources.events, namespace, known.name, change, 'merge');
      known.count += 1;
      return true;
    } catch (error) {
      if (error instanceof StatusError && error.code === 404) return false;
      throw error;
    }
  }
}

export function referenceOf({ apiVersion, kind, metadata }: KubeObject): ObjectReference {
  const { name, namespace, uid, resourceVersion } = metadata;
  return {
    kind,
    apiVersion,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  };
}

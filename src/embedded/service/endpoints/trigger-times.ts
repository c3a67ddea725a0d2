import { matchesLabels } from '../../../kube/selector.ts';
import type { Pod, Service } from '../../../kube/types.ts';

/**
 * When that what led to a write of EndpointSlices happened: the oldest change of a Pod's readiness since the last
 * look, or for a new Service its creation. Models kubernetes pkg/controller/util/endpoint TriggerTimeTracker.
 */
export class TriggerTimes {
  readonly #known = new Map<string, ReadonlyMap<string, string>>();

  /** @returns RFC 3339; undefined when nothing is newer than at the last look */
  next(service: Service, pods: readonly Pod[]): string | undefined {
    const { namespace, uid, creationTimestamp } = service.metadata;
    const before = this.#known.get(uid ?? '');
    const times = new Map<string, string>();
    for (const pod of pods) {
      if (
        pod.metadata.namespace !== namespace ||
        !matchesLabels(pod.metadata.labels, service.spec.selector ?? {})
      )
        continue;
      const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
      if (ready?.lastTransitionTime) times.set(pod.metadata.name ?? '', ready.lastTransitionTime);
    }
    this.#known.set(uid ?? '', times);
    if (!before) return creationTimestamp ?? undefined;
    return [...times].flatMap(([pod, time]) => (time > (before.get(pod) ?? '') ? [time] : [])).sort()[0];
  }

  /** Forgets Services that are gone. */
  keep(services: readonly Service[]): void {
    const uids = new Set(services.map(({ metadata }) => metadata.uid));
    for (const uid of this.#known.keys()) if (!uids.has(uid)) this.#known.delete(uid);
  }
}

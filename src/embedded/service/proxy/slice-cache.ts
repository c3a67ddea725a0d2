import type { EndpointSlice } from '../../../kube/types.ts';

const serviceName = 'kubernetes.io/service-name';

/**
 * The slices that kube-proxy goes by, kept under the Service that each named when it was told. A change or deletion
 * of a slice that names no Service is passed over: what was known of it before stays.
 * Models kubernetes pkg/proxy EndpointSliceCache.
 */
export class SliceCache {
  readonly #byService = new Map<string, Map<string, EndpointSlice>>();

  /** @param slice as it is now; absent when it is gone, `old` being the last that was told of it */
  update(slice: EndpointSlice | undefined, old: EndpointSlice | undefined): void {
    const told = slice ?? old;
    const service = told?.metadata.labels?.[serviceName];
    if (!told || !service) return;
    const { namespace, name = '' } = told.metadata;
    const key = `${namespace}/${service}`;
    const known = this.#byService.get(key) ?? new Map<string, EndpointSlice>();
    if (slice) known.set(name, slice);
    else known.delete(name);
    if (known.size > 0) this.#byService.set(key, known);
    else this.#byService.delete(key);
  }

  list(): EndpointSlice[] {
    return [...this.#byService.values()].flatMap((slices) => [...slices.values()]);
  }
}

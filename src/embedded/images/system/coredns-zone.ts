import { resources } from '../../../kube/client.ts';
import type { EndpointSlice, Namespace, Pod, Service } from '../../../kube/types.ts';
import type { Process } from '../../process.ts';
import type { ZoneData } from '../../service/dns/kubernetes.ts';
import { Informer } from '../../service/informer.ts';

export interface Zone {
  data: ZoneData;
  /** Whether all objects have been listed once. */
  ready(): boolean;
  /** Grows with each change. */
  serial(): number;
  hasPod(namespace: string, ip: string): boolean;
  /** Pods are watched only where `pods verified` needs them. */
  watchPods(): void;
}

/** What the kubernetes plugin keeps of the API's objects. */
export function watchZone(process: Process): Zone {
  const { api, clock, signal } = process;
  let serial = Math.floor(clock.now() / 1000);
  const onChange = () => (serial = Math.max(serial + 1, Math.floor(clock.now() / 1000)));
  const common = { api, clock, signal, onChange };
  const services = new Informer<Service>({ ...common, type: resources.services });
  const slices = new Informer<EndpointSlice>({ ...common, type: resources.endpointslices });
  const namespaces = new Informer<Namespace>({ ...common, type: resources.namespaces });
  let pods: Informer<Pod> | undefined;
  const data: ZoneData = {
    service: (namespace, name) => services.get(namespace, name),
    services: () => services.list(),
    slices: (namespace, service) =>
      slices
        .list()
        .filter(
          ({ metadata }) =>
            metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === service,
        ),
    allSlices: () => slices.list(),
    hasNamespace: (name) => namespaces.get(undefined, name) !== undefined,
  };
  return {
    data,
    ready: () =>
      services.hasSynced &&
      slices.hasSynced &&
      namespaces.hasSynced &&
      (pods === undefined || pods.hasSynced),
    serial: () => serial,
    hasPod: (namespace, ip) =>
      pods?.list().some(({ metadata, status }) => metadata.namespace === namespace && status?.podIP === ip) ??
      false,
    watchPods: () => {
      pods ??= new Informer<Pod>({ ...common, type: resources.pods });
    },
  };
}

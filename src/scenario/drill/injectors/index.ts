import type { Injector } from '../injector.ts';
import { clientInjectors } from './client.ts';
import { clusterDnsInjectors } from './cluster-dns.ts';
import { endpointSliceInjectors } from './endpointslice.ts';
import { kubeProxyInjectors } from './kube-proxy.ts';
import { nameInjectors } from './name.ts';
import { podInjectors } from './pod.ts';
import { serviceInjectors } from './service.ts';

/** Every fault that a drill may draw, along the way of a request. */
export const injectors: readonly Injector[] = [
  ...clientInjectors,
  ...nameInjectors,
  ...clusterDnsInjectors,
  ...serviceInjectors,
  ...endpointSliceInjectors,
  ...kubeProxyInjectors,
  ...podInjectors,
];

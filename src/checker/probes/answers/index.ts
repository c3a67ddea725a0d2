import type { Probe } from '../../probe.ts';
import type { Expected } from '../../spec.ts';
import { clientProbe } from './client.ts';
import { nameProbe } from './name.ts';
import { podProbe } from './pod.ts';
import { proxyProbe } from './proxy.ts';
import { serviceProbe } from './service.ts';
import { sliceProbe } from './slice.ts';
import { wayOf } from './way.ts';

/** The hops of one way; the client's own experience comes first. */
export function answersProbes(spec: Expected<'answers'>, clientNamespace: string): Probe[] {
  const way = wayOf(spec, clientNamespace);
  const pods = way.backends.map((backend) => podProbe(way, backend, 'pod'));
  const first = [clientProbe(way, 'client'), nameProbe(way, 'name')];
  if (way.address === 'any') return [...first, ...pods];
  const api = [serviceProbe(way, 'service'), sliceProbe(way, 'endpointslice')];
  if (way.address === 'headless') return [...first, ...api, ...pods];
  return [...first, ...api, proxyProbe(way, 'kube-proxy'), ...pods];
}

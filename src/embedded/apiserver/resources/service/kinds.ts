import type { ServiceSpec } from '../../../../kube/types.ts';

// What a Service needs, from its type. Models kubernetes pkg/api/service.

export const isHeadless = (spec: ServiceSpec) =>
  spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === 'None';

export const needsClusterIP = ({ type }: ServiceSpec) =>
  type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer';

/** Node ports are given, unless a load balancer does without them. */
export const allocatesNodePorts = ({ type, allocateLoadBalancerNodePorts }: ServiceSpec) =>
  type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false);

export const mayHaveNodePorts = ({ type }: ServiceSpec) => type === 'NodePort' || type === 'LoadBalancer';

export const isExternallyAccessible = ({ type, externalIPs }: ServiceSpec) =>
  type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && (externalIPs?.length ?? 0) > 0);

export const needsHealthCheckPort = ({ type, externalTrafficPolicy }: ServiceSpec) =>
  type === 'LoadBalancer' && externalTrafficPolicy === 'Local';

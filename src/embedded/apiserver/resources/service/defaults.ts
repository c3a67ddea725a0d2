import type { AnyObject, ServiceSpec } from '../../../../kube/types.ts';
import { dropEmpty, setDefault, specOf } from '../common/fields.ts';
import { isExternallyAccessible, needsClusterIP } from './kinds.ts';

/** Models kubernetes pkg/apis/core/v1 SetDefaults_Service, and what Go leaves out of a written object. */
export function setServiceDefaults(object: AnyObject): void {
  const spec = specOf<ServiceSpec>(object);
  setDefault(spec, 'type', 'ClusterIP');
  setDefault(spec, 'sessionAffinity', 'None');
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity === 'ClientIP' && spec.sessionAffinityConfig?.clientIP?.timeoutSeconds == null) {
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 10800 } };
  }
  setPortDefaults(spec);
  if (isExternallyAccessible(spec)) setDefault(spec, 'externalTrafficPolicy', 'Cluster');
  // An empty text is a value here, and a wrong one.
  if (needsClusterIP(spec)) spec.internalTrafficPolicy ??= 'Cluster';
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
  for (const [key, value] of Object.entries(spec.selector ?? {})) {
    if (value === null) spec.selector![key] = '';
  }
  dropEmpty(spec, [
    ...(['clusterIP', 'clusterIPs', 'ipFamilies', 'selector', 'externalIPs', 'externalName'] as const),
    ...(['externalTrafficPolicy', 'healthCheckNodePort', 'publishNotReadyAddresses'] as const),
    ...(['loadBalancerIP', 'loadBalancerSourceRanges', 'ports'] as const),
  ]);
  for (const key of Object.keys(spec) as (keyof ServiceSpec)[])
    if (spec[key] === null) Reflect.deleteProperty(spec, key);
  setStatusDefaults(object);
}

function setPortDefaults(spec: ServiceSpec): void {
  if (!spec.ports) return;
  // Go reads null in a list as an entry without any field.
  spec.ports = spec.ports.map((port) => (port as typeof port | null) ?? { port: 0 });
  for (const port of spec.ports) {
    port.port ??= 0;
    setDefault(port, 'protocol', 'TCP');
    if (port.targetPort == null || port.targetPort === 0 || port.targetPort === '')
      port.targetPort = port.port;
    dropEmpty(port, ['name', 'nodePort']);
    if (port.appProtocol === null) delete port.appProtocol;
  }
}

function setStatusDefaults(object: AnyObject): void {
  const status = (object['status'] ??= {}) as {
    loadBalancer?: { ingress?: { ip?: string; ipMode?: string }[] };
  };
  status.loadBalancer ??= {};
  for (const ingress of status.loadBalancer.ingress ?? []) if (ingress.ip) ingress.ipMode ??= 'VIP';
}

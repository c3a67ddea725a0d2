import type { AnyObject, ServiceSpec } from '../../../../kube/types.ts';
import { deepEqual } from '../../value.ts';
import { keepStatus, specOf } from '../common/fields.ts';
import { isExternallyAccessible, mayHaveNodePorts, needsClusterIP, needsHealthCheckPort } from './kinds.ts';

/** Models kubernetes pkg/registry/core/service: what a creator may not say, and the two ways to say the IP. */
export function prepareServiceForCreate(object: AnyObject): void {
  const spec = specOf<ServiceSpec>(object);
  object['status'] = { loadBalancer: {} };
  if (spec.clusterIP && !spec.clusterIPs) spec.clusterIPs = [spec.clusterIP];
}

export function prepareServiceForUpdate(object: AnyObject, old: AnyObject): void {
  const spec = specOf<ServiceSpec>(object);
  const before = specOf<ServiceSpec>(old);
  keepStatus(object, old);
  patchInAllocated(spec, before);
  syncClusterIPs(spec, before);
  dropForType(spec, before);
  if (spec.type !== 'LoadBalancer') {
    object['status'] = { ...(object['status'] as object | undefined), loadBalancer: {} };
  }
}

/** Values that the server once gave are kept when the new state does not name any. */
function patchInAllocated(spec: ServiceSpec, before: ServiceSpec): void {
  if (needsClusterIP(before) && needsClusterIP(spec)) {
    if (!spec.clusterIP && before.clusterIP) spec.clusterIP = before.clusterIP;
    if (!spec.clusterIPs && spec.clusterIP === before.clusterIP && before.clusterIPs) {
      spec.clusterIPs = [...before.clusterIPs];
    }
    // Written by the allocator on each update of an object that has none.
    if (!spec.ipFamilies && before.ipFamilies) spec.ipFamilies = [...before.ipFamilies];
    if (!spec.ipFamilyPolicy && before.ipFamilyPolicy) spec.ipFamilyPolicy = before.ipFamilyPolicy;
  }
  if (mayHaveNodePorts(before) && mayHaveNodePorts(spec)) {
    const used = new Set((spec.ports ?? []).flatMap(({ nodePort }) => nodePort ?? []));
    const byName = new Map((before.ports ?? []).map(({ name = '', nodePort }) => [name, nodePort]));
    for (const port of spec.ports ?? []) {
      const nodePort = byName.get(port.name ?? '');
      if (!port.nodePort && nodePort && !used.has(nodePort)) port.nodePort = nodePort;
    }
  }
  if (needsHealthCheckPort(before) && needsHealthCheckPort(spec) && before.healthCheckNodePort) {
    spec.healthCheckNodePort ??= before.healthCheckNodePort;
  }
}

/** A client that knows one of clusterIP and clusterIPs changes both. */
function syncClusterIPs(spec: ServiceSpec, before: ServiceSpec): void {
  if (spec.clusterIP && !spec.clusterIPs) spec.clusterIPs = [spec.clusterIP];
  if (spec.clusterIP === before.clusterIP || !deepEqual(spec.clusterIPs, before.clusterIPs)) return;
  if (spec.clusterIP) spec.clusterIPs = [spec.clusterIP];
  else delete spec.clusterIPs;
}

/** What the new type has no use for goes, unless it was changed at the same time: then it is an error. */
function dropForType(spec: ServiceSpec, before: ServiceSpec): void {
  const drop = (...keys: (keyof ServiceSpec)[]) => {
    for (const key of keys) if (deepEqual(spec[key], before[key])) Reflect.deleteProperty(spec, key);
  };
  if (needsClusterIP(before) && !needsClusterIP(spec)) {
    if (deepEqual(spec.clusterIPs, before.clusterIPs)) drop('clusterIP', 'clusterIPs');
    drop('ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy');
  }
  const nodePorts = ({ ports }: ServiceSpec) => (ports ?? []).flatMap(({ nodePort }) => nodePort ?? []);
  if (mayHaveNodePorts(before) && !mayHaveNodePorts(spec)) {
    const known = new Set(nodePorts(before));
    if (nodePorts(spec).every((port) => known.has(port))) {
      for (const port of spec.ports ?? []) delete port.nodePort;
    }
  }
  if (needsHealthCheckPort(before) && !needsHealthCheckPort(spec)) drop('healthCheckNodePort');
  if (before.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    drop('allocateLoadBalancerNodePorts', 'loadBalancerClass');
  }
  if (isExternallyAccessible(before) && !isExternallyAccessible(spec)) drop('externalTrafficPolicy');
}

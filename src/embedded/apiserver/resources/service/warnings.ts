import type { AnyObject, ServiceSpec } from '../../../../kube/types.ts';
import { specOf } from '../common/fields.ts';
import { isHeadless } from './kinds.ts';

/** Models kubernetes pkg/api/service GetWarningsForService, of 1.36. */
export function serviceWarnings(object: AnyObject): string[] {
  const spec = specOf<ServiceSpec>(object);
  const warnings: string[] = [];
  const externalIPs = (spec.externalIPs?.length ?? 0) > 0;
  if (object.metadata.annotations?.['service.kubernetes.io/topology-aware-hints'] !== undefined) {
    warnings.push(
      'annotation service.kubernetes.io/topology-aware-hints is deprecated, please use service.kubernetes.io/topology-mode instead',
    );
  }
  if (isHeadless(spec)) {
    if (spec.loadBalancerIP) warnings.push('spec.loadBalancerIP is ignored for headless services');
    if (externalIPs) warnings.push('spec.externalIPs is ignored for headless services');
    if (spec.sessionAffinity === 'ClientIP') {
      warnings.push('spec.SessionAffinity is ignored for headless services');
    }
  }
  if (spec.type === 'ExternalName') {
    if (externalIPs) warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  } else if (spec.externalName) {
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  if (externalIPs && !isHeadless(spec) && spec.type !== 'ExternalName') {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (spec.trafficDistribution === 'PreferClose') {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings;
}

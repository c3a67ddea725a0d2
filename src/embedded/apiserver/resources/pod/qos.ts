import type { PodSpec } from '../../../../kube/types.ts';
import { parseQuantity } from '../../../../kube/quantity.ts';

/** Models kubernetes pkg/apis/core/v1/helper/qos ComputePodQOS. */
export function qosClassOf(spec: PodSpec): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const all = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  let any = false;
  let guaranteed = true;
  for (const { resources = {} } of all) {
    const { limits = {}, requests = {} } = resources;
    for (const name of ['cpu', 'memory']) {
      const limit = parseQuantity(limits[name] ?? '0') ?? 0;
      const request = parseQuantity(requests[name] ?? '0') ?? 0;
      if (limit > 0 || request > 0) any = true;
      if (limit === 0 || limit !== request) guaranteed = false;
    }
  }
  if (!any) return 'BestEffort';
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

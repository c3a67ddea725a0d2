import type { EndpointSlice, Pod } from '../kube/types.ts';
import { addressOf } from './probe.ts';
import type { Localized } from './report.ts';
import { isKept, readyAddresses } from './view.ts';

/**
 * Holds the slices of a Service against the Pods that it should lead to.
 * @param portName of the Service's port
 * @param kept whether nobody but the EndpointSlice controller may write them
 */
export function compareSlices(
  slices: EndpointSlice[],
  portName: string,
  ready: Pod[],
  kept: boolean,
): { good: boolean; seen: Localized } {
  const listed = [...new Set(readyAddresses(slices, portName).map(({ ip }) => ip))].sort();
  const wanted = ready.map(addressOf).sort();
  const byHand = kept ? slices.filter(({ metadata }) => !isKept(metadata)) : [];
  const hand = byHand.map(({ metadata }) => metadata.name).join(', ');
  const [addresses, pods] = [listed, wanted].map((ips) => ips.join(', ') || '–');
  return {
    good: byHand.length === 0 && wanted.length > 0 && listed.join() === wanted.join(),
    seen: {
      en: `addresses: ${addresses}; ready Pods: ${pods}${hand ? `; written by hand: ${hand}` : ''}`,
      zh: `地址：${addresses}；就绪的 Pod：${pods}${hand ? `；手写的切片：${hand}` : ''}`,
    },
  };
}

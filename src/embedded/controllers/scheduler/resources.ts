import { parseQuantity } from '../../../kube/quantity.ts';
import type { Container, Node, Pod } from '../../../kube/types.ts';

/** A quantity as a number; 0 for what is none. */
export const quantity = (text: string): number => parseQuantity(text) ?? 0;

const requestOf = (container: Container, resource: string, absent: number) => {
  const text = container.resources?.requests?.[resource] ?? container.resources?.limits?.[resource];
  return text === undefined ? absent : quantity(text);
};

/**
 * What a Pod asks for: its containers and sidecars together, or its largest init container when that is more.
 * Models kubernetes component-helpers resource PodRequests.
 * @param absent what a container without a request counts for
 */
export function requested(pod: Pod, resource: string, absent = 0): number {
  let sum = pod.spec.containers.reduce((total, each) => total + requestOf(each, resource, absent), 0);
  let sidecars = 0;
  let largest = 0;
  for (const container of pod.spec.initContainers ?? []) {
    const request = requestOf(container, resource, absent);
    if ((container as { restartPolicy?: string }).restartPolicy === 'Always') sidecars += request;
    else largest = Math.max(largest, sidecars + request);
  }
  sum += sidecars;
  const overhead = (pod.spec as { overhead?: Record<string, string> }).overhead?.[resource];
  return Math.max(sum, largest) + (overhead === undefined ? 0 : quantity(overhead));
}

/** Resources that any container of the Pod asks for. */
export function resourceNames(pod: Pod): string[] {
  const names = new Set<string>();
  for (const { resources } of [...pod.spec.containers, ...(pod.spec.initContainers ?? [])])
    for (const name of Object.keys({ ...resources?.limits, ...resources?.requests })) names.add(name);
  return [...names];
}

export function allocatable(node: Node, resource: string): number {
  const text = node.status?.allocatable?.[resource];
  return text === undefined ? 0 : quantity(text);
}

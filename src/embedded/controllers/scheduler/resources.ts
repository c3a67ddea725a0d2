import type { Container, Node, Pod } from '../../../kube/types.ts';

const units: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A resource quantity as a number: `100m` is 0.1, `1Gi` is 1073741824. */
export function quantity(text: string): number {
  const match = /^([\d.]+(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(String(text));
  return match ? Number(match[1]) * (units[match[2]!] ?? 1) : 0;
}

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

import { resources, type KubeClient } from '../../../kube/client.ts';
import type { Node, Pod } from '../../../kube/types.ts';
import { quantity } from '../../controllers/scheduler/resources.ts';

export interface FieldRef {
  fieldPath: string;
}
export interface ResourceFieldRef {
  containerName?: string;
  resource: string;
  divisor?: string;
}

/**
 * A field of a Pod as text, for a file; labels and annotations as lines of `key="value"`.
 * Models kubernetes pkg/fieldpath ExtractFieldPathAsString.
 */
export function fieldText(pod: Pod, path: string): string {
  const key = /^metadata\.(labels|annotations)(?:\['(.*)'\])?$/.exec(path);
  if (key) {
    const map = (key[1] === 'labels' ? pod.metadata.labels : pod.metadata.annotations) ?? {};
    if (key[2] !== undefined) return map[key[2]] ?? '';
    const names = Object.keys(map).sort();
    return names.map((name) => `${name}=${JSON.stringify(map[name])}`).join('\n');
  }
  const value = path
    .split('.')
    .reduce<unknown>((object, name) => (object as Record<string, unknown> | undefined)?.[name], pod);
  return typeof value === 'string' ? value : '';
}

/**
 * A container's request or limit, in units of the divisor and rounded up. Without a limit it is what the node has.
 * Models kubernetes pkg/api/v1/resource ExtractContainerResourceValue and MergeContainerResourceLimits.
 */
export async function resourceText(
  api: KubeClient,
  pod: Pod,
  container: string,
  { containerName, resource, divisor = '0' }: ResourceFieldRef,
): Promise<string> {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const found = all.find(({ name }) => name === (containerName ?? container));
  const [kind = '', name = ''] = resource.split(/\.(.*)/s);
  const { limits, requests } = found?.resources ?? {};
  let text = kind === 'limits' ? limits?.[name] : (requests?.[name] ?? limits?.[name]);
  if (text === undefined && kind === 'limits') {
    const node = await api.find<Node>(resources.nodes, undefined, pod.spec.nodeName ?? '');
    text = node?.status?.allocatable?.[name];
  }
  const unit = quantity(divisor) || 1;
  // Rounding errors of the division must not count as a fraction.
  return String(Math.ceil(Number((quantity(text ?? '0') / unit).toFixed(6))));
}

import { errors } from '../../../kube/status.ts';
import type { Pod } from '../../../kube/types.ts';

/**
 * Which container of a Pod is meant. Models kubernetes pkg/registry/core/pod LogLocation and streamLocation.
 * @throws StatusError 400
 */
export function containerOf(pod: Pod, asked: string | undefined, fallback: 'default' | 'only'): string {
  const { spec, metadata } = pod;
  const { name = '' } = metadata;
  const names = spec.containers.map((container) => container.name);
  const initNames = (spec.initContainers ?? []).map((container) => container.name);
  const debugNames = (spec.ephemeralContainers ?? []).map((container) => container.name);
  if (asked) {
    if ([...names, ...initNames, ...debugNames].includes(asked)) return asked;
    throw errors.badRequest(`container ${asked} is not valid for pod ${name}`);
  }
  if (fallback === 'default') {
    const annotated = metadata.annotations?.['kubectl.kubernetes.io/default-container'];
    if (annotated !== undefined && names.includes(annotated)) return annotated;
    if (names[0] !== undefined) return names[0];
  } else if (names.length === 1 && names[0] !== undefined) return names[0];
  let text = `a container name must be specified for pod ${name}`;
  if (names.length > 0) text += `, choose one of: [${names.join(' ')}]`;
  if (initNames.length > 0) text += ` or one of the init containers: [${initNames.join(' ')}]`;
  throw errors.badRequest(text);
}

import type { ResourceRef } from '../../../kube/status.ts';
import type { AnyObject } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';

// webernetes keeps these groups' objects under the plain resource name.
const plainGroups = new Set(['', 'apps']);

/** Key prefix of all objects of a kind, or of those in one namespace; ends in a slash. */
export function prefixOf({ type }: ResourceDefinition, namespace?: string): string {
  const resource = plainGroups.has(type.group) ? type.resource : `${type.group}/${type.resource}`;
  return `/registry/${resource}/${type.namespaced && namespace ? `${namespace}/` : ''}`;
}

export function keyOf(definition: ResourceDefinition, namespace: string | undefined, name: string): string {
  return prefixOf(definition, namespace) + name;
}

export const refOf = ({ type }: ResourceDefinition): ResourceRef => ({
  resource: type.resource,
  group: type.group,
});

export const revisionOf = (object: AnyObject) => Number(object.metadata.resourceVersion ?? 0);

import { errors } from '../../../kube/status.ts';
import type { AnyObject, Namespace } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import type { Storage } from '../storage.ts';
import { refOf } from './keys.ts';

const namespacesRef = { resource: 'namespaces', group: '' };

/** Namespaces that may not be deleted. */
export const immortalNamespaces = new Set(['default', 'kube-system', 'kube-public']);

/** Models kubernetes pkg/registry/core/namespace strategy PrepareForCreate. */
export function prepareNamespace(object: AnyObject): void {
  const { spec } = object as Namespace;
  const finalizers = spec?.finalizers ?? [];
  if (!finalizers.includes('kubernetes')) finalizers.push('kubernetes');
  object.spec = { ...spec, finalizers };
  object.status = { phase: 'Active' };
}

/**
 * Refuses new objects in a namespace that is not there or on its way out.
 * Models kubernetes apiserver pkg/admission/plugin/namespace/lifecycle.
 */
export async function requireNamespace(
  storage: Storage,
  definition: ResourceDefinition,
  object: AnyObject,
): Promise<void> {
  const { namespace, name = '', generateName = '' } = object.metadata;
  if (!definition.type.namespaced || !namespace) return;
  const found = (await storage.get(`/registry/namespaces/${namespace}`)) as Namespace | undefined;
  if (!found) throw errors.notFound(namespacesRef, namespace);
  if (!found.metadata.deletionTimestamp && found.status?.phase !== 'Terminating') return;
  const refusal = errors.forbidden(
    refOf(definition),
    name || generateName,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
  );
  refusal.status.details!.causes = [
    {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    },
  ];
  throw refusal;
}

import type { AnyObject } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import { prefixOf } from './keys.ts';
import { normalize } from './normalize.ts';
import type { Registry } from './registry.ts';

/**
 * Keeps the pools in step with objects that others (the engine's own controllers) write and delete, until
 * the signal aborts.
 */
export async function followForeignWrites(
  registry: Registry,
  definition: ResourceDefinition,
  signal: AbortSignal,
): Promise<void> {
  const { storage, allocations, removing } = registry;
  const { items, revision } = await storage.list(prefixOf(definition));
  for (const item of items) claim(registry, definition, item);
  for await (const event of storage.watch(prefixOf(definition), revision, signal)) {
    if (event.type === 'delete') {
      // What was deleted through the API has been released with it.
      if (!removing.delete(event.key)) definition.release?.(normalize(definition, event.object), allocations);
    } else if (!event.previous && !event.object.metadata.managedFields)
      claim(registry, definition, event.object);
  }
}

function claim(registry: Registry, definition: ResourceDefinition, stored: AnyObject): void {
  try {
    definition.allocate?.(normalize(definition, stored), undefined, registry.allocations);
  } catch {
    // Held already: the object came from here, or two objects share a value; there is nobody to tell.
  }
}

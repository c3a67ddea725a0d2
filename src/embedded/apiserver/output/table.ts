import type { AnyObject, Table, TableRow } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';
import type { Representation } from '../request/negotiate.ts';

/** Models kubernetes pkg/printers table generation. @param now milliseconds since the epoch */
export function tableOf(
  definition: ResourceDefinition,
  objects: readonly AnyObject[],
  includeObject: Representation['includeObject'],
  now: number,
  metadata: Record<string, unknown>,
): Table {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: definition.columns,
    rows: objects.map((object) => rowOf(definition, object, includeObject, now)),
  };
}

function rowOf(
  definition: ResourceDefinition,
  object: AnyObject,
  includeObject: Representation['includeObject'],
  now: number,
): TableRow {
  const cells = definition.cells(object, now);
  if (includeObject === 'None') return { cells };
  return { cells, object: includeObject === 'Object' ? object : metadataOf(object) };
}

export function metadataOf(object: AnyObject): AnyObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

import type { AnyObject } from '../../../../kube/types.ts';
import { ControllerRevision as schema } from '../../schema/apps.ts';
import { deepEqual } from '../../value.ts';
import { invalid, nonNegative } from '../common/causes.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { validateMetadata, validateMetadataUpdate } from '../common/metadata.ts';

const revisionOf = (object: AnyObject) => (object['revision'] as number | undefined) ?? 0;

/** Models kubernetes pkg/printers/internalversion printControllerRevision and pkg/apis/apps/validation. */
export const controllerRevisions = defineResource({
  type: { group: 'apps', version: 'v1', resource: 'controllerrevisions', namespaced: true },
  kind: 'ControllerRevision',
  singular: 'controllerrevision',
  schema,
  validate: (object) => [...validateMetadata(object), ...nonNegative('revision', revisionOf(object))],
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(object, old),
    ...nonNegative('revision', revisionOf(object)),
    ...(deepEqual(object['data'], old['data'])
      ? []
      : [invalid('data', object['data'] ?? null, 'field is immutable')]),
  ],
  columns: [
    nameColumn,
    column('Controller', 'Whose past this is.'),
    column('Revision', 'Its place in that past.', { type: 'integer' }),
    ageColumn,
  ],
  cells: (object, now) => {
    const owner = object.metadata.ownerReferences?.find(({ controller }) => controller);
    const group = owner?.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
    const controller = owner ? `${owner.kind.toLowerCase()}${group}/${owner.name}` : '<none>';
    return [nameOf(object), controller, revisionOf(object), ageOf(object, now)];
  },
});

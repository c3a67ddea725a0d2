import { resources } from '../../../../kube/client.ts';
import type { Namespace } from '../../../../kube/types.ts';
import { Namespace as schema } from '../../schema/core/cluster.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { keepStatus, specOf, statusOf } from '../common/fields.ts';
import { dnsLabel } from '../common/names.ts';

type Spec = NonNullable<Namespace['spec']>;
type Status = NonNullable<Namespace['status']>;

/** Models kubernetes pkg/registry/core/namespace: the label with its name, the finalizer, the phase. */
export const namespaces = defineResource({
  type: resources.namespaces,
  kind: 'Namespace',
  singular: 'namespace',
  shortNames: ['ns'],
  subresources: ['status', 'finalize'],
  schema,
  checkName: dnsLabel,
  setDefaults: (object) => {
    const { metadata } = object;
    if (metadata.name) (metadata.labels ??= {})['kubernetes.io/metadata.name'] = metadata.name;
    const spec = specOf<Spec>(object);
    if (!metadata.deletionTimestamp) spec.finalizers ??= ['kubernetes'];
    if (!statusOf<Status>(object).phase) object['status'] = { phase: 'Active' };
  },
  prepareForCreate: (object) => {
    object['status'] = { phase: 'Active' };
  },
  prepareForUpdate: (object, old) => {
    object['spec'] = structuredClone(old['spec']);
    keepStatus(object, old);
  },
  selectableFields: { 'status.phase': (object) => statusOf<Status>(object).phase ?? '' },
  columns: [
    nameColumn,
    column('Status', 'Active, or Terminating while its objects are being deleted.'),
    ageColumn,
  ],
  cells: (object, now) => [nameOf(object), statusOf<Status>(object).phase ?? '', ageOf(object, now)],
});

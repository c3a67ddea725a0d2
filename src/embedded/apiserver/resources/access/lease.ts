import { Lease } from '../../schema/coordination.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { specOf } from '../common/fields.ts';

export const leases = defineResource({
  type: { group: 'coordination.k8s.io', version: 'v1', resource: 'leases', namespaced: true },
  kind: 'Lease',
  singular: 'lease',
  schema: Lease,
  columns: [nameColumn, column('Holder', 'Who holds the lease.'), ageColumn],
  cells: (object, now) => [
    nameOf(object),
    specOf<{ holderIdentity?: string }>(object).holderIdentity ?? '',
    ageOf(object, now),
  ],
});

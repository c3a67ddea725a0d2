import type { AnyObject } from '../../../../kube/types.ts';
import type { StructSchema } from '../../schema/types.ts';
import { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from '../../schema/rbac.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { pathSegment } from '../common/names.ts';

const group = 'rbac.authorization.k8s.io';
const createdColumn = column('Created At', 'When the object was created.', { type: 'date' });

function role(kind: string, namespaced: boolean, schema: StructSchema) {
  return defineResource({
    type: { group, version: 'v1', resource: `${kind.toLowerCase()}s`, namespaced },
    kind,
    singular: kind.toLowerCase(),
    schema,
    checkName: pathSegment,
    columns: [nameColumn, createdColumn],
    cells: (object) => [nameOf(object), object.metadata.creationTimestamp ?? '<unknown>'],
  });
}

interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

function subjectsOf(object: AnyObject, kind: string): string {
  const subjects = ((object['subjects'] ?? []) as Subject[]).filter((subject) => subject.kind === kind);
  return subjects
    .map(({ name, namespace }) => (kind === 'ServiceAccount' ? `${namespace ?? ''}/${name}` : name))
    .join(', ');
}

function binding(kind: string, namespaced: boolean, schema: StructSchema) {
  return defineResource({
    type: { group, version: 'v1', resource: `${kind.toLowerCase()}s`, namespaced },
    kind,
    singular: kind.toLowerCase(),
    schema,
    checkName: pathSegment,
    setDefaults: (object) => {
      const reference = object['roleRef'] as { apiGroup?: string } | null | undefined;
      if (reference) reference.apiGroup ||= group;
      for (const subject of (object['subjects'] ?? []) as (Subject & { apiGroup?: string })[]) {
        if (subject.kind !== 'ServiceAccount') subject.apiGroup ||= group;
      }
    },
    columns: [
      nameColumn,
      column('Role', 'The role that is given.'),
      ageColumn,
      column('Users', 'Users it is given to.', { wide: true }),
      column('Groups', 'Groups it is given to.', { wide: true }),
      column('ServiceAccounts', 'ServiceAccounts it is given to.', { wide: true }),
    ],
    cells: (object, now) => {
      const { kind: of = '', name = '' } = (object['roleRef'] ?? {}) as { kind?: string; name?: string };
      return [
        nameOf(object),
        `${of}/${name}`,
        ageOf(object, now),
        subjectsOf(object, 'User'),
        subjectsOf(object, 'Group'),
        subjectsOf(object, 'ServiceAccount'),
      ];
    },
  });
}

/** What the authorizer decides by. */
export const accessRules = [
  role('Role', true, Role),
  role('ClusterRole', false, ClusterRole),
  binding('RoleBinding', true, RoleBinding),
  binding('ClusterRoleBinding', false, ClusterRoleBinding),
];

import { resources } from '../../../../kube/client.ts';
import type { AnyObject, Node } from '../../../../kube/types.ts';
import { Node as schema } from '../../schema/core/cluster.ts';
import { ageColumn, ageOf, column, nameColumn, nameOf } from '../common/columns.ts';
import { defineResource } from '../common/define.ts';
import { dropEmpty, keepStatus, specOf, statusOf } from '../common/fields.ts';

type Spec = NonNullable<Node['spec']>;
type Status = NonNullable<Node['status']>;

const roleLabel = 'node-role.kubernetes.io/';

/** Models kubernetes pkg/printers/internalversion printNode. */
export const nodes = defineResource({
  type: resources.nodes,
  kind: 'Node',
  singular: 'node',
  shortNames: ['no'],
  subresources: ['status', 'proxy'],
  schema,
  setDefaults: (object) => dropEmpty(specOf<Spec>(object), ['unschedulable']),
  prepareForUpdate: keepStatus,
  selectableFields: {
    'spec.unschedulable': (object) => String(specOf<Spec>(object).unschedulable ?? false),
  },
  columns: [
    nameColumn,
    column('Status', 'Ready or NotReady; SchedulingDisabled when cordoned.'),
    column('Roles', 'Roles of the node, from its labels.'),
    ageColumn,
    column('Version', 'Version of the kubelet.'),
    column('Internal-IP', 'Address of the node inside its network.', { wide: true }),
    column('External-IP', 'Address of the node for the outside.', { wide: true }),
    column('OS-Image', 'Operating system of the node.', { wide: true }),
    column('Kernel-Version', 'Kernel and architecture of the node.', { wide: true }),
    column('Container-Runtime', 'Container runtime and its version.', { wide: true }),
  ],
  cells: (object, now) => {
    const info = statusOf<Status>(object).nodeInfo ?? {};
    const kernel = info['kernelVersion'] ?? '';
    const architecture = info['architecture'];
    return [
      nameOf(object),
      readiness(object),
      rolesOf(object),
      ageOf(object, now),
      info['kubeletVersion'] ?? '',
      addressOf(object, 'InternalIP'),
      addressOf(object, 'ExternalIP'),
      info['osImage'] || '<unknown>',
      kernel ? kernel + (architecture ? ` (${architecture})` : '') : '<unknown>',
      info['containerRuntimeVersion'] || '<unknown>',
    ];
  },
});

function readiness(object: AnyObject): string {
  const ready = statusOf<Status>(object).conditions?.find(({ type }) => type === 'Ready');
  const words = [ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady'];
  if (specOf<Spec>(object).unschedulable) words.push('SchedulingDisabled');
  return words.join(',');
}

function rolesOf(object: AnyObject): string {
  const roles = Object.entries(object.metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(roleLabel)) return key.slice(roleLabel.length) || [];
    return key === 'kubernetes.io/role' && value !== '' ? value : [];
  });
  return roles.length === 0 ? '<none>' : [...new Set(roles)].sort().join(',');
}

function addressOf(object: AnyObject, type: string): string {
  return statusOf<Status>(object).addresses?.find((address) => address.type === type)?.address ?? '<none>';
}

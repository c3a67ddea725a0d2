import type { AnyObject } from '../../../kube/types.ts';
import { CommandError, type Command } from '../../command.ts';
import { setFlags, update } from './update.ts';

interface Subject {
  kind: string;
  name: string;
  namespace?: string;
  apiGroup?: string;
}

const rbac = 'rbac.authorization.k8s.io';

/** Models kubectl pkg/cmd/set set_subject.go. */
export const subject: Command = {
  name: 'subject',
  short: 'Update the user, group, or service account in a role binding or cluster role binding',
  long: 'Update the user, group, or service account in a role binding or cluster role binding.',
  usage:
    '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  completes: 'resources',
  flags: [
    ...setFlags,
    { name: 'user', kind: 'strings', help: 'Users to bind to the role.' },
    { name: 'group', kind: 'strings', help: 'Groups to bind to the role.' },
    {
      name: 'serviceaccount',
      kind: 'strings',
      help: 'Service accounts to bind to the role, as namespace:name.',
    },
  ],
  async run(context) {
    const { flags, args } = context;
    const wanted: Subject[] = [
      ...flags.list('user').map((name) => ({ kind: 'User', apiGroup: rbac, name })),
      ...flags.list('group').map((name) => ({ kind: 'Group', apiGroup: rbac, name })),
      ...flags.list('serviceaccount').map(accountOf),
    ];
    if (wanted.length === 0)
      throw new CommandError('you must specify at least one value of user, group or serviceaccount');
    await update(context, args, 'subjects updated', (object, { resource }) => {
      if (resource.kind !== 'RoleBinding' && resource.kind !== 'ClusterRoleBinding')
        throw new CommandError('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
      const { subjects = [] } = object as AnyObject & { subjects?: Subject[] };
      const has = ({ kind, name, namespace }: Subject) =>
        subjects.some((each) => each.kind === kind && each.name === name && each.namespace === namespace);
      return { ...object, subjects: [...subjects, ...wanted.filter((each) => !has(each))] };
    });
  },
};

function accountOf(text: string): Subject {
  const parts = text.split(':');
  if (parts.length !== 2 || parts[0] === '' || parts[1] === '')
    throw new CommandError('serviceaccount must be <namespace>:<name>');
  return { kind: 'ServiceAccount', namespace: parts[0]!, name: parts[1]! };
}

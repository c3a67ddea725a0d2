import { errors } from '../../../kube/status.ts';
import type { ResourceDefinition } from '../definition.ts';
import { wantsWatch, type RequestInfo } from './info.ts';

export interface User {
  name: string;
  groups: string[];
  /** Only administrators may do anything with resources: there are no other grants. */
  isAdmin: boolean;
}

/** Who asks: the cluster's administrator, or whom they impersonate (`kubectl --as`). */
export function userOf(request: Request): User {
  const name = request.headers.get('impersonate-user');
  if (!name) {
    const groups = ['kubeadm:cluster-admins', 'system:authenticated'];
    return { name: 'kubernetes-admin', groups, isAdmin: true };
  }
  const groups = (request.headers.get('impersonate-group') ?? '')
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '');
  const account = /^system:serviceaccount:([^:]+):/.exec(name);
  if (account && groups.length === 0)
    groups.push('system:serviceaccounts', `system:serviceaccounts:${account[1]}`);
  if (!groups.includes('system:authenticated')) groups.push('system:authenticated');
  const isAdmin = groups.includes('system:masters') || groups.includes('kubeadm:cluster-admins');
  return { name, groups, isAdmin };
}

/** Models kubernetes apiserver pkg/endpoints/filters/authorization. @throws StatusError 403 */
export function authorize(
  user: User,
  request: Request,
  info: RequestInfo,
  { type }: ResourceDefinition,
): void {
  if (user.isAdmin) return;
  const verb = verbOf(request, info);
  const resource = info.subresource === undefined ? type.resource : `${type.resource}/${info.subresource}`;
  const scope =
    info.namespace === undefined ? 'at the cluster scope' : `in the namespace "${info.namespace}"`;
  throw errors.forbidden(
    { resource: type.resource, group: type.group },
    info.name ?? '',
    `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${type.group}" ${scope}`,
  );
}

function verbOf(request: Request, { name }: RequestInfo): string {
  switch (request.method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete';
    default:
      if (wantsWatch(new URL(request.url).searchParams)) return 'watch';
      return name === undefined ? 'list' : 'get';
  }
}

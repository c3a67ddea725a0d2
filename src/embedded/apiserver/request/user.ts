import { errors } from '../../../kube/status.ts';
import type { Authorizer } from '../access/authorizer.ts';
import type { Attributes, User } from '../access/rules.ts';
import { accountUser, type TokenIssuer } from '../access/tokens.ts';
import { wantsWatch, type RequestInfo } from './info.ts';

const administrator = 'kubernetes-admin';
const everybody = 'system:authenticated';

/**
 * Who asks: a service account that shows its token, otherwise the cluster's administrator.
 * @param now milliseconds since the epoch
 * @throws StatusError 401 for a token that is not this server's or has run out
 */
export async function authenticate(request: Request, tokens: TokenIssuer, now: number): Promise<User> {
  const bearer = /^bearer\s+(.+)$/i.exec(request.headers.get('authorization') ?? '');
  if (bearer) return accountUser(await tokens.read(bearer[1]!.trim(), now));
  return {
    name: administrator,
    groups: ['kubeadm:cluster-admins', everybody],
    extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${await credential()}`] },
  };
}

let administratorCredential: Promise<string> | undefined;

/** There is no client certificate here; what stands for it is told from others by its subject. */
function credential(): Promise<string> {
  return (administratorCredential ??= (async () => {
    const subject = new TextEncoder().encode(`O=kubeadm:cluster-admins,CN=${administrator}`);
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', subject));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  })());
}

/**
 * Who is asked for in place of the user (`kubectl --as`), who must be allowed to do so.
 * Models kubernetes apiserver pkg/endpoints/filters/impersonation.
 * @throws StatusError 403
 */
export async function impersonate(request: Request, user: User, authorizer: Authorizer): Promise<User> {
  const name = request.headers.get('impersonate-user');
  if (!name) return user;
  const groups = (request.headers.get('impersonate-group') ?? '')
    .split(',')
    .map((group) => group.trim())
    .filter((group) => group !== '');
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name);
  await authorize(
    user,
    account
      ? { verb: 'impersonate', resource: 'serviceaccounts', namespace: account[1]!, name: account[2]! }
      : { verb: 'impersonate', resource: 'users', name },
    authorizer,
  );
  for (const group of groups) {
    await authorize(user, { verb: 'impersonate', resource: 'groups', name: group }, authorizer);
  }
  if (account && groups.length === 0)
    groups.push('system:serviceaccounts', `system:serviceaccounts:${account[1]}`);
  if (!groups.includes(everybody)) groups.push(everybody);
  return { name, groups };
}

/** Models kubernetes apiserver pkg/endpoints/filters/authorization. @throws StatusError 403 */
export async function authorize(user: User, asked: Attributes, authorizer: Authorizer): Promise<void> {
  const { allowed, reason } = await authorizer.decide(user, asked);
  if (allowed) return;
  const because = reason === '' ? '' : `: ${reason}`;
  const { verb, path, resource = '', subresource, group = '', namespace, name = '' } = asked;
  const who = `User ${JSON.stringify(user.name)} cannot ${verb}`;
  if (path !== undefined) {
    throw errors.status(403, 'Forbidden', `forbidden: ${who} path ${JSON.stringify(path)}${because}`, {});
  }
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  throw errors.forbidden(
    { resource, group },
    name,
    `${who} resource "${whole}" in API group "${group}" ${scope}${because}`,
  );
}

export function attributesOf(request: Request, info: RequestInfo): Attributes {
  const { group, resource, subresource, namespace, name } = info;
  return {
    verb: verbOf(request, info),
    group,
    resource,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
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

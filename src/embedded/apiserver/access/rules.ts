/** Who asks. Models kubernetes apiserver pkg/authentication/user. */
export interface User {
  name: string;
  uid?: string;
  groups: string[];
  extra?: Record<string, string[]>;
}

export interface PolicyRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

export interface Subject {
  kind: string;
  apiGroup?: string;
  name: string;
  namespace?: string;
}

/** What is asked for: a resource, or a path that is none. */
export interface Attributes {
  verb: string;
  namespace?: string;
  group?: string;
  resource?: string;
  subresource?: string;
  name?: string;
  path?: string;
}

/** Models kubernetes pkg/registry/rbac/validation appliesToUser. */
export function appliesTo(user: User, { kind, name, namespace }: Subject): boolean {
  switch (kind) {
    case 'User':
      return user.name === name;
    case 'Group':
      return user.groups.includes(name);
    case 'ServiceAccount':
      return user.name === `system:serviceaccount:${namespace ?? ''}:${name}`;
    default:
      return false;
  }
}

/** Models kubernetes plugin/pkg/auth/authorizer/rbac RuleAllows. */
export function allows(rule: PolicyRule, asked: Attributes): boolean {
  const has = (list: readonly string[] | undefined, value: string) =>
    list?.some((item) => item === '*' || item === value) ?? false;
  if (!has(rule.verbs, asked.verb)) return false;
  if (asked.path !== undefined) {
    const { path } = asked;
    return (rule.nonResourceURLs ?? []).some(
      (url) => url === '*' || url === path || (url.endsWith('*') && path.startsWith(url.replace(/\*+$/, ''))),
    );
  }
  const { resource = '', subresource, name = '' } = asked;
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  const isNamed = !rule.resourceNames?.length || rule.resourceNames.includes(name);
  const anyOfKind = subresource !== undefined && (rule.resources?.includes(`*/${subresource}`) ?? false);
  return has(rule.apiGroups, asked.group ?? '') && (has(rule.resources, whole) || anyOfKind) && isNamed;
}

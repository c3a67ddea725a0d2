import type { AnyObject } from '../../../kube/types.ts';
import type { PolicyRule, Subject } from './rules.ts';

/** A role or binding that every cluster has. */
interface BootstrapRole {
  name: string;
  rules: PolicyRule[];
  /** Puts the rules into the role of that name for namespaces' users, as `view` is part of `edit`. */
  aggregateTo?: 'admin' | 'edit' | 'view';
  /** Made of the roles with this aggregation, not of rules of its own. */
  aggregates?: 'admin' | 'edit' | 'view';
}

interface BootstrapBinding {
  name: string;
  role: string;
  subjects: Subject[];
}

const read = ['get', 'list', 'watch'];
const change = ['create', 'delete', 'deletecollection', 'patch', 'update'];

const rule = (apiGroups: string[], resources: string[], verbs: string[]): PolicyRule => ({
  verbs,
  apiGroups,
  resources,
});
const paths = (...nonResourceURLs: string[]): PolicyRule => ({ verbs: ['get'], nonResourceURLs });
const group = (name: string): Subject => ({ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name });

/** Models kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy, for the kinds that there are. */
const bootstrapRoles: readonly BootstrapRole[] = [
  {
    name: 'cluster-admin',
    rules: [rule(['*'], ['*'], ['*']), { verbs: ['*'], nonResourceURLs: ['*'] }],
  },
  {
    name: 'system:discovery',
    rules: [
      paths(
        ...['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz'],
        ...['/version', '/version/'],
      ),
    ],
  },
  {
    name: 'system:basic-user',
    rules: [
      rule(['authorization.k8s.io'], ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], ['create']),
      rule(['authentication.k8s.io'], ['selfsubjectreviews'], ['create']),
    ],
  },
  {
    name: 'system:public-info-viewer',
    rules: [paths('/healthz', '/livez', '/readyz', '/version', '/version/')],
  },
  {
    name: 'system:service-account-issuer-discovery',
    rules: [
      paths(
        ...['/.well-known/openid-configuration', '/.well-known/openid-configuration/'],
        ...['/openid/v1/jwks', '/openid/v1/jwks/'],
      ),
    ],
  },
  {
    name: 'system:node-proxier',
    rules: [
      rule([''], ['endpoints', 'services'], ['list', 'watch']),
      rule([''], ['nodes'], read),
      rule(['', 'events.k8s.io'], ['events'], ['create', 'patch', 'update']),
      rule(['networking.k8s.io'], ['servicecidrs'], ['list', 'watch']),
      rule(['discovery.k8s.io'], ['endpointslices'], ['list', 'watch']),
    ],
  },
  { name: 'admin', rules: [], aggregates: 'admin' },
  { name: 'edit', rules: [], aggregates: 'edit' },
  { name: 'view', rules: [], aggregates: 'view' },
  {
    name: 'system:aggregate-to-admin',
    aggregateTo: 'admin',
    rules: [
      rule(['authorization.k8s.io'], ['localsubjectaccessreviews'], ['create']),
      rule(['rbac.authorization.k8s.io'], ['rolebindings', 'roles'], [...change, ...read]),
    ],
  },
  {
    name: 'system:aggregate-to-edit',
    aggregateTo: 'edit',
    rules: [
      rule(
        [''],
        ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy'],
        read,
      ),
      rule([''], ['serviceaccounts'], ['impersonate']),
      rule([''], ['pods', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'], change),
      rule([''], ['pods/eviction'], ['create']),
      rule(
        [''],
        ['configmaps', 'events', 'secrets', 'serviceaccounts', 'services', 'services/proxy'],
        change,
      ),
      rule([''], ['serviceaccounts/token'], ['create']),
      rule(['apps'], [...workloads('/scale'), 'daemonsets'], change),
      rule(['networking.k8s.io'], ['ingresses', 'networkpolicies'], change),
    ],
  },
  {
    name: 'system:aggregate-to-view',
    aggregateTo: 'view',
    rules: [
      rule([''], ['configmaps', 'endpoints', 'pods', 'serviceaccounts', 'services', 'services/status'], read),
      rule([''], ['events', 'namespaces/status', 'pods/log', 'pods/status', 'namespaces'], read),
      rule(['discovery.k8s.io'], ['endpointslices'], read),
      rule(
        ['apps'],
        [...workloads('/scale', '/status'), 'controllerrevisions', 'daemonsets', 'daemonsets/status'],
        read,
      ),
      rule(['networking.k8s.io'], ['ingresses', 'ingresses/status', 'networkpolicies'], read),
    ],
  },
];

function workloads(...parts: string[]): string[] {
  return ['deployments', 'replicasets', 'statefulsets'].flatMap((name) => [
    name,
    ...parts.map((part) => name + part),
  ]);
}

const all = group('system:authenticated');

/** With those that kubeadm adds: for its administrators, and for kube-proxy as it starts it. */
const bootstrapBindings: readonly BootstrapBinding[] = [
  { name: 'cluster-admin', role: 'cluster-admin', subjects: [group('system:masters')] },
  { name: 'kubeadm:cluster-admins', role: 'cluster-admin', subjects: [group('kubeadm:cluster-admins')] },
  { name: 'system:discovery', role: 'system:discovery', subjects: [all] },
  { name: 'system:basic-user', role: 'system:basic-user', subjects: [all] },
  {
    name: 'system:public-info-viewer',
    role: 'system:public-info-viewer',
    subjects: [all, group('system:unauthenticated')],
  },
  {
    name: 'system:service-account-issuer-discovery',
    role: 'system:service-account-issuer-discovery',
    subjects: [group('system:serviceaccounts')],
  },
  {
    name: 'system:node-proxier',
    role: 'system:node-proxier',
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'system:kube-proxy' }],
  },
  {
    name: 'kubeadm:node-proxier',
    role: 'system:node-proxier',
    subjects: [{ kind: 'ServiceAccount', name: 'kube-proxy', namespace: 'kube-system' }],
  },
];

const aggregation = (to: string) => `rbac.authorization.k8s.io/aggregate-to-${to}`;

/** The roles and bindings as objects, by resource. */
export function bootstrapObjects(): Record<string, AnyObject[]> {
  return {
    clusterroles: bootstrapRoles.map(roleObject),
    clusterrolebindings: bootstrapBindings.map(bindingObject),
  };
}

const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const annotations = { 'rbac.authorization.kubernetes.io/autoupdate': 'true' };

function roleObject({ name, rules, aggregates, aggregateTo }: BootstrapRole): AnyObject {
  // Who may change also may look: `view` is part of `edit`, and that of `admin`.
  const own = aggregateTo ?? (name === 'edit' ? 'admin' : name === 'view' ? 'edit' : undefined);
  const metadata = {
    name,
    labels: { ...labels, ...(own ? { [aggregation(own)]: 'true' } : {}) },
    annotations,
  };
  if (!aggregates) return { apiVersion, kind: 'ClusterRole', metadata, rules };
  const clusterRoleSelectors = [{ matchLabels: { [aggregation(aggregates)]: 'true' } }];
  return {
    apiVersion,
    kind: 'ClusterRole',
    metadata,
    aggregationRule: { clusterRoleSelectors },
    rules: composed(aggregates),
  };
}

const apiVersion = 'rbac.authorization.k8s.io/v1';

function bindingObject({ name, role, subjects }: BootstrapBinding): AnyObject {
  const metadata = name.startsWith('kubeadm:') ? { name } : { name, labels, annotations };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role };
  return { apiVersion, kind: 'ClusterRoleBinding', metadata, roleRef, subjects };
}

/** The rules of `edit` are its own and those of `view`, and so on. */
function composed(name: 'admin' | 'edit' | 'view'): PolicyRule[] {
  const below = { admin: ['admin', 'edit', 'view'], edit: ['edit', 'view'], view: ['view'] }[name];
  return bootstrapRoles.flatMap(({ aggregateTo, rules }) =>
    aggregateTo !== undefined && below.includes(aggregateTo) ? rules : [],
  );
}

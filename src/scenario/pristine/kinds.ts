import { resources, type ResourceType } from '../../kube/client.ts';

const rbac = (resource: string, namespaced: boolean): ResourceType => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  resource,
  namespaced,
});
const core = (resource: string): ResourceType => ({ group: '', version: 'v1', resource, namespaced: true });

const clusterRoles = rbac('clusterroles', false);
const clusterRoleBindings = rbac('clusterrolebindings', false);
const roles = rbac('roles', true);
const roleBindings = rbac('rolebindings', true);
const serviceAccounts = core('serviceaccounts');

export const system = 'kube-system';

/** Objects that are saved whole and put back when they are gone or differ. */
export interface Kept {
  type: ResourceType;
  namespace?: string;
  names: RegExp;
}

/** Who may do what comes first: what is put back after it could not run without. */
export const access: Kept[] = [
  { type: clusterRoles, names: /^(system:|kubeadm:|cluster-admin$)/ },
  { type: clusterRoleBindings, names: /^(system:|kubeadm:|cluster-admin$)/ },
  { type: roles, namespace: system, names: /^(system:|kubeadm:|kube-proxy$)/ },
  { type: roleBindings, namespace: system, names: /^(system:|kubeadm:|kube-proxy$)/ },
  { type: serviceAccounts, namespace: system, names: /^(coredns|kube-proxy)$/ },
];

/** Programs read them when they start. */
export const configuration: Kept[] = [
  { type: resources.configmaps, namespace: system, names: /^(coredns|kube-proxy)$/ },
];

export const programs: Kept[] = [
  { type: resources.services, namespace: system, names: /^kube-dns$/ },
  { type: resources.deployments, namespace: system, names: /^coredns$/ },
  { type: resources.daemonsets, namespace: system, names: /^kube-proxy$/ },
];

/** Objects of these kinds that were not there before, and that nobody owns, are taken away again. */
export const sweptShared: ResourceType[] = [
  resources.deployments,
  resources.daemonsets,
  resources.statefulsets,
  resources.replicasets,
  resources.services,
  resources.endpoints,
  resources.endpointslices,
  resources.networkpolicies,
  resources.configmaps,
  resources.pods,
  roles,
  roleBindings,
  serviceAccounts,
];
export const sharedNamespaces = [system, 'default'];

/** The same for what belongs to no namespace: only in a cluster that is the labs' own. */
export const sweptClusterWide: ResourceType[] = [
  clusterRoles,
  clusterRoleBindings,
  { group: 'networking.k8s.io', version: 'v1', resource: 'servicecidrs', namespaced: false },
  ...['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'].map((resource) => ({
    group: 'admissionregistration.k8s.io',
    version: 'v1',
    resource,
    namespaced: false,
  })),
];

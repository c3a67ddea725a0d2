import { define, list, string, strings, struct } from './build.ts';
import { defineObject, LabelSelector } from './meta.ts';

const rbac = (name: string) => `io.k8s.api.rbac.v1.${name}`;

const rules = list(
  define(rbac('PolicyRule'), {
    verbs: strings({ required: true }),
    apiGroups: strings(),
    resources: strings(),
    resourceNames: strings(),
    nonResourceURLs: strings(),
  }),
);

const subjects = list(
  define(rbac('Subject'), {
    kind: string({ required: true }),
    apiGroup: string(),
    name: string({ required: true }),
    namespace: string(),
  }),
);

const roleRef = struct(
  define(rbac('RoleRef'), {
    apiGroup: string(),
    kind: string({ required: true }),
    name: string({ required: true }),
  }),
  { required: true },
);

export const Role = defineObject(rbac('Role'), { rules });
export const ClusterRole = defineObject(rbac('ClusterRole'), {
  rules,
  aggregationRule: struct(define(rbac('AggregationRule'), { clusterRoleSelectors: list(LabelSelector) })),
});
export const RoleBinding = defineObject(rbac('RoleBinding'), { subjects, roleRef });
export const ClusterRoleBinding = defineObject(rbac('ClusterRoleBinding'), { subjects, roleRef });

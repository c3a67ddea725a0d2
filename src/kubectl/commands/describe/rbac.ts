import type { AnyObject } from '../../../kube/types.ts';
import type { Describe } from './describer.ts';

interface PolicyRule {
  verbs: readonly string[];
  apiGroups?: readonly string[];
  resources?: readonly string[];
  resourceNames?: readonly string[];
  nonResourceURLs?: readonly string[];
}

/** Models kubectl pkg/describe RoleDescriber and ClusterRoleDescriber: one line for each resource or path. */
export const describeRole: Describe = (_context, object, w) => {
  const { metadata, rules } = object as AnyObject & { rules?: readonly PolicyRule[] | null };
  w.head(metadata, false);
  w.write(0, 'PolicyRule:\n');
  w.line(1, 'Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs');
  w.line(1, '---------', '-----------------', '--------------', '-----');
  for (const rule of compact((rules ?? []).flatMap(breakDown))) {
    w.line(
      1,
      resourceText(rule),
      listText(rule.nonResourceURLs),
      listText(rule.resourceNames),
      listText(rule.verbs),
    );
  }
  return Promise.resolve();
};

interface RoleBinding extends AnyObject {
  roleRef: { kind: string; name: string };
  subjects?: readonly { kind: string; name: string; namespace?: string }[];
}

/** Models kubectl pkg/describe RoleBindingDescriber and ClusterRoleBindingDescriber. */
export const describeRoleBinding: Describe = (_context, object, w) => {
  const { metadata, roleRef, subjects = [] } = object as RoleBinding;
  w.head(metadata, false);
  w.write(0, 'Role:\n');
  w.line(1, 'Kind:', roleRef.kind);
  w.line(1, 'Name:', roleRef.name);
  w.write(0, 'Subjects:\n');
  w.line(1, 'Kind', 'Name', 'Namespace');
  w.line(1, '----', '----', '---------');
  for (const { kind, name, namespace = '' } of subjects) w.line(1, kind, name, namespace);
  return Promise.resolve();
};

/** Models component-helpers auth/rbac/validation BreakdownRule: rules of one group, resource, verb and name each. */
function breakDown(rule: PolicyRule): PolicyRule[] {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs } = rule;
  const names = resourceNames.length > 0 ? resourceNames.map((name) => [name]) : [[]];
  const ofResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) =>
        names.map((name) => ({
          verbs: [verb],
          apiGroups: [group],
          resources: [resource],
          resourceNames: name,
        })),
      ),
    ),
  );
  return [
    ...ofResources,
    ...nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ verbs: [verb], nonResourceURLs: [url] }))),
  ];
}

/** Models component-helpers CompactRules: the verbs of one resource together; sorted as Go prints the rules. */
function compact(rules: readonly PolicyRule[]): PolicyRule[] {
  const found = new Map<string, PolicyRule>();
  for (const [index, rule] of rules.entries()) {
    const key = rule.resources
      ? JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames])
      : `${index}`;
    const earlier = found.get(key);
    found.set(key, earlier ? { ...rule, verbs: [...earlier.verbs, ...rule.verbs] } : rule);
  }
  const text = (rule: PolicyRule) =>
    [rule.verbs, rule.apiGroups, rule.resources, rule.resourceNames, rule.nonResourceURLs]
      .map(listText)
      .join(',');
  return [...found.values()].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

const listText = (list: readonly string[] = []) => `[${list.join(' ')}]`;

/** `deployments.apps/scale` */
function resourceText({ resources, apiGroups }: PolicyRule): string {
  const [resource = ''] = resources ?? [];
  const [name = '', ...subresource] = resource.split('/');
  const group = apiGroups?.[0] ? `.${apiGroups[0]}` : '';
  return [name + group, ...subresource].join('/');
}

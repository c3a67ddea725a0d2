import { CommandError, type Command, type Context, type Flag } from '../../command.ts';
import { createGenerated, generatedFlags, nameOf } from './generated.ts';

const rbac = 'rbac.authorization.k8s.io';

const ruleFlags: readonly Flag[] = [
  { name: 'resource', kind: 'strings', default: '[]', help: 'Resource that the rule is about.' },
  {
    name: 'resource-name',
    kind: 'array',
    default: '[]',
    help: 'Name of an object that the rule is about; may be repeated.',
  },
  { name: 'verb', kind: 'strings', default: '[]', help: 'Verb that the rule allows.' },
];

const nonResourceVerbs = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options'];

interface PolicyRule {
  apiGroups?: string[];
  nonResourceURLs?: string[];
  resourceNames?: string[];
  resources?: string[];
  verbs: string[];
}

/** Rules of --verb and --resource, one for each API group. Models create_role.go. @throws CommandError */
async function rulesOf(context: Context): Promise<PolicyRule[]> {
  const { flags } = context;
  const given = [...new Set(flags.list('verb'))];
  const verbs = given.includes('*') ? ['*'] : given;
  const words = flags.list('resource');
  const names = [...new Set(flags.list('resource-name'))];
  if (verbs.length === 0) throw new CommandError('at least one verb must be specified');
  if (words.length === 0) throw new CommandError('at least one resource must be specified');
  const mapper = await context.resources();
  const groups = new Map<string, string[]>();
  for (const word of words) {
    const [type = '', subresource] = word.split('/');
    let name = '*';
    let group = '';
    if (type !== '*') {
      const resource = mapper.find(type);
      if (!resource)
        throw new CommandError(`the server doesn't have a resource type "${type.split('.')[0]}"`);
      name = resource.resource;
      group = resource.group;
    }
    const list = groups.get(group) ?? [];
    groups.set(group, list);
    const whole = subresource === undefined ? name : `${name}/${subresource}`;
    if (!list.includes(whole)) list.push(whole);
  }
  return [...groups].map(([group, resources]) => ({
    apiGroups: [group],
    ...(names.length ? { resourceNames: names } : {}),
    resources,
    verbs,
  }));
}

export const createRole: Command = {
  name: 'role',
  short: 'Create a role with single rule',
  long: 'Create a role with single rule.',
  examples: `# Who has this role may read Pods
kubectl create role pod-reader --verb=get,list,watch --resource=pods

# Only one Pod
kubectl create role web-reader --verb=get --resource=pods --resource-name=web

# A resource of an API group, and a subresource
kubectl create role scaler --verb=get,patch --resource=deployments.apps/scale`,
  usage:
    'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]',
  completes: 'none',
  flags: [...generatedFlags, ...ruleFlags],
  async run(context) {
    const name = nameOf(context);
    const rules = await rulesOf(context);
    await createGenerated(
      context,
      { apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name }, rules },
      'failed to create role',
    );
  },
};

export const createClusterRole: Command = {
  name: 'clusterrole',
  short: 'Create a cluster role',
  long: 'Create a cluster role.',
  examples: `# Who has this role may read nodes
kubectl create clusterrole node-reader --verb=get,list,watch --resource=nodes

# A path that is no resource
kubectl create clusterrole metrics --verb=get --non-resource-url=/metrics

# All rules of the cluster roles with a label
kubectl create clusterrole monitoring --aggregation-rule="rbac.example.com/aggregate-to-monitoring=true"`,
  usage:
    'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
  completes: 'none',
  flags: [
    ...generatedFlags,
    ...ruleFlags,
    {
      name: 'aggregation-rule',
      kind: 'strings',
      default: '',
      help: 'Labels of the cluster roles whose rules it takes over.',
    },
    { name: 'non-resource-url', kind: 'strings', default: '[]', help: 'A path that is no resource.' },
  ],
  async run(context) {
    const { flags } = context;
    const name = nameOf(context);
    const base = { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name } };
    const urls = flags.list('non-resource-url');
    const labels = flags.list('aggregation-rule');
    const what = 'failed to create clusterrole';
    if (labels.length > 0) {
      if (
        urls.length +
          flags.list('verb').length +
          flags.list('resource').length +
          flags.list('resource-name').length >
        0
      ) {
        throw new CommandError('aggregation rule must be specified without nonResourceURLs');
      }
      const matchLabels = Object.fromEntries(labels.map((text) => text.split('=') as [string, string]));
      const aggregationRule = { clusterRoleSelectors: [{ matchLabels }] };
      await createGenerated(context, { ...base, aggregationRule, rules: null }, what);
      return;
    }
    const rules: PolicyRule[] =
      flags.list('resource').length > 0 || urls.length === 0 ? await rulesOf(context) : [];
    if (urls.length > 0) rules.push({ nonResourceURLs: urls, verbs: verbsForUrls(flags.list('verb')) });
    await createGenerated(context, { ...base, rules }, what);
  },
};

function verbsForUrls(verbs: readonly string[]): string[] {
  if (verbs.length === 0) throw new CommandError('at least one verb must be specified');
  for (const verb of verbs) {
    if (!nonResourceVerbs.includes(verb)) {
      throw new CommandError(`invalid verb: '${verb}' for nonResourceURL`);
    }
  }
  return [...verbs];
}

const subjectFlags: readonly Flag[] = [
  { name: 'clusterrole', kind: 'string', help: 'ClusterRole to bind.' },
  { name: 'group', kind: 'array', default: '[]', help: 'Group to bind to; may be repeated.' },
  {
    name: 'serviceaccount',
    kind: 'array',
    default: '[]',
    help: 'Service account to bind to, as <namespace>:<name>.',
  },
  { name: 'user', kind: 'array', default: '[]', help: 'User to bind to; may be repeated.' },
];

function subjectsOf({ flags }: Context): unknown[] {
  const subject = (kind: string) => (name: string) => ({ apiGroup: rbac, kind, name });
  return [
    ...flags.list('user').map(subject('User')),
    ...flags.list('group').map(subject('Group')),
    ...flags.list('serviceaccount').map((text) => {
      const [namespace = '', name = '', ...more] = text.split(':');
      if (!namespace || !name || more.length > 0) {
        throw new CommandError('serviceaccount must be <namespace>:<name>');
      }
      return { kind: 'ServiceAccount', name, namespace };
    }),
  ];
}

async function bind(context: Context, kind: 'RoleBinding' | 'ClusterRoleBinding'): Promise<void> {
  const { flags } = context;
  const name = nameOf(context);
  const clusterRole = flags.string('clusterrole');
  const role = flags.has('role') ? flags.string('role') : '';
  if (kind === 'ClusterRoleBinding' && !clusterRole) {
    throw new CommandError(
      flags.changed('clusterrole')
        ? 'clusterrole must be specified'
        : 'required flag(s) "clusterrole" not set',
    );
  }
  if ((clusterRole === '') === (role === '') && kind === 'RoleBinding') {
    throw new CommandError('exactly one of clusterrole or role must be specified');
  }
  const roleRef = { apiGroup: rbac, kind: clusterRole ? 'ClusterRole' : 'Role', name: clusterRole || role };
  const subjects = subjectsOf(context);
  await createGenerated(
    context,
    { apiVersion: `${rbac}/v1`, kind, metadata: { name }, roleRef, ...(subjects.length ? { subjects } : {}) },
    `failed to create ${kind.toLowerCase()}`,
  );
}

export const createRoleBinding: Command = {
  name: 'rolebinding',
  short: 'Create a role binding for a particular role or cluster role',
  long: 'Create a role binding for a particular role or cluster role.',
  examples: `# jane may read what is in the namespace shop
kubectl create rolebinding jane-views --clusterrole=view --user=jane -n shop

# So may a service account
kubectl create rolebinding app-views --clusterrole=view --serviceaccount=shop:default -n shop`,
  usage:
    'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  completes: 'none',
  flags: [...generatedFlags, ...subjectFlags, { name: 'role', kind: 'string', help: 'Role to bind.' }],
  run: (context) => bind(context, 'RoleBinding'),
};

export const createClusterRoleBinding: Command = {
  name: 'clusterrolebinding',
  short: 'Create a cluster role binding for a particular cluster role',
  long: 'Create a cluster role binding for a particular cluster role.',
  examples:
    '# jane may do everything\nkubectl create clusterrolebinding jane-admin --clusterrole=cluster-admin --user=jane',
  usage:
    'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  completes: 'none',
  flags: [...generatedFlags, ...subjectFlags],
  run: (context) => bind(context, 'ClusterRoleBinding'),
};

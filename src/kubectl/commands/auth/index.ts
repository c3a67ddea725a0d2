import { CommandError, printFlags, UsageError, type Command, type Context } from '../../command.ts';
import { goText } from '../../output/go-value.ts';
import { objectPrinter } from '../../output/printer.ts';
import { alignRows } from '../../output/table.ts';
import type { AnyObject } from '../../../kube/types.ts';

/** Models kubectl pkg/cmd/auth. */
export const auth: Command = {
  name: 'auth',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Inspect authorization',
  usage: '[flags]',
  subcommands: [
    {
      name: 'can-i',
      short: 'Check whether an action is allowed',
      long: `Check whether an action is allowed.

 VERB is a verb of the API such as 'get', 'list', 'create' or 'delete'. TYPE is a resource; short names and groups work. NONRESOURCEURL begins with "/". NAME is an object's name.`,
      examples: `# May I create Services in the namespace shop?
kubectl auth can-i create services -n shop

# May a service account list Pods?
kubectl auth can-i list pods --as=system:serviceaccount:shop:default -n shop

# All that I may do here
kubectl auth can-i --list`,
      usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
      completes: 'none',
      flags: [
        { name: 'all-namespaces', short: 'A', kind: 'bool', help: 'Check the action in all namespaces.' },
        { name: 'list', kind: 'bool', help: 'Print all allowed actions.' },
        { name: 'no-headers', kind: 'bool', help: 'Leave out the head of the list.' },
        { name: 'quiet', short: 'q', kind: 'bool', help: 'Print nothing; the exit code tells.' },
        { name: 'subresource', kind: 'string', help: 'A subresource such as log or scale.' },
      ],
      run: canI,
    },
    {
      name: 'whoami',
      short: 'Experimental: Check self subject attributes',
      long: 'Show who the API server takes you for.',
      usage: '',
      completes: 'none',
      flags: printFlags,
      run: whoami,
    },
  ],
};

async function post<T>(context: Context, path: string, body: unknown): Promise<T> {
  return (await (await context.client.request('POST', path, body)).json()) as T;
}

async function canI(context: Context): Promise<number> {
  const { flags, args } = context;
  if (flags.bool('list')) return list(context);
  if (args.length !== 2) {
    throw new UsageErrorWithStop(
      'you must specify two arguments: verb resource or verb resource/resourceName.',
      context.path,
    );
  }
  const [verb, target] = args as [string, string];
  const namespace = flags.bool('all-namespaces') ? '' : context.namespace;
  const spec = target.startsWith('/')
    ? { nonResourceAttributes: { path: target, verb } }
    : { resourceAttributes: await attributesOf(context, verb, target, namespace) };
  const review = await post<{ status: { allowed: boolean; reason?: string; evaluationError?: string } }>(
    context,
    '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec },
  );
  const { allowed, reason, evaluationError } = review.status;
  if (!flags.bool('quiet')) {
    const why = (reason ? ` - ${reason}` : '') + (evaluationError ? ` - ${evaluationError}` : '');
    context.out(allowed ? 'yes\n' : `no${why}\n`);
  }
  return allowed ? 0 : 1;
}

/** can-i ends its hint with a stop, unlike other commands. */
class UsageErrorWithStop extends CommandError {
  constructor(message: string, path: string) {
    super(`${message}\nSee '${path} -h' for help and examples.`);
  }
}

async function attributesOf(context: Context, verb: string, target: string, namespace: string) {
  const [type = '', name = ''] = target.split('/');
  const subresource = context.flags.string('subresource');
  if (type === '*') return { namespace, verb, group: '*', resource: '*', name, subresource };
  const resource = (await context.resources()).find(type);
  if (!resource) {
    const [word, ...group] = type.split('.');
    if (group.length)
      context.err(
        `Warning: the server doesn't have a resource type '${word}' in group '${group.join('.')}'\n\n`,
      );
    else context.err(`Warning: the server doesn't have a resource type '${type}'\n\n`);
    return { namespace, verb, group: group.join('.'), resource: word, name, subresource };
  }
  if (!resource.namespaced && !context.flags.bool('all-namespaces')) {
    const scope = resource.group ? ` in group '${resource.group}'` : '';
    context.err(`Warning: resource '${resource.resource}' is not namespace scoped${scope}\n\n`);
  }
  const { group, version, resource: plural } = resource;
  return {
    namespace: resource.namespaced ? namespace : '',
    verb,
    group,
    version,
    resource: plural,
    name,
    subresource,
  };
}

interface Rules {
  resourceRules?: { verbs: string[]; apiGroups?: string[]; resources?: string[]; resourceNames?: string[] }[];
  nonResourceRules?: { verbs: string[]; nonResourceURLs?: string[] }[];
}

async function list(context: Context): Promise<number> {
  if (context.args.length > 0) throw new UsageError('list option must be specified with no arguments');
  const review = await post<{ status: Rules & { incomplete?: boolean; evaluationError?: string } }>(
    context,
    '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace: context.namespace },
    },
  );
  const { resourceRules = [], nonResourceRules = [], incomplete, evaluationError } = review.status;
  if (incomplete) {
    context.err(`Warning: the list may be incomplete${evaluationError ? `: ${evaluationError}` : ''}\n`);
  }
  // kubectl breaks the rules down to one resource or URL each, and sorts them as Go prints them.
  const single = [
    ...resourceRules.flatMap(({ verbs, apiGroups = [], resources = [], resourceNames = [] }) =>
      resources.flatMap((resource) =>
        (apiGroups.length ? apiGroups : ['']).map((group) => ({
          key: [verbs, [group], [resource], resourceNames, []],
          row: [group ? `${resource}.${group}` : resource, '[]', goText(resourceNames), goText(verbs)],
        })),
      ),
    ),
    ...nonResourceRules.flatMap(({ verbs, nonResourceURLs = [] }) =>
      nonResourceURLs.map((url) => ({
        key: [verbs, [], [], [], [url]],
        row: ['', goText([url]), '[]', goText(verbs)],
      })),
    ),
  ].map(({ key, row }) => ({ key: key.map(goText).join(','), row }));
  single.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const rows = single.map(({ row }) => row);
  const head = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  context.out(alignRows(context.flags.bool('no-headers') ? rows : [head, ...rows]));
  return 0;
}

interface UserInfo {
  username?: string;
  uid?: string;
  groups?: string[];
  extra?: Record<string, string[]>;
}

async function whoami(context: Context): Promise<void> {
  const review = await post<AnyObject & { status?: { userInfo?: UserInfo } }>(
    context,
    '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
  );
  const printer = await objectPrinter(context.flags, context.io);
  if (printer) return context.out(printer(review));
  const { username, uid, groups, extra } = review.status?.userInfo ?? {};
  const rows = [['ATTRIBUTE', 'VALUE']];
  if (username) rows.push(['Username', username]);
  if (uid) rows.push(['UID', uid]);
  if (groups?.length) rows.push(['Groups', goText(groups)]);
  for (const key of Object.keys(extra ?? {}).sort()) rows.push([`Extra: ${key}`, goText(extra![key])]);
  context.out(alignRows(rows));
}

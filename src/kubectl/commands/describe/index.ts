import { StatusError } from '../../../kube/status.ts';
import type { AnyObject, KubeList } from '../../../kube/types.ts';
import { CommandError, filenameFlags, selectorFlag, type Command, type Context } from '../../command.ts';
import { fetchTargets, gatherTargets, requestTarget, type Found, type TargetRequest } from '../get/fetch.ts';
import type { Describe } from './describer.ts';
import { eventsOf, writeEvents } from './events.ts';
import { describeIngress, describeNetworkPolicy } from './network.ts';
import { describeNode } from './node.ts';
import {
  describeAnything,
  describeConfigMap,
  describeNamespace,
  describeSecret,
  describeServiceAccount,
} from './plain.ts';
import { describePod } from './pod.ts';
import { describeRole, describeRoleBinding } from './rbac.ts';
import { describeEndpoints, describeEndpointSlice, describeService } from './service.ts';
import { DescribeWriter } from './writer.ts';
import {
  describeDaemonSet,
  describeDeployment,
  describeReplicaSet,
  describeStatefulSet,
} from './workloads.ts';

/** By kind and group. */
const describers: Readonly<Record<string, Describe>> = {
  Service: describeService,
  Endpoints: describeEndpoints,
  'EndpointSlice.discovery.k8s.io': describeEndpointSlice,
  Pod: describePod,
  'Deployment.apps': describeDeployment,
  'ReplicaSet.apps': describeReplicaSet,
  'DaemonSet.apps': describeDaemonSet,
  'StatefulSet.apps': describeStatefulSet,
  Node: describeNode,
  Namespace: describeNamespace,
  ConfigMap: describeConfigMap,
  Secret: describeSecret,
  ServiceAccount: describeServiceAccount,
  'NetworkPolicy.networking.k8s.io': describeNetworkPolicy,
  'Ingress.networking.k8s.io': describeIngress,
  'Role.rbac.authorization.k8s.io': describeRole,
  'ClusterRole.rbac.authorization.k8s.io': describeRole,
  'RoleBinding.rbac.authorization.k8s.io': describeRoleBinding,
  'ClusterRoleBinding.rbac.authorization.k8s.io': describeRoleBinding,
};

/** Kinds whose description never has events. */
const withoutEvents = [
  'Secret',
  'Namespace',
  'NetworkPolicy.networking.k8s.io',
  'Role.rbac.authorization.k8s.io',
  'ClusterRole.rbac.authorization.k8s.io',
  'RoleBinding.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
];

/** Models kubectl pkg/cmd/describe. */
export const describe: Command = {
  name: 'describe',
  group: 'Troubleshooting and Debugging Commands',
  short: 'Show details of a specific resource or group of resources',
  long: `Show details of a specific resource or group of resources.

 Prints one or more resources at length, together with what belongs to them, such as events. Give a name, nothing for all objects of a type, a label selector, or the beginning of a name:

        $ kubectl describe TYPE NAME_PREFIX

 looks for the exact name first, then for all names that begin so.

Use "kubectl api-resources" for a complete list of supported resources.`,
  examples: `# A Service, with its endpoints
kubectl describe service web

# A Pod, with its events
kubectl describe pods/client

# All Pods
kubectl describe pods

# Pods by label
kubectl describe pods -l app=web

# All Pods whose name begins with web
kubectl describe pods web

# What a file names
kubectl describe -f service.yaml`,
  usage: '(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME)',
  completes: 'resources',
  flags: [
    {
      name: 'all-namespaces',
      short: 'A',
      kind: 'bool',
      help: 'Describe the objects of all namespaces; -n is ignored.',
    },
    {
      name: 'chunk-size',
      kind: 'int',
      default: '500',
      help: 'Ask for large lists in pieces of this size; 0 for one piece.',
    },
    ...filenameFlags,
    selectorFlag,
    { name: 'show-events', kind: 'bool', default: 'true', help: 'Show the events about each object.' },
  ],
  run,
};

async function run(context: Context): Promise<void> {
  const { flags, args } = context;
  if (args.length === 0 && flags.list('filename').length === 0 && flags.string('kustomize') === '') {
    throw new CommandError(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.\n',
    );
  }
  const request = await gatherTargets(context);
  const { found, errors } = await fetchTargets(context, request, false);
  let objects = found.flatMap(objectsOf);
  let failures = errors;
  let between = '\n\n';
  let after = '';
  if (errors.length > 0 && objects.length === 0) {
    const byPrefix = await prefixMatches(context, request, errors);
    if (byPrefix.length) [objects, failures, between, after] = [byPrefix, [], '', '\n'];
  }
  // Several objects are described without their events, unless these are asked for.
  const events = flags.bool('show-events') && (objects.length < 2 || flags.changed('show-events'));
  for (const [i, object] of objects.entries()) {
    if (i > 0) context.out(between);
    context.out((await describeObject(context, object, events)) + after);
  }
  if (failures.length) throw new AggregateError(failures);
  if (objects.length === 0) {
    const scoped =
      !flags.bool('all-namespaces') && request.targets.every(({ resource }) => resource.namespaced);
    context.err(scoped ? `No resources found in ${context.namespace} namespace.\n` : 'No resources found\n');
  }
}

/** The whole description of one object. */
export async function describeObject(
  context: Context,
  object: AnyObject,
  events = context.flags.bool('show-events'),
): Promise<string> {
  const group = object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0]!}` : '';
  const kind = `${object.kind}${group}`;
  const w = new DescribeWriter();
  await (describers[kind] ?? describeAnything)(context, object, w);
  if (events && !withoutEvents.includes(kind)) {
    writeEvents(w, await eventsOf(context, object), context.io.clock.now());
  }
  return w.text();
}

function objectsOf({ object, resource }: Found): AnyObject[] {
  const items = object!['items'] as AnyObject[] | undefined;
  if (!items) return [object!];
  return items.map((item) => ({
    ...item,
    apiVersion: item.apiVersion ?? object!.apiVersion,
    kind: item.kind ?? resource.kind,
  }));
}

/** All objects whose name begins as the one asked for, if it was not found. */
async function prefixMatches(
  context: Context,
  request: TargetRequest,
  errors: readonly unknown[],
): Promise<AnyObject[]> {
  const [target] = request.targets;
  const notFound = errors.length === 1 && errors[0] instanceof StatusError && errors[0].code === 404;
  if (!target?.name || !request.single || !notFound || context.args.length !== 2) return [];
  const { resource, namespace } = target;
  const list = (await requestTarget(
    context,
    { resource, namespace },
    new URLSearchParams(),
    false,
  )) as unknown as KubeList;
  return objectsOf({ resource, object: list as unknown as AnyObject }).filter(({ metadata }) =>
    metadata.name?.startsWith(target.name!),
  );
}

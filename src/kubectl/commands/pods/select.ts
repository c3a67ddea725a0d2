import { isReady } from '../../../kube/conditions.ts';
import { resources, type KubeClient } from '../../../kube/client.ts';
import type { AnyObject, LabelSelector, Pod } from '../../../kube/types.ts';
import { CommandError, type Context } from '../../command.ts';
import { getObject, type Info } from '../../manifests/info.ts';

/**
 * The label selector of an object's Pods, as text.
 * Models kubectl pkg/polymorphichelpers SelectorsForObject.
 * @param verb begins the error: `attach to`, `get the logs from`
 */
export function podSelectorOf(info: Info, verb: string): string {
  const { kind } = info.resource;
  const spec = (info.object as AnyObject & { spec?: { selector?: unknown } }).spec ?? {};
  if (kind === 'Service') {
    const selector = (spec.selector ?? {}) as Record<string, string>;
    if (Object.keys(selector).length === 0) {
      throw new CommandError(
        `cannot ${verb} *v1.Service: invalid service '${info.name}': Service is defined without a selector`,
      );
    }
    return mapText(selector);
  }
  if (kind === 'ReplicationController') return mapText((spec.selector ?? {}) as Record<string, string>);
  if (['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'].includes(kind)) {
    return selectorText((spec.selector ?? {}) as LabelSelector);
  }
  throw new CommandError(`cannot ${verb} *v1.${kind}: selector for *v1.${kind} not implemented`);
}

function mapText(selector: Record<string, string>): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** Models apimachinery meta/v1 FormatLabelSelector. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const parts = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [mapText(matchLabels), ...parts].filter(Boolean).join(',');
}

const readySince = (pod: Pod) =>
  pod.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
const restarts = (pod: Pod) =>
  Math.max(0, ...(pod.status?.containerStatuses ?? []).map((each) => each.restartCount));
const phaseRank = (pod: Pod) => ({ Running: 0, Unknown: 1, Pending: 2 })[pod.status?.phase as string] ?? 0;

/**
 * Which Pod of several a command takes: assigned to a node, running, ready, ready for longest,
 * then by restarts, then the oldest.
 * Models kubectl pkg/util/podutils ByLogging and the reverse of ActivePods.
 * @param restarted whether Pods that restarted often come first, as for logs
 */
export function comparePods(a: Pod, b: Pod, restarted: boolean): number {
  const assigned = Number(!a.spec.nodeName) - Number(!b.spec.nodeName);
  if (assigned) return assigned;
  const phase = phaseRank(a) - phaseRank(b);
  if (phase) return phase;
  const ready = Number(!isReady(a)) - Number(!isReady(b));
  if (ready) return ready;
  if (isReady(a) && readySince(a) !== readySince(b)) return readySince(a) < readySince(b) ? -1 : 1;
  const more = restarts(a) - restarts(b);
  if (more) return restarted ? -more : more;
  const [born, other] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  return born === other ? 0 : born < other ? -1 : 1;
}

/**
 * The Pods of a selector, the best first; waits until there is one.
 * @throws CommandError `timed out waiting for the condition`
 */
export async function podsOf(
  context: Context,
  namespace: string,
  labelSelector: string,
  timeout: number,
  restarted: boolean,
): Promise<Pod[]> {
  const { clock, signal } = context.io;
  const deadline = clock.now() + timeout;
  for (;;) {
    const { items } = await context.client.list<Pod>(resources.pods, namespace, { labelSelector });
    if (items.length > 0) return items.sort((a, b) => comparePods(a, b, restarted));
    if (clock.now() >= deadline) throw new CommandError('timed out waiting for the condition');
    await clock.sleep(Math.min(500, Math.max(1, deadline - clock.now())), signal);
  }
}

/** The Pod that `exec`, `attach` and `port-forward` take for `name` or `type/name`. */
export async function attachablePod(
  context: Context,
  word: string,
  timeout: number,
): Promise<{ pod: Pod; info: Info }> {
  const info = await targetOf(context, word);
  if (info.resource.kind === 'Pod') return { pod: info.object as unknown as Pod, info };
  const selector = podSelectorOf(info, 'attach to');
  const [pod] = await podsOf(context, info.namespace, selector, timeout, false);
  return { pod: pod!, info };
}

/** The object of `name` (a Pod) or `type/name`. @throws StatusError, CommandError */
export async function targetOf(context: Context, word: string): Promise<Info> {
  const parts = word.split('/');
  if (parts.length > 2)
    throw new CommandError('arguments in resource/name form may not have more than one slash');
  const [type, name] = parts.length === 2 ? parts : ['pods', word];
  const resource = (await context.resources()).resolve(type!);
  const namespace = resource.namespaced ? context.namespace : '';
  const info: Info = {
    resource,
    namespace,
    name: name!,
    source: '',
    object: { apiVersion: '', kind: '', metadata: {} },
  };
  return { ...info, object: await getObject(context.client, info) };
}

/**
 * The container that a command works on; tells on stderr when it chose one of several.
 * Models kubectl pkg/cmd/util/podcmd FindOrDefaultContainerByName.
 */
export function containerOf(context: Context, pod: Pod, wanted: string, quiet = false): string {
  const names = containerNames(pod);
  if (wanted !== '') {
    if (names.includes(wanted)) return wanted;
    throw new CommandError(
      `container ${wanted} is not valid for pod ${pod.metadata.name ?? ''} out of: ${describeNames(pod)}`,
    );
  }
  const annotated = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  if (annotated && names.includes(annotated)) return annotated;
  const first = pod.spec.containers[0]?.name ?? '';
  if (names.length > 1 && !quiet)
    context.err(`Defaulted container "${first}" out of: ${describeNames(pod)}\n`);
  return first;
}

function containerNames({ spec }: Pod): string[] {
  return [spec.containers, spec.ephemeralContainers ?? [], spec.initContainers ?? []]
    .flat()
    .map(({ name }) => name);
}

function describeNames({ spec }: Pod): string {
  return [
    ...spec.containers.map(({ name }) => name),
    ...(spec.ephemeralContainers ?? []).map(({ name }) => `${name} (ephem)`),
    ...(spec.initContainers ?? []).map(({ name }) => `${name} (init)`),
  ].join(', ');
}

/** Reads a Pod until it is as wanted. @throws CommandError when it takes too long */
export async function waitForPod(
  client: KubeClient,
  context: Context,
  namespace: string,
  name: string,
  timeout: number,
  ready: (pod: Pod) => boolean,
): Promise<Pod> {
  const { clock, signal } = context.io;
  const deadline = clock.now() + timeout;
  for (;;) {
    const pod = await client.get<Pod>(resources.pods, namespace, name);
    if (ready(pod)) return pod;
    if (clock.now() >= deadline) throw new CommandError('timed out waiting for the condition');
    await clock.sleep(250, signal);
  }
}

import type { Clock } from '../../../kube/cluster.ts';
import { errors } from '../../../kube/status.ts';
import type { AnyObject, PodSpec } from '../../../kube/types.ts';
import type { ResourceDefinition } from '../definition.ts';

/** What admission looks things up in. */
export interface Lookup {
  readonly clock: Clock;
  find(group: string, resource: string): ResourceDefinition | undefined;
  /** @throws StatusError 404 */
  get(definition: ResourceDefinition, namespace: string | undefined, name: string): Promise<AnyObject>;
  list(definition: ResourceDefinition, namespace: string | undefined): Promise<{ items: AnyObject[] }>;
}

// A new namespace gets its default ServiceAccount a moment later: so often, and so many ms apart, it is waited for.
const attempts = 10;
const interval = 100;

/**
 * Refuses a new Pod that names a ServiceAccount or a PriorityClass that there is not, and takes over what these
 * say. Changes the Pod in place.
 * Models kubernetes plugin/pkg/admission/{serviceaccount,priority}.
 * @throws StatusError 403
 */
export async function admitNewPod(lookup: Lookup, pod: AnyObject): Promise<void> {
  const spec = pod['spec'] as (PodSpec & { imagePullSecrets?: unknown[] }) | undefined;
  if (!spec) return;
  const forbid = (why: string) => {
    const { name, generateName = '' } = pod.metadata;
    return errors.forbidden({ resource: 'pods', group: '' }, name || generateName || 'Unknown', why);
  };
  const account = await accountOf(lookup, pod.metadata.namespace, spec, forbid);
  const secrets = account?.['imagePullSecrets'] as unknown[] | undefined;
  if (secrets?.length && !spec.imagePullSecrets?.length) spec.imagePullSecrets = structuredClone(secrets);
  await setPriority(lookup, spec, forbid);
}

type Forbid = (why: string) => Error;

async function accountOf(lookup: Lookup, namespace: string | undefined, spec: PodSpec, forbid: Forbid) {
  const definition = lookup.find('', 'serviceaccounts');
  if (!definition) return undefined;
  const name = spec.serviceAccountName || spec.serviceAccount || 'default';
  for (let attempt = 1; ; attempt++) {
    const found = await lookup.get(definition, namespace, name).catch(() => undefined);
    if (found) return found;
    if (name !== 'default' || attempt === attempts)
      throw forbid(
        `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`,
      );
    await lookup.clock.sleep(interval);
  }
}

interface Priority extends AnyObject {
  value?: number;
  globalDefault?: boolean;
  preemptionPolicy?: string;
}

async function setPriority(
  lookup: Lookup,
  spec: PodSpec & { preemptionPolicy?: string },
  forbid: Forbid,
): Promise<void> {
  const definition = lookup.find('scheduling.k8s.io', 'priorityclasses');
  if (!definition) return;
  let found: Priority | undefined;
  if (spec.priorityClassName) {
    found = await lookup.get(definition, undefined, spec.priorityClassName).catch(() => undefined);
    if (!found) throw forbid(`no PriorityClass with name ${spec.priorityClassName} was found`);
  } else {
    const { items } = await lookup.list(definition, undefined);
    found = items
      .filter((each) => (each as Priority).globalDefault)
      .sort((a, b) => ((a as Priority).value ?? 0) - ((b as Priority).value ?? 0))[0];
    if (found?.metadata.name) spec.priorityClassName = found.metadata.name;
  }
  const value = found?.value ?? 0;
  const policy = found?.preemptionPolicy ?? 'PreemptLowerPriority';
  if (spec.priority !== undefined && spec.priority !== value)
    throw forbid(
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
    );
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy)
    throw forbid(
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`,
    );
  spec.priority = value;
  spec.preemptionPolicy = policy;
}

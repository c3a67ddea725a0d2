import type { Clock } from '../../../kube/cluster.ts';
import { StatusError } from '../../../kube/status.ts';
import type { ApiClientInternals, EngineCluster, StoreInternals } from '../internals.ts';

interface Stored {
  metadata: {
    name?: string;
    namespace?: string;
    generateName?: string;
    uid?: string;
    generation?: number;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

interface StoredEvent extends Stored {
  involvedObject: { kind?: string; uid?: string; name?: string; fieldPath?: string };
  reason?: string;
  message?: string;
  type?: string;
  count?: number;
  source?: { component?: string; host?: string };
  lastTimestamp?: unknown;
}

/** The alphabet of generated names: no vowels, nothing easily confused. */
const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Five random characters as the API server appends them to generateName. */
export function nameSuffix(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  return [...bytes].map((byte) => suffixAlphabet[byte % suffixAlphabet.length]).join('');
}

/**
 * The engine's controllers write past our API server. This gives what they create the names, uids and
 * defaults that the API server would, and folds repeated events into one with a count.
 */
export function refineStores(
  cluster: EngineCluster,
  clock: Clock,
  complete: (kind: 'Pod' | 'ReplicaSet', object: Stored) => Promise<void>,
): void {
  const done = new WeakSet<object>();
  const refine = (client: unknown) => {
    const { pods, replicaSets, events } = client as ApiClientInternals;
    for (const [kind, store] of [
      ['Pod', pods],
      ['ReplicaSet', replicaSets],
    ] as const) {
      if (!store || done.has(store)) continue;
      done.add(store);
      refineCreate(store, kind, complete);
    }
    if (events && !done.has(events)) {
      done.add(events);
      refineEvents(events, clock, async (namespace, name) => pods?.get(name, namespace));
    }
    refineDeploymentStatus(client as ApiClientInternals, clock);
    refineRefusals(client as ApiClientInternals);
    refineDeletion(client as ApiClientInternals);
  };
  const make = cluster.kubeConfig.makeApiClient.bind(cluster.kubeConfig);
  cluster.kubeConfig.makeApiClient = (type) => {
    const client = make(type);
    refine(client);
    return client;
  };
  refine(cluster.api.corev1);
  refine(cluster.api.appsv1);
}

function refineCreate(
  store: StoreInternals,
  kind: 'Pod' | 'ReplicaSet',
  complete: (kind: 'Pod' | 'ReplicaSet', object: Stored) => Promise<void>,
): void {
  const create = store.create.bind(store);
  store.create = async (input) => {
    const object = structuredClone(input) as Stored;
    const { metadata } = object;
    metadata.uid ??= crypto.randomUUID();
    metadata.generation ??= 1;
    try {
      // What is refused has no name yet.
      await complete(kind, object);
    } catch (error) {
      if (error instanceof StatusError) refusals.set(error.message, error);
      throw error;
    }
    if (!metadata.name && metadata.generateName) {
      metadata.name = metadata.generateName.slice(0, 58) + nameSuffix();
    }
    return create(object);
  };
}

/** Reasons of events that the kubelet writes about one container of a Pod. */
const ofContainers = new Set([
  'BackOff',
  'Created',
  'Failed',
  'Killing',
  'Pulled',
  'Pulling',
  'Started',
  'Unhealthy',
]);

interface StoredPod extends Stored {
  status?: { phase?: string };
  spec?: {
    nodeName?: string;
    containers?: { name: string; image?: string }[];
    initContainers?: { name: string }[];
    ephemeralContainers?: { name: string }[];
  };
}

/** The engine does not say which container an event is about; with several, the message names it or its image. */
function containerMeant(pod: StoredPod | undefined, message: string): string | undefined {
  const containers = pod?.spec?.containers ?? [];
  if (containers.length === 1) return containers[0]!.name;
  const named = containers.filter(
    ({ name, image }) =>
      message.includes(`container ${name}`) || (image !== undefined && message.includes(`"${image}"`)),
  );
  return named.length === 1 ? named[0]!.name : undefined;
}

const revision = 'deployment.kubernetes.io/revision';
const tellingClients = new WeakSet<object>();

/** Refusals on their way to whoever asked, by their messages: the engine passes on nothing else of them. */
const refusals = new Map<string, StatusError>();

/**
 * A refusal says what its Status says and no more, since the controllers put it into Events and conditions;
 * and it has that Status, by whose cause they know a namespace on its way out, where they do not try again.
 */
function refineRefusals(client: ApiClientInternals): void {
  if (tellingClients.has(client)) return;
  tellingClients.add(client);
  for (const method of ['createNamespacedPod', 'createNamespacedReplicaSet'] as const) {
    const create = client[method]?.bind(client);
    if (!create) continue;
    client[method] = async (request) => {
      try {
        return await create(request);
      } catch (error) {
        const { body } = error as { body?: unknown };
        const status = typeof body === 'string' ? (JSON.parse(body) as unknown) : body;
        const { message = '' } = (status ?? {}) as { message?: string };
        const refusal = refusals.get(message);
        refusals.delete(message);
        if (error instanceof Error && message !== '') {
          const told = refusal ? { body: refusal.status, code: refusal.code } : {};
          Object.assign(error, { message, toString: () => message, ...told });
        }
        throw error;
      }
    };
  }
}

const deletingClients = new WeakSet<object>();

/**
 * A Pod that no node has, or that has ended, goes at once: no kubelet is there to say when it is gone.
 * Models kubernetes pkg/registry/core/pod strategy CheckGracefulDelete.
 */
function refineDeletion(client: ApiClientInternals): void {
  const { pods } = client;
  if (!pods || !client.deleteNamespacedPod || deletingClients.has(client)) return;
  deletingClients.add(client);
  const remove = client.deleteNamespacedPod.bind(client);
  client.deleteNamespacedPod = async (request) => {
    const pod = (await pods.get(request.name, request.namespace)) as StoredPod | undefined;
    const over = pod?.status?.phase === 'Failed' || pod?.status?.phase === 'Succeeded';
    const atOnce = pod !== undefined && (!pod.spec?.nodeName || over);
    return remove(atOnce ? { ...request, gracePeriodSeconds: 0 } : request);
  };
}

const refinedClients = new WeakSet<object>();

/**
 * A write of a Deployment's status keeps its annotations too: the controller puts the revision there.
 * What was written of an older generation is refused, as by the API server: the engine's controller puts the
 * body into its cache afterwards, and would hide a change that came in the meantime from itself for good.
 */
function refineDeploymentStatus(client: ApiClientInternals, clock: Clock): void {
  const { deployments } = client;
  if (!deployments || !client.replaceNamespacedDeploymentStatus || refinedClients.has(client)) return;
  refinedClients.add(client);
  const replace = client.replaceNamespacedDeploymentStatus.bind(client);
  const current = async (namespace: string, name: string) => {
    return (await deployments.get(name, namespace)) as unknown as Stored | undefined;
  };
  /** A change that comes after the answer and before the cache is filled would be hidden too. */
  const tellAgain = async (name: string, namespace: string, generation: number): Promise<void> => {
    await clock.sleep(0);
    const now = await current(namespace, name);
    if (now && (now.metadata.generation ?? 0) > generation) await deployments.update(name, now);
  };
  client.replaceNamespacedDeploymentStatus = async (request) => {
    const { name, namespace, body } = request;
    const found = await current(namespace, name);
    refuseOlder(body, found);
    const wanted = body.metadata?.annotations?.[revision];
    if (found && wanted !== undefined && found.metadata.annotations?.[revision] !== wanted) {
      found.metadata.annotations = { ...found.metadata.annotations, [revision]: wanted };
      await deployments.update(name, found);
    }
    const written = await replace(request);
    const after = await current(namespace, name);
    refuseOlder(body, after);
    if (after && body.metadata) Object.assign(body.metadata, after.metadata);
    // Whoever wrote in between has told what is to be told, and a closed cluster has nobody to tell.
    tellAgain(name, namespace, body.metadata?.generation ?? 0).catch(() => undefined);
    return written;
  };
}

/** @throws Error that makes the controller sync again; not a Conflict, after which it would write the same again */
function refuseOlder(body: { metadata?: { generation?: number } }, stored: Stored | undefined): void {
  if ((body.metadata?.generation ?? 0) < (stored?.metadata.generation ?? 0)) {
    throw new Error(`the deployment ${stored?.metadata.name ?? ''} has a newer generation`);
  }
}

/** Models client-go tools/record EventCorrelator: the same thing again only raises the count. */
function refineEvents(
  store: StoreInternals,
  clock: Clock,
  podOf: (namespace: string, name: string) => Promise<unknown>,
): void {
  const create = store.create.bind(store);
  const known = new Map<string, { namespace: string; name: string }>();
  store.create = async (input) => {
    const event = structuredClone(input) as StoredEvent;
    const { involvedObject: about, metadata } = event;
    if (
      about.kind === 'Pod' &&
      event.source?.component === 'kubelet' &&
      ofContainers.has(event.reason ?? '')
    ) {
      const pod = (await podOf(metadata.namespace ?? 'default', about.name ?? '')) as StoredPod | undefined;
      const container = containerMeant(pod, event.message ?? '');
      if (container !== undefined) about.fieldPath ??= `spec.containers{${container}}`;
      // The kubelet is shown init containers and ephemeral ones among the others.
      for (const list of ['initContainers', 'ephemeralContainers'] as const)
        for (const { name } of pod?.spec?.[list] ?? [])
          if (about.fieldPath === `spec.containers{${name}}`) about.fieldPath = `spec.${list}{${name}}`;
    }
    const key = JSON.stringify([
      metadata.namespace,
      about.uid,
      about.name,
      about.fieldPath,
      event.type,
      event.reason,
      event.message,
      event.source?.component,
    ]);
    const earlier = known.get(key);
    if (earlier) {
      const old = (await store.get(earlier.name, earlier.namespace)) as unknown as StoredEvent | undefined;
      if (old) {
        old.count = (old.count ?? 1) + 1;
        old.lastTimestamp = event.lastTimestamp ?? new Date(clock.now());
        return store.update(earlier.name, old);
      }
    }
    metadata.uid = crypto.randomUUID();
    delete metadata.generateName;
    metadata.name = `${about.name}.${eventSuffix(clock.now())}`;
    known.set(key, { namespace: metadata.namespace ?? 'default', name: metadata.name });
    return create(event);
  };
}

let eventSequence = 0;

/** Nanoseconds in hexadecimal, distinct also within one millisecond. */
function eventSuffix(now: number): string {
  eventSequence = (eventSequence + 1) % 1_000_000;
  return (BigInt(Math.floor(now)) * 1_000_000n + BigInt(eventSequence)).toString(16);
}

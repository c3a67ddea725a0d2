import type { Clock, Cluster } from '../kube/cluster.ts';
import { KubeClient, resources } from '../kube/client.ts';
import { StatusError } from '../kube/status.ts';
import type { Node, Pod } from '../kube/types.ts';

/** A check that could not look: no verdict about the learner's repair. */
export class ProbeError extends Error {
  override name = 'ProbeError';
}

/** One of the checker's own client Pods, on a given node. */
export interface Prober {
  node: string;
  /** Runs a script with busybox's sh in the Pod. @throws ProbeError when it cannot be run */
  run(script: string): Promise<{ exitCode: number; output: string }>;
}

const readyTimeout = 60_000;

/** The images of the labs are on every node; nothing is pulled for a check. */
export const proberImage = 'busybox:1.36';

/**
 * Starts a fresh client Pod on every node that takes ordinary Pods, lets `use` work with them, and
 * takes them away again whatever happens. Fresh, since the learner may have changed existing ones.
 * @throws ProbeError when they cannot be started
 */
export async function withProbers<T>(
  cluster: Cluster,
  clock: Clock,
  where: { namespace: string; labels: Record<string, string> },
  use: (probers: Prober[]) => Promise<T>,
): Promise<T> {
  const client = new KubeClient(cluster);
  const nodes = await schedulableNodes(client);
  const pods = await Promise.all(
    nodes.map((node) =>
      createPod(client, where, node).catch((error: unknown) => {
        throw new ProbeError(`cannot create a client Pod in namespace ${where.namespace}: ${textOf(error)}`);
      }),
    ),
  );
  try {
    await Promise.all(pods.map((pod) => waitUntilReady(client, clock, pod)));
    return await use(pods.map((pod) => proberOf(cluster, pod)));
  } finally {
    await Promise.allSettled(
      pods.map((pod) =>
        client.delete(resources.pods, pod.metadata.namespace, pod.metadata.name!, { gracePeriodSeconds: 0 }),
      ),
    );
  }
}

async function schedulableNodes(client: KubeClient): Promise<string[]> {
  const nodes = (await client.list<Node>(resources.nodes)).items.filter((node) =>
    node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
  );
  const untainted = nodes.filter(
    (node) =>
      !node.spec?.unschedulable && !node.spec?.taints?.some(({ effect }) => effect !== 'PreferNoSchedule'),
  );
  if (untainted.length === 0) throw new ProbeError('no node is Ready and takes Pods');
  return untainted.map((node) => node.metadata.name!);
}

function createPod(
  client: KubeClient,
  { namespace, labels }: { namespace: string; labels: Record<string, string> },
  nodeName: string,
): Promise<Pod> {
  return client.create<Pod>(resources.pods, namespace, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: 'checker-',
      namespace,
      labels: { ...labels, 'app.kubernetes.io/managed-by': 'service-clinic-checker' },
    },
    spec: {
      nodeName,
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      enableServiceLinks: false,
      automountServiceAccountToken: false,
      containers: [{ name: 'checker', image: proberImage, command: ['sleep', '600'] }],
    },
  });
}

async function waitUntilReady(client: KubeClient, clock: Clock, pod: Pod): Promise<void> {
  const { namespace, name } = pod.metadata;
  const deadline = clock.now() + readyTimeout;
  for (;;) {
    const now = await client.find<Pod>(resources.pods, namespace, name!);
    if (now?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')) return;
    if (!now) throw new ProbeError(`the client Pod ${name} was deleted while the check ran`);
    if (clock.now() > deadline) {
      const waiting = now.status?.containerStatuses?.[0]?.state?.waiting;
      throw new ProbeError(
        `the client Pod ${name} on ${now.spec.nodeName} did not start: ${waiting?.reason ?? now.status?.phase}` +
          (waiting?.message ? ` (${waiting.message})` : ''),
      );
    }
    await clock.sleep(100);
  }
}

function proberOf(cluster: Cluster, pod: Pod): Prober {
  const target = { namespace: pod.metadata.namespace!, pod: pod.metadata.name!, container: 'checker' };
  return {
    node: pod.spec.nodeName!,
    async run(script) {
      try {
        const { exitCode, stdout, stderr } = await cluster.exec(target, ['sh', '-c', script]);
        return { exitCode, output: stdout + stderr };
      } catch (error) {
        throw new ProbeError(`cannot run a command in the client Pod ${target.pod}: ${textOf(error)}`);
      }
    },
  };
}

export function textOf(error: unknown): string {
  if (error instanceof StatusError) return `${error.reason}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}

import { isReady } from '../kube/conditions.ts';
import type { Clock, Cluster } from '../kube/cluster.ts';
import { KubeClient, resources } from '../kube/client.ts';
import { StatusError } from '../kube/status.ts';
import type { Node, Pod } from '../kube/types.ts';
import type { Localized } from './report.ts';
import type { ClientSpec } from './spec.ts';

/** A check that could not look: no verdict about the learner's repair. */
export class ProbeError extends Error {
  override name = 'ProbeError';
  /** What to do so that it can. */
  readonly next: Localized;

  constructor(message: string, next: Localized = tryAgain) {
    super(message);
    this.next = next;
  }
}

const tryAgain: Localized = {
  en: 'Check again. If it stays so, reset the lab; nothing that you have learnt is lost.',
  zh: '再检查一次。如果仍然如此，请重置实验；你的学习进度不受影响。',
};

/** One of the checker's own client Pods, on a given node. */
export interface Prober {
  node: string;
  /** Runs a script with busybox's sh in the Pod. @throws ProbeError when it cannot be run */
  run(script: string): Promise<{ exitCode: number; output: string }>;
}

/** The client Pods of a check: one a node as the check's client, one for each other client. */
export interface Probers {
  of(client?: ClientSpec): Prober[];
}

const readyTimeout = 60_000;

/** The images of the labs are on every node; nothing is pulled for a check. */
const proberImage = 'busybox:1.36';

/** Marks what a check makes. */
export const checkerLabel = { 'app.kubernetes.io/managed-by': 'service-clinic-checker' };

/**
 * Starts fresh client Pods, lets `use` work with them, and takes them away again whatever happens.
 * Fresh, since the learner may have changed existing ones.
 * @throws ProbeError when they cannot be started
 */
export async function withProbers<T>(
  cluster: Cluster,
  clock: Clock,
  main: ClientSpec,
  others: ClientSpec[],
  use: (probers: Probers) => Promise<T>,
): Promise<T> {
  const client = new KubeClient(cluster);
  const nodes = await schedulableNodes(client);
  const wanted = new Map<string, { where: ClientSpec; nodes: string[] }>();
  wanted.set(keyOf(main), { where: main, nodes });
  for (const where of others)
    if (!wanted.has(keyOf(where))) wanted.set(keyOf(where), { where, nodes: nodes.slice(0, 1) });
  const made: Pod[] = [];
  try {
    const groups = await Promise.all(
      [...wanted].map(async ([key, { where, nodes }]) => {
        const pods = await Promise.all(
          nodes.map(async (node) => {
            const pod = await createPod(client, where, node);
            made.push(pod);
            return pod;
          }),
        );
        await Promise.all(pods.map((pod) => waitUntilReady(client, clock, pod)));
        return [key, pods.map((pod) => proberOf(cluster, pod))] as const;
      }),
    );
    const byClient = new Map(groups);
    return await use({ of: (where = main) => byClient.get(keyOf(where))! });
  } finally {
    await Promise.allSettled(
      made.map((pod) =>
        client.delete(resources.pods, pod.metadata.namespace, pod.metadata.name!, { gracePeriodSeconds: 0 }),
      ),
    );
  }
}

function keyOf({ namespace, labels }: ClientSpec): string {
  return JSON.stringify([namespace, Object.entries(labels).sort()]);
}

async function schedulableNodes(client: KubeClient): Promise<string[]> {
  const nodes = (await client.list<Node>(resources.nodes)).items.filter(isReady);
  const untainted = nodes.filter(
    (node) =>
      !node.spec?.unschedulable && !node.spec?.taints?.some(({ effect }) => effect !== 'PreferNoSchedule'),
  );
  if (untainted.length === 0) throw new ProbeError('no node is Ready and takes Pods');
  return untainted.map((node) => node.metadata.name!);
}

async function createPod(
  client: KubeClient,
  { namespace, labels }: ClientSpec,
  nodeName: string,
): Promise<Pod> {
  try {
    return await client.create<Pod>(resources.pods, namespace, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { generateName: 'checker-', namespace, labels: { ...labels, ...checkerLabel } },
      spec: {
        nodeName,
        restartPolicy: 'Never',
        terminationGracePeriodSeconds: 0,
        enableServiceLinks: false,
        automountServiceAccountToken: false,
        containers: [{ name: 'checker', image: proberImage, command: ['sleep', '900'] }],
      },
    });
  } catch (error) {
    throw new ProbeError(`cannot create a client Pod in namespace ${namespace}: ${textOf(error)}`, {
      en: `The check's own client Pods run in namespace ${namespace}: see that it exists and takes Pods (kubectl get namespace,quota -n ${namespace}), or reset the lab.`,
      zh: `检查自己的客户端 Pod 运行在命名空间 ${namespace}：确认它存在并且允许创建 Pod（kubectl get namespace,quota -n ${namespace}），或者重置实验。`,
    });
  }
}

async function waitUntilReady(client: KubeClient, clock: Clock, pod: Pod): Promise<void> {
  const { namespace, name } = pod.metadata;
  const deadline = clock.now() + readyTimeout;
  for (;;) {
    const now = await client.find<Pod>(resources.pods, namespace, name!);
    if (now && isReady(now)) return;
    if (!now) throw new ProbeError(`the client Pod ${name} was deleted while the check ran`);
    if (clock.now() > deadline) {
      const waiting = now.status?.containerStatuses?.[0]?.state?.waiting;
      throw new ProbeError(
        `the client Pod ${name} on ${now.spec.nodeName} did not start: ${waiting?.reason ?? now.status?.phase}` +
          (waiting?.message ? ` (${waiting.message})` : ''),
      );
    }
    await clock.sleep(250);
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

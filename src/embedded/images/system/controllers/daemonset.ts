import { resources, resourcePath } from '../../../../kube/client.ts';
import { StatusError } from '../../../../kube/status.ts';
import type { DaemonSet, IntOrString, Node, Pod } from '../../../../kube/types.ts';
import type { Process } from '../../../process.ts';
import { isPodReady } from '../../../service/endpoints/pods.ts';
import { Informer } from '../../../service/informer.ts';
import { shortHash } from '../../../service/proxy/sha256.ts';
import { WorkQueue } from '../../../service/work-queue.ts';
import { matchesSelector, tolerates } from '../scheduling.ts';

const hashLabel = 'controller-revision-hash';

/** What every Pod of a DaemonSet tolerates. Models kubernetes daemon util AddOrUpdateDaemonPodTolerations. */
const standardTolerations = [
  { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/pid-pressure', operator: 'Exists', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
];

/** One Pod on each node that fits, replaced one after the other when the template changes. Models pkg/controller/daemon. */
export function runDaemonSetController(process: Process): void {
  const { api, clock, signal } = process;
  const queue = new WorkQueue({ clock, signal, sync });
  const all = () => {
    for (const set of sets.list()) queue.add(`${set.metadata.namespace}/${set.metadata.name}`);
  };
  const sets = new Informer<DaemonSet>({
    api,
    clock,
    signal,
    type: resources.daemonsets,
    onChange: (set) => set && queue.add(`${set.metadata.namespace}/${set.metadata.name}`),
  });
  const nodes = new Informer<Node>({ api, clock, signal, type: resources.nodes, onChange: all });
  new Informer<Pod>({
    api,
    clock,
    signal,
    type: resources.pods,
    onChange: (pod, old) => {
      const owner = (pod ?? old)!.metadata.ownerReferences?.find(({ kind }) => kind === 'DaemonSet');
      if (owner) queue.add(`${(pod ?? old)!.metadata.namespace}/${owner.name}`);
    },
  });

  async function sync(key: string): Promise<void> {
    await Promise.all([sets.synced(), nodes.synced()]);
    const [namespace = '', name = ''] = key.split('/');
    const set = await api.find<DaemonSet>(resources.daemonsets, namespace, name);
    if (!set || set.metadata.deletionTimestamp) return;
    const { items } = await api.list<Pod>(resources.pods, namespace);
    const own = items.filter((pod) =>
      pod.metadata.ownerReferences?.some(({ uid }) => uid === set.metadata.uid),
    );
    const hash = templateHash(set);
    const wanted = nodes.list().filter((node) => shouldRun(set, node));
    await place(set, own, wanted, hash);
    await replaceOld(set, own, wanted, hash);
    await updateStatus(set, own, wanted, hash);
  }

  async function place(
    set: DaemonSet,
    own: readonly Pod[],
    wanted: readonly Node[],
    hash: string,
  ): Promise<void> {
    for (const pod of own) {
      const stays = wanted.some(({ metadata }) => metadata.name === nodeOf(pod));
      const finished = pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded';
      if ((!stays || finished) && !pod.metadata.deletionTimestamp) await remove(pod);
    }
    for (const node of wanted) {
      if (own.some((pod) => nodeOf(pod) === node.metadata.name)) continue;
      await api.create(resources.pods, set.metadata.namespace, podFor(set, node.metadata.name!, hash));
    }
  }

  async function replaceOld(
    set: DaemonSet,
    own: readonly Pod[],
    wanted: readonly Node[],
    hash: string,
  ): Promise<void> {
    if (set.spec.updateStrategy?.type === 'OnDelete') return;
    const limit = maxUnavailable(set.spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1, wanted.length);
    const old = own.filter(
      (pod) => pod.metadata.labels?.[hashLabel] !== hash && !pod.metadata.deletionTimestamp,
    );
    const up = own.filter((pod) => isPodReady(pod) && !pod.metadata.deletionTimestamp).length;
    // Old Pods that do not work cost nothing to replace.
    const broken = old.filter((pod) => !isPodReady(pod));
    const budget = Math.max(0, limit - (wanted.length - up));
    for (const pod of [...broken, ...old.filter(isPodReady).slice(0, budget)]) await remove(pod);
  }

  async function updateStatus(
    set: DaemonSet,
    own: readonly Pod[],
    wanted: readonly Node[],
    hash: string,
  ): Promise<void> {
    const names = new Set(wanted.map(({ metadata }) => metadata.name));
    const current = own.filter((pod) => names.has(nodeOf(pod)));
    const ready = current.filter((pod) => isPodReady(pod) && !pod.metadata.deletionTimestamp).length;
    const unavailable = wanted.length - ready;
    const status = {
      currentNumberScheduled: new Set(current.map(nodeOf)).size,
      numberMisscheduled: own.length - current.length,
      desiredNumberScheduled: wanted.length,
      numberReady: ready,
      observedGeneration: set.metadata.generation ?? 1,
      updatedNumberScheduled: current.filter((pod) => pod.metadata.labels?.[hashLabel] === hash).length,
      ...(ready > 0 ? { numberAvailable: ready } : {}),
      ...(unavailable > 0 ? { numberUnavailable: unavailable } : {}),
    };
    if (JSON.stringify(status) === JSON.stringify(set.status)) return;
    await api.update(resources.daemonsets, { ...set, status }, 'status');
  }

  async function remove(pod: Pod): Promise<void> {
    try {
      await api.request('DELETE', resourcePath(resources.pods, pod.metadata.namespace, pod.metadata.name));
    } catch (error) {
      if (!(error instanceof StatusError && error.code === 404)) throw error;
    }
  }
}

function shouldRun(set: DaemonSet, node: Node): boolean {
  const { spec } = set.spec.template;
  const tolerations = [
    ...((spec.tolerations ?? []) as object[]),
    ...standardTolerations,
    ...hostTolerations(set),
  ];
  for (const taint of node.spec?.taints ?? []) {
    if (taint.effect === 'PreferNoSchedule') continue;
    if (!tolerations.some((toleration) => tolerates(toleration, taint))) return false;
  }
  return matchesSelector({ apiVersion: 'v1', kind: 'Pod', metadata: {}, spec }, node);
}

function hostTolerations(set: DaemonSet): object[] {
  if (!set.spec.template.spec.hostNetwork) return [];
  return [{ key: 'node.kubernetes.io/network-unavailable', operator: 'Exists', effect: 'NoSchedule' }];
}

/** Until the scheduler has bound a Pod, its node stands in the affinity that the controller gave it. */
function nodeOf(pod: Pod): string | undefined {
  if (pod.spec.nodeName) return pod.spec.nodeName;
  const affinity = pod.spec.affinity as
    | {
        nodeAffinity?: {
          requiredDuringSchedulingIgnoredDuringExecution?: {
            nodeSelectorTerms?: { matchFields?: { values?: string[] }[] }[];
          };
        };
      }
    | undefined;
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms?.[0]
    ?.matchFields?.[0]?.values?.[0];
}

function podFor(set: DaemonSet, node: string, hash: string): Pod {
  const { template } = set.spec;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace!,
      labels: {
        ...template.metadata?.labels,
        [hashLabel]: hash,
        'pod-template-generation': String(set.metadata.generation ?? 1),
      },
      ...(template.metadata?.annotations ? { annotations: template.metadata.annotations } : {}),
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          name: set.metadata.name!,
          uid: set.metadata.uid!,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      ...template.spec,
      tolerations: [
        ...((template.spec.tolerations ?? []) as unknown[]),
        ...standardTolerations,
        ...hostTolerations(set),
      ],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
          },
        },
      },
    },
  };
}

/** Stands for the hash of the ControllerRevision: the same template gives the same text. */
function templateHash(set: DaemonSet): string {
  return shortHash(JSON.stringify(set.spec.template)).toLowerCase().slice(0, 10);
}

function maxUnavailable(value: IntOrString, total: number): number {
  const number = typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) / 100) * total);
  return Math.max(1, number);
}

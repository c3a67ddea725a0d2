import type { DaemonSet, IntOrString, Node, Pod } from '../../../kube/types.ts';
import { isAvailable, isTerminating, revisionLabel } from '../common/pods.ts';

export interface Step {
  remove: Pod[];
  /** Names of nodes that get a new Pod beside their old one. */
  surge: string[];
}

/**
 * What a rolling update may do now.
 * Models kubernetes pkg/controller/daemon/update.go rollingUpdate.
 * @param podsByNode all Pods of the set, by the node that they are meant for
 * @param wanted nodes that shall have one
 */
export function nextStep(
  set: DaemonSet,
  podsByNode: ReadonlyMap<string, readonly Pod[]>,
  wanted: readonly Node[],
  hash: string,
  now: number,
): Step {
  const { maxSurge, maxUnavailable } = limits(set, wanted.length);
  const available = (pod: Pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now) && !isTerminating(pod);
  const step: Step = { remove: [], surge: [] };
  const candidates: Pod[] = [];
  const nodes: string[] = [];
  let unavailable = 0;
  let surged = 0;
  for (const [node, pods] of podsByNode) {
    const live = pods.filter((pod) => !isTerminating(pod));
    const fresh = live.find((pod) => isNew(pod, hash));
    const old = live.find((pod) => !isNew(pod, hash));
    if (maxSurge > 0) {
      if (old && fresh) {
        surged += 1;
        if (available(fresh)) step.remove.push(old);
      } else if (old && available(old)) nodes.push(node);
      else if (old) step.surge.push(node);
    } else if (fresh) unavailable += available(fresh) ? 0 : 1;
    else if (!old) unavailable += 1;
    else if (available(old)) candidates.push(old);
    else {
      // An old Pod that does not work costs nothing to replace.
      unavailable += 1;
      step.remove.push(old);
    }
  }
  unavailable += wanted.filter(({ metadata }) => !podsByNode.has(metadata.name!)).length;
  step.remove.push(...candidates.slice(0, Math.max(0, maxUnavailable - unavailable)));
  step.surge.push(...nodes.slice(0, Math.max(0, maxSurge - surged)));
  return step;
}

function limits(set: DaemonSet, count: number): { maxSurge: number; maxUnavailable: number } {
  const rolling = set.spec.updateStrategy?.rollingUpdate;
  const maxSurge = scaled(rolling?.maxSurge ?? 0, count);
  const maxUnavailable = scaled(rolling?.maxUnavailable ?? 1, count);
  return { maxSurge, maxUnavailable: maxSurge === 0 ? Math.max(1, maxUnavailable) : maxUnavailable };
}

const scaled = (value: IntOrString, of: number) =>
  typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) / 100) * of);

const isNew = (pod: Pod, hash: string) => pod.metadata.labels?.[revisionLabel] === hash;

import type { Pod } from '../../../kube/types.ts';

/**
 * Which of a Pod's ephemeral containers are to be started, as indexes behind its init containers and its
 * ordinary ones: each that has not run yet, once, while the Pod goes on.
 * Models kubernetes pkg/kubelet/kuberuntime computePodActions, EphemeralContainersToStart.
 */
export function newDebugContainers(
  { spec, status }: Pod,
  runtime: { containerStatuses: { name: string }[] },
  { createSandbox, killPod }: { createSandbox: boolean; killPod: boolean },
): number[] {
  if (createSandbox || killPod) return [];
  const first = (spec.initContainers?.length ?? 0) + spec.containers.length;
  return (spec.ephemeralContainers ?? []).flatMap(({ name }, i) => {
    const ended = status?.ephemeralContainerStatuses?.some(
      (found) => found.name === name && found.state?.terminated,
    );
    const known = runtime.containerStatuses.some((found) => found.name === name);
    return ended || known ? [] : [first + i];
  });
}

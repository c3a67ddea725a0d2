import type { Container, ContainerStatus, Pod } from '../../../kube/types.ts';

/**
 * What the container runtime and the kubelet tell of a container that has been made, beyond what the engine
 * does: resources, mounts and user. Changes the Pod in place; running it again changes nothing.
 * Models kubernetes pkg/kubelet convertToAPIContainerStatuses.
 */
export function completeStatus({ spec, status }: Pod): void {
  if (!status) return;
  const containers = [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []),
    ...(spec?.ephemeralContainers ?? []),
  ];
  const statuses = [
    ...(status.containerStatuses ?? []),
    ...(status.initContainerStatuses ?? []),
    ...(status.ephemeralContainerStatuses ?? []),
  ];
  for (const found of statuses) {
    const container = containers.find(({ name }) => name === found.name);
    if (container && found.containerID) complete(found, container);
  }
}

function complete(status: ContainerStatus, container: Container): void {
  const { requests, limits } = container.resources ?? {};
  const mounts = (container.volumeMounts ?? []).map(({ mountPath, name, readOnly }) => ({
    mountPath,
    name,
    ...(readOnly ? { readOnly, recursiveReadOnly: 'Disabled' } : {}),
  }));
  Object.assign(status, {
    lastState: status.lastState ?? {},
    resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) },
    ...(requests ? { allocatedResources: requests } : {}),
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
    user: { linux: { gid: 0, supplementalGroups: [0], uid: 0 } },
  });
}

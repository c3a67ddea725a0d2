import type { Node } from '../../kube/types.ts';
import { shortHash } from '../service/proxy/sha256.ts';

export interface NodePlan {
  name: string;
  ip: string;
  podCIDR: string;
  controlPlane: boolean;
}

/** The gateway of kind's Docker network, which is the nodes' name server too. */
export const gateway = '172.18.0.1';

/** Three nodes as `kind create cluster --name NAME` with two workers makes them. */
export function planNodes(name: string): NodePlan[] {
  return [
    { name: `${name}-control-plane`, ip: '172.18.0.3', podCIDR: '10.244.0.0/24', controlPlane: true },
    { name: `${name}-worker`, ip: '172.18.0.4', podCIDR: '10.244.2.0/24', controlPlane: false },
    { name: `${name}-worker2`, ip: '172.18.0.2', podCIDR: '10.244.1.0/24', controlPlane: false },
  ];
}

const resourcesOfNode = {
  cpu: '2',
  'ephemeral-storage': '264212084Ki',
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
  memory: '24684084Ki',
  pods: '110',
};

/** A Node as its kubelet registers and reports it. @param now RFC 3339 */
export function nodeObject(plan: NodePlan, cluster: string, now: string): Node {
  const id = `${shortHash(plan.name)}${shortHash(plan.ip)}`.toLowerCase();
  const condition = (type: string, status: 'True' | 'False', reason: string, message: string) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  });
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: plan.name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': plan.name,
        'kubernetes.io/os': 'linux',
        ...(plan.controlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {}),
      },
      annotations: {
        'node.alpha.kubernetes.io/ttl': '0',
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
    },
    spec: {
      podCIDR: plan.podCIDR,
      podCIDRs: [plan.podCIDR],
      providerID: `kind://docker/${cluster}/${plan.name}`,
      ...(plan.controlPlane
        ? { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] }
        : {}),
    },
    status: {
      addresses: [
        { type: 'InternalIP', address: plan.ip },
        { type: 'Hostname', address: plan.name },
      ],
      capacity: resourcesOfNode,
      allocatable: resourcesOfNode,
      conditions: [
        condition(
          'MemoryPressure',
          'False',
          'KubeletHasSufficientMemory',
          'kubelet has sufficient memory available',
        ),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
      ],
      nodeInfo: {
        machineID: id,
        systemUUID: id,
        bootID: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
        kernelVersion: '6.18.44',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        containerRuntimeVersion: 'containerd://2.1.9',
        kubeletVersion: 'v1.36.1',
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  };
}

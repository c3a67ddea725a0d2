import type { Node } from '../../kube/types.ts';
import { kernelRelease } from '../images/runtime/uname.ts';
import { sha256 } from '../service/proxy/sha256.ts';

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

/** 128 bits as 32 hexadecimal digits. */
const hexId = (seed: string) =>
  [...sha256(seed).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A Node as its kubelet registers and reports it. @param now RFC 3339 */
export function nodeObject(plan: NodePlan, cluster: string, now: string): Node {
  const machine = hexId(`${plan.name} ${plan.ip}`);
  // All nodes share the machine's kernel, and with it its boot.
  const boot = hexId(cluster);
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
        machineID: machine,
        systemUUID: machine,
        bootID: boot.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
        kernelVersion: kernelRelease,
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

import { stringify } from 'yaml';

/**
 * The cluster of the labs: one control plane and two workers, since some faults show on one node only.
 * Subnets and proxy mode are kind's defaults, written out because the labs rely on them.
 */
export function kindConfig(name: string): string {
  return stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name,
    networking: {
      ipFamily: 'ipv4',
      apiServerAddress: '127.0.0.1',
      podSubnet: '10.244.0.0/16',
      serviceSubnet: '10.96.0.0/16',
      kubeProxyMode: 'iptables',
    },
    nodes: [{ role: 'control-plane' }, { role: 'worker' }, { role: 'worker' }],
  });
}

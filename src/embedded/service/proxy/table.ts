import type { Protocol } from '../../../kube/types.ts';

/** One endpoint of a Service port: its KUBE-SEP chain. */
export interface EndpointRule {
  ip: string;
  port: number;
  chain: string;
}

/** What one port of one Service is to a node. */
export interface ServiceRule {
  /** `shop/web:http`, or `shop/web` when the port has no name. */
  name: string;
  protocol: Protocol;
  clusterIP: string;
  port: number;
  nodePort: number | undefined;
  /** spec.externalIPs */
  externalIPs: readonly string[];
  /** Addresses of load balancers that hand packets on as they are (ipMode VIP). */
  loadBalancerIPs: readonly string[];
  /** spec.loadBalancerSourceRanges */
  sourceRanges: readonly string[];
  healthCheckNodePort: number | undefined;
  /** 16 characters; the chains are KUBE-SVC-, KUBE-SVL-, KUBE-EXT- and KUBE-FW- before it. */
  hash: string;
  /** Usable endpoints anywhere, and on this node. */
  cluster: readonly EndpointRule[];
  local: readonly EndpointRule[];
  internalPolicyLocal: boolean;
  externalPolicyLocal: boolean;
  /** Seconds of ClientIP affinity. */
  affinity: number | undefined;
}

/** What of kube-proxy's configuration shows in its rules. */
export interface ProxySettings {
  clusterCIDR: string;
  masqueradeAll: boolean;
  /** `0x4000` for masqueradeBit 14. */
  masqueradeMark: string;
  localhostNodePorts: boolean;
  /** Networks in which node ports are served; all of the node's addresses if undefined. */
  nodePortCIDRs: readonly string[] | undefined;
  /** More than 1000 endpoints: comments are left out. */
  largeCluster: boolean;
  /** nftables mode refuses what no port of a clusterIP is for; otherwise such packets leave the node. */
  rejectUnknownPorts: boolean;
}

export const defaultSettings: ProxySettings = {
  clusterCIDR: '10.244.0.0/16',
  masqueradeAll: false,
  masqueradeMark: '0x4000',
  localhostNodePorts: true,
  nodePortCIDRs: undefined,
  largeCluster: false,
  rejectUnknownPorts: false,
};

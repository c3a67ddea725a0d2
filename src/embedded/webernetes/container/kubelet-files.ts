import type { Pod } from '../../../kube/types.ts';

/** What the kubelet tells the container runtime about DNS. */
export interface DnsConfig {
  servers: readonly string[];
  searches: readonly string[];
  options: readonly string[];
}

/** The Pod's host name. Models kubernetes pkg/kubelet kubelet_pods.go GeneratePodHostNameAndDomain. */
export function podHostname(pod: Pod): string {
  return (pod.spec.hostname || pod.metadata.name || '').slice(0, 63).replace(/[-.]+$/, '');
}

/** /etc/resolv.conf as containerd writes it for the kubelet. */
export function resolvConf(config: DnsConfig): string {
  const lines: string[] = [];
  if (config.searches.length > 0) lines.push(`search ${config.searches.join(' ')}`);
  for (const server of config.servers) lines.push(`nameserver ${server}`);
  if (config.options.length > 0) lines.push(`options ${config.options.join(' ')}`);
  return lines.map((line) => `${line}\n`).join('');
}

/** /etc/hosts as the kubelet manages it. Models kubernetes pkg/kubelet kubelet_pods.go managedHostsFileContent. */
export function hostsFile(pod: Pod, ip: string, clusterDomain = 'cluster.local'): string {
  const lines = [
    pod.spec.hostNetwork
      ? '# Kubernetes-managed hosts file (host network).'
      : '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::0\tip6-localnet',
    'fe00::0\tip6-mcastprefix',
    'fe00::1\tip6-allnodes',
    'fe00::2\tip6-allrouters',
  ];
  if (!pod.spec.hostNetwork) {
    const hostname = podHostname(pod);
    const domain = pod.spec.subdomain
      ? `${hostname}.${pod.spec.subdomain}.${pod.metadata.namespace}.svc.${clusterDomain}\t${hostname}`
      : hostname;
    lines.push(`${ip}\t${domain}`);
  }
  const aliases = pod.spec.hostAliases ?? [];
  if (aliases.length > 0) {
    lines.push('', '# Entries added by HostAliases.');
    for (const alias of aliases) lines.push(`${alias.ip}\t${(alias.hostnames ?? []).join('\t')}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

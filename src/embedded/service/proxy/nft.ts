import { shortHash } from './sha256.ts';
import type { EndpointRule, ProxySettings, ServiceRule } from './table.ts';

/**
 * The table that kube-proxy keeps in nftables mode, as `nft list table ip kube-proxy` prints it.
 * Models kubernetes pkg/proxy/nftables proxier.go.
 * @param nodeIP the address at which node ports are served
 */
export function nftTable(rules: readonly ServiceRule[], settings: ProxySettings, nodeIP: string): string {
  const clusterIPs = [...new Set(rules.map(({ clusterIP }) => clusterIP))].sort();
  const maps = elements(rules);
  const sections = [
    set('cluster-ips', 'set', 'ipv4_addr', 'Active ClusterIPs', clusterIPs),
    set('nodeport-ips', 'set', 'ipv4_addr', 'IPs that accept NodePort traffic', [nodeIP]),
    ...maps.map(([name, type, comment, list]) => set(name, 'map', `${type} : verdict`, comment, list)),
    ...baseChains(settings).map(([name, lines]) => chain(name, lines)),
    ...rules.flatMap((rule) => serviceChains(rule, settings)).map(([name, lines]) => chain(name, lines)),
  ];
  return `table ip kube-proxy {\n\tcomment "rules for kube-proxy"\n\n${sections.join('\n')}}\n`;
}

type ChainText = [name: string, lines: string[]];

function set(
  name: string,
  kind: 'set' | 'map',
  type: string,
  comment: string,
  list: readonly string[],
): string {
  const shown = list.length > 0 ? `\t\telements = { ${list.join(',\n\t\t\t     ')} }\n` : '';
  return `\t${kind} ${name} {\n\t\ttype ${type}\n\t\tcomment "${comment}"\n${shown}\t}\n`;
}

const chain = (name: string, lines: readonly string[]) =>
  `\tchain ${name} {\n${lines.map((line) => `\t\t${line}\n`).join('')}\t}\n`;

/** `service-ULMVA6XW-ns1/svc1/tcp/p80` */
function chainName(kind: string, { name, protocol }: ServiceRule): string {
  const [service = '', port = ''] = name.split(':');
  const path = `${service}/${protocol.toLowerCase()}/${port}`;
  return `${kind}-${shortHash(path).slice(0, 8)}-${path}`;
}

const isExposed = (rule: ServiceRule) =>
  rule.nodePort !== undefined || rule.externalIPs.length > 0 || rule.loadBalancerIPs.length > 0;

function elements(rules: readonly ServiceRule[]): [string, string, string, string[]][] {
  const serviceIPs: string[] = [];
  const nodePorts: string[] = [];
  const noEndpoints: string[] = [];
  const noNodePorts: string[] = [];
  const firewall: string[] = [];
  for (const rule of rules) {
    const proto = rule.protocol.toLowerCase();
    const some = rule.cluster.length + rule.local.length > 0;
    const verdict = some ? 'drop' : 'goto reject-chain';
    const internal = rule.internalPolicyLocal ? rule.local : rule.cluster;
    const external = rule.externalPolicyLocal ? rule.local : rule.cluster;
    const at = (ip: string) => `${ip} . ${proto} . ${rule.port}`;
    const kind = rule.internalPolicyLocal ? 'local' : 'service';
    if (internal.length > 0) serviceIPs.push(`${at(rule.clusterIP)} : goto ${chainName(kind, rule)}`);
    else noEndpoints.push(`${at(rule.clusterIP)} : ${verdict}`);
    for (const ip of [...rule.externalIPs, ...rule.loadBalancerIPs]) {
      if (some) serviceIPs.push(`${at(ip)} : goto ${chainName('external', rule)}`);
      if (external.length === 0) noEndpoints.push(`${at(ip)} : ${verdict}`);
    }
    if (some && rule.sourceRanges.length > 0) {
      for (const ip of rule.loadBalancerIPs) firewall.push(`${at(ip)} : goto ${chainName('firewall', rule)}`);
    }
    if (rule.nodePort === undefined) continue;
    if (some) nodePorts.push(`${proto} . ${rule.nodePort} : goto ${chainName('external', rule)}`);
    if (external.length === 0) noNodePorts.push(`${proto} . ${rule.nodePort} : ${verdict}`);
  }
  const address = 'ipv4_addr . inet_proto . inet_service';
  const port = 'inet_proto . inet_service';
  return [
    [
      'no-endpoint-services',
      address,
      'vmap to drop or reject packets to services with no endpoints',
      noEndpoints,
    ],
    [
      'no-endpoint-nodeports',
      port,
      'vmap to drop or reject packets to service nodeports with no endpoints',
      noNodePorts,
    ],
    ['firewall-ips', address, 'destinations that are subject to LoadBalancerSourceRanges', firewall],
    ['service-ips', address, 'ClusterIP, ExternalIP and LoadBalancer IP traffic', serviceIPs],
    ['service-nodeports', port, 'NodePort traffic', nodePorts],
  ];
}

function baseChains({ masqueradeMark }: ProxySettings): ChainText[] {
  const mark = `0x${Number(masqueradeMark).toString(16).padStart(8, '0')}`;
  const hook = (type: string, name: string, priority: string) =>
    `type ${type} hook ${name} priority ${priority}; policy accept;`;
  const first = 'ct state new jump';
  return [
    ['filter-prerouting', [hook('filter', 'prerouting', 'dstnat - 10'), `${first} firewall-check`]],
    [
      'filter-input',
      [
        hook('filter', 'input', 'dstnat - 10'),
        `${first} nodeport-endpoints-check`,
        `${first} service-endpoints-check`,
      ],
    ],
    [
      'filter-forward',
      [
        hook('filter', 'forward', 'dstnat - 10'),
        `${first} service-endpoints-check`,
        `${first} cluster-ips-check`,
      ],
    ],
    ['filter-output', [hook('filter', 'output', 'dstnat - 10'), `${first} firewall-check`]],
    [
      'filter-output-post-dnat',
      [
        hook('filter', 'output', 'dstnat + 10'),
        `${first} service-endpoints-check`,
        `${first} cluster-ips-check`,
      ],
    ],
    ['nat-prerouting', [hook('nat', 'prerouting', 'dstnat'), 'jump services']],
    ['nat-output', [hook('nat', 'output', 'dstnat'), 'jump services']],
    ['nat-postrouting', [hook('nat', 'postrouting', 'srcnat'), 'jump masquerading']],
    [
      'cluster-ips-check',
      [
        'ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"',
        'ip daddr 10.96.0.0/16 drop comment "Drop traffic to unallocated ClusterIPs"',
      ],
    ],
    ['firewall-check', ['ip daddr . meta l4proto . th dport vmap @firewall-ips']],
    ['mark-for-masquerade', [`meta mark set meta mark | ${mark}`]],
    [
      'masquerading',
      [
        `meta mark & ${mark} == 0x00000000 return`,
        `meta mark set meta mark ^ ${mark}`,
        'masquerade fully-random',
      ],
    ],
    [
      'nodeport-endpoints-check',
      ['ip daddr @nodeport-ips meta l4proto . th dport vmap @no-endpoint-nodeports'],
    ],
    ['reject-chain', ['reject']],
    ['service-endpoints-check', ['ip daddr . meta l4proto . th dport vmap @no-endpoint-services']],
    [
      'services',
      [
        'ip daddr . meta l4proto . th dport vmap @service-ips',
        'ip daddr @nodeport-ips meta l4proto . th dport vmap @service-nodeports',
      ],
    ],
  ];
}

function serviceChains(rule: ServiceRule, settings: ProxySettings): ChainText[] {
  const proto = rule.protocol.toLowerCase();
  const chains: ChainText[] = [];
  const masquerade = `ip daddr ${rule.clusterIP} ${proto} dport ${rule.port}${settings.masqueradeAll ? '' : ` ip saddr != ${settings.clusterCIDR}`} jump mark-for-masquerade`;
  const choose = (kind: string, endpoints: readonly EndpointRule[], internal: boolean) => {
    const targets = endpoints.map(({ ip, port }, at) => `${at} : ${ip} . ${port}`).join(', ');
    const dnat = `meta l4proto ${proto} dnat ip to numgen random mod ${endpoints.length} map { ${targets} }`;
    chains.push([chainName(kind, rule), [...(internal ? [masquerade] : []), dnat]]);
  };
  const exposed = isExposed(rule);
  if (rule.cluster.length > 0 && (!rule.internalPolicyLocal || exposed))
    choose('service', rule.cluster, !rule.internalPolicyLocal);
  if (rule.local.length > 0 && (rule.internalPolicyLocal || (rule.externalPolicyLocal && exposed)))
    choose('local', rule.local, rule.internalPolicyLocal);
  if (exposed && rule.cluster.length + rule.local.length > 0) {
    const everywhere = `goto ${chainName('service', rule)}`;
    const lines = rule.externalPolicyLocal
      ? [
          `ip saddr ${settings.clusterCIDR} ${everywhere} comment "short-circuit pod traffic"`,
          'fib saddr type local jump mark-for-masquerade comment "masquerade local traffic"',
          `fib saddr type local ${everywhere} comment "short-circuit local traffic"`,
          ...(rule.local.length > 0 ? [`goto ${chainName('local', rule)}`] : []),
        ]
      : ['jump mark-for-masquerade', everywhere];
    chains.push([chainName('external', rule), lines]);
  }
  if (rule.sourceRanges.length > 0 && rule.loadBalancerIPs.length > 0)
    chains.push([chainName('firewall', rule), [`ip saddr != { ${rule.sourceRanges.join(', ')} } drop`]]);
  return chains;
}

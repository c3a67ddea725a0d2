import { quantized } from '../netfilter/rule.ts';
import type { EndpointRule, ProxySettings, ServiceRule } from './table.ts';

/** A rule that kube-proxy writes, as iptables-save prints it. */
export interface Line {
  table: 'nat' | 'filter';
  chain: string;
  text: string;
}

/** Chains that kube-proxy fills whatever Services there are. */
export function baseLines({ masqueradeMark: mark }: ProxySettings): Line[] {
  const nat = (chain: string, text: string): Line => ({ table: 'nat', chain, text });
  const filter = (chain: string, text: string): Line => ({ table: 'filter', chain, text });
  return [
    nat('KUBE-MARK-MASQ', `-j MARK --set-xmark ${mark}/${mark}`),
    nat('KUBE-POSTROUTING', `-m mark ! --mark ${mark}/${mark} -j RETURN`),
    nat('KUBE-POSTROUTING', `-j MARK --set-xmark ${mark}/0x0`),
    nat(
      'KUBE-POSTROUTING',
      '-m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
    ),
    filter(
      'KUBE-FORWARD',
      '-m conntrack --ctstate INVALID -m nfacct --nfacct-name  ct_state_invalid_dropped_pkts -j DROP',
    ),
    filter(
      'KUBE-FORWARD',
      `-m comment --comment "kubernetes forwarding rules" -m mark --mark ${mark}/${mark} -j ACCEPT`,
    ),
    filter(
      'KUBE-FORWARD',
      '-m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    ),
  ];
}

/** The last rules of KUBE-SERVICES: packets for the node itself may be for a node port. */
export function nodePortJumps({ nodePortCIDRs }: ProxySettings): string[] {
  const comment =
    '-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain"';
  if (!nodePortCIDRs) return [`${comment} -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS`];
  return nodePortCIDRs.map((network) => `-d ${network} ${comment} -j KUBE-NODEPORTS`);
}

/**
 * Everything that kube-proxy writes for one port of one Service.
 * Models kubernetes pkg/proxy/iptables proxier.go, syncProxyRules.
 */
export function serviceLines(rule: ServiceRule, settings: ProxySettings): Line[] {
  const lines: Line[] = [];
  const nat = (chain: string, text: string) => void lines.push({ table: 'nat', chain, text });
  const filter = (chain: string, text: string) => void lines.push({ table: 'filter', chain, text });
  const { name, hash } = rule;
  const proto = rule.protocol.toLowerCase();
  const [svc, svl, ext, fw] = ['SVC', 'SVL', 'EXT', 'FW'].map((kind) => `KUBE-${kind}-${hash}`) as [
    string,
    string,
    string,
    string,
  ];
  const some = rule.cluster.length + rule.local.length > 0;
  const internal = rule.internalPolicyLocal ? rule.local.length > 0 : rule.cluster.length > 0;
  const external = rule.externalPolicyLocal ? rule.local.length > 0 : rule.cluster.length > 0;
  const internalChain = rule.internalPolicyLocal ? svl : svc;
  const exposed =
    rule.nodePort !== undefined || rule.externalIPs.length > 0 || rule.loadBalancerIPs.length > 0;
  const firewalled = some && rule.loadBalancerIPs.length > 0 && rule.sourceRanges.length > 0;
  const to = (ip: string, kind: string, target: string) =>
    `-d ${ip}/32 -p ${proto} -m comment --comment "${name} ${kind}" -m ${proto} --dport ${rule.port} -j ${target}`;

  if (internal) nat('KUBE-SERVICES', `${clusterMatch(rule)} -j ${internalChain}`);
  else filter('KUBE-SERVICES', filterRule(rule, 'internal'));
  const outside: [string, string, string][] = [
    ...rule.externalIPs.map((ip): [string, string, string] => [ip, 'external IP', ext]),
    ...rule.loadBalancerIPs.map((ip): [string, string, string] => [
      ip,
      'loadbalancer IP',
      firewalled ? fw : ext,
    ]),
  ];
  for (const [ip, kind, target] of outside) {
    if (some) nat('KUBE-SERVICES', to(ip, kind, target));
    if (firewalled && target === fw) {
      filter('KUBE-PROXY-FIREWALL', to(ip, `traffic not accepted by ${fw}`, 'DROP'));
    }
    if (!external) filter('KUBE-EXTERNAL-SERVICES', filterRule(rule, ip));
  }
  if (rule.nodePort !== undefined) {
    const match = `-p ${proto} -m comment --comment "${name}" -m ${proto} --dport ${rule.nodePort}`;
    if (some) {
      if (settings.localhostNodePorts) {
        nat(
          'KUBE-NODEPORTS',
          `-d 127.0.0.0/8 ${match} -m nfacct --nfacct-name  localhost_nps_accepted_pkts -j ${ext}`,
        );
      }
      nat('KUBE-NODEPORTS', `${match} -j ${ext}`);
    }
    if (!external) filter('KUBE-EXTERNAL-SERVICES', filterRule(rule, 'nodePort'));
  }
  if (rule.healthCheckNodePort !== undefined) {
    filter(
      'KUBE-NODEPORTS',
      `-p tcp -m comment --comment "${name} health check node port" -m tcp --dport ${rule.healthCheckNodePort} -j ACCEPT`,
    );
  }
  if (internal) {
    const away = settings.masqueradeAll ? '' : `! -s ${settings.clusterCIDR} `;
    nat(internalChain, `${away}${clusterMatch(rule)} -j KUBE-MARK-MASQ`);
  }
  if (some && exposed) externalLines(rule, settings, ext, svc, svl, nat);
  if (firewalled) {
    for (const range of rule.sourceRanges) {
      nat(fw, `-s ${range} -m comment --comment "${name} loadbalancer IP" -j ${ext}`);
    }
    nat(fw, `-m comment --comment "other traffic to ${name} will be dropped by KUBE-PROXY-FIREWALL"`);
  }
  const usesCluster = rule.cluster.length > 0 && (!rule.internalPolicyLocal || exposed);
  const usesLocal =
    rule.local.length > 0 && (rule.internalPolicyLocal || (rule.externalPolicyLocal && exposed));
  if (usesCluster) choiceLines(rule, settings, svc, rule.cluster, nat);
  if (usesLocal) choiceLines(rule, settings, svl, rule.local, nat);
  const used = new Map<string, EndpointRule>();
  if (usesCluster) for (const endpoint of rule.cluster) used.set(endpoint.chain, endpoint);
  if (usesLocal) for (const endpoint of rule.local) used.set(endpoint.chain, endpoint);
  for (const endpoint of used.values()) endpointLines(rule, settings, endpoint, nat);
  return lines;
}

type Add = (chain: string, text: string) => void;

function externalLines(
  rule: ServiceRule,
  settings: ProxySettings,
  ext: string,
  svc: string,
  svl: string,
  nat: Add,
): void {
  const of = (what: string) => `-m comment --comment "${what} for ${rule.name} external destinations"`;
  if (!rule.externalPolicyLocal) {
    nat(ext, `${of('masquerade traffic')} -j KUBE-MARK-MASQ`);
    nat(ext, `-j ${svc}`);
    return;
  }
  const local = '-m addrtype --src-type LOCAL';
  nat(ext, `-s ${settings.clusterCIDR} ${of('pod traffic')} -j ${svc}`);
  nat(ext, `${of('masquerade LOCAL traffic')} ${local} -j KUBE-MARK-MASQ`);
  nat(ext, `${of('route LOCAL traffic')} ${local} -j ${svc}`);
  if (rule.local.length > 0) nat(ext, `-j ${svl}`);
}

function choiceLines(
  rule: ServiceRule,
  settings: ProxySettings,
  chain: string,
  endpoints: readonly EndpointRule[],
  nat: Add,
): void {
  if (rule.affinity !== undefined) {
    for (const endpoint of endpoints) {
      const comment = endpointComment(rule, settings, endpoint);
      nat(
        chain,
        `${comment}-m recent --rcheck --seconds ${rule.affinity} --reap --name ${endpoint.chain} --mask 255.255.255.255 --rsource -j ${endpoint.chain}`,
      );
    }
  }
  endpoints.forEach((endpoint, index) => {
    const left = endpoints.length - index;
    const share = Number((1 / left).toFixed(10));
    const statistic = left > 1 ? `-m statistic --mode random --probability ${quantized(share)} ` : '';
    nat(chain, `${endpointComment(rule, settings, endpoint)}${statistic}-j ${endpoint.chain}`);
  });
}

function endpointComment(rule: ServiceRule, settings: ProxySettings, endpoint: EndpointRule): string {
  if (settings.largeCluster) return '';
  return `-m comment --comment "${rule.name} -> ${endpoint.ip}:${endpoint.port}" `;
}

function endpointLines(rule: ServiceRule, settings: ProxySettings, endpoint: EndpointRule, nat: Add): void {
  const { chain, ip, port } = endpoint;
  const proto = rule.protocol.toLowerCase();
  const comment = settings.largeCluster ? '' : `-m comment --comment "${rule.name}" `;
  nat(chain, `-s ${ip}/32 ${comment}-j KUBE-MARK-MASQ`);
  const recent =
    rule.affinity === undefined ? '' : `-m recent --set --name ${chain} --mask 255.255.255.255 --rsource `;
  nat(chain, `-p ${proto} ${comment}${recent}-m ${proto} -j DNAT --to-destination ${ip}:${port}`);
}

/** `-d 10.96.0.10/32 -p udp -m comment --comment "… cluster IP" -m udp --dport 53` */
function clusterMatch(rule: ServiceRule): string {
  const proto = rule.protocol.toLowerCase();
  return `-d ${rule.clusterIP}/32 -p ${proto} -m comment --comment "${rule.name} cluster IP" -m ${proto} --dport ${rule.port}`;
}

/** The filter rule for a Service port that has nowhere to go. @param at where: the clusterIP, the node port, or an IP */
function filterRule(rule: ServiceRule, at: string): string {
  const proto = rule.protocol.toLowerCase();
  const none = rule.cluster.length + rule.local.length === 0;
  const comment = `-m comment --comment "${rule.name} has no ${none ? '' : 'local '}endpoints"`;
  const target = none ? 'REJECT --reject-with icmp-port-unreachable' : 'DROP';
  if (at === 'nodePort') {
    return `-p ${proto} ${comment} -m addrtype --dst-type LOCAL -m ${proto} --dport ${rule.nodePort} -j ${target}`;
  }
  const ip = at === 'internal' ? rule.clusterIP : at;
  return `-d ${ip}/32 -p ${proto} ${comment} -m ${proto} --dport ${rule.port} -j ${target}`;
}

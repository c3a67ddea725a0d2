import type { EndpointRule, RuleTable, ServiceRule } from './table.ts';

const clusterCIDR = '10.244.0.0/16';

/** The KUBE- lines of `iptables-save -t nat`, as the kernel prints them. */
export function natLines(table: RuleTable): string[] {
  const chains = new Map<string, string[]>();
  const add = (chain: string, text: string) => {
    chains.set(chain, [...(chains.get(chain) ?? []), `-A ${chain} ${text}`]);
  };
  add('KUBE-MARK-MASQ', '-j MARK --set-xmark 0x4000/0x4000');
  add('KUBE-POSTROUTING', '-m mark ! --mark 0x4000/0x4000 -j RETURN');
  add('KUBE-POSTROUTING', '-j MARK --set-xmark 0x4000/0x0');
  add(
    'KUBE-POSTROUTING',
    '-m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
  );
  for (const rule of table.rules) addService(rule, add);
  add(
    'KUBE-SERVICES',
    '-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS',
  );
  return [...chains.keys()].sort().flatMap((chain) => chains.get(chain)!);
}

type Add = (chain: string, text: string) => void;

function addService(rule: ServiceRule, add: Add): void {
  const { name, hash } = rule;
  const internal = rule.internalPolicyLocal ? rule.local : rule.cluster;
  const external = rule.externalPolicyLocal ? rule.local : rule.cluster;
  const svc = `KUBE-SVC-${hash}`;
  const svl = `KUBE-SVL-${hash}`;
  const ext = `KUBE-EXT-${hash}`;
  const exposed = rule.nodePort !== undefined || rule.externalIPs.length > 0;

  if (internal.length > 0)
    add('KUBE-SERVICES', `${clusterMatch(rule)} -j ${rule.internalPolicyLocal ? svl : svc}`);
  const proto = rule.protocol.toLowerCase();
  const externallyUsed = exposed && (external.length > 0 || rule.cluster.length > 0);
  if (exposed && external.length > 0) {
    for (const ip of rule.externalIPs) {
      const kind = rule.loadBalancerIPs?.includes(ip) ? 'loadbalancer' : 'external';
      add(
        'KUBE-SERVICES',
        `-d ${ip}/32 -p ${proto} -m comment --comment "${name} ${kind} IP" -m ${proto} --dport ${rule.port} -j ${ext}`,
      );
    }
  }
  if (rule.nodePort !== undefined && externallyUsed) {
    add(
      'KUBE-NODEPORTS',
      `-d 127.0.0.0/8 -p ${proto} -m comment --comment "${name}" -m ${proto} --dport ${rule.nodePort} -m nfacct --nfacct-name  localhost_nps_accepted_pkts -j ${ext}`,
    );
    add(
      'KUBE-NODEPORTS',
      `-p ${proto} -m comment --comment "${name}" -m ${proto} --dport ${rule.nodePort} -j ${ext}`,
    );
  }
  if (externallyUsed) addExternal(rule, add, ext, svc, svl);

  const usesCluster = (!rule.internalPolicyLocal && internal.length > 0) || externallyUsed;
  const usesLocal =
    (rule.internalPolicyLocal && internal.length > 0) ||
    (exposed && rule.externalPolicyLocal && external.length > 0);
  if (usesCluster) addChain(rule, svc, rule.cluster, true, add);
  if (usesLocal) addChain(rule, svl, rule.local, rule.internalPolicyLocal, add);
  const shown = new Map<string, EndpointRule>();
  if (usesCluster) for (const endpoint of rule.cluster) shown.set(endpoint.chain, endpoint);
  if (usesLocal) for (const endpoint of rule.local) shown.set(endpoint.chain, endpoint);
  for (const endpoint of shown.values()) addEndpoint(rule, endpoint, add);
}

function addExternal(rule: ServiceRule, add: Add, ext: string, svc: string, svl: string): void {
  const { name } = rule;
  if (!rule.externalPolicyLocal) {
    add(ext, `-m comment --comment "masquerade traffic for ${name} external destinations" -j KUBE-MARK-MASQ`);
    add(ext, `-j ${svc}`);
    return;
  }
  add(
    ext,
    `-s ${clusterCIDR} -m comment --comment "pod traffic for ${name} external destinations" -j ${svc}`,
  );
  const local = '-m addrtype --src-type LOCAL';
  add(
    ext,
    `-m comment --comment "masquerade LOCAL traffic for ${name} external destinations" ${local} -j KUBE-MARK-MASQ`,
  );
  add(ext, `-m comment --comment "route LOCAL traffic for ${name} external destinations" ${local} -j ${svc}`);
  if (rule.local.length > 0) add(ext, `-j ${svl}`);
}

function addChain(
  rule: ServiceRule,
  chain: string,
  endpoints: readonly EndpointRule[],
  masquerade: boolean,
  add: Add,
): void {
  if (masquerade) add(chain, `! -s ${clusterCIDR} ${clusterMatch(rule)} -j KUBE-MARK-MASQ`);
  if (rule.affinity !== undefined) {
    for (const endpoint of endpoints) {
      add(
        chain,
        `-m comment --comment "${rule.name} -> ${endpoint.ip}:${endpoint.port}" -m recent --rcheck --seconds ${rule.affinity} --reap --name ${endpoint.chain} --mask 255.255.255.255 --rsource -j ${endpoint.chain}`,
      );
    }
  }
  endpoints.forEach((endpoint, index) => {
    add(chain, endpointJump(rule, endpoint, endpoints.length - index));
  });
}

function addEndpoint(rule: ServiceRule, endpoint: EndpointRule, add: Add): void {
  const proto = rule.protocol.toLowerCase();
  add(endpoint.chain, `-s ${endpoint.ip}/32 -m comment --comment "${rule.name}" -j KUBE-MARK-MASQ`);
  const recent =
    rule.affinity === undefined
      ? ''
      : ` -m recent --set --name ${endpoint.chain} --mask 255.255.255.255 --rsource`;
  add(
    endpoint.chain,
    `-p ${proto} -m comment --comment "${rule.name}"${recent} -m ${proto} -j DNAT --to-destination ${endpoint.ip}:${endpoint.port}`,
  );
}

/** `-d 10.96.0.10/32 -p udp -m comment --comment "… cluster IP" -m udp --dport 53` */
export function clusterMatch(rule: ServiceRule): string {
  const proto = rule.protocol.toLowerCase();
  return `-d ${rule.clusterIP}/32 -p ${proto} -m comment --comment "${rule.name} cluster IP" -m ${proto} --dport ${rule.port}`;
}

/** One in `left` of the packets that came so far; the last one takes all. */
export function endpointJump(rule: ServiceRule, endpoint: EndpointRule, left: number): string {
  const statistic = left > 1 ? ` -m statistic --mode random --probability ${probability(left)}` : '';
  return `-m comment --comment "${rule.name} -> ${endpoint.ip}:${endpoint.port}"${statistic} -j ${endpoint.chain}`;
}

/** kube-proxy writes ten digits; the kernel keeps 31 bits of them and prints eleven digits. */
function probability(left: number): string {
  const bits = Math.round(Number((1 / left).toFixed(10)) * 2 ** 31);
  return (bits / 2 ** 31).toFixed(11);
}

/** The KUBE- lines of `iptables-save -t filter` that refuse or drop. */
export function filterLines(table: RuleTable): string[] {
  const external: string[] = [];
  const services: string[] = [];
  for (const rule of table.rules) {
    const internal = rule.internalPolicyLocal ? rule.local : rule.cluster;
    if (internal.length === 0) services.push(filterRule(rule, false));
    const outside = rule.externalPolicyLocal ? rule.local : rule.cluster;
    if (outside.length === 0 && rule.nodePort !== undefined) external.push(filterRule(rule, true));
  }
  return [
    ...external,
    '-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
    '-A KUBE-FORWARD -m conntrack --ctstate INVALID -m nfacct --nfacct-name  ct_state_invalid_dropped_pkts -j DROP',
    ...services,
  ];
}

/** The filter rule for a Service port that has nowhere to go. */
export function filterRule(rule: ServiceRule, external: boolean): string {
  const proto = rule.protocol.toLowerCase();
  const none = rule.cluster.length === 0;
  const comment = `-m comment --comment "${rule.name} has no ${none ? '' : 'local '}endpoints"`;
  const target = none ? 'REJECT --reject-with icmp-port-unreachable' : 'DROP';
  if (external) {
    return `-A KUBE-EXTERNAL-SERVICES -p ${proto} ${comment} -m addrtype --dst-type LOCAL -m ${proto} --dport ${rule.nodePort} -j ${target}`;
  }
  return `-A KUBE-SERVICES -d ${rule.clusterIP}/32 -p ${proto} ${comment} -m ${proto} --dport ${rule.port} -j ${target}`;
}

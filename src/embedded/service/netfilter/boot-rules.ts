import { sha256 } from '../proxy/sha256.ts';
import type { TableName } from './hooks.ts';

type Line = readonly [table: TableName, chain: string, text?: string];

/** The address of Docker's name server as the nodes know it: kind rewrites 127.0.0.11 to the bridge's own. */
export const dockerDns = '172.18.0.1';

/** The ports that Docker's resolver has in a node's network, different on every node. */
export function dockerDnsPorts(node: string): { tcp: number; udp: number } {
  const [a = 0, b = 0, c = 0, d = 0] = sha256(`docker-dns ${node}`);
  return { tcp: 32_768 + (((a << 8) | b) % 28_000), udp: 32_768 + (((c << 8) | d) % 28_000) };
}

/** What Docker, kind's entrypoint, kindnetd and the kubelet put into a node's tables when it starts. */
export function bootRules(node: string): Line[] {
  const { tcp, udp } = dockerDnsPorts(node);
  const to = (protocol: string, port: number): Line => [
    'nat',
    'DOCKER_OUTPUT',
    `-d ${dockerDns}/32 -p ${protocol} -m ${protocol} --dport 53 -j DNAT --to-destination 127.0.0.11:${port}`,
  ];
  const from = (protocol: string, port: number): Line => [
    'nat',
    'DOCKER_POSTROUTING',
    `-s 127.0.0.11/32 -p ${protocol} -m ${protocol} --sport ${port} -j SNAT --to-source ${dockerDns}:53`,
  ];
  return [
    ['mangle', 'KUBE-IPTABLES-HINT'],
    ['mangle', 'KUBE-KUBELET-CANARY'],
    ['filter', 'KUBE-FIREWALL', localnet],
    ['filter', 'KUBE-KUBELET-CANARY'],
    ['filter', 'INPUT', '-j KUBE-FIREWALL'],
    ['filter', 'OUTPUT', '-j KUBE-FIREWALL'],
    ['nat', 'KUBE-KUBELET-CANARY'],
    to('tcp', tcp),
    to('udp', udp),
    from('tcp', tcp),
    from('udp', udp),
    ['nat', 'PREROUTING', `-d ${dockerDns}/32 -j DOCKER_OUTPUT`],
    ['nat', 'OUTPUT', `-d ${dockerDns}/32 -j DOCKER_OUTPUT`],
    ['nat', 'POSTROUTING', `-d ${dockerDns}/32 -j DOCKER_POSTROUTING`],
    ['nat', 'POSTROUTING', masqJump],
    ['nat', 'KIND-MASQ-AGENT', `-d 10.244.0.0/16 ${masqLocal} -j RETURN`],
    ['nat', 'KIND-MASQ-AGENT', `${masqOut} -j MASQUERADE`],
  ];
}

const localnet =
  '! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP';
const masqJump =
  '-m addrtype ! --dst-type LOCAL -m comment --comment "kind-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom KIND-MASQ-AGENT chain" -j KIND-MASQ-AGENT';
const masqLocal = '-m comment --comment "kind-masq-agent: local traffic is not subject to MASQUERADE"';
const masqOut =
  '-m comment --comment "kind-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)"';

const jump = (comment: string, to: string) => `-m comment --comment "${comment}" -j ${to}`;
const firstOnly = '-m conntrack --ctstate NEW';
const firewall = `${firstOnly} ${jump('kubernetes load balancer firewall', 'KUBE-PROXY-FIREWALL')}`;
const portals = `${firstOnly} ${jump('kubernetes service portals', 'KUBE-SERVICES')}`;
const external = `${firstOnly} ${jump('kubernetes externally-visible service portals', 'KUBE-EXTERNAL-SERVICES')}`;

/** The jumps from the built-in chains to kube-proxy's. Models kubernetes pkg/proxy/iptables iptablesJumpChains. */
export const proxyJumps: readonly (readonly [TableName, string, string])[] = [
  ['filter', 'INPUT', firewall],
  ['filter', 'INPUT', jump('kubernetes health check service ports', 'KUBE-NODEPORTS')],
  ['filter', 'INPUT', external],
  ['filter', 'FORWARD', firewall],
  ['filter', 'FORWARD', jump('kubernetes forwarding rules', 'KUBE-FORWARD')],
  ['filter', 'FORWARD', portals],
  ['filter', 'FORWARD', external],
  ['filter', 'OUTPUT', firewall],
  ['filter', 'OUTPUT', portals],
  ['nat', 'PREROUTING', jump('kubernetes service portals', 'KUBE-SERVICES')],
  ['nat', 'OUTPUT', jump('kubernetes service portals', 'KUBE-SERVICES')],
  ['nat', 'POSTROUTING', jump('kubernetes postrouting rules', 'KUBE-POSTROUTING')],
];

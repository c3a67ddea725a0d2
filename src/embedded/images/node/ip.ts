import { sha256 } from '../../service/proxy/sha256.ts';
import { vethOf } from '../../service/topology.ts';
import { inNetwork } from '../../service/netfilter/rule.ts';
import { Failure, type Program } from '../runtime/program.ts';
import type { NodeState } from './state.ts';

interface Link {
  index: number;
  name: string;
  peer: string;
  address: string;
  /** With the length of its network. */
  inet: string;
  scope: string;
}

function links(state: NodeState): Link[] {
  const gateway = state.podCIDR.replace(/0\/24$/, '1');
  const mac = (text: string) =>
    [0x02, ...[...sha256(text)].slice(0, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
  return [
    { index: 1, name: 'lo', peer: '', address: '00:00:00:00:00:00', inet: '127.0.0.1/8', scope: 'host lo' },
    {
      index: 2,
      name: 'eth0',
      peer: '@if9',
      address: mac(state.ip),
      inet: `${state.ip}/16 brd 172.18.255.255`,
      scope: 'global eth0',
    },
    ...[...state.podIPs()].sort().map((ip, at): Link => {
      const name = vethOf(ip);
      return {
        index: at + 3,
        name,
        peer: '@if2',
        address: mac(`${ip} host`),
        inet: `${gateway}/32`,
        scope: `global ${name}`,
      };
    }),
  ];
}

function head({ index, name, peer, address }: Link): string {
  if (name === 'lo') {
    return `${index}: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    link/loopback ${address} brd ${address}\n`;
  }
  return `${index}: ${name}${peer}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default \n    link/ether ${address} brd ff:ff:ff:ff:ff:ff link-netnsid 0\n`;
}

function routes(state: NodeState): { network: string; text: string }[] {
  const others = state.nodes.filter(({ name }) => name !== state.name);
  const list = [
    ...others.map(({ ip, podCIDR }) => ({ network: podCIDR, text: `${podCIDR} via ${ip} dev eth0 ` })),
    ...state.podIPs().map((ip) => ({ network: `${ip}/32`, text: `${ip} dev ${vethOf(ip)} scope host ` })),
    {
      network: '172.18.0.0/16',
      text: `172.18.0.0/16 dev eth0 proto kernel scope link src ${state.ip} `,
    },
  ];
  const number = (network: string) =>
    network
      .split('/')[0]!
      .split('.')
      .reduce((sum, part) => sum * 256 + Number(part), 0);
  list.sort((a, b) => number(a.network) - number(b.network));
  return [{ network: '0.0.0.0/0', text: `default via ${state.gateway} dev eth0 ` }, ...list];
}

function routeTo(state: NodeState, ip: string): string {
  if (state.rules.isLocal(ip)) return `local ${ip} dev lo src ${ip} uid 0 \n    cache <local> \n`;
  const bits = ({ network }: { network: string }) => Number(network.split('/')[1]);
  const [best] = routes(state)
    .filter(({ network }) => inNetwork(ip, network))
    .sort((a, b) => bits(b) - bits(a));
  const via = / via (\S+)/.exec(best!.text)?.[1];
  const device = / dev (\S+)/.exec(best!.text)?.[1];
  return `${ip}${via ? ` via ${via}` : ''} dev ${device} src ${state.ip} uid 0 \n    cache \n`;
}

/** ip of iproute2: addr, link, route and neigh, to look at. */
export const ip =
  (state: NodeState): Program =>
  async (process, argv) => {
    const options = argv.slice(1).filter((word) => word.startsWith('-'));
    const [object = '', ...rest] = argv.slice(1).filter((word) => !word.startsWith('-'));
    const verb = rest[0] ?? 'show';
    const is = (name: string) => object.length > 0 && name.startsWith(object);
    const device = rest.includes('dev') ? rest[rest.indexOf('dev') + 1] : undefined;
    const named =
      device ?? (is('addr') || is('link') ? rest.find((word) => /^(eth|veth|lo)/.test(word)) : undefined);
    const shown = links(state).filter(({ name }) => named === undefined || name === named);
    const looks = ['show', 'list', 'ls', 's', 'l'].includes(verb) || verb === named || verb === 'dev';
    if (named !== undefined && shown.length === 0) throw new Failure(`Device "${named}" does not exist.`);
    if (is('route') && verb === 'get') {
      const target = rest[1] ?? '';
      if (!/^\d+(\.\d+){3}$/.test(target))
        throw new Failure(`Error: inet prefix is expected rather than "${target}".`);
      process.stdout(routeTo(state, target));
    } else if (object !== '' && !looks) {
      throw new Failure(`ip ${object} ${verb} is not simulated; addr, link, route and neigh can be shown`);
    } else if (is('address') || is('addr')) {
      for (const link of shown) {
        process.stdout(
          options.includes('-br') || options.includes('-brief')
            ? `${`${link.name}${link.peer}`.padEnd(16)} ${(link.name === 'lo' ? 'UNKNOWN' : 'UP').padEnd(14)} ${link.inet.split(' ')[0]} \n`
            : `${head(link)}    inet ${link.inet} scope ${link.scope}\n       valid_lft forever preferred_lft forever\n`,
        );
      }
    } else if (is('link')) {
      for (const link of shown)
        process.stdout(head(link).replace('group default', 'mode DEFAULT group default'));
    } else if (is('route')) {
      for (const { text } of routes(state)) process.stdout(`${text}\n`);
    } else if (is('neighbour')) {
      const known = links(state);
      for (const other of state.nodes.filter(({ name }) => name !== state.name)) {
        const address = links({ ...state, ...other, podIPs: () => [] })[1]!.address;
        process.stdout(`${other.ip} dev ${known[1]!.name} lladdr ${address} REACHABLE \n`);
      }
    } else {
      throw new Failure(`Object "${object}" is unknown, try "ip help".`);
    }
    return 0;
  };

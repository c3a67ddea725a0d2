import type { Process } from '../../process.ts';
import { parseOptions } from '../runtime/options.ts';
import { Failure, type Program } from '../runtime/program.ts';

/** A Pod's one interface, an end of a veth pair, as the CNI plugin ptp makes it on kind. */
interface Interface {
  ip: string;
  /** The first three octets: the node's share of the Pod network. */
  net: string;
  mac: string;
  /** Made of the hardware address (EUI-64). */
  linkLocal: string;
  /** Number of the other end on the node. */
  peer: number;
}

function interfaceOf({ container: { ip, uid } }: Process): Interface {
  const octets = [...hash(`${uid}${ip}`)];
  // Drawn by the kernel: locally administered, unicast.
  octets[0] = (octets[0]! & 0xfe) | 0x02;
  const hex = octets.map((octet) => octet.toString(16).padStart(2, '0'));
  const first = (octets[0] ^ 0x02).toString(16).padStart(2, '0');
  const words = [`${first}${hex[1]!}`, `${hex[2]!}ff`, `fe${hex[3]!}`, `${hex[4]!}${hex[5]!}`];
  return {
    ip,
    net: ip.replace(/\.\d+$/, ''),
    mac: hex.join(':'),
    linkLocal: `fe80::${words.map((word) => word.replace(/^0{1,3}/, '')).join(':')}`,
    peer: Number(ip.split('.').at(-1)) + 1,
  };
}

/** Six octets that follow from a text (FNV-1a, twice). */
function hash(text: string): Uint8Array {
  const result = new Uint8Array(6);
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length * 2 + 6; at += 1) {
    state = Math.imul(state ^ text.charCodeAt(at % text.length), 0x01000193) >>> 0;
    result[at % 6] = state >>> 13;
  }
  return result;
}

/** An abbreviation of one of ip's words, as iproute and busybox take them. */
const is = (word: string | undefined, full: string) =>
  word !== undefined && word !== '' && full.startsWith(word);

const forever = '       valid_lft forever preferred_lft forever\n';

function addresses(process: Process, only: string | undefined, link: boolean, family: string): string {
  const { ip, net, mac, linkLocal, peer } = interfaceOf(process);
  const inet = (text: string) => (link || family === '6' ? '' : `    inet ${text}\n${forever}`);
  const inet6 = (text: string) => (link || family === '4' ? '' : `    inet6 ${text} \n${forever}`);
  const bare = family !== '' && !link;
  const lo =
    `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue qlen 1000\n` +
    (bare ? '' : '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n') +
    inet('127.0.0.1/8 scope host lo') +
    inet6('::1/128 scope host');
  const eth0 =
    `2: eth0@if${peer}: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue qlen 1000\n` +
    (bare ? '' : `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff\n`) +
    inet(`${ip}/24 brd ${net}.255 scope global eth0`) +
    inet6(`${linkLocal}/64 scope link`);
  if (only === undefined) return lo + eth0;
  if (only === 'lo') return lo;
  if (only === 'eth0') return eth0;
  throw new Failure(`can't find device '${only}'`);
}

const routes = ({ ip, net }: Interface) =>
  `default via ${net}.1 dev eth0 \n${net}.0/24 via ${net}.1 dev eth0  src ${ip} \n${net}.1 dev eth0 scope link  src ${ip} \n`;

/** ip of busybox, the commands that look. Models networking/libiproute. */
const ip: Program = async (process, argv) => {
  const args = argv.slice(1);
  let family = '';
  while (args[0]?.startsWith('-')) {
    const option = args.shift()!;
    if (/^-[46]$/.test(option)) family = option.slice(1);
  }
  const [object, verb, ...rest] = args;
  const own = interfaceOf(process);
  const looks = verb === undefined || is(verb, 'show') || is(verb, 'list');
  const device = rest.find((word) => word !== 'dev');
  if (is(object, 'address') || is(object, 'link')) {
    if (!looks) throw new Failure('RTNETLINK answers: Operation not permitted', 2);
    process.stdout(addresses(process, device, is(object, 'link') && !is(object, 'address'), family));
  } else if (is(object, 'route')) {
    if (looks) process.stdout(routes(own));
    else if (is(verb, 'get') && rest[0]) process.stdout(`${routeTo(own, rest[0])}\n`);
    else throw new Failure('RTNETLINK answers: Operation not permitted', 2);
  } else if (is(object, 'neigh')) {
    if (looks)
      process.stdout(`${own.net}.1 dev eth0 lladdr ${gatewayMac(own)} used 0/0/0 probes 1 REACHABLE\n`);
  } else if (is(object, 'rule'))
    process.stdout(
      '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n',
    );
  else if (object === undefined) throw new Failure('');
  else throw new Failure(`invalid argument '${object}' to 'ip'`);
  return 0;
};

const gatewayMac = ({ mac }: Interface) => `${mac.slice(0, 15)}01`;

function routeTo({ ip: own, net }: Interface, to: string): string {
  if (to === own || to.startsWith('127.')) return `local ${to} dev lo  src ${to} `;
  return to === `${net}.1` ? `${to} dev eth0  src ${own} ` : `${to} via ${net}.1 dev eth0  src ${own} `;
}

const ifconfig: Program = async (process, argv) => {
  const { operands, flags } = parseOptions(argv.slice(1), 'a');
  const { ip: own, net, mac, linkLocal } = interfaceOf(process);
  const [device, ...settings] = operands;
  if (settings.length > 0) throw new Failure('SIOCSIFADDR: Operation not permitted');
  const counters =
    '          RX packets:0 errors:0 dropped:0 overruns:0 frame:0\n          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0\n          collisions:0 txqueuelen:1000 \n          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)\n\n';
  const shown: Readonly<Record<string, string>> = {
    eth0:
      `eth0      Link encap:Ethernet  HWaddr ${mac.toUpperCase()}  \n          inet addr:${own}  Bcast:${net}.255  Mask:255.255.255.0\n          inet6 addr: ${linkLocal}/64 Scope:Link\n` +
      `          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n${counters}`,
    lo:
      'lo        Link encap:Local Loopback  \n          inet addr:127.0.0.1  Mask:255.0.0.0\n          inet6 addr: ::1/128 Scope:Host\n' +
      `          UP LOOPBACK RUNNING  MTU:65536  Metric:1\n${counters}`,
  };
  if (device !== undefined && !flags.has('a')) {
    const one = shown[device];
    if (one === undefined)
      throw new Failure(`${device}: error fetching interface information: Device not found`);
    process.stdout(one);
  } else process.stdout(Object.values(shown).join(''));
  return 0;
};

/** The kernel's routing table, as `route` and `netstat -r` print it. */
export function routingTable(process: Process, netstat: boolean): string {
  const { net } = interfaceOf(process);
  const tail = netstat ? '    0 0          0 eth0' : '0      0        0 eth0';
  const row = (to: string, via: string, mask: string, flags: string) =>
    `${to.padEnd(15)} ${via.padEnd(15)} ${mask.padEnd(15)} ${flags.padEnd(6)}${tail}\n`;
  return (
    'Kernel IP routing table\n' +
    (netstat
      ? 'Destination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n'
      : 'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface\n') +
    row('0.0.0.0', `${net}.1`, '0.0.0.0', 'UG') +
    row(`${net}.0`, `${net}.1`, '255.255.255.0', 'UG') +
    row(`${net}.1`, '0.0.0.0', '255.255.255.255', 'UH')
  );
}

const route: Program = async (process, argv) => {
  const { operands } = parseOptions(argv.slice(1), 'neA:');
  if (operands.length > 0) throw new Failure('SIOCADDRT: Operation not permitted');
  process.stdout(routingTable(process, false));
  return 0;
};

const arp: Program = async (process, argv) => {
  parseOptions(argv.slice(1), 'anvi:H:A:');
  const own = interfaceOf(process);
  process.stdout(`? (${own.net}.1) at ${gatewayMac(own)} [ether]  on eth0\n`);
  return 0;
};

/** Programs about the Pod's network interface. */
export const interfacePrograms: Readonly<Record<string, Program>> = { ip, ifconfig, route, arp };

import type { Listener } from '../../network.ts';
import type { Flow, Tuple } from '../../service/netfilter/conntrack.ts';
import { inNetwork } from '../../service/netfilter/rule.ts';
import { parseOptions, last } from '../runtime/options.ts';
import type { Program } from '../runtime/program.ts';
import type { NodeState } from './state.ts';

const long = { listening: 'l', numeric: 'n', tcp: 't', udp: 'u', processes: 'p', all: 'a', 'no-header': 'H' };

/** ss of iproute2: sockets that listen. */
export const ss =
  (state: NodeState): Program =>
  async (process, argv) => {
    const { flags } = parseOptions(argv.slice(1), 'lntupaH46ie', long);
    const both = flags.has('t') === flags.has('u');
    const wanted = state
      .sockets()
      .filter(() => flags.has('l') || flags.has('a'))
      .filter(({ protocol }) => both || flags.has('u') === (protocol === 'UDP'));
    const any = ({ address }: Listener) => address === '0.0.0.0' || address === '::' || address === '';
    // Sockets of one address first: those of all addresses are IPv6 sockets, which come last.
    const sorted = [...wanted].sort(
      (a, b) =>
        Number(a.protocol === 'TCP') - Number(b.protocol === 'TCP') || Number(any(a)) - Number(any(b)),
    );
    const rows = sorted.map((socket) => ({
      netid: socket.protocol.toLowerCase(),
      state: socket.protocol === 'UDP' ? 'UNCONN' : 'LISTEN',
      queue: socket.protocol === 'UDP' ? '0' : '4096',
      local: any(socket) ? '*' : socket.address,
      port: String(socket.port),
      peer: any(socket) ? '*' : '0.0.0.0',
      users: flags.has('p') ? users(state, socket) : '',
    }));
    const wide = (title: string, values: string[]) =>
      Math.max(title.length, ...values.map((value) => value.length));
    const widths = {
      state: wide(
        'State',
        rows.map((row) => row.state),
      ),
      local: wide(
        'Local Address',
        rows.map((row) => row.local),
      ),
      port: wide(
        'Port',
        rows.map((row) => row.port),
      ),
      users: wide(
        'Process',
        rows.map((row) => row.users),
      ),
    };
    const print = (
      netid: string,
      name: string,
      receive: string,
      send: string,
      local: string,
      port: string,
      peer: string,
      peerPort: string,
      who: string,
    ) =>
      process.stdout(
        `${both ? netid.padEnd(6) : ''}${name.padEnd(widths.state)} ${receive.padEnd(6)} ${send.padEnd(6)} ${local.padStart(widths.local)}:${port.padEnd(widths.port)} ${peer.padStart(12)}:${peerPort.padEnd(4)}${who}\n`,
      );
    if (!flags.has('H'))
      print('Netid', 'State', 'Recv-Q', 'Send-Q', 'Local Address', 'Port', 'Peer Address', 'Port', 'Process');
    for (const row of rows) {
      print(
        row.netid,
        row.state,
        '0',
        row.queue,
        row.local,
        row.port,
        row.peer,
        '*',
        row.users.padEnd(widths.users),
      );
    }
    return 0;
  };

/** Who has a socket open, as far as it is a daemon of the node's own. */
function users(state: NodeState, { port }: Listener): string {
  const unit = state.units.find(({ name }) => name === 'kubelet.service');
  if (!unit || ![10_248, 10_250].includes(port)) return '';
  return `users:(("kubelet",pid=${unit.pid},fd=${port % 20}))`;
}

const version = 'conntrack v1.4.7 (conntrack-tools)';
const spec = 'LDFCs:d:p:r:q:t:n';
const names = {
  dump: 'L',
  delete: 'D',
  flush: 'F',
  count: 'C',
  src: 's',
  'orig-src': 's',
  dst: 'd',
  'orig-dst': 'd',
  proto: 'p',
  'reply-src': 'r',
  'reply-dst': 'q',
  dport: 'P',
  'orig-port-dst': 'P',
  sport: 'S',
} as const;

/** conntrack of conntrack-tools: the node's memory of connections. */
export const conntrack =
  (state: NodeState): Program =>
  async (process, argv) => {
    const options = parseOptions(argv.slice(1), `${spec}P:S:`, names);
    const { flags } = options;
    const table = state.conntrack;
    const now = process.clock.now();
    const told = (count: number, what: string) =>
      process.stderr(`${version}: ${count} flow entries have been ${what}.\n`);
    const chosen = (flow: Flow) =>
      agrees(last(options, 's'), flow.original.source) &&
      agrees(last(options, 'd'), flow.original.destination) &&
      agrees(last(options, 'r'), flow.reply.source) &&
      agrees(last(options, 'q'), flow.reply.destination) &&
      (last(options, 'p') ?? flow.protocol.toLowerCase()) === flow.protocol.toLowerCase() &&
      (last(options, 'P') ?? String(flow.original.port)) === String(flow.original.port) &&
      (last(options, 'S') ?? String(flow.original.sourcePort)) === String(flow.original.sourcePort);
    if (flags.has('F')) {
      table.delete(() => true);
      process.stderr(`${version}: connection tracking table has been emptied.\n`);
      return 0;
    }
    if (flags.has('C')) {
      process.stdout(`${table.list(now).length}\n`);
      return 0;
    }
    const found = table.list(now).filter(chosen);
    for (const flow of flags.has('L') || flags.has('D') ? found : []) {
      process.stdout(`${flowLine(flow, flags.has('D') ? undefined : now)}\n`);
    }
    if (flags.has('D')) {
      table.delete((flow) => found.includes(flow));
      told(found.length, 'deleted');
      return found.length > 0 ? 0 : 1;
    }
    if (!flags.has('L')) {
      process.stderr(
        `${version}: You need to supply parameters\nTry \`conntrack -h' or 'conntrack --help' for more information.\n`,
      );
      return 2;
    }
    told(found.length, 'shown');
    return 0;
  };

const agrees = (network: string | undefined, ip: string) => network === undefined || inNetwork(ip, network);

/** @param now undefined leaves out how long it will be remembered */
function flowLine({ protocol, original, reply, state, expires }: Flow, now: number | undefined): string {
  const number = { TCP: '6', UDP: '17', SCTP: '132', ICMP: '1' }[protocol];
  const seconds = now === undefined ? '' : ` ${Math.max(0, Math.round((expires - now) / 1000))}`;
  const tuple = (one: Tuple) =>
    `src=${one.source} dst=${one.destination} sport=${one.sourcePort} dport=${one.port}`;
  const answered = state !== 'SYN_SENT' && state !== 'UNREPLIED';
  const shown = protocol === 'TCP' ? ` ${state}` : '';
  const assured = protocol === 'TCP' && answered && state !== 'CLOSE' ? ' [ASSURED]' : '';
  return `${protocol.toLowerCase().padEnd(8)} ${number}${seconds}${shown} ${tuple(original)}${answered ? '' : ' [UNREPLIED]'} ${tuple(reply)}${assured} mark=0 use=1`;
}

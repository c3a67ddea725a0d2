import type { Process } from '../../process.ts';
import { resolve } from '../network/resolver.ts';
import { duration, last, parseOptions } from '../runtime/options.ts';
import { Failure, type Program } from '../runtime/program.ts';
import { answers } from './ping.ts';

/** One packet's time there and back: next to nothing between containers of one computer. */
const roundTrip = (process: Process, probe: number) =>
  (0.01 + ((process.clock.now() * 31 + probe * 104_729) % 90) / 1000).toFixed(3);

/**
 * traceroute of busybox: the Pod's gateway, the other node where there is one on the way, and whoever has the address.
 * Packets to a clusterIP come to no end, since nobody answers for it.
 */
export const traceroute: Program = async (process, argv) => {
  const options = parseOptions(argv.slice(1), '46FIlnrvxf:i:m:p:q:s:t:w:z:');
  const [host, size = '46'] = options.operands;
  if (host === undefined) throw new Failure('');
  const found = await resolve(process, host);
  if (!found.found) throw new Failure(`bad address '${host}'`);
  const ip = found.addresses[0]!;
  const hops = Number(last(options, 'm') ?? 30);
  const probes = Number(last(options, 'q') ?? 3);
  const wait = duration(last(options, 'w') ?? '5') ?? 5000;
  const numeric = options.flags.has('n');
  process.stdout(`traceroute to ${host} (${ip}), ${hops} hops max, ${size} byte packets\n`);
  const own = process.container.ip.split('.').slice(0, 3).join('.');
  const gateway = `${own}.1`;
  const alive = await answers(process, ip);
  const local = ip.startsWith('127.') || ip === process.container.ip;
  const stations = local
    ? [ip]
    : [gateway, ...(alive ? (ip.startsWith(`${own}.`) ? [ip] : [undefined, ip]) : [])];
  for (let hop = 1; hop <= hops; hop += 1) {
    const station = stations[hop - 1];
    process.stdout(`${String(hop).padStart(2)}  `);
    if (station !== undefined) {
      const times = Array.from({ length: probes }, (_, probe) => `  ${roundTrip(process, probe)} ms`).join(
        '',
      );
      process.stdout(`${numeric ? station : `${station} (${station})`}${times}\n`);
      if (station === ip) return 0;
      continue;
    }
    for (let probe = 0; probe < probes; probe += 1) {
      await process.clock.sleep(wait, process.signal);
      process.stdout(probe === 0 ? '*' : '  *');
    }
    process.stdout('\n');
  }
  return 0;
};

/** arping of busybox: only the gateway is on the Pod's own link. */
export const arping: Program = async (process, argv) => {
  const options = parseOptions(argv.slice(1), 'fqbDUAc:w:i:s:I:');
  const [ip] = options.operands;
  if (ip === undefined) throw new Failure('');
  const count = Number(last(options, 'c') ?? Infinity);
  const here = ip.startsWith(process.container.ip.replace(/\.\d+$/, '.')) && ip.endsWith('.1');
  process.stdout(`ARPING ${ip} from ${process.container.ip} eth0\n`);
  let sent = 0;
  for (; sent < count; sent += 1) {
    if (sent > 0 || !here) await process.clock.sleep(1000, process.signal);
    if (here) process.stdout(`Unicast reply from ${ip} [62:f3:2e:00:00:01]  ${roundTrip(process, sent)}ms\n`);
  }
  process.stdout(
    `Sent ${sent} probe(s) (1 broadcast(s))\nReceived ${here ? sent : 0} response(s) (0 request(s), 0 broadcast(s))\n`,
  );
  return here ? 0 : 1;
};

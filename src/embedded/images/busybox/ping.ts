import type { Process } from '../../process.ts';
import { resolve } from '../network/resolver.ts';
import { duration, last, parseOptions } from '../runtime/options.ts';
import { Failure, type Program } from '../runtime/program.ts';

/** Longer than any answer by a peer, shorter than a refusal made by a firewall on the way. */
const RST_LIMIT_MS = 500;

/**
 * Whether somebody has the address. The data plane carries no ICMP, so this asks a port that nobody
 * serves: a live peer refuses it at once itself, while a clusterIP in iptables mode drops it, just as
 * it drops echo requests.
 */
export async function answers(process: Process, ip: string): Promise<boolean> {
  if (ip.startsWith('127.') || ip === process.container.ip) return true;
  const dial = await process.dial({ ip, port: 9, protocol: 'TCP' });
  return dial.outcome === 'open' || (dial.outcome === 'refused' && dial.afterMs < RST_LIMIT_MS);
}

/** ping of busybox. Round-trip times are drawn, since packets take no time here. */
export const ping: Program = async (process, argv) => {
  const options = parseOptions(argv.slice(1), '46c:W:w:qs:i:t:I:p:An');
  const [host] = options.operands;
  if (host === undefined) throw new Failure('missing operand');
  const found = await resolve(process, host);
  if (!found.found) throw new Failure(`bad address '${host}'`);
  const ip = found.addresses[0]!;
  const size = Number(last(options, 's') ?? 56);
  const count = Number(last(options, 'c') ?? Infinity);
  const wait = duration(last(options, 'W') ?? '10') ?? 10_000;
  const deadline = process.clock.now() + (duration(last(options, 'w') ?? 'infinity') ?? Infinity);
  process.stdout(`PING ${host} (${ip}): ${size} data bytes\n`);
  // Each node on the way takes one: none to oneself, one within a node, two across.
  const local = ip.startsWith('127.') || ip === process.container.ip;
  const sameNode = ip.startsWith(process.container.ip.replace(/\d+$/, ''));
  const ttl = local ? 64 : sameNode ? 63 : 62;
  const times: number[] = [];
  let sent = 0;
  const summary = () => {
    const loss = Math.round(((sent - times.length) / Math.max(1, sent)) * 100);
    process.stdout(
      `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${times.length} packets received, ${loss}% packet loss\n`,
    );
    const average = times.reduce((sum, time) => sum + time, 0) / times.length;
    const figures = [Math.min(...times), average, Math.max(...times)].map((time) => time.toFixed(3));
    if (times.length) process.stdout(`round-trip min/avg/max = ${figures.join('/')} ms\n`);
    return times.length ? 0 : 1;
  };
  try {
    while (sent < count && process.clock.now() < deadline) {
      if (sent > 0) await process.clock.sleep(1000, process.signal);
      const alive = await answers(process, ip);
      sent++;
      if (alive) {
        const time = 0.05 + ((process.clock.now() * 7919 + sent * 104729) % 300) / 1000;
        times.push(time);
        if (!options.flags.has('q'))
          process.stdout(
            `${size + 8} bytes from ${ip}: seq=${sent - 1} ttl=${ttl} time=${time.toFixed(3)} ms\n`,
          );
      } else if (sent >= count) await process.clock.sleep(wait, process.signal);
    }
  } catch (error) {
    if (!process.signal.aborted) throw error;
    summary();
    throw error;
  }
  return summary();
};

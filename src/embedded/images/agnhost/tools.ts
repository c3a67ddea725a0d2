import { connect, exchangeText } from '../network/connect.ts';
import { resolve } from '../network/resolver.ts';
import { gather, listenOnce } from '../busybox/nc.ts';
import { duration, last, parseOptions } from '../runtime/options.ts';
import { Failure, type Program } from '../runtime/program.ts';

/** nc of OpenBSD (netcat-openbsd). */
export const openbsdNc: Program = async (process, argv) => {
  const options = parseOptions(argv.slice(1), 'lknuvzw:p:s:N46dq:');
  const { flags, operands } = options;
  if (flags.has('l')) {
    const port = Number(last(options, 'p') ?? operands.at(-1));
    if (!port) throw new Failure('missing port number');
    return listenOnce(
      process,
      port,
      flags.has('u'),
      flags.has('v') ? `Listening on 0.0.0.0 ${port}\n` : undefined,
    );
  }
  const [host, service] = operands;
  if (host === undefined || service === undefined) throw new Failure('missing port number');
  const port = Number(service);
  const udp = flags.has('u');
  const found = await resolve(process, host);
  if (!found.found)
    throw new Failure(
      `getaddrinfo for host "${host}" port ${service}: ${found.reason === 'again' ? 'Try again' : 'Name does not resolve'}`,
    );
  const ip = found.addresses[0]!;
  const wait = last(options, 'w');
  const limitMs = wait === undefined ? Infinity : (duration(wait) ?? Infinity);
  const connection = await connect(process, { ip, port, protocol: udp ? 'UDP' : 'TCP' }, limitMs, 'polling');
  const place = ip === host ? `${host} port ${port}` : `${host} (${ip}) port ${port}`;
  if (connection.outcome !== 'open') {
    const error = connection.outcome === 'limit' ? 'Operation timed out' : connection.error;
    if (flags.has('v') || !flags.has('z')) {
      if (connection.outcome === 'limit')
        process.stderr(`nc: connect to ${place} (${udp ? 'udp' : 'tcp'}) timed out: ${error}\n`);
      else process.stderr(`nc: connect to ${place} (${udp ? 'udp' : 'tcp'}) failed: ${error}\n`);
    }
    return 1;
  }
  if (flags.has('v'))
    process.stderr(
      `Connection to ${ip === host ? host : `${host} (${ip})`} ${port} port [${udp ? 'udp' : 'tcp'}/*] succeeded!\n`,
    );
  if (flags.has('z')) return 0;
  const answer = await exchangeText(process, connection, await gather(process), limitMs);
  if (typeof answer === 'string' && answer !== 'limit') process.stdout(answer);
  return 0;
};

/** getent hosts and ahostsv4: the way that applications resolve names. */
export const getent: Program = async (process, argv) => {
  const [, database, ...names] = argv;
  if (!['hosts', 'ahosts', 'ahostsv4'].includes(database ?? ''))
    throw new Failure(`Unknown database: ${database ?? ''}`, 1);
  let status = 0;
  for (const name of names) {
    const found = await resolve(process, name);
    if (!found.found) {
      status = 2;
      continue;
    }
    for (const address of found.addresses)
      if (database === 'hosts') process.stdout(`${address.padEnd(15)} ${found.canonical}\n`);
      else
        for (const [index, kind] of ['STREAM', 'DGRAM ', 'RAW   '].entries())
          process.stdout(`${address.padEnd(15)} ${kind} ${index === 0 ? found.canonical : ''}\n`);
  }
  return status;
};

import type { Process } from '../../process.ts';
import { connect, exchangeText } from '../network/connect.ts';
import { resolve } from '../network/resolver.ts';
import { Input } from '../runtime/input.ts';
import { duration, last, parseOptions, type Options } from '../runtime/options.ts';
import { bind } from '../runtime/processes.ts';
import { aborted, derive, Failure, type Program, type Programs } from '../runtime/program.ts';

/** What is typed within the time that a client usually takes; then the request goes out as one text. */
export async function gather(process: Process): Promise<string> {
  const input = Input.of(process.stdin);
  if (!process.tty) {
    const ended = new AbortController();
    const killed = new Promise<never>((_, reject) => {
      process.signal.addEventListener('abort', () => reject(process.signal.reason as Error), {
        once: true,
        signal: ended.signal,
      });
    });
    try {
      return await Promise.race([input.readAll(), killed]);
    } finally {
      ended.abort();
    }
  }
  // On a terminal an empty line ends a request, as in HTTP.
  let text = '';
  for (;;) {
    const line = await input.readLine();
    if (line === undefined) return text;
    text += line;
    if (line.trim() === '') return text;
  }
}

/** Waits for one connection and answers it with standard input. */
export async function listenOnce(
  process: Process,
  port: number,
  udp: boolean,
  announce?: string,
  address = '0.0.0.0',
): Promise<number> {
  const closing = new AbortController();
  const answer = process.stdin ? Input.of(process.stdin).readAll() : Promise.resolve('');
  if (announce) process.stderr(announce);
  const served = new Promise<void>((resolve, reject) => {
    process.signal.addEventListener('abort', () => reject(process.signal.reason as Error), { once: true });
    bind(process, {
      address,
      port,
      protocol: udp ? 'UDP' : 'TCP',
      signal: AbortSignal.any([closing.signal, process.signal]),
      serve: async (payload) => {
        if (payload.kind === 'text') process.stdout(payload.text);
        const text = await answer;
        resolve();
        return text ? { kind: 'text', text } : undefined;
      },
    });
  });
  try {
    await served;
  } finally {
    closing.abort();
  }
  return 0;
}

/** Where `nc -l -e` listens and what it starts there. */
interface ServerOptions {
  address: string;
  port: number;
  udp: boolean;
  /** -k: goes on after the first connection. */
  persistent: boolean;
  argv: readonly string[];
}

/** Starts a program for each connection, whose standard input and output are the connection. */
async function listenAndRun(process: Process, all: Programs, server: ServerOptions): Promise<number> {
  const closing = new AbortController();
  try {
    bind(process, {
      address: server.address,
      port: server.port,
      protocol: server.udp ? 'UDP' : 'TCP',
      signal: AbortSignal.any([closing.signal, process.signal]),
      serve: async (payload) => {
        if (payload.kind !== 'text') return undefined;
        let text = '';
        const stdin = Input.text(payload.text);
        const child = derive(process, { stdin, tty: false, stdout: (some) => void (text += some) });
        const status = await all.run(child, server.argv);
        if (status === 127 && !all.find(server.argv[0]!))
          process.stderr(`nc: can't execute '${server.argv[0]!}': No such file or directory\n`);
        if (!server.persistent) closing.abort(new Error('closed'));
        return text ? { kind: 'text', text } : undefined;
      },
    });
  } catch (error) {
    if ((error as { code?: string }).code === 'EADDRINUSE') throw new Failure('bind: Address already in use');
    throw error;
  }
  await Promise.race([aborted(closing.signal), aborted(process.signal)]);
  process.signal.throwIfAborted();
  return 0;
}

function ports(text: string): number[] {
  const [from, to] = text.split('-').map(Number);
  if (!from || from > 65535 || Number.isNaN(to ?? 0)) throw new Failure(`bad port '${text}'`);
  return Array.from({ length: (to ?? from) - from + 1 }, (_, index) => from + index);
}

async function scan(
  process: Process,
  options: Options,
  host: string,
  ip: string,
  port: number,
): Promise<number> {
  const verbose = options.flags.get('v')?.length ?? 0;
  const wait = last(options, 'w');
  const limitMs = wait === undefined ? Infinity : (duration(wait) ?? Infinity);
  const udp = options.flags.has('u');
  const connection = await connect(process, { ip, port, protocol: udp ? 'UDP' : 'TCP' }, limitMs);
  const place = `${host} (${ip}:${port})`;
  if (connection.outcome !== 'open' && !udp) {
    const error = connection.outcome === 'limit' ? 'Connection timed out' : connection.error;
    // At one -v refusals are not worth a word.
    if (verbose > 1 || (verbose === 1 && error !== 'Connection refused'))
      process.stderr(`nc: ${place}: ${error}\n`);
    return 1;
  }
  if (options.flags.has('z') && udp) {
    // A UDP connect always works; the probe after it finds out, within the time that -w gives it.
    if (limitMs !== Infinity) await process.clock.sleep(limitMs, process.signal);
    if (connection.outcome !== 'open') return 1;
  }
  if (verbose) process.stderr(`${place} open\n`);
  if (options.flags.has('z')) return 0;
  const text = await gather(process);
  if (connection.outcome !== 'open') return 0;
  const answer = await exchangeText(process, connection, text, limitMs);
  if (typeof answer === 'string' && answer !== 'limit') process.stdout(answer);
  return 0;
}

/** nc of busybox as `make defconfig` has it (networking/nc_bloaty.c). What follows -e is a command line. */
export const nc =
  (all: Programs): Program =>
  async (process, argv) => {
    const at = argv.findIndex((text, index) => index > 0 && /^-[a-z]*e$/.test(text));
    const own = at < 0 ? argv.slice(1) : [...argv.slice(1, at), argv[at]!.slice(0, -1)];
    const run = at < 0 ? undefined : argv.slice(at + 1);
    if (run?.length === 0) throw new Failure("option requires an argument -- 'e'");
    const options = parseOptions(
      own.filter((text) => text !== '-'),
      'lknuvzw:p:s:o:i:',
    );
    const { flags, operands } = options;
    if (flags.has('l')) {
      const port = Number(last(options, 'p') ?? operands[0]);
      if (!port) throw new Failure('bad port');
      const address = last(options, 's') ?? '0.0.0.0';
      const udp = flags.has('u');
      const announce = flags.has('v') ? `listening on ${address}:${port} ...\n` : '';
      if (!run) return listenOnce(process, port, udp, announce, address);
      process.stderr(announce);
      return listenAndRun(process, all, { address, port, udp, persistent: flags.has('k'), argv: run });
    }
    if (run) throw new Failure('running a program for an outgoing connection is not supported here');
    const [host, range] = operands;
    if (host === undefined || range === undefined) throw new Failure('missing operand');
    const found = await resolve(process, host);
    if (!found.found) throw new Failure(`bad address '${host}'`);
    let status = 1;
    for (const port of ports(range))
      if ((await scan(process, options, host, found.addresses[0]!, port)) === 0) status = 0;
    return status;
  };

/** telnet of busybox: sends what is typed, a request at a time. */
export const telnet: Program = async (process, argv) => {
  const [host, service = '23'] = argv.slice(1);
  if (host === undefined) throw new Failure('missing operand');
  const found = await resolve(process, host);
  if (!found.found) throw new Failure(`bad address '${host}'`);
  const ip = found.addresses[0]!;
  const connection = await connect(process, { ip, port: Number(service), protocol: 'TCP' });
  if (connection.outcome !== 'open')
    throw new Failure(
      `can't connect to remote host (${ip}): ${connection.outcome === 'failed' ? connection.error : 'Connection timed out'}`,
    );
  process.stdout(`Connected to ${host}\n\nEntering character mode\nEscape character is '^]'.\n\n`);
  const answer = await exchangeText(process, connection, await gather(process));
  process.stdout(answer ?? '');
  process.stderr('Connection closed by foreign host\n');
  return 1;
};

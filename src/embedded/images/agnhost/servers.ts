import type { SocketAddress } from '../../network.ts';
import type { Process } from '../../process.ts';
import { strftime } from '../runtime/strftime.ts';
import {
  formatResponse,
  goResponse,
  parseRequest,
  type HttpRequest,
  type HttpResponse,
} from '../network/http.ts';
import { bind } from '../runtime/processes.ts';
import { aborted, Failure, type Program, type Programs } from '../runtime/program.ts';
import { derive } from '../runtime/program.ts';

/** A line of Go's standard logger. */
export const log = (process: Process, text: string) =>
  process.stderr(`${strftime('%Y/%m/%d %H:%M:%S', process.clock.now())} ${text}\n`);

type Handler = (request: HttpRequest, url: URL, peer: SocketAddress) => Promise<HttpResponse> | HttpResponse;

/** Serves HTTP as Go's net/http does. @throws Failure when the port is taken */
export function serveHttp(process: Process, address: string, port: number, handle: Handler): void {
  try {
    bind(process, {
      address,
      port,
      protocol: 'TCP',
      signal: process.signal,
      serve: async (payload, peer) => {
        if (payload.kind !== 'text') return undefined;
        const request = parseRequest(payload.text);
        const { now } = process.clock;
        const response = request
          ? await handle(request, new URL(request.target, 'http://server'), peer)
          : goResponse(now.call(process.clock), 400, '400 Bad Request', { close: true });
        return {
          kind: 'text',
          text: formatResponse(request?.method === 'HEAD' ? { ...response, body: '' } : response),
        };
      },
    });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    log(process, `listen tcp ${address === '0.0.0.0' ? '' : address}:${port}: bind: address already in use`);
    throw new Failure('', 1);
  }
}

/** `--name value`, `--name=value`, `--name` for booleans. @throws Failure in cobra's words */
export function goFlags(
  argv: readonly string[],
  defaults: Readonly<Record<string, string | boolean>>,
): Record<string, string | boolean> {
  const values = { ...defaults };
  for (let index = 0; index < argv.length; index++) {
    const match = /^--?([\w-]+)(?:=(.*))?$/.exec(argv[index]!);
    if (!match || !(match[1]! in defaults))
      throw new Failure(
        match ? `Error: unknown flag: --${match[1]!}` : `Error: unknown command "${argv[index]!}"`,
      );
    const name = match[1]!;
    if (typeof defaults[name] === 'boolean') values[name] = match[2] === undefined || match[2] === 'true';
    else values[name] = match[2] ?? argv[++index] ?? '';
  }
  return values;
}

/** agnhost serve-hostname: the answer has no newline. */
export const serveHostname: Program = async (process, argv) => {
  const flags = goFlags(argv.slice(1), { tcp: false, udp: false, http: true, close: false, port: '9376' });
  const port = Number(flags['port']);
  if (flags['http'] && (flags['tcp'] || flags['udp'])) {
    log(process, "Can't server TCP/UDP mode and HTTP mode at the same time");
    return 1;
  }
  for (const protocol of ['TCP', 'UDP'] as const)
    if (flags[protocol.toLowerCase()])
      bind(process, {
        address: '0.0.0.0',
        port,
        protocol,
        signal: process.signal,
        serve: async (_payload, peer) => {
          log(process, `${protocol} request from ${peer.ip}:${peer.port}`);
          return { kind: 'text', text: process.hostname };
        },
      });
  if (flags['http'])
    serveHttp(process, '0.0.0.0', port, (_request, _url, peer) => {
      log(process, `HTTP request from ${peer.ip}:${peer.port}`);
      return goResponse(process.clock.now(), 200, process.hostname, { close: flags['close'] === true });
    });
  log(process, `Serving on port ${port}.`);
  await aborted(process.signal);
  log(process, 'Shutting down after receiving signal: terminated.');
  log(process, 'Awaiting pod deletion.');
  return 0;
};

/** Seconds that netexec goes on serving after SIGTERM. */
export function shutdownDelay(argv: readonly string[]): number {
  const value = argv
    .map((arg, index) => /^--?delay-shutdown(?:=(.*))?$/.exec(arg) && (arg.split('=')[1] ?? argv[index + 1]))
    .find((found) => found != null);
  return Math.max(0, Number(value) || 0);
}

/** agnhost netexec: the endpoints that the labs use; /upload and TLS are left out. */
export const netexec =
  (programs: Programs): Program =>
  async (process, argv) => {
    const flags = goFlags(argv.slice(1), {
      'http-port': '8080',
      'udp-port': '8081',
      'sctp-port': '-1',
      'http-override': '',
      'udp-listen-addresses': '',
      'delay-shutdown': '0',
    });
    const stop = new AbortController();
    let code = 0;
    const exit = (status: number) => {
      code = status;
      stop.abort(new Error('exit'));
    };
    const own = derive(process, { signal: AbortSignal.any([process.signal, stop.signal]) });
    const respond = (status: number, body: string, headers: [string, string][] = []) =>
      goResponse(process.clock.now(), status, body, { headers });
    const routes: Readonly<Record<string, Handler>> = {
      '/': () => (
        log(process, 'GET /'),
        respond(200, `NOW: ${strftime('%Y-%m-%d %H:%M:%S +0000 UTC', process.clock.now())}`)
      ),
      '/clientip': (_request, _url, peer) => (
        log(process, 'GET /clientip'),
        respond(200, `${peer.ip}:${peer.port}`)
      ),
      '/hostname': () => (log(process, 'GET /hostname'), respond(200, process.hostname)),
      '/hostName': () => (log(process, 'GET /hostName'), respond(200, process.hostname)),
      '/healthz': () => (log(process, 'GET /healthz'), respond(200, '')),
      '/header': (request, url) => {
        const key = url.searchParams.get('key') ?? '';
        log(process, `GET /header?key=${key}`);
        const value = request.headers.find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1] ?? '';
        return respond(200, value);
      },
      '/echo': (_request, url) => {
        const text = url.searchParams.get('msg') ?? '';
        const status = url.searchParams.get('code') ?? '';
        log(process, `GET /echo?msg=${text}&code=${status}`);
        if (status !== '' && !/^\d+$/.test(status))
          return respond(200, `argument 'code' must be an integer or empty, got ${JSON.stringify(status)}\n`);
        return respond(status === '' ? 200 : Number(status), text);
      },
      '/redirect': (_request, url) =>
        respond(Number(url.searchParams.get('code') ?? 302), '', [
          ['Location', url.searchParams.get('location') ?? '/'],
        ]),
      '/shutdown': () => {
        log(process, 'GET /shutdown');
        exit(0);
        return respond(200, '');
      },
      '/exit': async (_request, url) => {
        const status = url.searchParams.get('code') ?? '';
        log(
          process,
          `GET /exit?code=${status}&timeout=${url.searchParams.get('timeout') ?? ''}&wait=${url.searchParams.get('wait') ?? ''}`,
        );
        exit(Number(status) || 0);
        return respond(200, '');
      },
      '/shell': async (_request, url) => {
        const command = url.searchParams.get('shellCommand') ?? url.searchParams.get('cmd') ?? '';
        log(process, `GET /shell?cmd=${command}`);
        let output = '';
        const add = (text: string) => void (output += text);
        const status = await programs.run(derive(own, { stdin: undefined, stdout: add, stderr: add }), [
          'sh',
          '-c',
          command,
        ]);
        const result = { ...(output && { output }), ...(status !== 0 && { error: `exit status ${status}` }) };
        return respond(200, JSON.stringify(result));
      },
    };
    const httpPort = Number(flags['http-port']);
    const udpPort = Number(flags['udp-port']);
    const override = String(flags['http-override']);
    log(process, `Started HTTP server on port ${httpPort}`);
    serveHttp(own, '0.0.0.0', httpPort, (request, url, peer) => {
      const asked = override ? new URL(override, 'http://server') : url;
      return (routes[asked.pathname] ?? routes['/']!)(request, asked, peer);
    });
    if (udpPort !== -1) {
      log(process, `Started UDP server on port  ${udpPort}`);
      bind(own, {
        address: '0.0.0.0',
        port: udpPort,
        protocol: 'UDP',
        signal: own.signal,
        serve: async (payload, peer) => {
          if (payload.kind !== 'text') return undefined;
          const text = payload.text.trim();
          log(process, `Received: ${text}`);
          const answer =
            text.toLowerCase() === 'hostname'
              ? process.hostname
              : text.toLowerCase() === 'clientip'
                ? `${peer.ip}:${peer.port}`
                : text.startsWith('echo ')
                  ? text.slice(5)
                  : undefined;
          return answer === undefined ? undefined : { kind: 'text', text: answer };
        },
      });
    }
    await aborted(own.signal);
    return code;
  };

/** agnhost porter: a port for each SERVE_PORT_<n>, which answers with the variable's value. */
export const porter: Program = async (process) => {
  for (const [name, value] of Object.entries(process.env)) {
    const port = /^SERVE_PORT_(\d+)$/.exec(name)?.[1];
    if (port) serveHttp(process, '0.0.0.0', Number(port), () => goResponse(process.clock.now(), 200, value));
  }
  await aborted(process.signal);
  return 0;
};

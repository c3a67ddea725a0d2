import type { Process } from '../../process.ts';
import { connect, exchangeText } from '../network/connect.ts';
import {
  byteLength,
  formatRequest,
  formatResponse,
  header,
  parseResponse,
  parseUrl,
  type HttpResponse,
} from '../network/http.ts';
import { resolve } from '../network/resolver.ts';
import { resolvePath, writeFile } from '../runtime/files.ts';
import { last, parseOptions, type Options } from '../runtime/options.ts';
import { Failure, within, type Program } from '../runtime/program.ts';

const VERSION = '7.88.1';
const long = {
  silent: 's',
  'show-error': 'S',
  'max-time': 'm',
  'connect-timeout': 'C',
  verbose: 'v',
  output: 'o',
  'write-out': 'w',
  head: 'I',
  fail: 'f',
  header: 'H',
  include: 'i',
  request: 'X',
  data: 'd',
  'data-raw': 'd',
  location: 'L',
  insecure: 'k',
  'user-agent': 'A',
  'no-progress-meter': 'N',
  http1: '1',
  retry: 'R',
  version: 'V',
  get: 'G',
  ipv4: '4',
  noproxy: 'x',
} as const;

const METER =
  '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n';

/** curl's own error: number and text. */
class CurlError extends Error {
  readonly code: number;
  constructor(code: number, text: string) {
    super(text);
    this.code = code;
  }
}

interface Transfer {
  process: Process;
  options: Options;
  start: number;
  maxMs: number;
  connectMs: number;
  connected: number;
  ip: string;
  verbose(text: string): void;
}

const seconds = (options: Options, letter: string) => {
  const value = last(options, letter);
  return value === undefined || Number(value) === 0 ? Infinity : Number(value) * 1000;
};

async function fetchOnce(transfer: Transfer, text: string): Promise<HttpResponse> {
  const { process, start } = transfer;
  const { clock } = process;
  const elapsed = () => Math.round(clock.now() - start);
  const left = () => Math.max(0, transfer.maxMs - elapsed());
  const url = parseUrl(text);
  if (!url) throw new CurlError(3, 'URL using bad/illegal format or missing URL');
  if (url.scheme !== 'http' && url.scheme !== 'https')
    throw new CurlError(1, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
  const limit = Math.min(left(), transfer.connectMs);
  const found =
    limit === Infinity
      ? await resolve(process, url.host)
      : await within(process, limit, resolve(process, url.host));
  if (!found) throw new CurlError(28, `Resolving timed out after ${elapsed()} milliseconds`);
  if (!found.found) {
    transfer.verbose(`* Could not resolve host: ${url.host}\n* Closing connection 0\n`);
    throw new CurlError(6, `Could not resolve host: ${url.host}`);
  }
  const ip = found.addresses[0]!;
  transfer.ip = ip;
  transfer.verbose(`*   Trying ${ip}:${url.port}...\n`);
  const connection = await connect(
    process,
    { ip, port: url.port, protocol: 'TCP' },
    Math.min(left(), transfer.connectMs),
    'polling',
  );
  const failed = (text: string) =>
    `Failed to connect to ${url.host} port ${url.port} after ${elapsed()} ms: ${text}`;
  if (connection.outcome === 'limit') {
    const message =
      left() === 0 ? `Connection timed out after ${elapsed()} milliseconds` : failed('Timeout was reached');
    transfer.verbose(`* ${message}\n* Closing connection 0\n`);
    throw new CurlError(28, message);
  }
  if (connection.outcome === 'failed') {
    const timedOut = connection.error === 'Connection timed out';
    transfer.verbose(
      `* connect to ${ip} port ${url.port} failed: ${connection.error}\n* ${failed("Couldn't connect to server")}\n* Closing connection 0\n`,
    );
    throw new CurlError(timedOut ? 28 : 7, failed("Couldn't connect to server"));
  }
  transfer.connected = clock.now() - start;
  transfer.verbose(`* Connected to ${url.host} (${ip}) port ${url.port} (#0)\n`);
  if (url.scheme === 'https')
    throw new CurlError(35, 'TLS is not part of the simulated network; use http://');
  return exchange(transfer, connection, url, left, elapsed);
}

async function exchange(
  transfer: Transfer,
  connection: Extract<Awaited<ReturnType<typeof connect>>, { outcome: 'open' }>,
  url: NonNullable<ReturnType<typeof parseUrl>>,
  left: () => number,
  elapsed: () => number,
): Promise<HttpResponse> {
  const { process, options } = transfer;
  const data = options.flags.get('d')?.join('&');
  const extra = (options.flags.get('H') ?? []).map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const given = (name: string) => extra.some(([key]) => key.toLowerCase() === name);
  const headers: [string, string][] = [];
  const host = extra.find(([key]) => key.toLowerCase() === 'host');
  headers.push(['Host', host?.[1] ?? url.authority]);
  if (!given('user-agent')) headers.push(['User-Agent', last(options, 'A') ?? `curl/${VERSION}`]);
  if (!given('accept')) headers.push(['Accept', '*/*']);
  headers.push(...extra.filter(([key]) => key.toLowerCase() !== 'host'));
  if (data !== undefined) {
    headers.push(['Content-Length', String(byteLength(data))]);
    if (!given('content-type')) headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
  }
  const method =
    last(options, 'X') ?? (options.flags.has('I') ? 'HEAD' : data === undefined ? 'GET' : 'POST');
  const request = formatRequest({
    method,
    target: url.target,
    version: 'HTTP/1.1',
    headers,
    body: data ?? '',
  });
  const head = request.slice(0, request.indexOf('\r\n\r\n') + 4);
  transfer.verbose(head.replace(/^(?=.|\r)/gm, '> ').replace(/> $/, ''));
  const answer = await exchangeText(process, connection, request, left());
  if (answer === 'limit')
    throw new CurlError(28, `Operation timed out after ${elapsed()} milliseconds with 0 bytes received`);
  if (answer === undefined) {
    transfer.verbose('* Empty reply from server\n* Closing connection 0\n');
    throw new CurlError(52, 'Empty reply from server');
  }
  const response = parseResponse(answer);
  if (!response) throw new CurlError(1, 'Received HTTP/0.9 when not allowed');
  const top = formatResponse({ ...response, body: '' });
  transfer.verbose(`${top.replace(/^(?=.|\r)/gm, '< ').replace(/< $/, '')}* Closing connection 0\n`);
  return response;
}

function writeOut(format: string, transfer: Transfer, response: HttpResponse | undefined): string {
  const total = ((transfer.process.clock.now() - transfer.start) / 1000).toFixed(6);
  const values: Readonly<Record<string, string>> = {
    http_code: String(response?.status ?? 0).padStart(3, '0'),
    response_code: String(response?.status ?? 0).padStart(3, '0'),
    time_total: total,
    time_connect: (transfer.connected / 1000).toFixed(6),
    remote_ip: transfer.connected >= 0 ? transfer.ip : '',
    size_download: String(byteLength(response?.body ?? '')),
    content_type: (response && header(response, 'Content-Type')) ?? '',
  };
  return format
    .replace(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? letter)
    .replace(/%\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/%%/g, '%');
}

/** curl, HTTP only: one URL, redirects with -L. Exit codes and texts of curl 7.88. */
export const curl: Program = async (process, argv) => {
  const options = parseOptions(argv.slice(1), 'sSm:C:vo:w:IfH:iX:d:LkA:N1R:VG4gx:', long);
  const { flags, operands } = options;
  if (flags.has('V')) {
    process.stdout(`curl ${VERSION} (x86_64-alpine-linux-musl)\nProtocols: http\n`);
    return 0;
  }
  if (operands.length === 0)
    throw new Failure("try 'curl --help' or 'curl --manual' for more information", 2);
  const transfer: Transfer = {
    process,
    options,
    start: process.clock.now(),
    maxMs: seconds(options, 'm'),
    connectMs: seconds(options, 'C'),
    connected: 0,
    ip: '',
    verbose: (text) => {
      if (flags.has('v')) process.stderr(text);
    },
  };
  const output = last(options, 'o');
  const meter = !flags.has('s') && !flags.has('N') && (!process.tty || output !== undefined);
  if (meter) process.stderr(METER);
  let response: HttpResponse | undefined;
  let code = 0;
  try {
    let url = operands[0]!;
    for (let redirects = 0; ; redirects++) {
      response = await fetchOnce(transfer, url);
      const location = header(response, 'Location');
      if (!flags.has('L') || !location || response.status < 300 || response.status > 399) break;
      if (redirects === 50) throw new CurlError(47, 'Maximum (50) redirects followed');
      url = location.startsWith('/') ? url.replace(/^((?:[a-z]+:\/\/)?[^/]*).*/i, `$1${location}`) : location;
    }
    if (flags.has('f') && response.status >= 400)
      throw new CurlError(22, `The requested URL returned error: ${response.status}`);
    const top = flags.has('i') || flags.has('I') ? formatResponse({ ...response, body: '' }) : '';
    const text = top + (flags.has('I') ? '' : response.body);
    if (output === undefined || output === '-') process.stdout(text);
    else {
      const error = writeFile(process.fs, resolvePath(process.cwd, output), text);
      if (error) throw new CurlError(23, `Failure writing output to destination`);
    }
    if (meter) {
      const size = String(byteLength(response.body)).padStart(5);
      process.stderr(
        `\r100 ${size}  100 ${size}    0     0  ${size}      0 --:--:-- --:--:-- --:--:-- ${size}\n`,
      );
    }
  } catch (error) {
    if (!(error instanceof CurlError)) throw error;
    code = error.code;
    if (meter)
      process.stderr('\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\n');
    if (!flags.has('s') || flags.has('S')) process.stderr(`curl: (${error.code}) ${error.message}\n`);
  }
  const format = last(options, 'w');
  if (format !== undefined) process.stdout(writeOut(format, transfer, response));
  return code;
};

import type { Process } from '../../process.ts';
import { connect, exchangeText, CONNECT_TIMEOUT_MS } from '../network/connect.ts';
import {
  byteLength,
  formatRequest,
  header,
  parseResponse,
  parseUrl,
  type HttpResponse,
} from '../network/http.ts';
import { resolve } from '../network/resolver.ts';
import { resolvePath, writeFile } from '../runtime/files.ts';
import { duration, last, parseOptions, type Options } from '../runtime/options.ts';
import { Failure, type Program } from '../runtime/program.ts';

const long = {
  quiet: 'q',
  'output-document': 'O',
  timeout: 'T',
  'server-response': 'S',
  spider: 'z',
  header: 'H',
  'post-data': 'd',
  'post-file': 'F',
  'no-check-certificate': 'k',
  'user-agent': 'U',
  proxy: 'Y',
  continue: 'c',
  tries: 't',
} as const;

interface Target {
  url: NonNullable<ReturnType<typeof parseUrl>>;
  ip: string;
}

async function locate(process: Process, text: string): Promise<Target> {
  const url = parseUrl(text);
  if (!url) throw new Failure(`bad address '${text.replace(/^[a-z]+:\/\//, '')}'`);
  if (!['http', 'https'].includes(url.scheme)) throw new Failure(`not an http or ftp url: ${text}`);
  const found = await resolve(process, url.host);
  if (!found.found) throw new Failure(`bad address '${url.authority}'`);
  return { url, ip: found.addresses[0]! };
}

/** One request over one connection. @throws Failure in busybox's words */
async function request(
  process: Process,
  target: Target,
  options: Options,
  limitMs: number,
): Promise<HttpResponse> {
  const { url, ip } = target;
  const quiet = options.flags.has('q');
  if (!quiet) process.stderr(`Connecting to ${url.authority} (${ip}:${url.port})\n`);
  const connection = await connect(process, { ip, port: url.port, protocol: 'TCP' }, limitMs);
  if (connection.outcome === 'limit') throw new Failure('download timed out');
  if (connection.outcome === 'failed')
    throw new Failure(`can't connect to remote host (${ip}): ${connection.error}`);
  if (url.scheme === 'https') await handshake(process, connection, options);
  const post = last(options, 'd');
  const extra = (options.flags.get('H') ?? []).map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const given = (name: string) => extra.some(([key]) => key.toLowerCase() === name);
  const headers: [string, string][] = [];
  if (!given('host')) headers.push(['Host', url.authority]);
  if (!given('user-agent')) headers.push(['User-Agent', last(options, 'U') ?? 'Wget']);
  headers.push(['Connection', 'close'], ...extra);
  if (post !== undefined)
    headers.push(
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Content-Length', String(byteLength(post))],
    );
  const text = formatRequest({
    method: post !== undefined ? 'POST' : options.flags.has('z') ? 'HEAD' : 'GET',
    target: url.target,
    version: 'HTTP/1.1',
    headers,
    body: post ?? '',
  });
  const answer = await exchangeText(process, connection, text, limitMs);
  if (answer === 'limit') throw new Failure('download timed out');
  if (answer === undefined) throw new Failure('error getting response');
  const response = parseResponse(answer);
  if (!response) throw new Failure('bad response from server');
  return response;
}

/**
 * busybox's own TLS client knows no cipher that a Go server still takes: every handshake with one fails. A server
 * without TLS is not understood either. @throws Failure always, in busybox's words
 */
async function handshake(
  process: Process,
  connection: Extract<Awaited<ReturnType<typeof connect>>, { outcome: 'open' }>,
  options: Options,
): Promise<never> {
  if (!options.flags.has('k')) process.stderr('wget: note: TLS certificate validation not implemented\n');
  const answer = await exchangeText(process, connection, 'GET / HTTP/1.0\r\n\r\n', 2000);
  if (typeof answer === 'string' && answer.startsWith('HTTP/') && !/HTTPS server/.test(answer))
    throw new Failure('got bad TLS record (len:0) while expecting handshake record');
  process.stderr('wget: TLS error from peer (alert code 47): 47\n');
  throw new Failure('error getting response: Connection reset by peer');
}

/** The progress line as it stands at the end of a download. */
function progress(name: string, size: number): string {
  const shown = name.length > 20 ? name.slice(0, 20) : name.padEnd(20);
  return `${shown} 100% |${'*'.repeat(32)}| ${scaled(size)}  0:00:00 ETA\n`;
}

/** Five columns, with a letter once the number is too large (libbb/progress.c). */
function scaled(size: number): string {
  let value = size;
  let unit = ' ';
  for (const letter of 'kMG') {
    if (value < 100_000) break;
    value = Math.floor(value / 1024);
    unit = letter;
  }
  return unit === ' ' ? String(value).padStart(5) : `${String(value).padStart(4)}${unit}`;
}

/** wget of busybox 1.36, HTTP only. Models networking/wget.c. */
export const wget: Program = async (process, argv) => {
  const options = parseOptions(argv.slice(1), 'qcSO:T:t:U:Y:H:d:F:zkP:o:', long);
  const [text] = options.operands;
  if (text === undefined) {
    return 1;
  }
  const timeout = last(options, 'T');
  const limitMs = timeout === undefined ? 900_000 : (duration(timeout) ?? 900_000);
  // Without -T only the kernel ends the connect; the 900 s are for silence afterwards.
  const connectLimit = timeout === undefined ? Math.max(limitMs, CONNECT_TIMEOUT_MS) : limitMs;
  let target = await locate(process, text);
  let response: HttpResponse;
  for (let redirects = 5; ; redirects--) {
    response = await request(process, target, options, connectLimit);
    if (options.flags.has('S')) {
      const lines = [
        `${response.version} ${response.status} ${response.reason}`,
        ...response.headers.map(([key, value]) => `${key}: ${value}`),
        '',
      ];
      process.stderr(lines.map((line) => `  ${line}\n`).join(''));
    }
    const location = header(response, 'Location');
    if (![301, 302, 303, 307, 308].includes(response.status) || !location) break;
    if (redirects === 0) throw new Failure('too many redirections');
    const base = `${target.url.scheme}://${target.url.authority}`;
    target = await locate(process, location.startsWith('/') ? base + location : location);
  }
  if (response.status >= 300 || response.status < 200)
    throw new Failure(`server returned error: ${response.version} ${response.status} ${response.reason}`);
  const quiet = options.flags.has('q');
  if (options.flags.has('z')) {
    if (!quiet) process.stderr('remote file exists\n');
    return 0;
  }
  save(process, target, last(options, 'O'), response, quiet, last(options, 'P'));
  return 0;
};

function save(
  process: Process,
  target: Target,
  output: string | undefined,
  response: HttpResponse,
  quiet: boolean,
  folder = '',
): void {
  const size = byteLength(response.body);
  if (output === '-') {
    if (!quiet) process.stderr('writing to stdout\n');
    process.stdout(response.body);
    if (!quiet) process.stderr(`${progress('-', size)}written to stdout\n`);
    return;
  }
  const name = output ?? (target.url.target.replace(/[?#].*/, '').replace(/.*\//, '') || 'index.html');
  const path = resolvePath(folder ? resolvePath(process.cwd, folder) : process.cwd, name);
  if (output === undefined && process.fs.has(path)) throw new Failure(`can't open '${name}': File exists`);
  const error = writeFile(process.fs, path, response.body);
  if (error) throw new Failure(`can't open '${name}': ${error}`);
  if (!quiet) process.stderr(`saving to '${name}'\n${progress(name, size)}'${name}' saved\n`);
}

import type { Process } from '../../process.ts';
import {
  byteLength,
  formatResponse,
  httpDate,
  parseRequest,
  reasons,
  type HttpResponse,
} from '../network/http.ts';
import { directories, resolvePath } from '../runtime/files.ts';
import { last, parseOptions } from '../runtime/options.ts';
import { bind, enter, leave, type Entry } from '../runtime/processes.ts';
import { aborted, Failure, type Program } from '../runtime/program.ts';

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  xml: 'text/xml',
  svg: 'image/svg+xml',
};

/** A file of the served folder, or an error page. Models networking/httpd.c. */
function answer(process: Process, root: string, text: string): HttpResponse {
  const date: [string, string] = ['Date', httpDate(process.clock.now())];
  const failure = (status: number, detail: string): HttpResponse => {
    const title = `${status} ${reasons[status] ?? ''}`;
    const body = `<HTML><HEAD><TITLE>${title}</TITLE></HEAD>\n<BODY><H1>${title}</H1>\n${detail}\n</BODY></HTML>\n`;
    return {
      version: 'HTTP/1.1',
      status,
      reason: reasons[status] ?? '',
      body,
      headers: [date, ['Connection', 'close'], ['Content-type', 'text/html']],
    };
  };
  const request = parseRequest(text);
  if (!request) return failure(400, 'Unsupported method');
  if (!['GET', 'HEAD'].includes(request.method))
    return failure(501, 'The requested method is not recognized');
  const path = decodeURIComponent(request.target.replace(/[?#].*/, ''));
  const full = resolvePath(root, `.${path}`);
  const directory = directories(process.fs).kind(full) === 'directory';
  if (directory && !path.endsWith('/')) {
    const moved = failure(302, 'The requested URL has moved');
    return { ...moved, headers: [...moved.headers, ['Location', `${path}/`]] };
  }
  const file = directory ? resolvePath(full, 'index.html') : full;
  const content = process.fs.read(file);
  if (content === undefined) return failure(404, 'The requested URL was not found');
  const type = types[file.replace(/.*\./, '')] ?? 'application/octet-stream';
  return {
    version: 'HTTP/1.1',
    status: 200,
    reason: 'OK',
    body: request.method === 'HEAD' ? '' : content,
    headers: [
      date,
      ['Connection', 'close'],
      ['Content-type', type],
      ['Accept-Ranges', 'bytes'],
      ['Content-Length', String(byteLength(content))],
    ],
  };
}

/** httpd of busybox: in the foreground with -f, else a daemon that ends with its container. */
export const httpd: Program = async (process, argv) => {
  const options = parseOptions(argv.slice(1), 'fivp:h:c:u:r:');
  const place = last(options, 'p') ?? '80';
  const [port, address = '0.0.0.0'] = place.split(':').reverse();
  const root = resolvePath(process.cwd, last(options, 'h') ?? '.');
  if (directories(process.fs).kind(root) !== 'directory')
    throw new Failure(`can't change directory to '${last(options, 'h') ?? '.'}': No such file or directory`);
  const foreground = options.flags.has('f');
  const stop = new AbortController();
  const signal = foreground ? AbortSignal.any([stop.signal, process.signal]) : stop.signal;
  const daemon: Entry | undefined = foreground
    ? undefined
    : enter(process, argv, () => stop.abort(new Error('killed')));
  const own = daemon ?? { stopped: undefined };
  try {
    bind(process, {
      address,
      port: Number(port),
      protocol: 'TCP',
      signal,
      ...(!foreground && { daemon: true }),
      serve: async (payload, peer) => {
        await own.stopped;
        if (payload.kind !== 'text') return undefined;
        const response = answer(process, root, payload.text);
        if (options.flags.has('v'))
          process.stderr(`[::ffff:${peer.ip}]:${peer.port}: response:${response.status}\n`);
        return { kind: 'text', text: formatResponse(response) };
      },
    });
  } catch (error) {
    if (daemon) leave(process, daemon);
    if ((error as { code?: string }).code === 'EADDRINUSE') throw new Failure('bind: Address already in use');
    throw error;
  }
  if (!daemon) {
    await aborted(process.signal);
    process.signal.throwIfAborted();
    return 0;
  }
  signal.addEventListener('abort', () => leave(process, daemon), { once: true });
  return 0;
};

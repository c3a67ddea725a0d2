import type { KubectlIO } from './types.ts';

/** klog's header: `I1122 08:21:52.152293       1`. */
function prefix(now: number): string {
  const iso = new Date(now).toISOString();
  return `I${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000       1`;
}

/** Writes lines of klog to stderr. */
export class Log {
  readonly #io: KubectlIO;

  constructor(io: KubectlIO) {
    this.#io = io;
  }

  line(text: string): void {
    this.#io.stderr(`${prefix(this.#io.clock.now())} ${text}\n`);
  }
}

const statusTexts: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** As much of a body as each level shows; more than that of the deepest. */
const shownOfBody = (verbosity: number) =>
  verbosity >= 10 ? Infinity : verbosity >= 9 ? 10_240 : verbosity >= 8 ? 1024 : 0;

/** A value of a structured log line: text of several lines stands in a block of its own. */
function value(text: string): string {
  if (!text.includes('\n')) return JSON.stringify(text);
  return `<\n${text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `\t${line}\n`)
    .join('')} >`;
}

function bodyText(text: string, verbosity: number): string {
  const most = shownOfBody(verbosity);
  return text.length > most ? `${text.slice(0, most)} [truncated ${text.length - most} chars]` : text;
}

const canonical = (name: string) => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

function headersText(headers: Headers): string {
  const lines = [...headers].map(([name, text]) => `${canonical(name)}: ${text}`).sort();
  return lines.length === 0 ? '""' : value(`${lines.join('\n')}\n`);
}

/**
 * What kubectl logs about one request and its answer.
 * Models client-go transport/round_trippers.go: 6 names the answer, 7 shows the request's headers, 8 the answer's
 * and the bodies, 9 a curl command in place of the request.
 */
export class RequestLog {
  readonly #log: Log;
  readonly #verbosity: number;

  constructor(log: Log, verbosity: number) {
    this.#log = log;
    this.#verbosity = verbosity;
  }

  request(request: Request, url: string, body: string): void {
    if (this.#verbosity >= 8)
      this.#log.line(`helper.go:113] "Request Body" body=${value(bodyText(body, this.#verbosity))}`);
    const headers = new Headers(request.headers);
    headers.set('user-agent', 'kubectl/v1.36.1 (linux/amd64) kubernetes/$Format');
    if (this.#verbosity >= 9) {
      const words = [...headers].map(([name, text]) => `-H "${canonical(name)}: ${text}"`).sort();
      const command = `curl -v -X${request.method}  ${words.join(' ')} '${url}'\n`;
      this.#log.line(`round_trippers.go:527] "Request" curlCommand=${value(command)}`);
    } else if (this.#verbosity >= 7) {
      this.#log.line(
        `round_trippers.go:527] "Request" verb="${request.method}" url="${url}" headers=${headersText(headers)}`,
      );
    }
  }

  response(request: Request, url: string, response: Response, took: number): void {
    const named = this.#verbosity === 6 || this.#verbosity >= 9;
    const status = `${response.status} ${response.statusText || statusTexts[response.status] || ''}`.trim();
    const parts = [
      ...(named ? [`verb="${request.method}"`, `url="${url}"`] : []),
      `status="${status}"`,
      ...(this.#verbosity >= 8 ? [`headers=${headersText(response.headers)}`] : []),
      `milliseconds=${took}`,
    ];
    this.#log.line(`round_trippers.go:632] "Response" ${parts.join(' ')}`);
  }

  /** Of an answer that comes in one piece: a watch shows nothing of its events. */
  async responseBody(response: Response): Promise<void> {
    if (this.#verbosity < 8) return;
    const text = await response.clone().text();
    this.#log.line(`helper.go:246] "Response Body" body=${value(bodyText(text, this.#verbosity))}`);
  }
}

/** Feature gates of client-go 1.36 as kubectl logs them before its first request, once each, in no fixed order. */
const gates: readonly [string, boolean][] = [
  ['ClientsPreferCBOR', false],
  ['ClientsAllowCBOR', false],
  ['WatchListClient', true],
  ['ClientsAllowTLSCacheGC', true],
  ['InOrderInformersBatchProcess', true],
  ['InformerResourceVersion', true],
  ['UnlockWhileProcessingFIFO', true],
  ['AtomicFIFO', true],
  ['ClientsAllowCARotation', true],
  ['InOrderInformers', true],
];

/** What kubectl logs with -v=6 before it asks the server anything. */
export function logStart(io: KubectlIO, configPath: string): void {
  const log = new Log(io);
  log.line(`loader.go:407] Config loaded from file:  ${configPath}`);
  for (const [name, enabled] of gates)
    log.line(`envvar.go:195] "Feature gate default state" feature="${name}" enabled=${enabled}`);
}

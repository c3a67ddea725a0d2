/** A small HTTP/1.1 codec: a message is one text, as it travels in a `Payload`. Header order is kept. */
export interface HttpRequest {
  method: string;
  /** Path and query as on the request line. */
  target: string;
  version: string;
  headers: [string, string][];
  body: string;
}

export interface HttpResponse {
  version: string;
  status: number;
  reason: string;
  headers: [string, string][];
  body: string;
}

export const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

const encoder = new TextEncoder();
/** Length in bytes as UTF-8. */
export const byteLength = (text: string) => encoder.encode(text).length;

export function header(message: { headers: [string, string][] }, name: string): string | undefined {
  return message.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function head(lines: string[], headers: [string, string][]): string {
  return [...lines, ...headers.map(([key, value]) => `${key}: ${value}`), '', ''].join('\r\n');
}

export function formatRequest(request: HttpRequest): string {
  return head([`${request.method} ${request.target} ${request.version}`], request.headers) + request.body;
}

/** The response with its status line; status 0 is never sent. */
export function formatResponse(response: HttpResponse): string {
  const line = `${response.version} ${response.status} ${response.reason}`;
  return head([line], response.headers) + response.body;
}

function split(text: string): { first: string; headers: [string, string][]; body: string } | undefined {
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return undefined;
  const [first, ...rest] = text.slice(0, end.index).split(/\r?\n/);
  const headers = rest.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { first: first!, headers, body: text.slice(end.index + end[0].length) };
}

/** Undefined when the text is not (or not yet) an HTTP request. */
export function parseRequest(text: string): HttpRequest | undefined {
  const parts = split(text);
  const line = /^([A-Z]+) (\S+)(?: (HTTP\/\d\.\d))?$/.exec(parts?.first ?? '');
  if (!parts || !line) return undefined;
  return {
    method: line[1]!,
    target: line[2]!,
    version: line[3] ?? 'HTTP/0.9',
    headers: parts.headers,
    body: parts.body,
  };
}

/** Undefined when the text is not an HTTP response. */
export function parseResponse(text: string): HttpResponse | undefined {
  const parts = split(text);
  const line = /^(HTTP\/\d\.\d) (\d{3}) ?(.*)$/.exec(parts?.first ?? '');
  if (!parts || !line) return undefined;
  return {
    version: line[1]!,
    status: Number(line[2]),
    reason: line[3]!,
    headers: parts.headers,
    body: parts.body,
  };
}

/** A response as Go's net/http writes one: Date, Content-Length, Content-Type, then what is given. */
export function goResponse(
  now: number,
  status: number,
  body: string,
  options: { type?: string; headers?: [string, string][]; close?: boolean } = {},
): HttpResponse {
  const headers: [string, string][] = [
    ...(options.headers ?? []),
    ['Date', httpDate(now)],
    ['Content-Length', String(byteLength(body))],
    ['Content-Type', options.type ?? 'text/plain; charset=utf-8'],
  ];
  if (options.close) headers.push(['Connection', 'close']);
  return { version: 'HTTP/1.1', status, reason: reasons[status] ?? 'Unknown', headers, body };
}

export const httpDate = (ms: number) => new Date(ms).toUTCString();

/** Splits `http://user@host:port/path`. `authority` is host and port as they were written. */
export function parseUrl(
  text: string,
): { scheme: string; authority: string; host: string; port: number; target: string } | undefined {
  const match = /^(?:([a-z]+):\/\/)?(?:[^/@]*@)?([^/?#]*)([^#]*)/i.exec(text);
  if (!match?.[2]) return undefined;
  const scheme = (match[1] ?? 'http').toLowerCase();
  const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(match[2]) ?? [];
  if (!host) return undefined;
  const target = match[3]!.startsWith('/') ? match[3]! : `/${match[3]!}`;
  const fallback = scheme === 'https' ? 443 : 80;
  return { scheme, authority: match[2], host, port: port ? Number(port) : fallback, target };
}

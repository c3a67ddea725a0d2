import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** Node's answer as the web's, its body streamed. */
export function responseOf(incoming: IncomingMessage): Response {
  const { statusCode = 500, headers } = incoming;
  const bodyless = statusCode === 204 || statusCode === 304;
  const stream = bodyless ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
  return new Response(stream, { status: statusCode, headers: flat(headers) });
}

function flat(headers: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined
      ? []
      : (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one]),
  );
}

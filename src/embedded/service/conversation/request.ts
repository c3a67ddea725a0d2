/** What the bytes that have come on a connection are so far. */
export type Framed =
  /** More must come. `continues`: the client waits for `100 Continue` before it sends the body. */
  | { kind: 'partial'; continues?: boolean }
  /** One whole request, `length` bytes of the buffer. `keepAlive` is what the client asks for. */
  | { kind: 'http'; text: string; length: number; keepAlive: boolean }
  /** Something else than HTTP, or HTTP that no server would read on in. */
  | { kind: 'other'; text: string; length: number };

const decoder = new TextDecoder();
const requestLine = /^[A-Z]+ \S+ HTTP\/1\.([01])$/;
// The first byte of a TLS ClientHello: a server that speaks no TLS answers it without waiting for a line.
const tlsHandshake = 0x16;
// As Go's net/http: DefaultMaxHeaderBytes.
const maxHead = 1_048_576;

/**
 * Finds the first request in `bytes`: HTTP/1.x with Content-Length or chunked, or else one line.
 * A chunked body is given as plain, since that is how a server's handler sees it.
 * @param ended nothing more will come, so that what is there is all of it
 */
export function frameRequest(bytes: Uint8Array, ended: boolean): Framed {
  const all = (): Framed => ({ kind: 'other', text: decoder.decode(bytes), length: bytes.length });
  if (bytes.length === 0) return { kind: 'partial' };
  if (bytes[0] === tlsHandshake) return all();
  const newline = bytes.indexOf(10);
  if (newline < 0) return ended || bytes.length > maxHead ? all() : { kind: 'partial' };
  const line = decoder.decode(bytes.subarray(0, newline)).replace(/\r$/, '');
  const version = requestLine.exec(line)?.[1];
  if (version === undefined) {
    // A line that is not HTTP; whatever came with it belongs to it.
    return all();
  }
  const start = headLength(bytes);
  if (start === undefined) return ended || bytes.length > maxHead ? all() : { kind: 'partial' };
  const head = decoder.decode(bytes.subarray(0, start));
  const value = (name: string) => new RegExp(`^${name}:[ \\t]*(.*?)\\s*$`, 'im').exec(head)?.[1];
  const connection = value('Connection')?.toLowerCase() ?? '';
  const keepAlive = version === '1' ? !connection.includes('close') : connection.includes('keep-alive');
  const waiting = (): Framed =>
    ended ? all() : { kind: 'partial', continues: value('Expect')?.toLowerCase() === '100-continue' };
  if (value('Transfer-Encoding')?.toLowerCase() === 'chunked') {
    const body = readChunks(bytes, start);
    if (!body) return waiting();
    if (body === 'malformed') return all();
    const plain = head.replace(/^Transfer-Encoding:.*$/im, `Content-Length: ${body.content.length}`);
    return { kind: 'http', text: plain + decoder.decode(body.content), length: body.end, keepAlive };
  }
  const length = start + (Number(value('Content-Length') ?? 0) || 0);
  if (bytes.length < length) return waiting();
  return { kind: 'http', text: decoder.decode(bytes.subarray(0, length)), length, keepAlive };
}

/** Bytes up to and with the empty line; a bare LF ends a line too. */
function headLength(bytes: Uint8Array): number | undefined {
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    const next = bytes[at + 1] === 13 ? at + 2 : at + 1;
    if (bytes[next] === 10) return next + 1;
  }
  return undefined;
}

function readChunks(
  bytes: Uint8Array,
  start: number,
): { content: Uint8Array; end: number } | 'malformed' | undefined {
  const parts: Uint8Array[] = [];
  let at = start;
  for (;;) {
    const newline = bytes.indexOf(10, at);
    if (newline < 0) return undefined;
    const digits = /^([0-9a-f]+)\s*(?:;.*)?$/i.exec(decoder.decode(bytes.subarray(at, newline)).trim())?.[1];
    if (digits === undefined) return 'malformed';
    const size = parseInt(digits, 16);
    at = newline + 1;
    if (size === 0) break;
    if (bytes.length < at + size + 2) return undefined;
    parts.push(bytes.subarray(at, at + size));
    at += size + 2;
  }
  // Trailers, if any, end with an empty line as headers do.
  for (;;) {
    const newline = bytes.indexOf(10, at);
    if (newline < 0) return undefined;
    const blank = newline === at || (newline === at + 1 && bytes[at] === 13);
    at = newline + 1;
    if (blank) break;
  }
  return { content: concat(parts), end: at };
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const encoder = new TextEncoder();

/**
 * Where an HTTP response in a stream of text ends, in bytes as UTF-8; undefined while more is to come, or when only the
 * end of the connection can tell. RFC 9112, section 6.3.
 */
export function messageEnd(text: string): number | undefined {
  const head = /^HTTP\/\d\.\d (\d{3})[^\n]*\n(?:[^\r\n][^\n]*\n)*\r?\n/.exec(text);
  if (!head) return undefined;
  const top = encoder.encode(head[0]).length;
  const status = Number(head[1]);
  if (status === 204 || status === 304 || status < 200) return top;
  if (/^transfer-encoding:.*chunked/im.test(head[0])) {
    const last = text.indexOf('0\r\n\r\n', head[0].length);
    return last < 0 ? undefined : encoder.encode(text.slice(0, last + 5)).length;
  }
  const length = /^content-length:[ \t]*(\d+)/im.exec(head[0])?.[1];
  if (length === undefined) return undefined;
  const end = top + Number(length);
  return encoder.encode(text).length >= end ? end : undefined;
}

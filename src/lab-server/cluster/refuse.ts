import type { Duplex } from 'node:stream';
import type { StatusError } from '../../kube/status.ts';

/** An error as an HTTP answer. */
export function answerOf({ status, code }: StatusError) {
  const body = `${JSON.stringify(status)}\n`;
  const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  return { code, headers, body };
}

/** The same on a connection that was to be upgraded. */
export function refuse(socket: Duplex, refusal: StatusError): void {
  const { code, headers, body } = answerOf(refusal);
  const lines = Object.entries({ ...headers, connection: 'close' }).map((pair) => pair.join(': '));
  socket.end(`HTTP/1.1 ${code} ${refusal.reason}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

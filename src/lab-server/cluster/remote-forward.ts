import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { statusErrorOf } from '../../kube/client.ts';
import type { Connection } from '../../kube/cluster.ts';
import { responseOf } from './response.ts';
import { SpdyConnection, type SpdyStream } from './spdy/connection.ts';
import { forwardProtocol } from './streams/port-forward.ts';

/** Ask for SPDY, which every API server up to now speaks for this. */
export const forwardHeaders = {
  connection: 'Upgrade',
  upgrade: 'SPDY/3.1',
  'x-stream-protocol-version': forwardProtocol,
};

/**
 * One forwarded connection. Models kubernetes client-go tools/portforward.
 * @param request a POST with `forwardHeaders`
 * @throws StatusError as the API server refuses it
 */
export async function openForward(
  request: ClientRequest,
  port: number,
  signal: AbortSignal | undefined,
): Promise<Connection> {
  const { socket, head } = await upgraded(request, signal);
  const spdy = new SpdyConnection(
    'client',
    { write: (bytes) => void socket.write(bytes), close: () => socket.end() },
    () => {},
  );
  const abort = () => {
    spdy.gone(signal?.reason);
    socket.destroy();
  };
  signal?.addEventListener('abort', abort, { once: true });
  socket.on('error', (error) => spdy.gone(error));
  socket.on('close', () => {
    spdy.gone(new Error('the connection to the cluster was lost'));
    signal?.removeEventListener('abort', abort);
  });
  socket.on('data', (bytes: Buffer) => spdy.feed(bytes));
  spdy.feed(head);
  const headers = { port: String(port), requestid: '0' };
  const error = spdy.open({ ...headers, streamtype: 'error' });
  error.end();
  const data = spdy.open({ ...headers, streamtype: 'data' });
  return {
    received: receive(spdy, data, textOf(error)),
    send: (bytes) => data.send(bytes),
    end: () => data.end(),
  };
}

/** The data until its end, then the error if there was one. */
async function* receive(
  spdy: SpdyConnection,
  data: SpdyStream,
  error: Promise<string>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* data.received;
    const text = await error;
    if (text) throw new Error(text);
  } finally {
    spdy.close();
  }
}

async function textOf(stream: SpdyStream): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of stream.received) text += decoder.decode(bytes, { stream: true });
  } catch {
    // The data stream tells that the connection is gone.
  }
  return text;
}

function upgraded(
  request: ClientRequest,
  signal: AbortSignal | undefined,
): Promise<{ socket: Socket; head: Buffer }> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal?.reason as Error);
      request.destroy();
    };
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort, { once: true });
    request.on('error', reject);
    request.on('upgrade', (_response, socket, head) => {
      signal?.removeEventListener('abort', abort);
      resolve({ socket, head });
    });
    request.on('response', (incoming) => {
      statusErrorOf(responseOf(incoming)).then(reject, reject);
    });
    request.end();
  });
}

import type { WebSocket } from 'ws';
import type { Cluster, Connection, PodTarget } from '../../../kube/cluster.ts';
import { Queue } from '../../../kube/queue.ts';
import { frame } from '../channels.ts';
import { SpdyConnection, type SpdyStream, type Transport } from '../spdy/connection.ts';

/** Subprotocols of a WebSocket. The first carries SPDY (kubectl since 1.31), the second its own channels. */
export const tunnelProtocol = 'SPDY/3.1+portforward.k8s.io';
export const channelProtocol = 'v4.channel.k8s.io';
/** What SPDY's streams carry, as the header X-Stream-Protocol-Version names it. */
export const forwardProtocol = 'portforward.k8s.io';

/** The two streams of one forwarded connection. */
interface Pair {
  data: Pick<SpdyStream, 'send' | 'end'> & { received: AsyncIterable<Uint8Array> };
  error: Pick<SpdyStream, 'send' | 'end'>;
}

/**
 * Serves port-forward over SPDY: each connection is a pair of streams with the same request id.
 * Models kubernetes pkg/kubelet/server/portforward httpstream.go.
 */
export function forwardOverSpdy(cluster: Cluster, target: PodTarget, transport: Transport) {
  const waiting = new Map<string, SpdyStream>();
  const gone = new AbortController();
  const connection = new SpdyConnection('server', transport, (stream) => {
    const { requestid = '', port, streamtype } = stream.headers;
    const other = waiting.get(requestid);
    if (!other || other.headers['streamtype'] === streamtype) {
      waiting.set(requestid, stream);
      return;
    }
    waiting.delete(requestid);
    const pair = streamtype === 'error' ? { data: other, error: stream } : { data: stream, error: other };
    void forward(cluster, target, Number(port), pair, gone.signal);
  });
  return {
    feed: (bytes: Buffer) => connection.feed(bytes),
    gone: () => {
      connection.gone();
      gone.abort(new Error('the client went away'));
    },
  };
}

/** The same over a WebSocket whose messages are pieces of the SPDY connection. */
export function forwardOverTunnel(cluster: Cluster, target: PodTarget, socket: WebSocket): void {
  const { feed, gone } = forwardOverSpdy(cluster, target, {
    write: (bytes) => socket.send(bytes),
    close: () => socket.close(1000),
  });
  socket.on('message', (data: Buffer) => feed(data));
  socket.on('close', gone);
}

/**
 * The same over a WebSocket's channels: two for each port of the query, one for data and one for its error;
 * each begins with the port's number. Models kubernetes pkg/kubelet/server/portforward websocket.go.
 */
export async function forwardOverChannels(
  cluster: Cluster,
  target: PodTarget,
  socket: WebSocket,
  ports: readonly number[],
): Promise<void> {
  const gone = new AbortController();
  const inputs = ports.map(() => new Queue<Uint8Array>());
  socket.on('message', (data: Buffer) => {
    if ((data[0] ?? 1) % 2 === 0) inputs[data[0]! / 2]?.push(new Uint8Array(data.subarray(1)));
  });
  socket.on('close', () => {
    for (const input of inputs) input.end();
    gone.abort(new Error('the client went away'));
  });
  const channelOf = (id: number, received: AsyncIterable<Uint8Array>) => ({
    received,
    send: (bytes: Uint8Array) => socket.send(frame(id, bytes)),
    end: () => {},
  });
  const forwarded = ports.map((port, index) => {
    const input = inputs[index]!;
    const data = channelOf(2 * index, input);
    const error = channelOf(2 * index + 1, input);
    const number = new Uint8Array([port & 0xff, port >> 8]);
    data.send(number);
    error.send(number);
    return forward(cluster, target, port, { data, error }, gone.signal);
  });
  await Promise.all(forwarded);
  socket.close(1000);
}

async function forward(
  cluster: Cluster,
  target: PodTarget,
  port: number,
  { data, error }: Pair,
  signal: AbortSignal,
): Promise<void> {
  try {
    const connection = await cluster.portForward(target, port, { signal });
    void pump(data.received, connection);
    for await (const bytes of connection.received) data.send(bytes);
  } catch (cause) {
    if (!signal.aborted) error.send(Buffer.from(cause instanceof Error ? cause.message : String(cause)));
  } finally {
    data.end();
    error.end();
  }
}

async function pump(source: AsyncIterable<Uint8Array>, connection: Connection): Promise<void> {
  try {
    for await (const bytes of source) connection.send(bytes);
  } catch {
    // A stream that was reset sends nothing more.
  }
  connection.end();
}

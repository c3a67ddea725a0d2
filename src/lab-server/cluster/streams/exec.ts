import type { WebSocket } from 'ws';
import type { Cluster, ContainerTarget, TerminalSize } from '../../../kube/cluster.ts';
import { Queue } from '../../../kube/queue.ts';
import { StatusError, errors, type Status } from '../../../kube/status.ts';
import { channel, decodeSize, frame, statusOf } from '../channels.ts';

/** Where one exec or attach reads from and prints to, whatever carries its streams. */
export interface Ends {
  stdin: AsyncIterable<string>;
  resizes: AsyncIterable<TerminalSize>;
  stdout(text: string): void;
  stderr(text: string): void;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

/** Runs a command, or attaches when there is none. Resolves to what the error stream says at the end. */
export async function run(
  cluster: Cluster,
  target: ContainerTarget,
  command: readonly string[] | undefined,
  query: URLSearchParams,
  { stdin, ...ends }: Ends,
): Promise<Status> {
  const wants = (name: string) => ['1', 'true'].includes(query.get(name) ?? '');
  const options = { ...ends, tty: wants('tty'), ...(wants('stdin') ? { stdin } : {}) };
  try {
    return statusOf(
      await (command ? cluster.exec(target, command, options) : cluster.attach(target, options)),
    );
  } catch (error) {
    if (error instanceof StatusError) return error.status;
    return errors.internal(error instanceof Error ? error.message : String(error)).status;
  }
}

/** exec and attach over a WebSocket. Models kubernetes apimachinery pkg/util/remotecommand v5. */
export async function runOverWebSocket(
  cluster: Cluster,
  socket: WebSocket,
  target: ContainerTarget,
  command: readonly string[] | undefined,
  query: URLSearchParams,
): Promise<void> {
  const stdin = new Queue<string>();
  const resizes = new Queue<TerminalSize>();
  const gone = new AbortController();
  const decoder = new TextDecoder();
  socket.on('message', (data: Buffer) => {
    const payload = data.subarray(1);
    if (data[0] === channel.stdin) stdin.push(decoder.decode(payload, { stream: true }));
    else if (data[0] === channel.close && payload[0] === channel.stdin) stdin.end();
    else if (data[0] === channel.resize) {
      const size = decodeSize(payload.toString());
      if (size) resizes.push(size);
    }
  });
  socket.on('close', () => {
    stdin.end();
    resizes.end();
    gone.abort(new Error('the client went away'));
  });
  const status = await run(cluster, target, command, query, {
    stdin,
    resizes,
    stdout: (text) => socket.send(frame(channel.stdout, text)),
    stderr: (text) => socket.send(frame(channel.stderr, text)),
    signal: gone.signal,
  });
  if (socket.readyState === socket.OPEN) {
    socket.send(frame(channel.error, JSON.stringify(status)));
    socket.close(1000);
  }
}

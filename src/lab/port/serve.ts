import type { Cluster, ExecOptions, ExecResult, TerminalSize } from '../../kube/cluster.ts';
import { Queue } from '../../kube/queue.ts';
import {
  sendable,
  type Input,
  type Port,
  type SentOptions,
  type ToClient,
  type ToServer,
} from './messages.ts';

type Of<K extends ToServer['kind']> = Extract<ToServer, { kind: K }>;

/** One call while it lasts. */
class Call {
  readonly abort = new AbortController();
  readonly stdin = new Queue<string>();
  readonly resizes = new Queue<TerminalSize>();
  readonly data = new Queue<Uint8Array>();

  take(input: Input): void {
    if (input.stream === 'stdin') this.stdin.push(input.item);
    else if (input.stream === 'resizes') this.resizes.push(input.item);
    else this.data.push(input.item);
  }

  /** Its client wants nothing more of it. */
  stop(reason: string): void {
    this.abort.abort(new DOMException(reason, 'AbortError'));
    for (const queue of [this.stdin, this.resizes, this.data]) queue.end();
  }
}

/** Serves a cluster on a port, for a `PortCluster` at its other end. The client's `close` closes the cluster. */
export function serveOnPort(cluster: Cluster, port: Port): void {
  const calls = new Map<number, Call>();
  port.addEventListener('message', ({ data }) => {
    const message = data as ToServer;
    const call = calls.get(message.call);
    if (message.kind === 'input') call?.take(message);
    else if (message.kind === 'inputEnd') call?.[message.stream].end();
    else if (message.kind === 'abort') call?.stop('the call was aborted');
    else void answer(message);
  });
  port.start?.();

  async function answer(message: Exclude<ToServer, { kind: 'input' | 'inputEnd' | 'abort' }>): Promise<void> {
    const call = new Call();
    const send = (reply: ToClient) => port.postMessage(reply);
    calls.set(message.call, call);
    try {
      if (message.kind === 'fetch') await answerFetch(cluster, message, call, send);
      else if (message.kind === 'portForward') await answerForward(cluster, message, call, send);
      else if (message.kind === 'close') {
        for (const other of calls.values()) other.stop('the cluster was closed');
        await cluster.close();
        send({ call: message.call, kind: 'end' });
      } else {
        const options = optionsOf(message.call, message.options, call, send);
        const result: ExecResult = await (message.kind === 'exec'
          ? cluster.exec(message.target, message.command, options)
          : cluster.attach(message.target, options));
        send({ call: message.call, kind: 'result', result });
      }
    } catch (error) {
      send({ call: message.call, kind: 'error', error: sendable(error) });
    } finally {
      calls.delete(message.call);
      call.stop('the call has ended');
    }
  }
}

type Send = (reply: ToClient) => void;

async function answerFetch(cluster: Cluster, message: Of<'fetch'>, { abort }: Call, send: Send) {
  const { call, method, url, headers, body } = message;
  const request = new Request(url, { method, headers, signal: abort.signal, ...(body ? { body } : {}) });
  const response = await cluster.fetch(request);
  const { status } = response;
  send({ call, kind: 'response', status, headers: [...response.headers], hasBody: response.body !== null });
  const reader = response.body?.getReader();
  // Not every stream takes notice of its request's signal.
  abort.signal.addEventListener('abort', () => void reader?.cancel(abort.signal.reason).catch(() => {}));
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    send({ call, kind: 'data', bytes: part.value });
  }
  send({ call, kind: 'end' });
}

async function answerForward(
  cluster: Cluster,
  message: Of<'portForward'>,
  { abort, data }: Call,
  send: Send,
) {
  const { call, target, port } = message;
  const connection = await cluster.portForward(target, port, { signal: abort.signal });
  send({ call, kind: 'opened' });
  const pump = async () => {
    for await (const bytes of data) connection.send(bytes);
    connection.end();
  };
  void pump();
  for await (const bytes of connection.received) send({ call, kind: 'data', bytes });
  send({ call, kind: 'end' });
}

function optionsOf(id: number, sent: SentOptions, call: Call, send: Send): ExecOptions {
  return {
    stdout: (text) => send({ call: id, kind: 'output', stream: 'stdout', text }),
    stderr: (text) => send({ call: id, kind: 'output', stream: 'stderr', text }),
    tty: sent.tty,
    signal: call.abort.signal,
    ...(sent.size ? { size: sent.size } : {}),
    ...(sent.stdin ? { stdin: call.stdin } : {}),
    ...(sent.resizes ? { resizes: call.resizes } : {}),
  };
}

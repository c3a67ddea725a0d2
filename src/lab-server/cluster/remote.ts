import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { WebSocket } from 'ws';
import type {
  Cluster,
  Connection,
  ContainerTarget,
  ExecOptions,
  ExecResult,
  PodTarget,
} from '../../kube/cluster.ts';
import { resourcePath, resources, statusErrorOf } from '../../kube/client.ts';
import { errors, type Status } from '../../kube/status.ts';
import { channel, encodeSize, exitCodeOf, frame, protocol } from './channels.ts';
import type { Access } from './kubeconfig.ts';
import { forwardHeaders, openForward } from './remote-forward.ts';
import { responseOf } from './response.ts';

/** The seam over the network: kind, or any other cluster that a kubeconfig names. */
export class RemoteCluster implements Cluster {
  readonly #access: Access;
  readonly #agent: Agent | undefined;
  readonly #open = new Set<Request>();

  constructor(access: Access) {
    this.#access = access;
    if (access.server.startsWith('https:')) {
      const { ca, cert, key } = access;
      this.#agent = new Agent({
        keepAlive: true,
        ...(ca ? { ca } : {}),
        ...(cert ? { cert } : {}),
        ...(key ? { key } : {}),
        rejectUnauthorized: !access.insecure,
      });
    }
  }

  async fetch(request: Request): Promise<Response> {
    const body = request.body ? Buffer.from(await request.arrayBuffer()) : undefined;
    const headers = this.#headers(Object.fromEntries(request.headers));
    if (body) headers['content-length'] = String(body.byteLength);
    return new Promise((resolve, reject) => {
      const send = this.#agent ? httpsRequest : httpRequest;
      const outgoing = send(
        this.#url(request.url),
        {
          method: request.method,
          headers,
          signal: request.signal,
          ...(this.#agent ? { agent: this.#agent } : {}),
        },
        (incoming) => {
          resolve(responseOf(incoming));
        },
      );
      // Node tells a Request's signal of an abort only as long as somebody has the Request.
      this.#open.add(request);
      outgoing.on('close', () => this.#open.delete(request));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  exec(target: ContainerTarget, command: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    return this.#stream(target, 'exec', command, options);
  }

  attach(target: ContainerTarget, options: ExecOptions = {}): Promise<ExecResult> {
    return this.#stream(target, 'attach', [], options);
  }

  portForward(
    { namespace, pod }: PodTarget,
    port: number,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Connection> {
    const path = resourcePath(resources.pods, namespace, pod, 'portforward');
    const send = this.#agent ? httpsRequest : httpRequest;
    const request = send(this.#access.server + path, {
      method: 'POST',
      headers: this.#headers(forwardHeaders),
      ...(this.#agent ? { agent: this.#agent } : {}),
    });
    return openForward(request, port, signal);
  }

  async close(): Promise<void> {
    this.#agent?.destroy();
  }

  #headers(headers: Record<string, string>): Record<string, string> {
    const { token } = this.#access;
    return token ? { ...headers, authorization: `Bearer ${token}` } : headers;
  }

  #url(url: string): string {
    const { pathname, search } = new URL(url);
    return this.#access.server + pathname + search;
  }

  #stream(
    { namespace, pod, container }: ContainerTarget,
    verb: 'exec' | 'attach',
    command: readonly string[],
    options: ExecOptions,
  ): Promise<ExecResult> {
    const query = new URLSearchParams(command.map((word) => ['command', word]));
    if (container) query.set('container', container);
    query.set('stdout', 'true');
    // Under a terminal there is one output only; the server refuses both.
    if (!options.tty) query.set('stderr', 'true');
    if (options.stdin) query.set('stdin', 'true');
    if (options.tty) query.set('tty', 'true');
    const path = resourcePath(resources.pods, namespace, pod, verb);
    return converse(this.#socket(`${path}?${query}`, protocol), options);
  }

  #socket(path: string, subprotocol: string): WebSocket {
    const { server, ca, cert, key, insecure } = this.#access;
    return new WebSocket(server.replace(/^http/, 'ws') + path, subprotocol, {
      headers: this.#headers({}),
      ...(ca ? { ca } : {}),
      ...(cert ? { cert } : {}),
      ...(key ? { key } : {}),
      rejectUnauthorized: !insecure,
    });
  }
}

function converse(socket: WebSocket, options: ExecOptions): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    let status: Status | undefined;
    const decoders = { out: new TextDecoder(), err: new TextDecoder() };
    const abort = () => {
      socket.terminate();
      reject(options.signal?.reason as Error);
    };
    options.signal?.addEventListener('abort', abort, { once: true });
    socket.on('open', () => {
      if (options.size) socket.send(frame(channel.resize, encodeSize(options.size)));
      void pump(socket, options);
    });
    socket.on('message', (data: Buffer) => {
      const payload = data.subarray(1);
      if (data[0] === channel.stdout) {
        const text = decoders.out.decode(payload, { stream: true });
        stdout += text;
        options.stdout?.(text);
      } else if (data[0] === channel.stderr) {
        const text = decoders.err.decode(payload, { stream: true });
        stderr += text;
        options.stderr?.(text);
      } else if (data[0] === channel.error) {
        status = JSON.parse(payload.toString()) as Status;
      }
    });
    socket.on('unexpected-response', (_request, incoming) => {
      statusErrorOf(responseOf(incoming)).then(reject, reject);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      options.signal?.removeEventListener('abort', abort);
      try {
        if (!status) throw errors.internal('the connection was closed before the command ended');
        resolve({ exitCode: exitCodeOf(status), stdout, stderr });
      } catch (error) {
        reject(error as Error);
      }
    });
  });
}

async function pump(socket: WebSocket, { stdin, resizes }: ExecOptions): Promise<void> {
  const send = (data: Buffer) => {
    if (socket.readyState === socket.OPEN) socket.send(data);
  };
  const input = async () => {
    for await (const text of stdin ?? []) send(frame(channel.stdin, text));
    if (stdin) send(Buffer.from([channel.close, channel.stdin]));
  };
  const sizes = async () => {
    for await (const size of resizes ?? []) send(frame(channel.resize, encodeSize(size)));
  };
  await Promise.all([input(), sizes()]);
}

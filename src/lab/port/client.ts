import type {
  Cluster,
  Connection,
  ContainerTarget,
  ExecOptions,
  ExecResult,
  PodTarget,
} from '../../kube/cluster.ts';
import { Queue } from '../../kube/queue.ts';
import {
  received,
  type Input,
  type Port,
  type SentOptions,
  type ToClient,
  type ToServer,
} from './messages.ts';

type Body<T> = T extends unknown ? Omit<T, 'call'> : never;
type Answer = Body<ToClient>;

/** The seam over a message port, at whose other end `serveOnPort` is: a cluster in another thread. */
export class PortCluster implements Cluster {
  readonly #port: Port;
  readonly #calls = new Map<number, (answer: Answer) => void>();
  #last = 0;
  #closing: Promise<void> | undefined;

  constructor(port: Port) {
    this.#port = port;
    port.addEventListener('message', ({ data }) => {
      const message = data as ToClient;
      this.#calls.get(message.call)?.(message);
    });
    port.start?.();
  }

  async fetch(request: Request): Promise<Response> {
    const { method, url, headers, signal } = request;
    signal.throwIfAborted();
    const body = request.body ? await request.arrayBuffer() : undefined;
    return new Promise((resolve, reject) => {
      let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
      const call = this.#call(
        { kind: 'fetch', method, url, headers: [...headers], ...(body ? { body } : {}) },
        signal,
        (answer) => {
          if (answer.kind === 'response') {
            const content = new ReadableStream<Uint8Array>({
              start: (controller) => void (stream = controller),
              cancel: () => call.abort(),
            });
            const init = { status: answer.status, headers: answer.headers };
            resolve(new Response(answer.hasBody ? content : null, init));
          } else if (answer.kind === 'data') stream?.enqueue(answer.bytes);
          else if (answer.kind === 'end') stream?.close();
          else if (answer.kind === 'error') {
            const error = received(answer.error);
            stream?.error(error);
            reject(error);
          }
        },
        () => {
          stream?.close();
          reject(signal.reason as Error);
        },
      );
    });
  }

  exec(target: ContainerTarget, command: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    return this.#run({ kind: 'exec', target, command, options: sentOptions(options) }, options);
  }

  attach(target: ContainerTarget, options: ExecOptions = {}): Promise<ExecResult> {
    return this.#run({ kind: 'attach', target, options: sentOptions(options) }, options);
  }

  portForward(
    target: PodTarget,
    port: number,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const incoming = new Queue<Uint8Array>();
      const call = this.#call(
        { kind: 'portForward', target, port },
        signal,
        (answer) => {
          if (answer.kind === 'data') incoming.push(answer.bytes);
          else if (answer.kind === 'end') incoming.end();
          else if (answer.kind === 'error') {
            const error = received(answer.error);
            incoming.fail(error);
            reject(error);
          } else if (answer.kind === 'opened')
            resolve({
              received: incoming,
              send: (item) => call.input({ stream: 'data', item }),
              end: () => call.send({ kind: 'inputEnd', stream: 'data' }),
            });
        },
        () => {
          incoming.fail(signal?.reason);
          reject(signal?.reason as Error);
        },
      );
    });
  }

  /** Closes the cluster at the other end. What is open ends first. */
  close(): Promise<void> {
    this.#closing ??= new Promise((resolve, reject) => {
      this.#call({ kind: 'close' }, undefined, (answer) => {
        if (answer.kind === 'error') reject(received(answer.error));
        else resolve();
      });
    });
    return this.#closing;
  }

  #run(message: Body<ToServer>, { stdin, resizes, ...options }: ExecOptions): Promise<ExecResult> {
    return new Promise((resolve, reject) => {
      const { signal } = options;
      const call = this.#call(
        message,
        signal,
        (answer) => {
          if (answer.kind === 'output') options[answer.stream]?.(answer.text);
          else if (answer.kind === 'result') resolve(answer.result);
          else if (answer.kind === 'error') reject(received(answer.error));
        },
        () => reject(signal?.reason as Error),
      );
      const pump = async <I extends Input>(stream: I['stream'], source: AsyncIterable<I['item']>) => {
        for await (const item of source) call.input({ stream, item } as I);
        call.send({ kind: 'inputEnd', stream });
      };
      if (stdin) void pump<Extract<Input, { stream: 'stdin' }>>('stdin', stdin);
      if (resizes) void pump<Extract<Input, { stream: 'resizes' }>>('resizes', resizes);
    });
  }

  /** Begins a call. `aborted` is told when its signal ends it; nothing is told after that. */
  #call(
    message: Body<ToServer>,
    signal: AbortSignal | undefined,
    answered: (answer: Answer) => void,
    aborted: () => void = () => {},
  ) {
    const id = (this.#last += 1);
    const send = (body: Body<ToServer>) => {
      if (this.#calls.has(id)) this.#port.postMessage({ ...body, call: id });
    };
    const forget = () => {
      this.#calls.delete(id);
      signal?.removeEventListener('abort', onAbort);
    };
    const abort = () => {
      send({ kind: 'abort' });
      forget();
    };
    const onAbort = () => {
      abort();
      aborted();
    };
    this.#calls.set(id, (answer) => {
      if (['end', 'error', 'result'].includes(answer.kind)) forget();
      answered(answer);
    });
    if (signal?.aborted) {
      this.#calls.delete(id);
      aborted();
    } else {
      send(message);
      signal?.addEventListener('abort', onAbort, { once: true });
    }
    return { send, abort, input: (input: Input) => send({ kind: 'input', ...input }) };
  }
}

function sentOptions({ stdin, resizes, tty, size }: ExecOptions): SentOptions {
  return { stdin: !!stdin, resizes: !!resizes, tty: tty ?? false, ...(size ? { size } : {}) };
}

import type { Connection } from '../../../kube/cluster.ts';
import { Queue } from '../../../kube/queue.ts';
import { header, parseResponse } from '../../images/network/http.ts';
import type { Payload } from '../../network.ts';
import { concat, frameRequest, type Framed } from './request.ts';

/**
 * A TCP connection over the data plane, on which a conversation is one request's text and its one answer:
 * bytes are gathered until a request is whole. HTTP goes on with the next request for as long as both
 * sides keep the connection alive; any other protocol has one line, or all up to the end, and one answer.
 * @param exchange throws when the other side is there no more, which breaks the connection
 */
export function converse(
  exchange: (payload: Payload) => Promise<Payload | undefined>,
  signal?: AbortSignal,
): Connection {
  const conversation = new Conversation(exchange);
  const stop = () => conversation.broken(signal?.reason);
  if (signal?.aborted) stop();
  else signal?.addEventListener('abort', stop, { once: true });
  return conversation;
}

/** A connection that was never made: reading it throws. */
export function refused(error: Error): Connection {
  const received = new Queue<Uint8Array>();
  received.fail(error);
  return { received, send: () => {}, end: () => {} };
}

class Conversation implements Connection {
  readonly received = new Queue<Uint8Array>();
  readonly #exchange: (payload: Payload) => Promise<Payload | undefined>;
  #buffer: Uint8Array = new Uint8Array();
  #ended = false;
  #answering = false;
  #closed = false;
  #continued = false;

  constructor(exchange: (payload: Payload) => Promise<Payload | undefined>) {
    this.#exchange = exchange;
  }

  send(data: Uint8Array): void {
    if (this.#closed || this.#ended) return;
    this.#buffer = concat([this.#buffer, data]);
    void this.#go();
  }

  end(): void {
    this.#ended = true;
    void this.#go();
  }

  broken(reason: unknown): void {
    this.#closed = true;
    this.received.fail(reason);
  }

  #close(): void {
    this.#closed = true;
    this.received.end();
  }

  async #go(): Promise<void> {
    if (this.#answering) return;
    this.#answering = true;
    try {
      while (!this.#closed) {
        const framed = frameRequest(this.#buffer, this.#ended);
        if (framed.kind === 'partial') {
          this.#wait(framed);
          break;
        }
        this.#buffer = this.#buffer.slice(framed.length);
        this.#continued = false;
        await this.#answer(framed);
      }
    } catch (error) {
      this.broken(error);
    } finally {
      this.#answering = false;
    }
  }

  #wait({ continues }: Extract<Framed, { kind: 'partial' }>): void {
    if (this.#ended) return this.#close();
    if (!continues || this.#continued) return;
    this.#continued = true;
    this.#print('HTTP/1.1 100 Continue\r\n\r\n');
  }

  async #answer(request: Exclude<Framed, { kind: 'partial' }>): Promise<void> {
    const answer = await this.#exchange({ kind: 'text', text: request.text });
    if (this.#closed) return;
    if (answer?.kind !== 'text') return this.#close();
    this.#print(answer.text);
    if (request.kind !== 'http' || !request.keepAlive || !stays(answer.text)) this.#close();
  }

  #print(text: string): void {
    this.received.push(new TextEncoder().encode(text));
  }
}

/** Whether the server leaves the connection open after this answer, and its end can be seen without. */
function stays(text: string): boolean {
  const response = parseResponse(text);
  if (!response) return false;
  const connection = header(response, 'Connection')?.toLowerCase() ?? '';
  if (connection.includes('close')) return false;
  if (response.version === 'HTTP/1.0' && !connection.includes('keep-alive')) return false;
  return (
    header(response, 'Content-Length') !== undefined ||
    header(response, 'Transfer-Encoding')?.toLowerCase() === 'chunked' ||
    response.status === 204 ||
    response.status === 304
  );
}

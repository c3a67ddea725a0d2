import { Queue } from '../../../kube/queue.ts';
import { HeaderReader, HeaderWriter, type Headers } from './headers.ts';

/** Frame types of SPDY/3.1 (draft-mbelshe-httpbis-spdy-00, section 2.6). */
const type = { synStream: 1, synReply: 2, rstStream: 3, ping: 6, goAway: 7, windowUpdate: 9 } as const;
const fin = 0x01;
const maxFrame = 65_536;
const cancel = 5;

/** Where the bytes of a connection go. */
export interface Transport {
  write(bytes: Buffer): void;
  /** All was said; close the way. */
  close(): void;
}

/** One of a connection's streams. */
export class SpdyStream {
  readonly id: number;
  readonly headers: Headers;
  readonly received = new Queue<Uint8Array>();
  readonly #frame: (flags: number, data: Uint8Array) => void;
  #ended = false;

  constructor(id: number, headers: Headers, frame: (flags: number, data: Uint8Array) => void) {
    this.id = id;
    this.headers = headers;
    this.#frame = frame;
  }

  send(data: Uint8Array): void {
    if (this.#ended) return;
    for (let at = 0; at < data.length; at += maxFrame) this.#frame(0, data.subarray(at, at + maxFrame));
  }

  end(): void {
    if (!this.#ended) this.#frame(fin, new Uint8Array());
    this.#ended = true;
  }
}

/**
 * SPDY/3.1 as Kubernetes speaks it for port-forward, over any way that carries bytes. There is no flow
 * control: Kubernetes' own implementation (moby/spdystream) has none either.
 */
export class SpdyConnection {
  readonly #transport: Transport;
  readonly #accept: (stream: SpdyStream) => void;
  readonly #streams = new Map<number, SpdyStream>();
  readonly #reader = new HeaderReader();
  readonly #writer = new HeaderWriter();
  #buffer: Buffer = Buffer.alloc(0);
  #next: number;
  #closed = false;

  /** @param accept called with each stream that the other side opens */
  constructor(side: 'client' | 'server', transport: Transport, accept: (stream: SpdyStream) => void) {
    this.#next = side === 'client' ? 1 : 2;
    this.#transport = transport;
    this.#accept = accept;
  }

  open(headers: Headers): SpdyStream {
    const id = this.#next;
    this.#next += 2;
    const head = Buffer.alloc(10);
    head.writeUInt32BE(id, 0);
    this.#control(type.synStream, Buffer.concat([head, this.#writer.write(headers)]));
    return this.#add(id, headers);
  }

  /** Takes bytes from the other side. What is no SPDY closes the connection. */
  feed(bytes: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    try {
      while (!this.#closed && this.#buffer.length >= 8) {
        const length = this.#buffer.readUIntBE(5, 3);
        if (this.#buffer.length < 8 + length) return;
        const frame = this.#buffer.subarray(0, 8 + length);
        this.#buffer = this.#buffer.subarray(8 + length);
        this.#take(frame);
      }
    } catch (error) {
      this.gone(error);
      this.#transport.close();
    }
  }

  /** The way is closed: every stream that is still read ends, with `error` if there is one. */
  gone(error?: unknown): void {
    this.#closed = true;
    for (const { received } of this.#streams.values()) {
      if (error === undefined) received.end();
      else received.fail(error);
    }
    this.#streams.clear();
  }

  close(): void {
    if (this.#closed) return;
    this.#control(type.goAway, Buffer.alloc(8));
    this.gone();
    this.#transport.close();
  }

  #take(frame: Buffer): void {
    const word = frame.readUInt32BE(0);
    const flags = frame[4]!;
    const payload = frame.subarray(8);
    if (word >>> 31 === 0) {
      const stream = this.#streams.get(word);
      if (payload.length > 0) stream?.received.push(new Uint8Array(payload));
      if (flags & fin) stream?.received.end();
      return;
    }
    switch (word & 0xffff) {
      case type.synStream: {
        const id = payload.readUInt32BE(0) & 0x7fffffff;
        const stream = this.#add(id, this.#reader.read(payload.subarray(10)));
        this.#control(type.synReply, Buffer.concat([idBytes(id), this.#writer.write({})]));
        if (flags & fin) stream.received.end();
        return this.#accept(stream);
      }
      case type.synReply:
        // Its headers are of no use, but the next ones cannot be read without them.
        this.#reader.read(payload.subarray(4));
        if (flags & fin) this.#streams.get(payload.readUInt32BE(0))?.received.end();
        return;
      case type.rstStream: {
        const stream = this.#streams.get(payload.readUInt32BE(0));
        if (payload.readUInt32BE(4) === cancel) stream?.received.end();
        else stream?.received.fail(new Error('the stream was reset'));
        return;
      }
      case type.ping:
        return this.#control(type.ping, payload);
      case type.goAway:
        this.gone();
        return this.#transport.close();
    }
  }

  #add(id: number, headers: Headers): SpdyStream {
    const stream = new SpdyStream(id, headers, (flags, data) => {
      if (this.#closed) return;
      const head = Buffer.alloc(8);
      head.writeUInt32BE(id, 0);
      head.writeUInt8(flags, 4);
      head.writeUIntBE(data.length, 5, 3);
      this.#transport.write(Buffer.concat([head, data]));
    });
    this.#streams.set(id, stream);
    return stream;
  }

  #control(kind: number, payload: Buffer): void {
    if (this.#closed) return;
    const head = Buffer.alloc(8);
    head.writeUInt32BE(0x80030000 + kind, 0);
    head.writeUIntBE(payload.length, 5, 3);
    this.#transport.write(Buffer.concat([head, payload]));
  }
}

function idBytes(id: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return bytes;
}

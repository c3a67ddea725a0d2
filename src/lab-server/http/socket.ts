import type { WebSocket } from 'ws';
import { z } from 'zod';
import { LabHost } from '../../lab/host.ts';
import type { LabHostOptions } from '../../lab/lifecycle.ts';
import type { LabEvent, LabRequest, Problem } from '../../lab/protocol.ts';

const id = z.int().nonnegative();
const cells = z.int().min(1).max(1000);

/** What a page may ask for; anything else closes its connection. */
const requestSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    id,
    scenario: z.string().max(100),
    language: z.enum(['zh', 'en']),
    columns: cells,
    rows: cells,
  }),
  z.strictObject({ type: z.literal('check'), id }),
  z.strictObject({ type: z.literal('solve'), id }),
  z.strictObject({ type: z.literal('reset'), id }),
  z.strictObject({ type: z.literal('stop'), id }),
  z.strictObject({ type: z.literal('input'), data: z.string() }),
  z.strictObject({ type: z.literal('resize'), columns: cells, rows: cells }),
  z.strictObject({ type: z.literal('edited'), edit: id, text: z.string().nullable() }),
]) satisfies z.ZodType<LabRequest>;

/** Joins pages to labs on this machine's one kind cluster: one page at a time, two would break each other's. */
export class LabSockets {
  readonly #labs: LabHostOptions;
  #host: LabHost | undefined;

  constructor(labs: LabHostOptions) {
    this.#labs = labs;
  }

  accept(socket: WebSocket): void {
    const send = (event: LabEvent) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
    };
    if (this.#host) {
      send({ type: 'closed', problem: taken });
      socket.close(4409, 'taken');
      return;
    }
    const host = new LabHost(send, this.#labs);
    this.#host = host;
    socket.on('message', (data: Buffer) => {
      const request = read(data);
      if (request) host.receive(request);
      else socket.close(1008, 'not a request of the lab protocol');
    });
    socket.on('close', () => {
      void host.close().then(() => {
        this.#host = undefined;
      });
    });
  }

  async close(): Promise<void> {
    await this.#host?.close();
  }
}

function read(data: Buffer): LabRequest | undefined {
  try {
    return requestSchema.parse(JSON.parse(data.toString()));
  } catch {
    return undefined;
  }
}

const taken: Problem = {
  what: { en: 'Another page has the lab on kind open.', zh: '另一个页面正打开着 kind 上的实验。' },
  unharmed: { en: 'That page and its terminal go on.', zh: '那个页面和它的终端不受影响。' },
  next: {
    en: 'Press Stop there, or close it, and start again here. Labs in the page can run beside it.',
    zh: '请在那边点停止或关闭页面，再在这里启动。页面内的实验可以同时进行。',
  },
};

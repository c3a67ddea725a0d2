import type { Connection } from '../../kube/cluster.ts';
import type { MachineListener } from '../../kube/machine.ts';
import type { Dial, Payload, SocketAddress } from '../network.ts';
import { AddressInUseError } from '../service/listeners.ts';
import { messageEnd } from './http-message.ts';

type Connected = (connection: Connection) => void;

/** The TCP ports that programs of the computer have open on its loopback addresses. */
export class LoopbackPorts {
  readonly #open = new Map<string, Connected>();
  #next = 38_000;

  /** @throws AddressInUseError (EADDRINUSE) */
  listen(address: string, port: number, connected: Connected): MachineListener {
    const ip = address === 'localhost' ? '127.0.0.1' : address;
    const chosen = port === 0 ? this.#free(ip) : port;
    const key = `${ip}:${chosen}`;
    if (this.#open.has(key)) {
      throw new AddressInUseError(`listen tcp ${key}: bind: address already in use`);
    }
    this.#open.set(key, connected);
    return { port: chosen, close: () => void this.#open.delete(key) };
  }

  /** What becomes of a connection to a loopback address. */
  dial({ ip, port, protocol }: SocketAddress): Dial {
    const hops = [{ station: 'client' as const, subject: 'host', detail: ip }];
    const connected =
      protocol === 'TCP' ? (this.#open.get(`${ip}:${port}`) ?? this.#open.get(`0.0.0.0:${port}`)) : undefined;
    if (!connected) return { hops, outcome: 'refused', afterMs: 0 };
    return {
      hops,
      outcome: 'open',
      remote: { ip, port, protocol },
      exchange: (payload) => exchange(connected, payload),
    };
  }

  #free(ip: string): number {
    while (this.#open.has(`${ip}:${this.#next}`)) this.#next += 1;
    this.#next += 1;
    return this.#next - 1;
  }
}

/** One message over a new connection, and its answer: all until the other side closes, or one whole HTTP message. */
async function exchange(connected: Connected, payload: Payload): Promise<Payload | undefined> {
  if (payload.kind !== 'text') return undefined;
  const request = new TextEncoder().encode(payload.text);
  const decoder = new TextDecoder();
  return new Promise((resolve) => {
    let answer = '';
    let hangUp: () => void = () => undefined;
    const closed = new Promise<void>((done) => (hangUp = done));
    const finish = () => {
      hangUp();
      resolve(answer === '' ? undefined : { kind: 'text', text: answer });
    };
    connected({
      received: (async function* () {
        yield request;
        await closed;
      })(),
      send: (data) => {
        answer += decoder.decode(data, { stream: true });
        if (messageEnd(answer) !== undefined) finish();
      },
      end: finish,
    });
  });
}

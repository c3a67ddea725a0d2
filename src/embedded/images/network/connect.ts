import type { Payload, SocketAddress } from '../../network.ts';
import type { Process } from '../../process.ts';
import { within } from '../runtime/program.ts';

/** How long Linux tries a TCP connect: SYN retries at 1, 3, 7, … s, since kernel 6.5 linear at first. */
export const CONNECT_TIMEOUT_MS = 131_000;

export type Connection =
  | { outcome: 'open'; remote: SocketAddress; exchange(payload: Payload): Promise<Payload | undefined> }
  /** errno's text, or `limit` when the caller's own time was up. */
  | { outcome: 'failed'; error: string }
  | { outcome: 'limit' };

/** Connects as a blocking connect(2) does, on the cluster's clock. @param limitMs the caller's own limit */
export async function connect(
  process: Process,
  address: SocketAddress,
  limitMs = Infinity,
  mode: 'blocking' | 'polling' = 'blocking',
): Promise<Connection> {
  process.signal.throwIfAborted();
  const dial = await process.dial(address);
  switch (dial.outcome) {
    case 'open':
      return { outcome: 'open', remote: dial.remote, exchange: (payload) => dial.exchange(payload) };
    case 'refused':
      // A socket that is polled (curl) learns of a refusal at once; connect(2) tries once more first.
      if (mode === 'polling') return { outcome: 'failed', error: 'Connection refused' };
      await process.clock.sleep(Math.min(dial.afterMs, limitMs), process.signal);
      return dial.afterMs > limitMs
        ? { outcome: 'limit' }
        : { outcome: 'failed', error: 'Connection refused' };
    case 'unreachable':
      return { outcome: 'failed', error: dial.message };
    case 'timeout':
      await process.clock.sleep(Math.min(CONNECT_TIMEOUT_MS, limitMs), process.signal);
      return limitMs < CONNECT_TIMEOUT_MS
        ? { outcome: 'limit' }
        : { outcome: 'failed', error: 'Connection timed out' };
  }
}

/** Sends a text and waits for the answer; `limit` when it did not come in time. */
export async function exchangeText(
  process: Process,
  connection: Extract<Connection, { outcome: 'open' }>,
  text: string,
  limitMs = Infinity,
): Promise<string | undefined | 'limit'> {
  const answer = connection
    .exchange({ kind: 'text', text })
    .then((payload) => (payload?.kind === 'text' ? { text: payload.text } : { text: undefined }));
  const got =
    limitMs === Infinity ? await orAborted(process, answer) : await within(process, limitMs, answer);
  return got === undefined ? 'limit' : got.text;
}

/** The promise's value, unless the process is killed first. @throws the signal's reason */
export function orAborted<T>(process: Process, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(process.signal.reason as Error);
    if (process.signal.aborted) return onAbort();
    process.signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => process.signal.removeEventListener('abort', onAbort));
  });
}
